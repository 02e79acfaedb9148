"""The technicians' pages agree with each other and with what the first screen says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edge_app.ui.setup import words
from edge_app.ui.technician import acceptance_words, check_words, steps_words, trials_words
from edge_app.ui.technician import words as camera_words
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.translator import open_translations

DOCS = Path(__file__).parents[1] / "edge_app/docs"
PAGES = {Language.ID: DOCS / "teknisi.md", Language.EN: DOCS / "technicians.md"}
MODULES = (words, acceptance_words, camera_words, check_words, steps_words, trials_words)


@pytest.fixture(autouse=True)
def translations(qapp: object) -> None:
    del qapp
    open_translations()


def sentences(language: Language) -> set[str]:
    said = [each for some in MODULES for each in vars(some).values() if isinstance(each, Message)]
    whole = [each for each in (*said, *words.PROBLEMS.values()) if "{" not in each.text]
    return {translate(each, language) for each in whole}


@pytest.mark.parametrize("language", Language)
def test_what_is_bold_stands_on_the_screen(language: Language) -> None:
    text = PAGES[language].read_text("utf-8")
    bold = {" ".join(each.split()) for each in re.findall(r"\*\*(.+?)\*\*", text, re.DOTALL)}
    assert len(bold) > 12
    assert bold - sentences(language) == set()


def test_both_pages_have_the_same_shape() -> None:
    def shape(page: Path) -> list[str]:
        return re.findall(r"^(#+ |\||\d\. |- )", page.read_text("utf-8"), re.MULTILINE)

    assert shape(PAGES[Language.ID]) == shape(PAGES[Language.EN])
