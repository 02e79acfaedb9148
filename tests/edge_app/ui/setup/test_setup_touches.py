"""A finger at a bare device does what stood there when it came down, or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from edge_app.desk.setup.setup_desk import SetupStage, SetupView
from edge_app.ui.look.theme import STEP_GUARD_S
from edge_app.ui.setup.window import SetupWindow
from edge_app.ui.window.application import application

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
    def __init__(self, qtbot: QtBot) -> None:
        self.now, self.device = 100.0, Noted()
        application()
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


@pytest.fixture
def glass(qtbot: QtBot) -> Glass:
    return Glass(qtbot)


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
