"""A name whose letters no font here has is not shown as if it were written so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from edge_app.ui.text.language import Language
from edge_app.ui.text.letters import draws
from edge_app.ui.text.names import shown_name
from tests.edge_app.ui.conftest import Screen

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
