"""The splash is there before what it waits for, says the stage, and hands on what went wrong."""

from __future__ import annotations

import threading

import pytest

from edge_app.opening import OpeningStage
from edge_app.ui.window.application import application
from edge_app.ui.window.splash import Splash, Tell, opened_behind
from tests.waiting import PATIENCE_S


def splash() -> Splash:
    (one,) = (each for each in application().topLevelWidgets() if isinstance(each, Splash))
    return one


@pytest.mark.usefixtures("qapp")
def test_it_is_painted_first_and_says_each_stage_in_both_languages() -> None:
    shown, painted = threading.Event(), []

    def work(tell: Tell) -> str:
        tell(OpeningStage.MODELS)
        assert shown.wait(PATIENCE_S)
        return "a kiosk"

    def meanwhile() -> None:
        painted.append(splash().isVisible())
        splash().show_stage(OpeningStage.MODELS)
        assert splash().lines() == (
            "Gapura",
            "Membuka pengenal wajah …",
            "Opening the face recogniser …",
        )
        shown.set()

    with opened_behind(work, meanwhile) as opened:
        assert opened == "a kiosk"
        assert splash().stage is OpeningStage.WINDOW
    assert painted == [True]
    assert not splash().isVisible()


@pytest.mark.usefixtures("qapp")
def test_what_cannot_be_opened_is_raised_where_it_can_be_told() -> None:
    def work(_: Tell) -> None:
        raise ValueError("no such folder")

    with pytest.raises(ValueError, match="no such folder"), opened_behind(work, lambda: None):
        raise AssertionError("nothing was opened")
