"""The alerts of a lane in the order in which an officer meets them, and what becomes of each.

Pure but for its own state: every call takes the time, nothing outside is called, and one thread at
a time may use it. What is to be told to others is returned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.case import Case, GivenAnswer
from edge_app.desk.alerts.escalation import GIVE_UP_AFTER_S, AudibleAlert
from edge_app.desk.alerts.views import AlertStep, FirstWord, HeldAnswer, OpenAlert
from edge_app.domain import Alert, Answer, LaneView

UNDO_S = 10.0
ANSWERING_S = 20.0  # without a touch: the officer is no longer in the middle of an answer
DOCUMENT_S = 300.0  # that a document is being checked, at most: then its alert calls for help again
CALL_AGAIN_S = 30.0  # until the same alert calls a colleague again


class AlertQueue:
    """Open and held alerts, which of them is in front, and where the officer stands with it."""

    def __init__(self) -> None:
        """No alert yet."""
        self._cases: dict[str, Case] = {}
        self._answered: set[str] = set()  # answers count, and the lane still shows them
        self._arrived = 0
        self.front: str | None = None
        self._tapped = False  # the officer brought the front one up
        self.choice: Answer | None = None  # whose reason is asked for
        self._touched_at = -ANSWERING_S
        self._document, self._document_until = "", 0.0  # whose document is being checked

    # ---- what the officer does -------------------------------------------------------------------

    def touch(self, now: float) -> None:
        """Record that the officer is at it."""
        self._touched_at = now

    def alert(self, alert_id: str) -> Alert | None:
        """Return the open alert of that id; None: there is none."""
        case = self._open(alert_id)
        return None if case is None else case.alert

    def first_word(self, alert_id: str) -> FirstWord | None:
        """Return what the first officer said of an alert that waits for a second one."""
        case = self._open(alert_id)
        return None if case is None else case.word

    def bring_up(self, alert_id: str, now: float) -> None:
        """Bring an alert to the front, whatever was begun with another."""
        if self._open(alert_id) is not None:
            self._to_front(alert_id)
            self._tapped = True
            self.touch(now)

    def check_document(self, alert_id: str, now: float) -> None:
        """Record that the document of its person is being checked; empty: no longer.

        Help is due anew from the end of it on.
        """
        case = self._cases.get(self._document)
        if case is not None and not case.escalated:
            case.since = now
        self._document, self._document_until = alert_id, now + DOCUMENT_S

    def choose(self, alert_id: str, answer: Answer, now: float) -> None:
        """Record the answer that was tapped; only of what is in front."""
        if alert_id == self.front and self.step is not AlertStep.SECOND:
            self.choice = answer
            self.touch(now)

    def say_first(self, alert_id: str, word: FirstWord, now: float) -> None:
        """Record the word of the first of two officers."""
        case = self._cases[alert_id]
        case.word, case.since, case.escalated = word, now, False
        self.choice = None
        self.touch(now)

    def back(self, alert_id: str, now: float) -> bool:
        """Go to the four answers; return whether a first officer's word was withdrawn."""
        case = self._open(alert_id)
        if case is None:
            return False
        withdrawn = case.word is not None
        self.choice = case.word = None
        self.touch(now)
        return withdrawn

    def hold(self, given: GivenAnswer, now: float) -> None:
        """Let an answer count after UNDO_S, unless it is taken back."""
        case = self._cases[given.alert_id]
        case.held, case.counts_at, case.word = given, now + UNDO_S, None
        self.choice = None
        self.touch(now)

    def undo(self, alert_id: str, now: float) -> GivenAnswer | None:
        """Let an alert wait again; return the answer taken back, None: none.

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

    def take_up(self, view: LaneView, now: float, at: datetime) -> None:
        """Read what the lane has raised, and who of them is still there; `at`: `now` as a date."""
        live = {track.track_id for track in view.tracks}
        self._answered &= {alert.alert_id for alert in view.open_alerts}
        known, self._cases = self._cases, {}
        for alerts in self._grouped(view.open_alerts):
            front, *behind = self._represented(alerts, known)
            for alert in (front, *(one for one in behind if _begun(one, known))):
                case = known.get(alert.alert_id)
                fresh = case is None
                if case is None:
                    case = self._case(alert, now, at)
                if case.look(alert, live, now) or fresh:
                    self._make_way(case, now)
                self._cases[alert.alert_id] = case
            repeats = tuple(one.alert_id for one in behind if not _begun(one, known))
            self._cases[front.alert_id].repeats = repeats

    def _grouped(self, alerts: Iterable[Alert]) -> list[list[Alert]]:
        """Return the alerts that wait by case, in the order in which cases began."""
        cases: dict[str, list[Alert]] = {}
        for alert in alerts:
            if alert.alert_id not in self._answered:
                cases.setdefault(alert.case_id or alert.alert_id, []).append(alert)
        return list(cases.values())

    def _represented(self, alerts: list[Alert], known: dict[str, Case]) -> list[Alert]:
        """Return the alert that stands for its case, and the others behind it.

        What an officer has begun with stays; then what is in front, what is known, the oldest.
        """
        return sorted(
            alerts,
            key=lambda alert: (
                not _begun(alert, known),
                alert.alert_id != self.front,
                alert.alert_id not in known,
            ),
        )

    def _case(self, alert: Alert, now: float, at: datetime) -> Case:
        age = 0.0 if alert.raised_at is None else (at - alert.raised_at).total_seconds()
        raised = now - max(age, 0.0)
        self._arrived += 1
        return Case(alert, self._arrived, raised, raised, now)

    def _make_way(self, newcomer: Case, now: float) -> None:
        """Let what was brought up by hand give way to who is in view, and to higher priority."""
        front = self._cases.get(self.front or "")
        if front is None or self.in_hand(now):
            return
        if (newcomer.gone, newcomer.priority) < (front.gone, front.priority):
            self._tapped = False

    def counting(self, now: float, everything: bool = False) -> list[GivenAnswer]:
        """Return held answers that count from now on: whose time is over, or `everything`."""
        over = [
            case.held
            for case in self._cases.values()
            if case.held is not None and (everything or now >= case.counts_at)
        ]
        return [each for one in over for each in self._take_out(one)]

    def given_up(self, now: float) -> list[GivenAnswer]:
        """Return answers of the terminal: the person left long ago, or another is more like it.

        What an officer has begun with stays.
        """
        idle = [case for case in self._in_order() if not self._is_in_hand(case, now)]
        gone = {
            case.alert.alert_id: Reason.TIME_OVER if case.word is None else Reason.NO_SECOND_OFFICER
            for case in idle
            if now - case.idle >= GIVE_UP_AFTER_S
        }
        surpassed = {case.alert.instead_of for case in self._cases.values()}
        gone |= {
            case.alert.alert_id: Reason.BETTER_MATCH
            for case in idle
            if case.alert.alert_id in surpassed and not case.begun
        }
        return [
            each
            for alert_id, reason in gone.items()
            for each in self._take_out(GivenAnswer(alert_id, Answer.UNANSWERED, reason))
        ]

    def _take_out(self, given: GivenAnswer) -> list[GivenAnswer]:
        """Return the answer, to each alert of its case."""
        case = self._cases.pop(given.alert_id)
        answers = [replace(given, alert_id=one) for one in (given.alert_id, *case.repeats)]
        self._answered.update(one.alert_id for one in answers)
        return answers

    def escalating(self, now: float, after_s: float) -> list[str]:
        """Return alerts that have waited for too long, each once."""
        late = [
            case
            for case in self._in_order()
            if now - case.since >= after_s
            and not case.escalated
            and not self._is_in_hand(case, now)
            and not self._is_at_document(case, now)
        ]
        for case in late:
            case.escalated = True
        return [case.alert.alert_id for case in late]

    def take_audible(self, now: float) -> list[AudibleAlert]:
        """Return what the next sound depends on; from now on nothing is fresh."""
        waiting = [  # who is gone is called for, and not as loud as who stands there
            AudibleAlert(case.priority, not case.heard, case.escalated and not case.gone)
            for case in self._in_order()
            if not (case.heard and self._is_at_document(case, now))
        ]
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
        if case is not None and case.word is not None:
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
                waited_s=max(now - case.raised, 0.0),
                here=case.here,
                escalated=case.escalated,
                called_s=None if case.called is None else max(now - case.called, 0.0),
                confirmed_by=None if case.word is None else case.word.officers,
                first_answer=None if case.word is None else case.word.answer,
                seen_s=None if case.seen is None else max(now - case.seen, 0.0),
                gone=case.gone,
                repeats=len(case.repeats),
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

    def _in_order(self) -> list[Case]:
        return sorted((c for c in self._cases.values() if c.held is None), key=lambda c: c.rank)

    def _open(self, alert_id: str) -> Case | None:
        case = self._cases.get(alert_id)
        return case if case is not None and case.held is None else None

    def _to_front(self, alert_id: str | None) -> None:
        if alert_id != self.front:
            self.front, self._tapped, self.choice = alert_id, False, None

    def _is_at_document(self, case: Case, now: float) -> bool:
        return case.alert.alert_id == self._document and now < self._document_until

    def _is_in_hand(self, case: Case, now: float) -> bool:
        return case.alert.alert_id == self.front and self.in_hand(now)


def _begun(alert: Alert, known: dict[str, Case]) -> bool:
    case = known.get(alert.alert_id)
    return case is not None and case.begun
