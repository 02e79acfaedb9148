"""An officer looks something up: by touch, in both languages, and it is gone when they leave."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from edge_app.desk.records.history import HistoryView
from edge_app.desk.records.span import Span
from edge_app.domain import Answer, Decision
from edge_app.store.alerts import AlertStore
from edge_app.store.database import StoreDatabase
from edge_app.store.entries import Verification
from edge_app.ui.cases.screen import CasesScreen
from edge_app.ui.kit.list_row import ListRow
from edge_app.ui.kit.touch_list import TouchList
from edge_app.ui.records.history_page import HistoryPage
from edge_app.ui.records.history_presenter import notice
from edge_app.ui.records.history_screen import HistoryScreen
from edge_app.ui.text.language import Language
from edge_app.ui.window.application import application
from edge_app.ui.window.places import Place
from tests.edge_app.ui.conftest import WALL, Screen
from tests.present import present
from tests.waiting import PATIENCE_MS


@pytest.fixture
def kept(
    store: tuple[StoreDatabase, AlertStore], make_alert: Callable[..., Any], qtbot: QtBot
) -> AlertStore:
    """Two alerts and a verification of this morning, as the store holds them."""
    _, alerts = store
    for number, name in (("a" * 32, "Budi Santoso"), ("b" * 32, "Joko Widagdo")):
        one = replace(make_alert(number, name), raised_at=WALL)
        alerts.raised(one)
    alerts.answered(Decision("a" * 32, Answer.CONFIRMED, WALL, ("1001",), "document_agrees"))
    one = Verification("c" * 32, "1001", "visitor", None, "yes", True, 0.7, 0.41, True)
    alerts.verified(one, "Rina Marlina")
    qtbot.waitUntil(lambda: not alerts.unwritten, timeout=PATIENCE_MS)
    return alerts


@pytest.fixture
def history(screen: Screen, kept: AlertStore, qtbot: QtBot) -> HistoryScreen:
    """The history, opened by its key at the side."""
    del kept
    return opened(screen, qtbot)


def opened(screen: Screen, qtbot: QtBot) -> HistoryScreen:
    screen.touch(screen.window.rail.buttons[Place.CASES])
    cases = screen.window.screens[Place.CASES]
    assert isinstance(cases, CasesScreen)
    screen.touch(cases.history)
    assert screen.window.place is Place.HISTORY
    shown = screen.window.screens[Place.HISTORY]
    assert isinstance(shown, HistoryScreen)
    qtbot.waitUntil(
        lambda: refreshed(screen) and shown.listing.list.count == 3, timeout=PATIENCE_MS
    )
    return shown


def refreshed(screen: Screen) -> bool:
    screen.window.refresh()
    application().processEvents()
    return True


def words(widget: HistoryPage | HistoryScreen | ListRow) -> str:
    found = widget.findChildren(QLabel)
    return "\n".join(one.text() for one in found if one.isVisible() and one.text())


def touch_row(screen: Screen, listing: TouchList, number: int) -> None:
    """A finger on a row: the list itself takes it."""
    row = present(listing.row(number))
    where = row.mapTo(screen.window, row.rect().center())
    QTest.touchEvent(screen.window, screen.finger).press(0, where, screen.window).commit()
    QTest.touchEvent(screen.window, screen.finger).release(0, where, screen.window).commit()
    application().processEvents()


def number_of(history: HistoryScreen, name: str) -> int:
    for number in range(history.listing.list.count):
        row = history.listing.list.row(number)
        assert isinstance(row, ListRow)
        if name in words(row):
            return number
    raise AssertionError(name)


def test_the_shift_is_listed_with_its_answers(history: HistoryScreen) -> None:
    shown = words(history)
    assert "2 peringatan, 1 verifikasi." in shown
    for text in (
        "Budi Santoso",
        "Dikonfirmasi, petugas 1001",
        "Joko Widagdo",
        "Menunggu jawaban",
        "Rina Marlina",
        "Orang yang sama, petugas 1001",
    ):
        assert text in shown


def test_what_only_a_newer_version_wrote_is_said_to_be_so(
    screen: Screen, kept: AlertStore, store: tuple[StoreDatabase, AlertStore], qtbot: QtBot
) -> None:
    """A lane that was updated, and taken back to the version before."""
    del kept
    database, _ = store
    with database.transaction() as db:
        db.execute("UPDATE alerts SET answer = 'handed over' WHERE answer IS NOT NULL")
        db.execute("UPDATE verifications SET outcome = 'twin', method = 'iris'")
    history = opened(screen, qtbot)
    shown = words(history)
    assert "Jawaban yang belum dikenal versi ini, petugas 1001" in shown
    assert "Hasil yang belum dikenal versi ini, petugas 1001" in shown
    assert "14.32, dengan cara yang belum dikenal versi ini" in shown
    assert shown.count("Menunggu jawaban") == 1
    for name, said in (("Budi Santoso", "Jawaban"), ("Rina Marlina", "Hasil")):
        touch_row(screen, history.listing.list, number_of(history, name))
        assert refreshed(screen)
        assert f"{said} yang belum dikenal versi ini" in words(history.page)
        screen.touch(history.page.back_button)
        assert refreshed(screen)


def test_a_name_is_found_as_it_is_typed(
    screen: Screen, history: HistoryScreen, qtbot: QtBot
) -> None:
    screen.touch(history.listing.search)
    for key in "BUD":
        history.listing.pad.key(key).pressed.emit(key)
    qtbot.waitUntil(
        lambda: refreshed(screen) and history.listing.list.count == 1, timeout=PATIENCE_MS
    )
    assert "Budi Santoso" in words(history)
    history.listing.pad.key("X").pressed.emit("X")
    qtbot.waitUntil(
        lambda: refreshed(screen) and "Tidak ada yang cocok" in words(history), timeout=PATIENCE_MS
    )
    screen.touch(history.listing.clear_button)
    qtbot.waitUntil(
        lambda: refreshed(screen) and history.listing.list.count == 3, timeout=PATIENCE_MS
    )


@pytest.mark.parametrize("span", Span)
def test_nobody_is_sent_to_a_longer_time_than_all(span: Span) -> None:
    view = HistoryView(allowed=True, span=span, text="SITI", loaded=True)
    said = present(notice(view, Language.ID))
    assert ("waktu yang lebih panjang" in said.step) is (span is not Span.KEPT)
    assert "Periksa ejaannya" in said.step


def test_pictures_come_when_an_alert_is_touched_and_go_with_its_page(
    screen: Screen, history: HistoryScreen, qtbot: QtBot
) -> None:
    assert screen.desk.history.view().opened is None
    touch_row(screen, history.listing.list, number_of(history, "Budi"))
    qtbot.waitUntil(
        lambda: refreshed(screen) and history.page.captured.isVisible(), timeout=PATIENCE_MS
    )
    shown = words(history.page)
    for text in (
        "Budi Santoso",
        "Dokumennya atas nama orang ini",
        "Petugas 1001",
        "Foto di daftar",
    ):
        assert text in shown
    screen.touch(history.page.back_button)
    assert refreshed(screen)
    assert screen.desk.history.view().opened is None
    assert history.page.isHidden()
    assert history.listing.list.count == 3


def test_a_verification_has_no_picture(screen: Screen, history: HistoryScreen) -> None:
    touch_row(screen, history.listing.list, number_of(history, "Rina"))
    assert refreshed(screen)
    shown = words(history.page)
    assert "Skor 0,70, ambang 0,41" in shown
    assert "Verifikasi tidak menyimpan foto." in shown


def test_the_chain_says_how_far_it_was_verified(
    screen: Screen, history: HistoryScreen, qtbot: QtBot
) -> None:
    qtbot.waitUntil(
        lambda: refreshed(screen) and "diperiksa sampai" in history.chain.text(),
        timeout=PATIENCE_MS,
    )
    # An answer, a verification, and the volume that the test set.
    assert history.chain.text() == "Catatan audit utuh, diperiksa sampai 14.32, 3 baris"


def test_the_language_key_turns_every_word(
    screen: Screen, history: HistoryScreen, qtbot: QtBot
) -> None:
    screen.touch(screen.window.status_bar.toggle)
    qtbot.waitUntil(
        lambda: refreshed(screen) and "Alerts: 2. Verifications: 1." in words(history),
        timeout=PATIENCE_MS,
    )
    assert "Confirmed, officer 1001" in words(history)
    assert "peringatan" not in words(history)


def test_leaving_forgets_what_was_looked_up(screen: Screen, history: HistoryScreen) -> None:
    touch_row(screen, history.listing.list, number_of(history, "Budi"))
    screen.touch(screen.window.rail.buttons[Place.LANE])
    assert words(history) == ""
    assert "Budi" not in "".join(one.text() for one in history.findChildren(QLabel))


def test_forty_touches_and_two_fingers_break_nothing(
    screen: Screen, history: HistoryScreen
) -> None:
    for number in range(40):
        screen.touch(list(history.spans.values())[number % len(history.spans)])
    where = [
        present(history.listing.list.row(n)).mapTo(
            screen.window, present(history.listing.list.row(n)).rect().center()
        )
        for n in range(2)
        if history.listing.list.row(n) is not None
    ]
    event = QTest.touchEvent(screen.window, screen.finger)
    for finger, place in enumerate(where):
        event = event.press(finger, place, screen.window)
    event.commit()
    event = QTest.touchEvent(screen.window, screen.finger)
    for finger, place in enumerate(where):
        event = event.release(finger, place, screen.window)
    event.commit()
    assert refreshed(screen)
    assert sum(key.isChecked() for key in history.spans.values()) == 1


def test_an_erased_alert_says_why_it_has_no_pictures(
    screen: Screen, history: HistoryScreen, store: tuple[StoreDatabase, AlertStore], qtbot: QtBot
) -> None:
    database, _ = store
    number = number_of(history, "Budi")
    with database.transaction() as db:
        db.execute("DELETE FROM alerts WHERE alert_id = ?", ["a" * 32])
    touch_row(screen, history.listing.list, number)
    qtbot.waitUntil(
        lambda: refreshed(screen) and "Foto sudah dihapus" in words(history.page),
        timeout=PATIENCE_MS,
    )


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)], ids=str)
def test_every_key_is_large_enough_and_inside(
    screen: Screen, history: HistoryScreen, size: tuple[int, int]
) -> None:
    screen.window.resize(*size)
    assert refreshed(screen)
    touch = screen.window.style_now.touch
    for key in (history.listing.search, *history.spans.values()):
        assert min(key.width(), key.height()) >= touch
        assert history.rect().contains(key.geometry())
