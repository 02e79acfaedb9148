"""An officer's left hand finds the keys at the left: every answer, and whatever takes it back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QWidget

from edge_app.desk.session.preferences import Preferences
from edge_app.ui.kit.keypad import Keypad
from edge_app.ui.screenshots.renderer import Renderer
from edge_app.ui.session.settings_screen import SettingsScreen
from edge_app.ui.verify.undo_row import UndoRow
from edge_app.ui.visitors.visitor_page import VisitorPage
from edge_app.ui.window.kiosk_window import KioskWindow
from tests.edge_app.ui.screenshots.drawn_scenes import SCENES

WIDE, UPRIGHT = (1280, 800), (1080, 1920)


def of_answers(window: KioskWindow) -> list[QWidget]:
    return list(window.alert_screen.answers.buttons)


def of_undo(window: KioskWindow) -> list[QWidget]:
    return [entry for entry in window.undo_bar.entries if entry.isVisible()]


def of_keypad(window: KioskWindow) -> list[QWidget]:
    return [pad for pad in window.screens[window.place].findChildren(Keypad) if pad.isVisible()]


def of_decision(window: KioskWindow) -> list[QWidget]:
    rows = window.screens[window.place].findChildren(UndoRow)
    return [row.button for row in rows if row.isVisible()]


def of_second_officer(window: KioskWindow) -> list[QWidget]:
    return [window.alert_screen.second_page.keypad]


def of_photograph(window: KioskWindow) -> list[QWidget]:
    return [window.photograph.page.back_button, window.photograph.page.go_button]


def of_visitor(window: KioskWindow) -> list[QWidget]:
    (page,) = window.screens[window.place].findChildren(VisitorPage)
    keys = (page.verify_button, page.mark_button, page.yes_button, page.cancel_button)
    return [key for key in keys if key.isVisible()]


def of_settings(window: KioskWindow) -> list[QWidget]:
    (screen,) = (one for one in window.screens.values() if isinstance(one, SettingsScreen))
    return [screen.pin_button, *screen.buttons.values()]


KEYS = {
    "alert": of_answers,
    "alert-undo": of_undo,
    "undo": of_undo,
    "sign-in": of_keypad,
    "pin": of_keypad,
    "verify-nik": of_keypad,
    "alert-second-officer": of_second_officer,
    "photograph-aim": of_photograph,
    "photograph-taken": of_photograph,
    "lane-case-pin": of_keypad,
    "lane-case-pin-wrong": of_keypad,
    "verify-undo": of_decision,
    "visitor-family": of_visitor,
    "visitor-document": of_visitor,
    "settings-signed-in": of_settings,
    "settings-technician": of_settings,
}


def around(window: KioskWindow, widgets: list[QWidget]) -> QRect:
    whole = QRect()
    for one in widgets:
        whole = whole.united(QRect(one.mapTo(window, QPoint(0, 0)), one.size()))
    return whole


@pytest.mark.parametrize("name", KEYS)
@pytest.mark.usefixtures("qapp")
def test_a_left_hand_has_the_keys_at_the_left_and_upright_where_they_were(name: str) -> None:
    stage = Renderer(SCENES[name], WIDE, Preferences())
    places = {}
    for size in (WIDE, UPRIGHT):
        for side in ("right", "left"):
            stage.show(size, Preferences(side=side))
            places[size, side] = around(stage.window, KEYS[name](stage.window))
    stage.leave()
    middle = WIDE[0] // 2
    if name == "verify-undo":  # its words take the row's other side
        assert places[WIDE, "left"].right() > places[WIDE, "right"].left()
    else:
        assert places[WIDE, "left"].left() < middle - places[WIDE, "left"].width() // 2
        assert places[WIDE, "right"].right() > middle + places[WIDE, "right"].width() // 2
    if KEYS[name] in (of_second_officer, of_photograph):  # as in a mirror: the pad at the edge
        assert abs(places[WIDE, "left"].left() - (WIDE[0] - 1 - places[WIDE, "right"].right())) < 4
    assert places[WIDE, "left"].size() == places[WIDE, "right"].size()
    if name.startswith("alert") or name == "undo":  # another hand judges there too, by the same PIN
        assert places[UPRIGHT, "left"] == places[UPRIGHT, "right"]
