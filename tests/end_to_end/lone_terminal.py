"""A terminal in simulated days: agent and kiosk, which a power cut ends together.

Real are the agent; the kiosk's lane from the tracker on, store, spool, activation and sync; the
desk, accounts, PINs and presenters. Not there are camera, networks and window (passers.py).
Writes down what happens, a line of JSON each:
- `on`, when it serves: the lists; `seen`, now and then: what the officer reads;
- `passed`: somebody listed went by, and the alert on them, which is on the disk;
- `answered`, `undone`: what the officer did, before the next thing happens;
- `over`: the hours have passed; from here on time passes as it does outside.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn, cast

from edge_app.desk.desk import DeskDependencies, open_desk
from edge_app.domain import Alert, Frame, SourceState
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.live import LiveLane
from edge_app.store.shifts import Shifts
from edge_app.store.statistics import Statistics
from edge_app.terminal.statistics import StatisticsRecorder
from edge_app.terminal.terminal import Terminal
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.lane.camera_presenter import CameraState
from edge_app.ui.lane.faults_presenter import present_outdated_lists
from edge_app.ui.lane.lists_presenter import lists_notice
from edge_app.ui.text.language import Language
from edge_app.ui.window.status_presenter import present_status
from sync.protocol.jakarta import JAKARTA
from sync.terminal.agent import Agent
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.wake import Waker
from tests.end_to_end.lone_officer import LoneOfficer
from tests.end_to_end.passers import IN_VIEW, Hall, HallDetector, HallEngine, listed
from tests.end_to_end.simulated_days import HOUR_S, SimulatedDays
from tests.end_to_end.system import IMPATIENT
from tests.present import present
from tests.waiting import until

PASSERS_A_DAY = 26_000
EACH_S = IN_VIEW * 24 * HOUR_S / PASSERS_A_DAY  # from one group to the next
FRAMES, FRAME_S = 3, 0.2  # of a group
POLL_INTERVAL_S, SCREEN_INTERVAL_S = 300.0, HOUR_S


class Journal:
    def __init__(self, path: Path, days: SimulatedDays) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        self._days = days

    def write(self, kind: str, **what: object) -> None:
        line = {"kind": kind, "passed": self._days.passed, **what}
        os.write(self._handle, json.dumps(line).encode() + b"\n")


class LoneKiosk:
    """`run` until SIGTERM."""

    def __init__(
        self, state: TerminalState, days: SimulatedDays, told: Journal, persons: int
    ) -> None:
        self._state, self._days, self._told, self._persons = state, days, told, persons
        terminal = self._terminal = Terminal(state, days.system, days.elapsed)
        store = terminal.store
        self._lane = Lane(
            cast("Any", HallDetector()),
            cast("Any", HallEngine(persons)),
            (),
            store.raised,
            store.answered,
            store.open_alerts(),
            terminal.clock.now,
        )
        self._live = LiveLane(self._lane, no_camera, decorate=terminal.status.decorate)
        self._live.capture.state = SourceState.LIVE
        self._recorder = StatisticsRecorder(
            store.writer,
            Statistics(terminal.database),
            Shifts(terminal.database),
            lambda: self._lane.counts,
            self._lane.latencies_ms,
            terminal.clock.now,
            days.elapsed,
        )
        self._hall, self._frames = Hall(), 0

    def run(self, until_s: float, ending: threading.Event) -> None:
        terminal, days = self._terminal, self._days
        terminal.start(self._live)
        terminal.sync.ready.wait()
        desk = open_desk(
            DeskDependencies(
                lane=self._live,
                store=terminal.store,
                database=terminal.database,
                now=terminal.clock.now,
                officers=terminal.officers,
                manifests=terminal.manifests,
                questions=terminal.questions,
                lane_name=terminal.config.lane,
                terminal_id=terminal.config.terminal_id,
                reports=self._state.root / "reports",
            ),
            clock=days.elapsed,
        )
        desk.start()
        self._officer = LoneOfficer(desk, days, self._told.write)
        self._told.write("on", **self._lists())
        self._look()
        try:
            self._work(until_s, ending)
        finally:
            desk.stop()
            self._recorder.stop()
            terminal.stop()
            self._lane.close()

    def _work(self, until_s: float, ending: threading.Event) -> None:
        days = self._days
        polled = looked = days.passed
        while days.passed < until_s and not ending.is_set():
            self._group(days.advance)
            self._officer.work()
            days.advance(EACH_S - FRAMES * FRAME_S)
            if days.passed - polled >= POLL_INTERVAL_S:
                polled = days.passed
                self._poll()
            if days.passed - looked >= SCREEN_INTERVAL_S:
                looked = days.passed
                self._look()
        self._poll()
        self._look()
        days.run_by_itself()
        self._told.write("over", passers=days.passers)
        while not ending.is_set():  # the data centre is back, and the lane as busy as ever
            if any(listed(days.passers + n, self._persons) is not None for n in range(IN_VIEW)):
                days.count(IN_VIEW)  # a result more each second would never be the last one
            self._group(ending.wait)
            self._officer.work()
            self._look()
            ending.wait(EACH_S - FRAMES * FRAME_S)  # without a gap the next were taken for these

    def _poll(self) -> None:
        """One more look of the kiosk's sync, which would look every two seconds."""
        before = self._terminal.status.sync_view
        Waker(self._state.kiosk_socket).send()
        until(lambda: self._terminal.status.sync_view is not before, "a look of the sync")
        self._recorder.poll()

    def _group(self, wait: Callable[[float], object]) -> None:
        """Six people come by; who is listed is told once the alert is on the disk."""
        first, alerts = self._days.passers, list[Alert]()
        picture = self._hall.picture(first)
        for _ in range(FRAMES):
            if not self._lane.lists:
                self._told.write("closed")
            frame = Frame(self._frames, self._days.elapsed(), time.monotonic(), picture)
            self._frames += 1
            self._lane.analyse(frame)
            while (found := self._lane.recognise_pending()) is not None:
                alerts += found.alerts
            wait(FRAME_S)
        if alerts:
            until(lambda: not self._terminal.store.unwritten, "the disk")
        for passer in range(first, first + IN_VIEW):
            if listed(passer, self._persons) is not None:
                self._told.write("passed", passer=passer, alerts=[_named(one) for one in alerts])
        self._days.count(IN_VIEW)  # whom a power cut keeps from it come again

    def _lists(self) -> dict[str, Any]:
        view = self._live.view()
        return {
            "lists": {one.list_id: one.version for one in view.lists},
            "references": view.references,
        }

    def _look(self) -> None:
        """What stands on the screen, now."""
        terminal, view = self._terminal, self._live.view()
        sync, wall = present(view.sync), terminal.clock.now().astimezone(JAKARTA)
        language = Language.ID
        status = present_status(
            view, CameraState.LIVE, wall, sync.stale_after, language, self._officer.view()
        )
        page = present_outdated_lists(view, wall, language)
        overdue = terminal.database.rows(
            "SELECT raised_at, answered_at, length(captured) AS size FROM alerts"
            " WHERE answer = 'not_this_person'"
        )
        self._told.write(
            "seen",
            **self._lists(),
            status=status.lists.figure,
            notice=_text(lists_notice(view.lists, wall, sync.stale_after, language, sync)),
            page=None if page is None else f"{page.title} {page.since}",
            waiting=sync.waiting,
            dismissed=[[row["answered_at"], row["size"]] for row in overdue],
        )


def no_camera() -> NoReturn:
    raise AssertionError("the lane's own threads do not run")


def _named(alert: Alert) -> list[str]:
    candidate = alert.candidate
    return [alert.alert_id, candidate.watch_list.list_id, candidate.reference.reference_id]


def _text(notice: NoticeView | None) -> str:
    return "" if notice is None else notice.sentence


def run_agent(state: TerminalState, days: SimulatedDays) -> None:
    made = Agent(state, IMPATIENT, days.system, elapsed=days.elapsed)
    signal.signal(signal.SIGTERM, lambda *_: made.stop())
    made.run()


def main(root: str, days_file: str, journal: str, persons: str, hours: str) -> None:
    state, days = TerminalState(Path(root)), SimulatedDays(Path(days_file))
    days.start_machine()
    agent = os.fork()  # before there are threads
    if not agent:
        status = 70
        try:
            run_agent(state, days)
            status = 0
        finally:
            os._exit(status)
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    told = Journal(Path(journal), days)
    LoneKiosk(state, days, told, int(persons)).run(float(hours) * HOUR_S, ending)
    with Spool(state.spool) as spool:
        until(lambda: not spool.counts().waiting, "the data centre's word on the last results")
    os.kill(agent, signal.SIGTERM)
    _, status = os.waitpid(agent, 0)
    sys.exit(os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(*sys.argv[1:])
