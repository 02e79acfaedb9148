"""A lane and a desk for pictures: each part has one view, and nothing moves.

A fake overrides what a screen asks of its part by itself, when it is shown, and does nothing then.
No other command can be given: what the real part would do it with is not there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import get_args

from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.alerts.views import AlertsView
from edge_app.desk.cases.desk import CaseDesk, CasesView
from edge_app.desk.cases.photograph import PhotographDesk, PhotographView, Trouble
from edge_app.desk.desk import Desk, DeskDependencies, DeskLane, open_desk
from edge_app.desk.help.desk import HelpDesk
from edge_app.desk.help.views import NO_CALLS, HelpView
from edge_app.desk.lanes.desk import LanesDesk
from edge_app.desk.lanes.views import LanesView
from edge_app.desk.practice.desk import PracticeDesk
from edge_app.desk.practice.views import NO_PRACTICE, PracticeView, Revealed
from edge_app.desk.records.export import ExportView
from edge_app.desk.records.history import HistoryDesk, HistoryView
from edge_app.desk.records.span import Span
from edge_app.desk.records.statistics import StatisticsDesk, StatisticsView
from edge_app.desk.session.handover import HandoverDesk, HandoverNotes
from edge_app.desk.session.preferences import Name, Preferences, PreferencesDesk
from edge_app.desk.session.session import Session
from edge_app.desk.session.shift_summary import ShiftSummary, Summaries
from edge_app.desk.session.views import (
    Notice,
    PinOutcome,
    SecondCheck,
    SessionView,
    ShiftView,
)
from edge_app.desk.technician.acceptance import AcceptanceDesk
from edge_app.desk.technician.alert_trial import AlertTrialDesk, AlertTrialView
from edge_app.desk.technician.camera import CameraDesk, CameraView
from edge_app.desk.technician.check import CheckDesk, CheckView
from edge_app.desk.technician.link_trial import LinkDesk, LinkView
from edge_app.desk.technician.steps import Step, StepsDesk, StepState, StepView
from edge_app.desk.verification.desk import VerificationDesk
from edge_app.desk.verification.identification import IdentificationDesk, IdentificationView
from edge_app.desk.verification.views import VerificationView
from edge_app.domain import Answer, FaceSample, LaneView, SourceState
from edge_app.pipeline.expressions import ExpressionSample
from edge_app.store.alerts import AlertStore
from edge_app.store.throwaway import throwaway_store
from edge_app.ui.screenshots.lane_scenes import WALL
from edge_app.ui.screenshots.scene import NOTHING_LEFT


class FakeLane:
    """A lane with one view."""

    def __init__(self, view: LaneView) -> None:
        self._view = view

    def view(self) -> LaneView:
        """Return the one view."""
        return self._view

    def answer(self, *_: object, **__: object) -> None:
        """Do nothing: no alert is answered."""

    def unmute(self, mute_id: str) -> bool:
        """Return that there is none."""
        del mute_id
        return False

    def probe(self, track_id: int | None = None) -> None:
        """Do nothing: nobody is compared."""

    def watch_expressions(
        self, track_id: int | None, told: Callable[[ExpressionSample], None]
    ) -> None:
        """Do nothing: nobody's face is watched."""

    def unwatch_expressions(self) -> None:
        """Do nothing: nobody's face was watched."""

    def watch_samples(self, told: Callable[[FaceSample], None]) -> None:
        """Do nothing: nobody is compared."""

    def unwatch_samples(self) -> None:
        """Do nothing: nobody was compared."""

    def accept_view(self) -> None:
        """Do nothing: the camera stands still."""


class FakeSession(Session):
    """A session with one view, and one answer to who changes their PIN."""

    def __init__(self, view: SessionView, changed: Future[PinOutcome] | None = None) -> None:
        self._view = view
        self._changed: Future[PinOutcome] = changed or Future()

    def view(self) -> SessionView:
        """Return the one view."""
        return self._view

    def touched(self) -> None:
        """Do nothing: no screen locks."""

    def change_pin(self, old: str, new: str) -> Future[PinOutcome]:
        """Return the one answer, whatever is typed."""
        del old, new
        return self._changed

    def forget_notice(self) -> None:
        """Do nothing: a notice stays, whatever is typed."""


class FakeAlerts(AlertDesk):
    """Alerts with one view."""

    def __init__(self, view: AlertsView) -> None:
        self._view = view

    def view(self) -> AlertsView:
        """Return the one view."""
        return self._view

    def tick(self, now: float) -> None:
        """Do nothing: no time passes."""

    def check_document(self, alert_id: str) -> None:
        """Do nothing: no alert grows old."""

    def bring_up(self, alert_id: str) -> None:
        """Do nothing: what is in front stays there."""


class FakeHelp(HelpDesk):
    """Calls with one view."""

    def __init__(self, view: HelpView) -> None:
        self._view = view

    def view(self, *, shows: bool = True) -> HelpView:
        """Return the one view."""
        del shows
        return self._view


class FakePractice(PracticeDesk):
    """Practice with one view, and one planted alert that is over."""

    def __init__(self, view: PracticeView, revealed: Revealed | None = None) -> None:
        self._view, self._over = view, revealed

    @property
    def revealed(self) -> Revealed | None:
        """Return the one that is over."""
        return self._over

    def view(self) -> PracticeView:
        """Return the one view."""
        return self._view

    def entered(self) -> None:
        """Do nothing: what is read is in the view."""

    def tick(self, view: LaneView, now: float, free: bool) -> None:
        """Do nothing: no time passes."""

    def front(self) -> None:
        """Return that no planted alert waits."""

    def give_way(self) -> None:
        """Do nothing: what is shown stays."""

    def holds(self, alert_id: str) -> bool:
        """Return that no alert is planted."""
        del alert_id
        return False


class FakeLanes(LanesDesk):
    """Other lanes with one view, where every PIN is wrong."""

    def __init__(self, view: LanesView) -> None:
        self._view = view

    def view(self) -> LanesView:
        """Return the one view."""
        return self._view

    def keep_looking(self, terminal_id: str) -> None:
        """Do nothing: there is one view."""

    def answer(
        self, terminal_id: str, alert_id: str, answer: Answer, pin: str
    ) -> Future[SecondCheck]:
        """Return that the PIN is wrong."""
        del terminal_id, alert_id, answer, pin
        checked: Future[SecondCheck] = Future()
        checked.set_result(SecondCheck(None, Notice.WRONG))
        return checked


class FakeVerification(VerificationDesk):
    """A verification with one view."""

    def __init__(self, view: VerificationView) -> None:
        self._view = view

    def view(self) -> VerificationView:
        """Return the one view."""
        return self._view

    def enter(self) -> None:
        """Do nothing: no code is looked for."""

    def leave(self) -> None:
        """Do nothing: nobody is forgotten."""

    def touched(self) -> None:
        """Do nothing: nobody is forgotten in time."""


class FakeIdentification(IdentificationDesk):
    """A search with one view."""

    def __init__(self, view: IdentificationView) -> None:
        self._view = view

    def view(self) -> IdentificationView:
        """Return the one view."""
        return self._view

    def enter(self) -> None:
        """Do nothing: what is possible is in the view."""

    def leave(self) -> None:
        """Do nothing: nobody is forgotten."""


class FakeHistory(HistoryDesk):
    """A history with one view."""

    def __init__(self, view: HistoryView) -> None:
        self._view = view

    def view(self) -> HistoryView:
        """Return the one view."""
        return self._view

    def search(self, span: Span, text: str = "") -> None:
        """Do nothing: what is found is in the view."""

    def open(self, alert_id: str) -> None:
        """Do nothing: the pictures are in the view."""

    def leave(self) -> None:
        """Do nothing: nothing is forgotten."""


class FakeCases(CaseDesk):
    """Cases with one view."""

    def __init__(self, view: CasesView) -> None:
        self._view = view

    def view(self) -> CasesView:
        """Return the one view."""
        return self._view

    def open(self, case_id: str) -> None:
        """Do nothing: the pictures are in the view."""

    def close_page(self) -> None:
        """Do nothing: nothing is forgotten."""

    def leave(self) -> None:
        """Do nothing: nothing is forgotten."""


class FakePhotograph(PhotographDesk):
    """A document before the camera, with one view."""

    def __init__(self, view: PhotographView | None) -> None:
        self._view = view

    def view(self) -> PhotographView | None:
        """Return the one view."""
        return self._view

    def take_lost(self) -> Trouble | None:
        """Return that none was lost."""
        return None

    def leave(self) -> None:
        """Do nothing: nothing is forgotten."""


class FakeStatistics(StatisticsDesk):
    """Statistics with one view."""

    def __init__(self, view: StatisticsView) -> None:
        self._view = view

    def view(self) -> StatisticsView:
        """Return the one view."""
        return self._view

    def choose(self, span: Span) -> None:
        """Do nothing: the span is in the view."""

    def clear_export(self) -> None:
        """Do nothing: how a report came out is in the view."""


class FakeCamera(CameraDesk):
    """A camera with one view."""

    def __init__(self, view: CameraView) -> None:
        self._view = view

    def look(self) -> None:
        """Do nothing: the cameras are in the view."""


class FakeCheck(CheckDesk):
    """A check that was made."""

    def __init__(self, view: CheckView) -> None:
        self._view = view

    def test(self) -> None:
        """Do nothing: what it found is in the view."""


class FakeLink(LinkDesk):
    """A trial of the network that was made."""

    def __init__(self, view: LinkView) -> None:
        self._view = view

    def test(self) -> None:
        """Do nothing: what came of it is in the view."""


class FakeSteps(StepsDesk):
    """A set-up in the midst of which nothing is tried any more."""

    def __init__(self, states: Mapping[Step, StepState], at: datetime) -> None:
        self._states, self._at = states, at

    def follow(self, now: Mapping[Step, StepState]) -> tuple[StepView, ...]:
        """Return the one view, and what is so now."""
        kept = {step: StepView(step, state, self._at) for step, state in self._states.items()}
        live = {step: state for step, state in now.items() if state is not StepState.NOT_YET}
        return tuple(
            StepView(step, live[step])
            if step in live
            else kept.get(step, StepView(step, StepState.NOT_YET))
            for step in Step
        )


class FakeAlertTrial(AlertTrialDesk):
    """A test alert that stands still."""

    def __init__(self, view: AlertTrialView) -> None:
        self._view = view

    def tick(self, view: LaneView) -> None:
        """Do nothing: no time passes."""

    def end(self) -> None:
        """Do nothing: nothing is forgotten."""


class FakeAcceptance(AcceptanceDesk):
    """A report that was written, or was not."""

    def __init__(self, view: ExportView) -> None:
        self._written = view

    @property
    def ready(self) -> bool:
        """Return that one can be."""
        return True

    def view(self) -> ExportView:
        """Return the one view."""
        return self._written

    def clear(self) -> None:
        """Do nothing: how it came out is in the view."""


class FakeSummaries(Summaries):
    """One summary, which was read."""

    def __init__(self, view: ShiftSummary) -> None:
        self._view = view
        self._failed = False

    def view(self) -> ShiftSummary:
        """Return the one summary."""
        return self._view

    def ask(self, shift: ShiftView) -> None:
        """Do nothing: nothing is read anew."""


class FakeHandover(HandoverDesk):
    """Notes with one view."""

    def __init__(self, view: HandoverNotes) -> None:
        self._view = view

    def view(self) -> HandoverNotes:
        """Return the one view."""
        return self._view


@contextlib.contextmanager
def fake_desk(
    lane: DeskLane,
    session: SessionView,
    alerts: AlertsView,
    handover: HandoverNotes = NOTHING_LEFT,
    calls: HelpView = NO_CALLS,
    revealed: Revealed | None = None,
    photograph: PhotographView | None = None,
) -> Iterator[Desk]:
    """Open a desk with views that stand still; the rest is real, and was not started.

    Screens over other views come with their scene. Raise StoreError, OSError.
    """
    with throwaway_store() as database:
        given = DeskDependencies(
            lane=lane,
            store=AlertStore(database, lambda: WALL),
            database=database,
            now=lambda: WALL,
            officers=lambda: None,
            manifests=None,
            questions=None,
            lane_name="",
            terminal_id="",
            reports=Path(),
            is_desk=lane.view().source_state is SourceState.NONE,
        )
        desk = replace(
            open_desk(given),
            session=FakeSession(session),
            alerts=FakeAlerts(alerts),
            handover=FakeHandover(handover),
            help=FakeHelp(calls),
            practice=FakePractice(NO_PRACTICE, revealed),
            photograph=FakePhotograph(photograph),
        )
        try:
            yield desk
        finally:
            desk.stop()


def set_preferences(desk: PreferencesDesk, wanted: Preferences) -> None:
    """Set all of `wanted`, as an officer's finger does."""
    for name in get_args(Name):
        desk.put(name, getattr(wanted, name), "")
