"""The pages tell the truth about the tree: links lead somewhere, and files that they name exist."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
FILE = re.compile(r"`((?:\.\./)?[\w.-]+(?:/[\w.-]+)*\.(?:py|toml|md|json|sh|lock|ts))`")
MAX_LINE = 170  # a row of a table too: what is longer is a list
MADE_ELSEWHERE = {"centre.toml", "dpo.toml", "keys.json", "persons.csv", "ticket.json"}


def pages() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", "*.md"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf-8"))
    local = [link for link in links if "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize(
    "page", [page for page in pages() if page.name != "CHANGELOG.md"], ids=name_of
)
def test_every_file_that_is_named_exists(page: Path) -> None:
    """A name counts from the root, from the page's folder, or from a folder above it."""
    folders = [page.parent, *page.parent.parents]
    above = folders[: folders.index(ROOT) + 1]
    missing = {
        name
        for name in FILE.findall(page.read_text("utf-8"))
        if Path(name).name not in MADE_ELSEWHERE
        and "/" in name
        and not any((folder / name).exists() for folder in above)
    }
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    named = {name for name in FILE.findall(page.read_text("utf-8")) if name.startswith("test_")}
    assert missing | (named - tests) == set()


def test_the_terminal_s_page_names_every_feature_of_desk_and_screen() -> None:
    page = (ROOT / "edge_app/README.md").read_text("utf-8")
    there = [
        path.parent.name for part in ("desk", "ui") for path in ROOT.glob(f"edge_app/{part}/*/*.py")
    ]
    assert {name for name in there if f"{name}/" not in page} == set()


def long_lines(text: str) -> list[str]:
    """The lines over MAX_LINE that are no code and no drawing."""
    found, fenced = [], False
    for line in text.splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        if len(line) > MAX_LINE and not fenced and not line.startswith("    "):
            found.append(line)
    return found


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_lines_are_short_enough_to_be_read_as_they_are(page: Path) -> None:
    assert long_lines(page.read_text("utf-8")) == []


DECISIONS = [page for page in pages() if page.parent.name == "decisions"]


def test_a_number_names_one_decision_of_a_package() -> None:
    numbers = [(page.parent, page.name.partition("-")[0]) for page in DECISIONS]
    assert all(re.fullmatch(r"\d{4}", number) for _, number in numbers)
    assert [number for number, count in Counter(numbers).items() if count > 1] == []


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_has_a_title_and_a_day(page: Path) -> None:
    title, day = page.read_text("utf-8").splitlines()[:2]
    assert re.match(r"# \S", title)
    assert re.match(r"\d{4}-\d{2}-\d{2}\. \w", day)


def test_the_changelog_begins_with_this_version() -> None:
    """With what is not released yet, the version is the next one already."""
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    first = re.search(r"^## \[([^\]]+)\] - \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert first is not None
    being_made = "## [Unreleased]" in text[: first.start()]
    numbers = [tuple(map(int, each.split("."))) for each in (first[1], project["version"])]
    assert numbers[0] < numbers[1] if being_made else numbers[0] == numbers[1]
