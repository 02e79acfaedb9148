"""The rule of imports, read from the sources: no arrow backwards, one door a library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("models", "sync", "edge_app")

# Who may import a heavy library: modules, or a package with all that is in it.
DOORS = {
    "mediapipe": {"models.mediapipe_tasks"},
    "onnxruntime": {"models.embedder"},
    "onnx": {"models.graph"},
    "annoy": {"models.annoy_index"},
    "httpx": {"models.download"},
    "cryptography": {"sync.protocol.envelope"},
    "tuf": {"sync.terminal.updater", "sync.central.publisher"},
    "sqlcipher3": {"edge_app.store.database"},
    "PySide6": {"edge_app.ui"},
}

# The roots: they open windows without knowing what a window is made of.
ROOTS = {
    "edge_app.kiosk",
    "edge_app.commands.kiosk",
    "edge_app.commands.demo",
    "edge_app.commands.screenshots",
}


def within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str, module: str) -> Iterator[str]:
    """Every module that `source`, the text of `module`, imports, also inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                base = ".".join(filter(None, [*module.split(".")[: -node.level], base]))
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def faults(source: str, module: str) -> list[str]:
    """What in `source`, the text of `module`, breaks the rule."""
    found = set()
    for target in imported(source, module):
        arrow = f"{module} -> {target}"
        if within(module, "models") and (within(target, "sync") or within(target, "edge_app")):
            found.add(f"{arrow}: models imports neither sync nor edge_app")
        if within(module, "sync") and within(target, "edge_app"):
            found.add(f"{arrow}: sync does not import edge_app")
        for here, there in (("terminal", "central"), ("central", "terminal")):
            if within(module, f"sync.{here}") and within(target, f"sync.{there}"):
                found.add(f"{arrow}: terminal and central meet in sync.protocol only")
        if within(module, "sync.protocol") and (
            within(target, "sync.terminal") or within(target, "sync.central")
        ):
            found.add(f"{arrow}: sync.protocol knows neither end")
        opens_a_screen = within(target, "edge_app.ui") and not within(module, "edge_app.ui")
        if opens_a_screen and module not in ROOTS:
            found.add(f"{arrow}: only the roots open the screens")
        library = target.partition(".")[0]
        doors = DOORS.get(library)
        if doors is not None and not any(within(module, door) for door in doors):
            found.add(f"{arrow}: the door to {library} is {', '.join(sorted(doors))}")
        if library == "PySide6" and within(module, "edge_app.ui.presenters"):
            found.add(f"{arrow}: presenters know no Qt")
        if library == "tests":
            found.add(f"{arrow}: the product does not import its tests")
    return sorted(found)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_import_breaks_the_rule(package):
    sources = sorted((ROOT / package).rglob("*.py"))
    assert sources
    broken = [
        fault for path in sources for fault in faults(path.read_text("utf-8"), module_name(path))
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("models.detector", "import sync.protocol"),
        ("models.detector", "from edge_app import domain"),
        ("models.detector", "def f():\n    from edge_app.domain import Frame"),
        ("sync.terminal.updater", "from edge_app.errors import TerminalError"),
        ("sync.terminal.updater", "from sync.central import registry"),
        ("sync.terminal.updater", "from ..central import registry"),
        ("sync.central.publisher", "import sync.terminal.updater"),
        ("sync.protocol.envelope", "from sync import terminal"),
        ("edge_app.pipeline.tracker", "from PySide6.QtCore import QRect"),
        ("edge_app.pipeline.tracker", "from edge_app.ui import theme"),
        ("edge_app.kiosk", "import PySide6"),
        ("edge_app.ui.presenters.alert", "from PySide6.QtCore import QRect"),
        ("models.gallery", "import mediapipe as mp"),
        ("models.weights", "import onnx"),
        ("edge_app.agent", "import httpx"),
        ("edge_app.cli", "import tests.fakes"),
    ],
)
def test_a_backward_arrow_is_seen(module, source):
    assert faults(source, module)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("edge_app.pipeline.tracker", "from models.geometry import Box"),
        ("sync.terminal.updater", "from sync.protocol import wire"),
        ("edge_app.ui.widgets.banner", "from PySide6.QtWidgets import QWidget"),
        ("edge_app.commands.kiosk", "from edge_app.ui.application import run"),
        ("models.embedder", "import onnxruntime"),
    ],
)
def test_a_forward_arrow_is_free(module, source):
    assert faults(source, module) == []
