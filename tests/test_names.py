"""Standard names: what a stranger would not search for is not defined anywhere."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("models", "sync", "edge_app", "tests")

# What is not to be defined, and the standard name in its place.
STANDARD = {
    r"(\w+_)?MOST(_\w+)?": "MAX_…",
    r"(\w+_)?LEAST(_\w+)?": "MIN_…",
    r"LOOK_S|EVERY_S": "POLL_INTERVAL_S, WRITE_INTERVAL_S, …",
    r"Attacks": "RefusalLog",
    r"Behind": "DeskDependencies",
    r"LruCache|Bounded\w+": "cachetools.LRUCache",
    r"FingerList": "TouchList",
    r"Glyph|\w+Glyph|\w+Sign": "…Icon",
    r"HandLane": "FakeLane",
    r"Kind|Member|Published|Target": "of what: CollectionKind, ArchiveMember, …",
    r"Moment": "ScreenContext",
    r"Notebook|DeferredWrites": "a writer",
    r"Office": "AppState",
    r"Patience": "Timeouts",
    r"Proven": "VerifiedPackage",
    r"Pulse": "HeartbeatSender",
    r"ServiceRecord": "AuditEvents",
    r"Shelf": "PackageStore",
    r"SmallCentre": "FakeCentre",
    r"Tally|Tallies|Tallying": "Statistics…",
    r"blind_\w+|\w+_blind|Blind\w+": "outdated_…",
    r"editions|Editions?": "release",
    r"founding|founded_\w+": "bootstrap",
    r"made_way": "evicted",
}


def defined(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of every class, function and constant of a module or class."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                for name in ast.walk(target):
                    if isinstance(name, ast.Name):
                        yield name.lineno, name.id


def private_words(source: str) -> list[str]:
    return [
        f"{line}: {name}: say {standard}"
        for line, name in defined(source)
        for pattern, standard in STANDARD.items()
        if re.fullmatch(pattern, name.lstrip("_"))
    ]


@pytest.mark.parametrize("package", PACKAGES)
def test_names_are_standard(package: str) -> None:
    found = {
        str(path.relative_to(ROOT)): words
        for path in sorted((ROOT / package).rglob("*.py"))
        if (words := private_words(path.read_text("utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "ROWS_MOST = 3",
        "_MOST = 3",
        "class Shelf: ...",
        "def made_way(): ...",
        "LOOK_S: float = 1.0",
    ],
)
def test_a_private_word_is_seen(source: str) -> None:
    assert private_words(source)


def test_no_two_test_modules_have_one_name() -> None:
    """Pytest imports them by it: a second one ends the whole run."""
    found = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, times in found.items() if times > 1] == []
