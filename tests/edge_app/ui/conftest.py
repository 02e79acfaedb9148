"""A window over a lane that a test sets by hand: real portraits, a clock that stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import miniaudio
import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from edge_app.desk.desk import Desk, DeskDependencies, open_desk
from edge_app.desk.sounds import Sounds
from edge_app.domain import (
    Alert,
    Answer,
    Candidate,
    Counts,
    FaceSample,
    Frame,
    Image,
    LaneView,
    Odds,
    Phrase,
    Probe,
    Reference,
    SourceState,
    Track,
    TrackState,
    WatchList,
)
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.expressions import ExpressionSample
from edge_app.store.alerts import AlertStore
from edge_app.store.database import StoreDatabase
from edge_app.store.throwaway import throwaway_store
from edge_app.ui.look import theme
from edge_app.ui.records.report_pdf import shift_documents
from edge_app.ui.screenshots.portraits import BARACK_OBAMA, close_up, load
from edge_app.ui.text.translator import open_translations
from edge_app.ui.window.application import application
from edge_app.ui.window.kiosk_window import KioskWindow
from models.geometry import Box
from sync.protocol.content import Officer
from tests.waiting import PATIENCE_MS

WALL = datetime(2026, 3, 11, 14, 32, tzinfo=timezone(timedelta(hours=8)))


@dataclass
class FakeLane:
    """A lane whose view a test replaces; answers are written down."""

    now_view: LaneView
    answers: list[tuple[str, Answer]] = field(default_factory=list)
    said: list[tuple[tuple[str, ...], str]] = field(default_factory=list)  # officers, reason
    in_front: Probe | None = None
    accepted: int = 0
    sampled: Callable[[FaceSample], None] | None = None

    def view(self) -> LaneView:
        return self.now_view

    def answer(
        self, alert_id: str, answer: Answer, officers: tuple[str, ...] = (), reason: str = ""
    ) -> None:
        self.answers.append((alert_id, answer))
        self.said.append((officers, reason))
        left = tuple(one for one in self.now_view.open_alerts if one.alert_id != alert_id)
        self.change(open_alerts=left)

    def unmute(self, mute_id: str) -> bool:
        left = tuple(mute for mute in self.now_view.mutes if mute.mute_id != mute_id)
        found = len(left) < len(self.now_view.mutes)
        self.change(mutes=left)
        return found

    def probe(self, track_id: int | None = None) -> Probe | None:
        del track_id
        return self.in_front

    def watch_expressions(
        self, track_id: int | None, told: Callable[[ExpressionSample], None]
    ) -> None:
        """Nobody makes a face here."""

    def unwatch_expressions(self) -> None:
        """Nobody did."""

    def watch_samples(self, told: Callable[[FaceSample], None]) -> None:
        self.sampled = told

    def unwatch_samples(self) -> None:
        self.sampled = None

    def accept_view(self) -> None:
        self.accepted += 1

    def change(self, **changes: Any) -> None:
        self.now_view = replace(self.now_view, **changes)


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Screen:
    """The window, what it looks at, and a finger."""

    window: KioskWindow
    lane: FakeLane
    clock: Clock
    finger: QPointingDevice
    desk: Desk

    def pass_time(self, seconds: float) -> None:
        """Time goes by, and the camera goes on delivering."""
        self.clock.now += seconds
        if self.lane.now_view.frame is not None:
            fresh = replace(self.lane.now_view.frame, captured_at=self.clock.now)
            self.lane.change(frame=fresh)
        self.window.refresh()

    def show(self, **changes: Any) -> None:
        self.lane.change(**changes)
        self.window.refresh()
        application().processEvents()

    def press(self, widget: QWidget) -> None:
        application().processEvents()  # what was shown just now has its place
        where = widget.mapTo(self.window, widget.rect().center())
        QTest.touchEvent(self.window, self.finger).press(0, where, self.window).commit()

    def release(self, widget: QWidget) -> None:
        where: QPoint = widget.mapTo(self.window, widget.rect().center())
        QTest.touchEvent(self.window, self.finger).release(0, where, self.window).commit()

    def touch(self, widget: QWidget) -> None:
        self.press(widget)
        self.release(widget)


@pytest.fixture(scope="session", autouse=True)
def translations() -> None:
    """The sentences in English, also where no application is made."""
    open_translations()


@pytest.fixture(scope="session")
def portrait(portraits: dict[str, Path]) -> Image:
    return load(portraits["obama.jpg"])


@pytest.fixture
def watch_list() -> WatchList:
    return WatchList(
        list_id="contoh",
        name="Daftar contoh",
        owner="Direktorat Contoh",
        target_fpir=0.003,
        instruction=Phrase(id="Minta orang ini menunggu.", en="Ask this person to wait."),
        version=3,
        issued_at=WALL - timedelta(hours=2),
    )


@pytest.fixture
def make_alert(portrait: Image, watch_list: WatchList) -> Callable[..., Alert]:
    face = close_up(portrait, BARACK_OBAMA.face)

    def make(alert_id: str, name: str = "Barack Obama", track_id: int = 1) -> Alert:
        reference = Reference(alert_id, name, watch_list.list_id, face)
        odds = Odds(fpir=8e-6, measured=2e-6, references=1204, shots=3)
        candidate = Candidate(
            reference, watch_list, score=0.71, threshold=0.39, fmr=1e-8, odds=odds
        )
        return Alert(alert_id, track_id, 0, 0.0, BARACK_OBAMA.face, face, candidate, 150.0)

    return make


@pytest.fixture
def view(portrait: Image, watch_list: WatchList) -> LaneView:
    return LaneView(
        frame=Frame(0, 0.0, 1000.0, portrait),
        source_state=SourceState.LIVE,
        source_detail="",
        tracks=(Track(1, Box(374, 94, 232, 321), TrackState.CLEAR, 0.9),),
        open_alerts=(),
        counts=Counts(frames=100, people=1284, captured=1257, alerts=0),
        fps=29.8,
        lists=(watch_list,),
        references=1204,
    )


@pytest.fixture(scope="session")
def finger() -> QPointingDevice:
    application()
    return QTest.createTouchDevice()


@pytest.fixture
def officers() -> tuple[Officer, ...] | None:
    """Nobody need sign in; a test of accounts overrides it."""
    return None


@pytest.fixture
def practice_lists() -> tuple[ServedList, ...]:
    """From what planted alerts are drawn; a test of practice overrides it."""
    return ()


@pytest.fixture
def store() -> Iterator[tuple[StoreDatabase, AlertStore]]:
    """What the kiosk keeps, encrypted, gone with the test."""
    with throwaway_store() as database:
        alerts = AlertStore(database, lambda: WALL)
        alerts.start()
        yield database, alerts
        alerts.close()


@pytest.fixture
def screen(
    qtbot: QtBot,
    view: LaneView,
    finger: QPointingDevice,
    store: tuple[StoreDatabase, AlertStore],
    officers: tuple[Officer, ...] | None,
    practice_lists: tuple[ServedList, ...],
    tmp_path: Path,
) -> Iterator[Screen]:
    clock, lane = Clock(), FakeLane(view)
    database, alerts = store
    behind = DeskDependencies(
        lane=lane,
        store=alerts,
        database=database,
        now=lambda: WALL,
        officers=lambda: officers,
        manifests=None,
        questions=None,
        lane_name="Lajur 1",
        terminal_id="",
        reports=tmp_path / "reports",
        served=lambda: practice_lists,
    )
    desk = open_desk(behind, shift_documents, clock, Sounds(backends=[miniaudio.Backend.NULL]))
    desk.preferences.put("volume", "0", "")
    desk.start()
    window = KioskWindow(
        lane, desk, clock=clock, wall=lambda: WALL, dpi=theme.DPI, restartable=True
    )
    window.scanner._clock = clock  # a busy machine pauses between two keys
    qtbot.addWidget(window, before_close_func=lambda one: one.leave())
    window.resize(1280, 800)
    with qtbot.waitExposed(window, timeout=PATIENCE_MS):
        window.show()
    window.refresh()
    application().processEvents()
    yield Screen(window, lane, clock, finger, desk)
    window.leave()
    desk.stop()


@pytest.fixture
def texts(screen: Screen) -> Callable[[], list[str]]:
    """Every text that can be read on the screen now, in no order."""

    def read() -> list[str]:
        parts: list[QLabel | QPushButton] = [*screen.window.findChildren(QLabel)]
        parts += screen.window.findChildren(QPushButton)
        return [one.text() for one in parts if one.isVisible() and one.text()]

    return read
