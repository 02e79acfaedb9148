"""A name whose letters no font here has is not shown as if it were written so."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from edge_app.desk.verification.views import HeldDecision, OfficerDecision
from edge_app.domain import Mute
from edge_app.ui.text import names
from edge_app.ui.text.language import Language
from edge_app.ui.text.letters import draws
from edge_app.ui.text.names import set_apart, shown_name
from edge_app.ui.verify.decision_presenter import present_undo
from tests.edge_app.ui.conftest import WALL, Screen

WRITTEN = {"name", "owner", "party", "lane", "post"}  # attributes that hold what people wrote
TANGSA = "\U00016a70\U00016a71"  # letters of a people in India, in no usual font


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    "name", ["Siti Nurhaliza", "Đặng Thị Ngọc", "Иван", "عبد الرحمن الأنصاري", "José\u0301 O’Neil"]
)
def test_letters_of_the_appliances_own_fonts_are_drawn(name: str) -> None:
    assert draws(name)
    assert shown_name(f" {name} ", Language.ID) == name


@pytest.mark.usefixtures("qapp")
def test_letters_of_no_font_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not draws(TANGSA)
    assert not draws(f"Budi {TANGSA}")
    monkeypatch.setattr("edge_app.ui.text.letters._undrawn_words", lambda: {"DEVANAGARI"})
    assert not draws("राम")  # Qt lays it out as if there were a font


def test_an_alert_says_that_the_name_is_not_shown_as_written(
    screen: Screen, texts: Callable[[], list[str]], make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a", TANGSA),))
    assert f"{TANGSA} (tidak tampil seperti tertulis)" in texts()
    screen.show(open_alerts=(make_alert("b", "عبد الرحمن"),))
    assert "عبد الرحمن" in texts()


@pytest.mark.usefixtures("qapp")
def test_a_name_in_a_sentence_follows_the_same_rule() -> None:
    assert set_apart(TANGSA, Language.ID) == f"\u2068{TANGSA} (tidak tampil seperti tertulis)\u2069"
    assert set_apart(" Ani\nWijaya ", Language.ID) == "\u2068Ani Wijaya\u2069"
    assert set_apart("Budi\u202eSantoso", Language.EN) == "\u2068Budi?Santoso\u2069"
    assert set_apart(" ", Language.EN) == "\u2068–\u2069"


def test_a_sentence_says_it_too(screen: Screen, make_alert: Callable[..., Any]) -> None:
    screen.show(mutes=(Mute(make_alert("a", TANGSA), (), WALL, WALL),))
    (chip,) = (one.text() for one in screen.window.lane_screen.mutes_bar.chips if one.isVisible())
    assert f"Bukan \u2068{TANGSA} (tidak tampil seperti tertulis)\u2069" in chip
    held = HeldDecision(1, OfficerDecision.ADMITTED, TANGSA, 0.0)
    undo = present_undo(held, Language.ID, 0.0)
    assert undo is not None
    assert undo.text.startswith(f"\u2068{TANGSA} (tidak tampil seperti tertulis)\u2069 diper")


def test_no_sentence_takes_a_name_as_it_was_written() -> None:
    raw = []
    for file in sorted(Path(names.__file__).parents[1].rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "translate":
                raw += [
                    f"{file.name}:{call.lineno}"
                    for word in call.keywords
                    if isinstance(word.value, ast.Attribute) and word.value.attr in WRITTEN
                ]
    assert raw == []
