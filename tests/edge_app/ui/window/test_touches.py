"""Fingers that were aimed at what stood there before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.look import theme
from edge_app.ui.window.scanner import Scanner
from edge_app.ui.window.touches import Touches


@pytest.mark.usefixtures("qapp")
def test_a_page_that_goes_shortens_no_guard_of_one_that_came() -> None:
    clock = [0.0]
    alert, came, went = QWidget(), QWidget(), QWidget()
    owner = QObject()
    touches = Touches(Scanner(owner), lambda: clock[0], lambda: None, owner)
    pages = (came, went)

    def ignored() -> bool:
        event = QMouseEvent(
            QEvent.Type.MouseButtonPress,
            QPointF(),
            QPointF(),
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        return touches.eventFilter(came, event)

    alert.hide()
    came.hide()
    went.show()
    touches.note_what_came(alert, pages, True)
    clock[0] = 10.0
    came.show()
    touches.note_what_came(alert, pages, True)
    clock[0] += 0.1
    went.hide()
    touches.note_what_came(alert, pages, True)
    clock[0] = 10.0 + theme.ANSWER_GUARD_S - 0.01
    assert ignored()
    clock[0] = 10.0 + theme.ANSWER_GUARD_S
    assert not ignored()
