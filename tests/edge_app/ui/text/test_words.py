"""Every sentence stands once, has one English, fits its use, and is used."""

from __future__ import annotations

import ast
import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from importlib import import_module
from pathlib import Path

import pytest

from edge_app.ui.text import translator
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import QT_TRANSLATE_NOOP, Message
from tests.present import present

UI = Path(translator.__file__).parents[1]
ENGLISH = UI / "text/translations/gapura_en.ts"
WORDS = [
    ".".join(("edge_app", "ui", *path.relative_to(UI).with_suffix("").parts))
    for path in sorted(UI.rglob("*words.py"))
]
ALL = {
    f"{module}.{name}": value
    for module in WORDS
    for name, value in vars(import_module(module)).items()
    if isinstance(value, Message)
}
# Where Indonesian has one word and English needs two.
DISAMBIGUATED = {
    "Peringatan": {"", "one"},  # "Alerts" over a number, "Alert" beside a person
    "Verifikasi": {"", "verb"},  # "Verifications" over a number, "Verify" on a button
}


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def translations(file: Path) -> dict[Message, tuple[str, str | None]]:
    """Message -> its translation, and why that does not count (None: it does)."""
    found = {}
    for each in ET.parse(file).iter("message"):  # noqa: S314 (our own file)
        english = present(each.find("translation"))
        key = Message(present(each.findtext("source")), each.findtext("comment", ""))
        found[key] = (english.text or "", english.get("type"))
    return found


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_sentence_is_translated_and_takes_the_same_values() -> None:
    english = translations(ENGLISH)
    assert len(ALL) > 500
    for name, message in ALL.items():
        text, fault = english[message]
        assert fault is None, f"{name}: run `make translations` and write the English"
        assert text.strip(), name
        assert names(text) == names(message.text), name


@pytest.mark.usefixtures("qapp")
def test_the_screen_says_what_the_translator_wrote() -> None:
    english = translations(ENGLISH)
    for name, message in ALL.items():
        values = dict.fromkeys(names(message.text), "x")
        written = english[message][0].format(**values)
        assert translate(message, Language.EN, **values) == written, name
        assert translate(message, Language.ID, **values) == message.text.format(**values), name


def test_linguist_finds_nothing_new(tmp_path: Path) -> None:
    again = tmp_path / ENGLISH.name
    shutil.copy(ENGLISH, again)
    sources = sorted(str(path) for path in UI.rglob("*words.py"))
    options = [
        "-no-obsolete",
        "-locations",
        "none",
        "-source-language",
        "id",
        "-target-language",
        "en",
    ]
    command = [tool("lupdate"), *sources, "-ts", str(again), *options]
    subprocess.run(command, check=True, capture_output=True)
    assert translations(again) == translations(ENGLISH)


def test_one_sentence_has_one_english() -> None:
    """A sentence with two stands in `DISAMBIGUATED`, with the reason."""
    found = translations(ENGLISH)
    several = Counter(message.text for message in found)
    assert {text for text, times in several.items() if times > 1} == set(DISAMBIGUATED)
    for text, each in DISAMBIGUATED.items():
        assert {one.disambiguation for one in found if one.text == text} == each
        assert len({found[Message(text, one)][0] for one in each}) == len(each)
    assert {one.disambiguation for one in found if one.text not in DISAMBIGUATED} == {""}


def test_no_sentence_stands_twice_in_the_sources() -> None:
    written = Counter(ALL.values())
    assert {message for message, times in written.items() if times > 1} == set()


def test_a_sentence_in_a_context_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="the context of every message is 'gapura'"):
        QT_TRANSLATE_NOOP("alert", "Kembali")


def test_every_sentence_is_used() -> None:
    used = {name for path in UI.rglob("*.py") for name in _named(path)}
    assert set(ALL) - used == set()


def _named(path: Path) -> set[str]:
    """The sentences that a file names: `words.BACK`, by what it imported as `words`."""
    tree = ast.parse(path.read_text("utf-8"))
    modules = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return {
        f"{modules[node.value.id]}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in modules
    }
