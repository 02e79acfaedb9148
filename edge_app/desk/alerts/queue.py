"""The alerts of a lane in the order in which an officer meets them, and what becomes of each.

Pure but for its own state: every call takes the time, nothing outside is called, and one thread at
a time may use it. What is to be told to others is returned.
"""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.escalation import GIVE_UP_AFTER_S, MAX_OPEN, AudibleAlert
from edge_app.desk.alerts.views import AlertStep, HeldAnswer, OpenAlert
from edge_app.domain import Alert, Answer, LaneView

UNDO_S = 10.0
ANSWERING_S = 20.0  # without a touch: the officer is no longer in the middle of an answer
CALL_AGAIN_S = 30.0  # until the same alert calls a colleague again


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer that counts from now on."""

    alert_id: str
    answer: Answer
    reason: Reason
    officers: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class _Case:
    """An alert at the desk; times are the caller's."""

    alert: Alert
    order: int  # of arrival
    since: float  # waits for an answer since then
    seen: float  # the person was in view then
    here: bool = False
    heard: bool = False
    escalated: bool = False
    called: float | None = None
    confirmed: tuple[Reason, tuple[str, ...]] | None = None  # by the first officer
    held: GivenAnswer | None = None
    counts_at: float = 0.0  # when `held` counts

    @property
    def priority(self) -> int:
        """Return the priority of the alert's list, 1 first."""
        return self.alert.candidate.watch_list.priority

    @property
    def rank(self) -> tuple[int, bool, int]:
        """Return what sorts alerts: priority; what a second officer can finish; the oldest."""
        return self.priority, self.confirmed is None, self.order


class AlertQueue:
    """Open and held alerts, which of them is in front, and where the officer stands with it."""

    def __init__(self) -> None:
        """No alert yet."""
        self._cases: dict[str, _Case] = {}
        self._answered: set[str] = set()  # answers count, and the lane still shows them
        self._arrived = 0
        self.front: str | None = None
        self._tapped = False  # the officer brought the front one up
        self.choice: Answer | None = None  # whose reason is asked for
        self._touched_at = -ANSWERING_S

    # ---- what the officer does -------------------------------------------------------------------

    def touch(self, now: float) -> None:
        """Record that the officer is at it."""
        self._touched_at = now

    def alert(self, alert_id: str) -> Alert | None:
        """Return the open alert of that id; None: there is none."""
        case = self._open(alert_id)
        return None if case is None else case.alert

    def first_confirmation(self, alert_id: str) -> tuple[Reason, tuple[str, ...]] | None:
        """Return why and by whom an alert was confirmed that waits for a second officer."""
        case = self._open(alert_id)
        return None if case is None else case.confirmed

    def bring_up(self, alert_id: str, now: float) -> None:
        """Bring an alert to the front, whatever was begun with another."""
        if self._open(alert_id) is not None:
            self._to_front(alert_id)
            self._tapped = True
            self.touch(now)

    def choose(self, alert_id: str, answer: Answer, now: float) -> None:
        """Record the answer that was tapped; only of what is in front."""
        if alert_id == self.front and self.step is not AlertStep.SECOND:
            self.choice = answer
            self.touch(now)

    def confirm(self, alert_id: str, reason: Reason, officers: tuple[str, ...], now: float) -> None:
        """Record the word of the first of two officers."""
        case = self._cases[alert_id]
        case.confirmed, case.since, case.escalated = (reason, officers), now, False
        self.choice = None
        self.touch(now)

    def back(self, alert_id: str, now: float) -> bool:
        """Go to the four answers; return whether a first officer's word was withdrawn."""
        case = self._open(alert_id)
        if case is None:
            return False
        withdrawn = case.confirmed is not None
        self.choice = case.confirmed = None
        self.touch(now)
        return withdrawn

    def hold(self, given: GivenAnswer, now: float) -> None:
        """Let an answer count after UNDO_S, unless it is taken back."""
        case = self._cases[given.alert_id]
        case.held, case.counts_at, case.confirmed = given, now + UNDO_S, None
        self.choice = None
        self.touch(now)

    def undo(self, alert_id: str, now: float) -> GivenAnswer | None:
        """Let an alert wait again, from now on; return the answer taken back, None: none.

        It comes to the front unless the officer answers another.
        """
        case = self._cases.get(alert_id)
        if case is None or case.held is None:
            return None
        given, case.held = case.held, None
        case.since, case.escalated = now, False
        if not self.in_hand(now):
            self.bring_up(alert_id, now)
        return given

    def call(self, alert_id: str, now: float) -> bool:
        """Return whether a colleague is to be called: not when one was a moment ago."""
        case = self._open(alert_id)
        if case is None:
            return False
        self.touch(now)
        if case.called is not None and now - case.called < CALL_AGAIN_S:
            return False
        case.called = now
        return True

    # ---- what goes on by itself ------------------------------------------------------------------

    def take_up(self, view: LaneView, now: float) -> None:
        """Read what the lane has raised, and who of them is still there."""
        live = {track.track_id for track in view.tracks}
        present = {alert.alert_id: alert for alert in view.open_alerts}
        self._answered &= present.keys()
        self._cases = {i: case for i, case in self._cases.items() if i in present}
        for alert_id, alert in present.items():
            if alert_id in self._answered:
                continue
            case = self._cases.get(alert_id)
            if case is None:
                case = _Case(alert, self._arrived, now, now)
                self._make_way(case, now)
                self._cases[alert_id] = case
                self._arrived += 1
            case.alert, case.here = alert, alert.track_id in live
            if case.here:
                case.seen = now

    def _make_way(self, newcomer: _Case, now: float) -> None:
        """Let what was brought up by hand give way to a list of higher priority."""
        front = self._cases.get(self.front or "")
        if front is not None and not self.in_hand(now) and newcomer.priority < front.priority:
            self._tapped = False

    def counting(self, now: float, everything: bool = False) -> list[GivenAnswer]:
        """Return held answers that count from now on: whose time is over, or `everything`."""
        over = [
            case.held
            for case in self._cases.values()
            if case.held is not None and (everything or now >= case.counts_at)
        ]
        return [self._take_out(one) for one in over]

    def given_up(self, now: float) -> list[GivenAnswer]:
        """Return answers of the terminal: the person left long ago, or too many wait.

        Of too many, the least pressing list's oldest go first: a crowd of alerts of one list does
        not push out those of a list that matters more. What an officer has begun with stays.
        """
        idle = [case for case in self._in_order() if not self._is_in_hand(case, now)]
        gone = {
            case.alert.alert_id: Reason.TIME_OVER
            if case.confirmed is None
            else Reason.NO_SECOND_OFFICER
            for case in idle
            if now - case.seen >= GIVE_UP_AFTER_S
        }
        most = len(self._in_order()) - len(gone) - MAX_OPEN
        left = [c for c in idle if c.confirmed is None and c.alert.alert_id not in gone]
        left.sort(key=lambda case: (-case.priority, case.order))
        gone |= {case.alert.alert_id: Reason.TOO_MANY for case in left[: max(most, 0)]}
        return [
            self._take_out(GivenAnswer(i, Answer.UNANSWERED, reason)) for i, reason in gone.items()
        ]

    def _take_out(self, given: GivenAnswer) -> GivenAnswer:
        del self._cases[given.alert_id]
        self._answered.add(given.alert_id)
        return given

    def escalating(self, now: float, after_s: float) -> list[str]:
        """Return alerts that have waited for too long, each once."""
        late = [
            case
            for case in self._in_order()
            if now - case.since >= after_s
            and not case.escalated
            and not self._is_in_hand(case, now)
        ]
        for case in late:
            case.escalated = True
        return [case.alert.alert_id for case in late]

    def take_audible(self) -> list[AudibleAlert]:
        """Return what the next sound depends on; from now on nothing is fresh."""
        waiting = [AudibleAlert(c.priority, not c.heard, c.escalated) for c in self._in_order()]
        for case in self._cases.values():
            case.heard = True
        return waiting

    def settle(self, now: float) -> None:
        """Decide what is in front."""
        order = [case.alert.alert_id for case in self._in_order()]
        if not self.in_hand(now):
            self.choice = None
            if not self._tapped:
                self._to_front(order[0] if order else None)
        if self.front not in order:
            self._to_front(order[0] if order else None)

    # ---- what there is ---------------------------------------------------------------------------

    @property
    def step(self) -> AlertStep:
        """Return where the officer stands with what is in front."""
        case = self._cases.get(self.front or "")
        if case is not None and case.confirmed is not None:
            return AlertStep.SECOND
        return AlertStep.ANSWER if self.choice is None else AlertStep.REASON

    def in_hand(self, now: float) -> bool:
        """Return whether the officer is in the middle of answering."""
        return self.step is not AlertStep.ANSWER and now - self._touched_at < ANSWERING_S

    def open(self, now: float) -> tuple[OpenAlert, ...]:
        """Return those that wait, in order."""
        return tuple(
            OpenAlert(
                alert=case.alert,
                waited_s=max(now - case.since, 0.0),
                here=case.here,
                escalated=case.escalated,
                called_s=None if case.called is None else max(now - case.called, 0.0),
                confirmed_by=None if case.confirmed is None else case.confirmed[1],
            )
            for case in self._in_order()
        )

    def held(self, now: float) -> tuple[HeldAnswer, ...]:
        """Return those whose answer can be taken back, the latest first."""
        cases = sorted(self._cases.values(), key=lambda case: -case.counts_at)
        return tuple(
            HeldAnswer(
                case.alert,
                case.held.answer,
                case.held.reason,
                case.held.officers,
                max(case.counts_at - now, 0.0),
            )
            for case in cases
            if case.held is not None
        )

    def _in_order(self) -> list[_Case]:
        return sorted((c for c in self._cases.values() if c.held is None), key=lambda c: c.rank)

    def _open(self, alert_id: str) -> _Case | None:
        case = self._cases.get(alert_id)
        return case if case is not None and case.held is None else None

    def _to_front(self, alert_id: str | None) -> None:
        if alert_id != self.front:
            self.front, self._tapped, self.choice = alert_id, False, None

    def _is_in_hand(self, case: _Case, now: float) -> bool:
        return case.alert.alert_id == self.front and self.in_hand(now)
