"""Every sentence is there in both languages, fits its use, and is used."""

from __future__ import annotations

import re
import shutil
import string
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib import import_module
from pathlib import Path

import pytest

from edge_app.ui.text import translator
from edge_app.ui.text.language import Language, say
from edge_app.ui.text.source import Source

UI = Path(translator.__file__).parents[1]
MODULES = [
    import_module(".".join(("edge_app", "ui", *path.relative_to(UI).with_suffix("").parts)))
    for path in sorted(UI.rglob("*words.py"))
]
MODULE_OF = {
    value.context: module
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, Source)
}
ALL = {
    f"{value.context}.{name}": value
    for module in MODULES
    for name, value in vars(module).items()
    if isinstance(value, Source)
}
TOPICS = sorted({source.context for source in ALL.values()})


def of(topic: str) -> dict[str, Source]:
    return {name: phrase for name, phrase in ALL.items() if name.startswith(f"{topic}.")}


def tool(name: str) -> str:
    return str(Path(sys.executable).with_name(f"pyside6-{name}"))


def messages(file: Path) -> dict[str, tuple[str, str | None]]:
    """Source -> its translation, and why that does not count (None: it does)."""
    found = {}
    for message in ET.parse(file).iter("message"):  # noqa: S314 (our own file)
        english = message.find("translation")
        found[message.findtext("source")] = (english.text or "", english.get("type"))
    return found


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_sentence_is_translated_and_takes_the_same_values(topic):
    english = messages(UI / f"text/translations/{topic}_en.ts")
    for name, phrase in of(topic).items():
        assert phrase.context == topic, name
        text, fault = english[phrase.text]
        assert fault is None, f"{name}: run `make translations` and write the English"
        assert text.strip(), name
        assert names(text) == names(phrase.text), name


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("topic", TOPICS)
def test_the_screen_says_what_the_translator_wrote(topic):
    english = messages(UI / f"text/translations/{topic}_en.ts")
    for name, phrase in of(topic).items():
        values = dict.fromkeys(names(phrase.text), "x")
        assert say(phrase, Language.EN, **values) == english[phrase.text][0].format(**values), name
        assert say(phrase, Language.ID, **values) == phrase.text.format(**values), name


@pytest.mark.parametrize("topic", TOPICS)
def test_linguist_finds_nothing_new(topic, tmp_path):
    kept = UI / f"text/translations/{topic}_en.ts"
    again = tmp_path / kept.name
    shutil.copy(kept, again)
    source = [str(MODULE_OF[topic].__file__), "-ts", str(again)]
    options = [
        "-no-obsolete",
        "-locations",
        "none",
        "-source-language",
        "id",
        "-target-language",
        "en",
    ]
    subprocess.run([tool("lupdate"), *source, *options], check=True, capture_output=True)
    assert messages(again) == messages(kept)


def test_every_sentence_is_used():
    used: set[str] = set()
    for path in UI.rglob("*.py"):
        if not path.name.endswith("words.py"):
            used.update(re.findall(r"\b[A-Z][A-Z0-9_]+\b", path.read_text("utf-8")))
    assert {name.partition(".")[2] for name in ALL} <= used


def test_no_sentence_is_written_twice_in_a_file():
    written = list(ALL.values())
    assert {one for one in written if written.count(one) > 1} == set()
