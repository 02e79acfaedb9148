"""The officers' pages agree with each other, with the pictures, and with what the screens say."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from edge_app import ui
from edge_app.ui.text.message import Message

ROOT = Path(__file__).parents[1]
DOCS, SCREENS = ROOT / "edge_app/docs", ROOT / "edge_app/docs/screens"
PAGES = {"id": DOCS / "petugas.md", "en": DOCS / "officers.md"}
TECHNICIANS = [DOCS / "teknisi.md", DOCS / "technicians.md"]
USERS = [*PAGES.values(), *TECHNICIANS, ROOT / "README.md", ROOT / "edge_app/README.md"]
MAX_PICTURES = 8  # kept in the repository for ever; all others are made by `make screenshots`
MAX_BYTES, MAX_BYTES_IN_ALL = 700_000, 2_000_000
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")


def text(language: str) -> str:
    return PAGES[language].read_text("utf-8")


def shape(language: str) -> list[str]:
    """What each line is, without its words: headings, pictures, rows, items."""
    marks = re.finditer(r"^(#+ |!\[|\||\d\. |- )", text(language), re.MULTILINE)
    return [mark[1] for mark in marks]


def as_written(message: str) -> str:
    """As a page writes it: `…` for what is filled in; of a key with a count its words."""
    return re.sub(r"\{\w+\}", "…", message.split("\n")[0])


def topics() -> list[ModuleType]:
    return [
        importlib.import_module(one.name)
        for one in pkgutil.walk_packages(ui.__path__, f"{ui.__name__}.")
        if one.name.endswith("words")
    ]


@cache
def english() -> dict[str, set[str]]:
    """The translations of each sentence: one word may have several, by what it is about."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "edge_app/ui/text/translations").glob("*_en.ts"):
        for message in ET.parse(file).iter("message"):  # noqa: S314  our own
            source = message.findtext("source") or ""
            found.setdefault(source, set()).add(message.findtext("translation") or "")
    return found


def written(sources: Iterable[str], language: str) -> set[str]:
    """These sentences as a page of the language writes them."""
    if language == "en":
        sources = {way for one in sources for way in english()[one]}
    return {as_written(one) for one in sources}


def said(language: str) -> set[str]:
    """All that the screens say."""
    found = (value for topic in topics() for value in vars(topic).values())
    sources = {one.text for one in found if isinstance(one, Message)}
    assert len(sources) > 300
    return written(sources, language)


def bold(language: str) -> set[str]:
    return set(re.findall(r"\*\*(.+?)\*\*", text(language).replace("\n", " ")))


def lane_faults() -> dict[str, set[str]]:
    """What the lane says is wrong: each sentence that has a step, with the other ways to say it."""
    found: dict[str, set[str]] = {}
    for topic in topics():
        if topic.__name__.startswith(f"{ui.__name__}.lane."):
            words = {k: one.text for k, one in vars(topic).items() if isinstance(one, Message)}
            for name in words:
                if f"{name}_STEP" in words:
                    ways = (words.get(f"{name}{end}") for end in ("", "_OF"))
                    found[f"{topic.__name__}.{name}"] = {one for one in ways if one}
    return found


def test_both_pages_have_the_same_parts_in_the_same_order() -> None:
    assert shape("id") == shape("en")


def test_each_page_leads_to_the_other() -> None:
    assert "](officers.md)" in text("id")
    assert "](petugas.md)" in text("en")


def test_both_pages_show_the_same_screens() -> None:
    shown = {
        language: [place for _, place in PICTURE.findall(text(language))] for language in PAGES
    }
    assert shown["id"] == shown["en"]
    assert len(set(shown["id"])) == len(shown["id"]) >= 5


@pytest.mark.parametrize("page", USERS, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_picture_is_there_and_says_what_it_shows(page: Path) -> None:
    for description, place in PICTURE.findall(page.read_text("utf-8")):
        assert (page.parent / place).is_file(), place
        assert len(description) > 10, place


def test_no_picture_is_left_over() -> None:
    used = {
        (page.parent / place).resolve()
        for page in USERS
        for _, place in PICTURE.findall(page.read_text("utf-8"))
    }
    assert set(SCREENS.iterdir()) == {one for one in used if SCREENS in one.parents}


def test_the_pictures_are_few_and_small() -> None:
    sizes = [path.stat().st_size for path in SCREENS.iterdir()]
    assert len(sizes) <= MAX_PICTURES
    assert max(sizes) < MAX_BYTES
    assert sum(sizes) < MAX_BYTES_IN_ALL


@pytest.mark.parametrize("language", PAGES)
def test_what_is_bold_stands_on_a_screen(language: str) -> None:
    assert len(bold(language)) > 100
    assert not bold(language) - said(language)


@pytest.mark.parametrize("language", PAGES)
def test_whatever_the_lane_says_is_wrong_is_explained(language: str) -> None:
    faults, explained = lane_faults(), bold(language)
    assert len(faults) > 25
    assert not {name for name, ways in faults.items() if not written(ways, language) & explained}


@pytest.mark.parametrize("language", PAGES)
def test_nobody_is_called_a_suspect(language: str) -> None:
    assert not re.search(r"suspect|culprit|tersangka|pelaku|buron", text(language), re.IGNORECASE)
