"""The planted alert on the screen: when it may come up, what gives way, what is revealed.

Pure but for its own state: every call takes the time, nothing outside is called, and one thread at
a time may use it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime

from edge_app.desk.alerts.escalation import due
from edge_app.desk.alerts.queue import AlertQueue
from edge_app.desk.practice.faces import PlantedAlert
from edge_app.desk.practice.views import Revealed
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.desk.sounds import Sound
from edge_app.domain import NO_TRACK, LaneView, SourceState, Track, TrackState, WatchList
from edge_app.store.practice import PlannedAlert, PracticeOutcome

LEFT_FOR_S = 5.0  # after somebody left the picture, an alert on them is nothing strange


ListVersion = tuple[str, int]


def version_of(watch_list: WatchList) -> ListVersion:
    """Return what tells a version of a list from all others."""
    return watch_list.list_id, watch_list.version


@dataclass(frozen=True, slots=True, eq=False)
class DrawnAlert:
    """What is drawn for a planned alert; shown to `officer` from `shown_at`."""

    planned: PlannedAlert
    planted: PlantedAlert
    officer: str = ""
    shown_at: float = 0.0

    @property
    def alert_id(self) -> str:
        """Return the id by which the screen knows it."""
        return self.planted.alert.alert_id

    @property
    def source(self) -> ListVersion:
        """Return the list whose faces it shows: a later version may no longer have them."""
        return version_of(self.planted.alert.candidate.watch_list)


class PracticeStage:
    """One that is ready, one that is shown, one that is revealed; times are the desk's."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.ready: DrawnAlert | None = None
        self.shown: DrawnAlert | None = None
        self.revealed: Revealed | None = None
        self.queue = AlertQueue()
        self._in_view: frozenset[int] = frozenset()
        self._left_at: float | None = None  # when somebody left the picture
        self._sounded_at = 0.0

    def holds(self, alert_id: str) -> bool:
        """Return whether that is the one that is shown."""
        return self.shown is not None and self.shown.alert_id == alert_id

    def look(self, view: LaneView, now: float) -> None:
        """Note who left the picture."""
        in_view = frozenset(track.track_id for track in view.tracks)
        if view.source_state is not SourceState.LIVE:
            self._left_at = None
        elif self._in_view - in_view:
            self._left_at = now
        self._in_view = in_view

    def drop_unfit(
        self, session: SessionView, served: Collection[ListVersion]
    ) -> DrawnAlert | None:
        """Take off what the officer who works now must not see; return what was shown.

        What was revealed goes too: nobody is shown of a list that was wiped.

        `served`: the lists that the lane searches.
        """
        ready, shown = self.ready, self.shown
        if ready is not None and not _fits(ready, session, served):
            self.ready = None
        revealed = self.revealed
        if revealed is not None and (not may_practise(session) or revealed.source not in served):
            self.revealed = None
        if shown is not None and (
            not _fits(shown, session, served) or shown.officer != session.number
        ):
            return self.withdraw()
        return None

    def show_ready(self, officer: str, view: LaneView, now: float, at: datetime) -> None:
        """Show the one that is ready, if somebody left the picture a moment ago."""
        ready, left = self.ready, self._left_at
        free = self.shown is None and self.revealed is None and not view.open_alerts
        if ready is None or not free or left is None or now - left > LEFT_FOR_S:
            return
        alert = replace(ready.planted.alert, raised_at=at)
        planted = replace(ready.planted, alert=alert)
        self.ready, self.queue = None, AlertQueue()
        self.shown = replace(ready, planted=planted, officer=officer, shown_at=now)
        there = Track(NO_TRACK, alert.box, TrackState.ALERT, 0.0)  # until this moment
        self.take_up(replace(view, tracks=(there,)), now, at)

    def take_up(self, view: LaneView, now: float, at: datetime) -> None:
        """Let time pass for the one that is shown."""
        if self.shown is not None:
            alerts = (self.shown.planted.alert,)
            self.queue.take_up(replace(view, open_alerts=alerts), now, at)
            self.queue.settle(now)

    def is_late(self, now: float, limit_s: float) -> bool:
        """Return whether nobody has answered for `limit_s`."""
        shown = self.shown
        return shown is not None and now - shown.shown_at >= limit_s and not self.queue.in_hand(now)

    def sound(self, now: float) -> Sound | None:
        """Return what is to be heard now."""
        if self.shown is None:
            return None
        since = now - self._sounded_at
        sound = due(self.queue.take_audible(now), since, self.queue.in_hand(now))
        if sound is not None:
            self._sounded_at = now
        return sound

    def withdraw(self) -> DrawnAlert | None:
        """Take the one that is shown off, unrevealed; return it."""
        gone, self.shown = self.shown, None
        return gone

    def end(self, outcome: PracticeOutcome, now: float) -> DrawnAlert | None:
        """End the one that is shown, and reveal what it was; return it."""
        ended, self.shown = self.shown, None
        if ended is not None:
            alert = ended.planted.alert
            self.revealed = Revealed(
                alert_id=alert.alert_id,
                genuine=ended.planted.genuine,
                outcome=outcome,
                seconds=now - ended.shown_at,
                name=alert.candidate.reference.name,
                captured=alert.captured,
                portrait=alert.candidate.reference.portrait,
                source=ended.source,
            )
        return ended


def may_practise(session: SessionView) -> bool:
    """Return whether an officer works who answers alerts, and can be told from others."""
    return session.working and bool(session.number) and may(session.role, Action.PRACTISE)


def _fits(drawn: DrawnAlert, session: SessionView, served: Collection[ListVersion]) -> bool:
    planned, shift = drawn.planned, session.shift
    same_shift = shift is not None and shift.shift_id == planned.shift_id
    another = session.number != planned.planted_by  # who planted it knows the hour
    return may_practise(session) and same_shift and another and drawn.source in served
