"""A finger at a bare device does what stood there when it came down, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from edge_app.desk.setup.setup_desk import SetupStage, SetupView
from edge_app.ui.look.theme import STEP_GUARD_S
from edge_app.ui.setup.window import SetupWindow
from edge_app.ui.text.language import Language
from edge_app.ui.window.application import application
from edge_app.ui.window.fingers import RESTS_S, Contact

LEFT = Qt.MouseButton.LeftButton


class Noted:
    """A device whose ticket comes when a test says so."""

    def __init__(self) -> None:
        self.shown = SetupView(SetupStage.TICKET)
        self.did: list[str] = []

    def view(self) -> SetupView:
        return self.shown

    def read_stick(self) -> None:
        self.did.append("stick")

    def confirm(self) -> None:
        self.did.append("yes")

    def refuse(self) -> None:
        self.did.append("no")

    def ticket_comes(self) -> None:
        self.shown = replace(
            self.shown, stage=SetupStage.CONFIRM, checkpoint="gate-1", lane="Lajur 2"
        )


class Glass:
    def __init__(self, qtbot: QtBot, finger: QPointingDevice) -> None:
        self.now, self.device = 100.0, Noted()
        self.finger = finger
        self.window = SetupWindow(self.device, clock=lambda: self.now)
        qtbot.addWidget(self.window, before_close_func=SetupWindow.leave)
        self.screen = self.window.screen_
        self.window.resize(1280, 800)
        self.window.show()
        self.window._timer.stop()  # a test says when it is painted
        self.refresh()
        self.now += 1.0

    def refresh(self) -> None:
        self.window.refresh()
        application().processEvents()

    def contact(self, what: str, place: QPoint, number: int = 0, rests: bool = False) -> None:
        """One contact comes or goes; `rests`: contact 0 stays where it is."""
        event = QTest.touchEvent(self.window, self.finger)
        if rests:
            event.stationary(0)
        getattr(event, what)(number, place, self.window)
        event.commit()

    def tap(self, widget: QWidget, number: int = 0, rests: bool = False) -> None:
        for what in ("press", "release"):
            self.contact(what, middle(widget), number, rests)


def middle(widget: QWidget) -> QPoint:
    return widget.mapTo(widget.window(), widget.rect().center())


@pytest.fixture
def glass(qtbot: QtBot, finger: QPointingDevice) -> Iterator[Glass]:
    made = Glass(qtbot, finger)
    yield made
    made.window.leave()


def test_the_second_tap_on_the_sticks_key_says_no_yes(glass: Glass) -> None:
    QTest.mouseClick(glass.screen.primary, LEFT)
    glass.device.ticket_comes()
    glass.refresh()
    glass.now += STEP_GUARD_S / 2
    QTest.mouseClick(glass.screen.primary, LEFT)
    assert glass.device.did == ["stick"]
    glass.now += STEP_GUARD_S
    QTest.mouseClick(glass.screen.primary, LEFT)
    assert glass.device.did == ["stick", "yes"]


def test_a_ticket_before_the_camera_takes_nothing_from_under_a_finger(glass: Glass) -> None:
    QTest.mousePress(glass.screen.primary, LEFT)
    glass.device.ticket_comes()
    glass.refresh()
    glass.now += 1.0
    QTest.mouseRelease(glass.screen.primary, LEFT)
    assert glass.device.did == []


def test_what_is_shown_counts_and_not_what_has_come_since(glass: Glass) -> None:
    glass.device.ticket_comes()  # in the moment before it is painted
    QTest.mouseClick(glass.screen.primary, LEFT)
    assert glass.device.did == ["stick"]


def test_another_ticket_is_looked_for_by_its_key_alone(glass: Glass) -> None:
    glass.device.ticket_comes()
    glass.refresh()
    QTest.mouseClick(glass.screen.secondary, LEFT)
    assert glass.device.did == []
    glass.now += 1.0
    QTest.mouseClick(glass.screen.secondary, LEFT)
    assert glass.device.did == ["no"]


@pytest.mark.parametrize("where", ["picture", "other key"])
def test_a_resting_hand_lets_a_finger_agree(glass: Glass, where: str) -> None:
    glass.device.ticket_comes()
    glass.refresh()
    rests_on = glass.screen.live_view if where == "picture" else glass.screen.secondary
    glass.contact("press", middle(rests_on))
    glass.now += RESTS_S
    glass.tap(glass.screen.primary, 1, rests=True)
    glass.contact("release", middle(rests_on))
    assert glass.device.did == ["yes"]


def test_what_rested_on_a_key_has_not_agreed(glass: Glass) -> None:
    glass.device.ticket_comes()
    glass.refresh()
    glass.now += 1.0
    yes = middle(glass.screen.primary)
    glass.contact("press", yes)
    glass.now += RESTS_S
    glass.contact("release", yes)
    assert glass.device.did == []
    glass.tap(glass.screen.primary)
    assert glass.device.did == ["yes"]


def test_a_palm_agrees_to_nothing(glass: Glass, monkeypatch: pytest.MonkeyPatch) -> None:
    glass.device.ticket_comes()
    glass.refresh()
    glass.now += 1.0
    monkeypatch.setattr(Contact, "is_palm", lambda _contact, _finger: True)
    glass.tap(glass.screen.primary)
    glass.tap(glass.window.toggle)
    assert (glass.device.did, glass.window.language) == ([], Language.ID)


def test_a_finger_that_left_the_key_has_not_agreed(glass: Glass) -> None:
    glass.device.ticket_comes()
    glass.refresh()
    glass.now += 1.0
    yes = middle(glass.screen.primary)
    glass.contact("press", yes)
    glass.contact("move", middle(glass.screen.live_view))
    glass.contact("move", yes)
    glass.contact("release", yes)
    assert glass.device.did == []


def test_a_double_tap_changes_the_language_once(glass: Glass) -> None:
    said = [glass.window.toggle.text()]
    for pause in (STEP_GUARD_S / 2, STEP_GUARD_S, STEP_GUARD_S):
        glass.tap(glass.window.toggle)
        said.append(glass.window.toggle.text())
        glass.now += pause
    assert said == ["English", "Indonesia", "Indonesia", "English"]
