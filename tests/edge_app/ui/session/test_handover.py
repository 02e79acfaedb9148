"""The end of a shift in two taps, with its summary."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from edge_app.desk.session.handover import HandoverDesk
from edge_app.desk.session.shift_summary import Summaries
from edge_app.desk.session.views import SessionState
from edge_app.domain import Answer, SyncView
from edge_app.errors import StoreError
from edge_app.store.statistics import CountsDelta, Statistics
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.session.handover_screen import HandoverScreen
from edge_app.ui.text.language import Language
from tests.edge_app.store.store_fixtures import alert, decision
from tests.edge_app.ui.session.session_fixtures import SessionWindow
from tests.fakes.officers import PINS, Desk, everybody
from tests.present import present
from tests.waiting import until

Kiosk = SessionWindow[HandoverScreen]


@pytest.fixture
def kiosk(tmp_path: Path, qtbot: QtBot, finger: QPointingDevice) -> Iterator[Kiosk]:
    """An officer has worked for six hours, and opens the screen."""
    desk = Desk(tmp_path, everybody())
    before = alert(0)
    desk.store.raised(before)
    until(lambda: not desk.store.unwritten)
    desk.sign_in("1001", PINS["1001"])
    desk.until(lambda view: present(view.shift).shift_id != "")
    summaries = Summaries(desk.database, lambda: desk.trusted, desk.readers)
    notes = HandoverDesk(desk.database, desk.session.view, lambda: desk.trusted, desk.readers)
    tallies = Statistics(desk.database)
    for _ in range(6):
        for _ in range(15):
            desk.pass_time(240)
            desk.session.touched()
        tallies.add(desk.trusted, CountsDelta(people=200, captured=196))
    own = tuple(alert(n) for n in (1, 2, 3))
    for one in own:
        desk.store.raised(one)
    desk.store.answered(decision(before, Answer.CANNOT_TELL, "1001"))
    desk.store.answered(decision(own[0], Answer.CONFIRMED, "1001"))
    until(lambda: not desk.store.unwritten)
    kiosk = SessionWindow(desk, HandoverScreen(desk.session, summaries, notes), finger)
    qtbot.addWidget(kiosk.window)
    yield kiosk
    desk.close()


def test_the_summary_says_what_the_shift_came_to(kiosk: Kiosk) -> None:
    sync = SyncView(3, 1, None, False, None, timedelta(hours=24), "", "", False)
    kiosk.with_alerts(sync=sync)
    kiosk.until_shown("1.200")
    shown = kiosk.read().splitlines()
    assert "Sif \u2068Sari Wulandari\u2069 sejak" in kiosk.read()
    for figure in ("6 jam 0 menit", "1.200", "1.176 wajah terbaca", "98,0%", "4"):
        assert figure in shown


@pytest.mark.parametrize("set_by", [timedelta(hours=19), timedelta(hours=-8)])
def test_a_clock_that_was_set_is_said_where_the_length_of_the_shift_stood(
    kiosk: Kiosk, set_by: timedelta
) -> None:
    """It was 25 hours of work, or none."""
    kiosk.until_shown("1.200")
    kiosk.desk.trusted += set_by
    kiosk.screen.left()
    kiosk.screen.entered()
    kiosk.until_shown("Jam terminal diubah selama sif ini.")
    assert "tidak diketahui" in kiosk.read().splitlines()
    assert "25 jam" not in kiosk.read()
    kiosk.language = Language.EN
    kiosk.until_shown("The terminal's clock was changed during this shift.")


def test_the_alerts_add_up_across_and_down(kiosk: Kiosk) -> None:
    kiosk.until_shown("1.200")
    shown = [one.text() for one in kiosk.screen.sums.findChildren(QLabel)]
    table = {name: shown[n + 1 : n + 4] for n, name in enumerate(shown[:-1]) if n % 4 == 0}
    assert table == {
        "Peringatan": ["Sif ini", "Sif sebelumnya", "Jumlah"],
        "Dikonfirmasi": ["1", "0", "1"],
        "Bukan orang ini": ["0", "0", "0"],
        "Tidak pasti": ["0", "1", "1"],
        "Tidak dijawab": ["0", "0", "0"],
        "Masih terbuka": ["2", "0", "2"],
        "Jumlah": ["3", "1", "4"],
    }


def test_one_touch_ends_the_shift(kiosk: Kiosk) -> None:
    kiosk.desk.pass_time(1)
    kiosk.refresh()
    kiosk.touch(kiosk.screen.end)
    view = kiosk.desk.session.view()
    assert (view.state, view.shift) == (SessionState.WAITING, None)
    assert kiosk.desk.rows("signed-out", "shift-ended")[-1][:2] == ("1001", "signed-out")


def test_a_double_touch_of_the_key_that_led_here_ends_nothing(kiosk: Kiosk) -> None:
    kiosk.touch(kiosk.screen.end)
    kiosk.touch(kiosk.screen.lock)
    assert kiosk.desk.session.view().state is SessionState.SIGNED_IN


def test_a_break_locks_the_screen_and_keeps_the_shift(kiosk: Kiosk) -> None:
    kiosk.desk.pass_time(1)
    kiosk.refresh()
    kiosk.touch(kiosk.screen.lock)
    view = kiosk.desk.session.view()
    assert (view.state, present(view.shift).name) == (SessionState.LOCKED, "Sari Wulandari")


def test_open_alerts_are_said_before_the_shift_ends(
    kiosk: Kiosk, make_alert: Callable[..., Any]
) -> None:
    kiosk.with_alerts(make_alert("a"), make_alert("b"))
    assert "2 peringatan belum dijawab." in kiosk.read()
    kiosk.with_alerts(make_alert("a"))
    assert "Satu peringatan belum dijawab." in kiosk.read()


def test_a_store_that_cannot_be_read_keeps_nobody_at_the_lane(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged(*_: object) -> None:
        raise StoreError("damaged")

    kiosk.until_shown("1.200")
    monkeypatch.setattr(kiosk.desk.database, "rows", damaged)
    kiosk.desk.pass_time(3)
    kiosk.until_shown("tidak dapat dibaca")
    kiosk.touch(kiosk.screen.end)
    assert kiosk.desk.session.view().state is SessionState.WAITING
    monkeypatch.undo()
    caplog.clear()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("text", [1.0, 2.0])
@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)], ids=str)
def test_every_key_fits_a_glove_and_nothing_is_cut(
    kiosk: Kiosk,
    make_alert: Callable[..., Any],
    size: tuple[int, int],
    text: float,
    language: Language,
) -> None:
    kiosk.language = language
    kiosk.resize(*size, text=text)
    kiosk.with_alerts(make_alert("a"), make_alert("b"))
    kiosk.until_shown("1.200" if language is Language.ID else "1,200")
    kiosk.refresh()
    screen = kiosk.screen
    for key in screen.findChildren(TouchButton):
        assert min(key.width(), key.height()) >= kiosk.style.touch
        assert kiosk.place(screen).contains(kiosk.place(key))
    shown = [one for one in screen.findChildren(QLabel) if one.isVisible() and one.text()]
    assert [one.text() for one in shown if cast("FittedLabel", one).fitted().cut] == []
    for tile in screen.tiles[1:]:
        assert not any(tile.geometry().intersects(other.geometry()) for other in screen.tiles[:1])
