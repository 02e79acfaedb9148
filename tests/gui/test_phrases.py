"""Every sentence is there in both languages, fits its use, and is used."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

from edge_app.domain import Phrase
from edge_app.ui import phrases

ALL = {name: value for name, value in vars(phrases).items() if isinstance(value, Phrase)}
UI = Path(phrases.__file__).parent


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", ALL)
def test_both_languages_say_something_and_not_the_same(name):
    phrase = ALL[name]
    assert phrase.id.strip()
    assert phrase.en.strip()
    assert phrase.id != phrase.en


@pytest.mark.parametrize("name", ALL)
def test_both_languages_take_the_same_values(name):
    assert names(ALL[name].id) == names(ALL[name].en)


def test_every_phrase_is_used():
    source = "".join(path.read_text() for path in UI.rglob("*.py") if path.name != "phrases.py")
    used = set(re.findall(r"phrases\.([A-Z][A-Z_]*)", source))
    assert used == set(ALL)


def test_no_phrase_is_written_twice():
    written = [(phrase.id, phrase.en) for phrase in ALL.values()]
    twice = {one for one in written if written.count(one) > 1}
    assert twice == set()
