"""Puts the desks that compare on request together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from edge_app.desk.identification import IdentificationDesk
from edge_app.desk.inquiry import Asking, Inquiry
from edge_app.desk.liveness_check import LivenessCheck
from edge_app.desk.session_view import SessionView
from edge_app.desk.subjects import Subjects
from edge_app.desk.verification import Keeper, VerificationDesk
from edge_app.domain import LaneView, Probe
from edge_app.pipeline.live import LiveLane
from edge_app.rosters import Visitors
from edge_app.store.journal import Journal
from edge_app.watch import load_calibration


@dataclass(frozen=True, slots=True)
class _Standing:
    """The lane with the terminal's word on its data centre."""

    view: Callable[[], LaneView]
    live: LiveLane

    def probe(self, track_id: int | None = None) -> Probe | None:
        return self.live.probe(track_id)


@dataclass(frozen=True, slots=True)
class Counters:
    """1:1 and 1:N."""

    verification: VerificationDesk
    identification: IdentificationDesk

    def start(self) -> None:
        """Begin to work."""
        self.verification.start()
        self.identification.start()

    def stop(self) -> None:
        """End; also before `start`."""
        self.verification.stop()
        self.identification.stop()


def open_counters(
    view: Callable[[], LaneView],
    live: LiveLane,
    keeper: Keeper,
    journal: Journal,
    session: Callable[[], SessionView],
    questions: Asking | None,
    manifests: Callable[[], tuple[Visitors, ...]] | None,
    now: Callable[[], datetime],
    clock: Callable[[], float],
    came: Callable[[str, datetime], object],
    liveness: Callable[[], bool],
) -> Counters:
    """`view` says how the terminal stands; `questions`, `manifests`: None without a data centre.

    `came(visitor_id, at)` is told of a visitor who was let in; `liveness`: the setting that each
    person is asked for gestures. Nothing is started yet. Raises BadInput without a calibration.
    """
    lane, calibration = _Standing(view, live), load_calibration()
    return Counters(
        VerificationDesk(
            lane,
            Subjects(manifests or tuple, now),
            Inquiry(questions, journal, view, clock),
            keeper,
            session,
            calibration,
            LivenessCheck(live, clock, liveness),
            came,
            now,
            clock,
        ),
        IdentificationDesk(
            lane, Inquiry(questions, journal, view, clock), session, calibration, clock
        ),
    )
