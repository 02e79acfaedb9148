"""The lane's statistics by touch: plots, the same as text, and a report that says where it is."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from edge_app.store.alerts import AlertStore
from edge_app.store.chain import entries
from edge_app.store.database import StoreDatabase
from edge_app.store.latency_histogram import histogram
from edge_app.store.statistics import CountsDelta, Statistics, count_raised
from edge_app.ui.window.application import application
from edge_app.ui.window.places import Place
from tests.edge_app.ui.conftest import WALL, Screen
from tests.waiting import PATIENCE_MS


def refreshed(screen: Screen) -> bool:
    screen.window.refresh()
    application().processEvents()
    return True


def words(widget: Any) -> str:
    found = widget.findChildren(QLabel)
    return "\n".join(one.text() for one in found if one.isVisible() and one.text())


@pytest.fixture
def statistics(screen: Screen, store: tuple[StoreDatabase, AlertStore], qtbot: QtBot) -> Any:
    """The statistics of this hour, opened by their key at the side."""
    database, _ = store
    tally = CountsDelta(200, 195, 6000, histogram([150.0] * 195))
    Statistics(database).add(WALL - timedelta(minutes=1), tally)
    with database.transaction() as db:
        count_raised(db, WALL - timedelta(minutes=1))
    screen.touch(screen.window.rail.buttons[Place.FIGURES])
    shown = screen.window.screens[Place.FIGURES]
    qtbot.waitUntil(lambda: refreshed(screen) and "97,5%" in words(shown), timeout=PATIENCE_MS)
    return shown


def test_tiles_plots_and_lists_are_shown(statistics: Any) -> None:
    shown = words(statistics)
    for text in ("200", "195 wajah terbaca", "Keterbacaan wajah (%)", "Median"):
        assert text in shown
    assert "versi 3, terbit 11 Mar 2026 pukul 12.32" in shown
    people = statistics.plots[0].view
    assert max(value or 0 for value in people.series[0].values) == 200


def test_the_same_is_there_as_text(screen: Screen, statistics: Any) -> None:
    screen.touch(statistics.table_button)
    assert refreshed(screen)
    shown = words(statistics)
    assert "200 orang, 195 terbaca (97,5%), 1 peringatan" in shown
    screen.touch(statistics.table_button)
    assert refreshed(screen)
    assert "97,5%" in words(statistics)


def test_a_week_goes_by_days(screen: Screen, statistics: Any, qtbot: QtBot) -> None:
    key = list(statistics.spans.values())[2]
    screen.touch(key)
    qtbot.waitUntil(
        lambda: refreshed(screen) and statistics.plots[0].view.steps[-1] == "11 Mar",
        timeout=PATIENCE_MS,
    )
    assert key.isChecked()
    assert len(statistics.plots[0].view.steps) == 7


def test_a_report_is_written_and_its_place_is_said(
    screen: Screen,
    statistics: Any,
    store: tuple[StoreDatabase, AlertStore],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    database, _ = store
    screen.touch(statistics.export_button)
    files = tmp_path / "reports"
    qtbot.waitUntil(
        lambda: refreshed(screen) and files.exists() and len(list(files.iterdir())) == 2,
        timeout=PATIENCE_MS,
    )
    qtbot.waitUntil(
        lambda: refreshed(screen) and "Tersimpan di terminal" in words(screen.window),
        timeout=PATIENCE_MS,
    )
    kinds = sorted(one.suffix for one in files.iterdir())
    assert kinds == [".csv", ".pdf"]
    (pdf,) = files.glob("*.pdf")
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert [e.action for e in entries(database)][-1] == "report-exported"


def test_the_language_key_turns_every_word(screen: Screen, statistics: Any, qtbot: QtBot) -> None:
    screen.touch(screen.window.status_bar.toggle)
    qtbot.waitUntil(
        lambda: refreshed(screen) and "195 faces captured" in words(statistics), timeout=PATIENCE_MS
    )
    assert "97.5%" in words(statistics)
    assert "wajah" not in words(statistics)


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080), (1080, 1920)], ids=str)
def test_every_key_is_large_enough_and_inside(
    screen: Screen, statistics: Any, size: tuple[int, int]
) -> None:
    screen.window.resize(*size)
    assert refreshed(screen)
    touch = screen.window.style_now.touch
    for key in (*statistics.spans.values(), statistics.table_button, statistics.export_button):
        assert min(key.width(), key.height()) >= touch
        assert statistics.rect().contains(key.geometry())


@pytest.mark.parametrize("place", [Place.FIGURES, Place.HISTORY])
def test_an_empty_longest_time_sends_nobody_to_a_longer_one(
    screen: Screen, qtbot: QtBot, place: Place
) -> None:
    screen.window.go(place)
    page: Any = screen.window.screens[place]
    step = "Pilih waktu yang lebih panjang di atas."
    qtbot.waitUntil(lambda: refreshed(screen) and step in words(page), timeout=PATIENCE_MS)
    longest = list(page.spans.values())[-1]
    screen.pass_time(1)
    screen.touch(longest)

    def read() -> bool:
        shown = words(page)
        return refreshed(screen) and longest.isChecked() and "Belum ada" in shown

    qtbot.waitUntil(read, timeout=PATIENCE_MS)
    assert step not in words(page)
