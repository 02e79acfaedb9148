"""Notes that can be taken back: a double tap takes one, not the next that moves up."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from edge_app.ui.look import theme
from edge_app.ui.look.style import style_for
from edge_app.ui.look.stylesheet import stylesheet
from edge_app.ui.session.note_presenter import NoteView
from edge_app.ui.session.note_rows import NoteRows
from tests.edge_app.ui.conftest import Clock


def test_a_double_tap_takes_one_note_back(qtbot: QtBot) -> None:
    clock, notes = Clock(), [NoteView(each, each, "1001") for each in "abc"]

    def remove(note_id: str) -> None:
        notes[:] = [note for note in notes if note.note_id != note_id]
        rows.show_notes(tuple(notes), "Hapus")

    def tap() -> None:
        QTest.mouseClick(rows.rows[0].button, Qt.MouseButton.LeftButton)

    window = QWidget()
    qtbot.addWidget(window)
    rows = NoteRows(remove, clock, window)
    style = style_for(1280, 800)
    window.setStyleSheet(stylesheet(style))
    rows.restyle(style)
    rows.show_notes(tuple(notes), "Hapus")
    rows.setGeometry(0, 0, 800, 600)
    window.show()
    tap()
    clock.now += theme.STEP_GUARD_S / 2
    tap()
    assert [note.note_id for note in notes] == ["b", "c"]
    clock.now += 2 * theme.STEP_GUARD_S
    tap()
    assert [note.note_id for note in notes] == ["c"]
