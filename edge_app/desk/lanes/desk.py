"""One desk, several lanes: a supervisor sees them all, and a second officer answers from afar.

Every kiosk has both ends. As a desk it says `watch` while a supervisor works at it, and shows what
lanes say then; any other officer sees what waits for a second one, at a desk or where a lane
called. As a lane it tells those who watch, and takes the answer of a second officer who is signed
in at another terminal: that kiosk has compared their PIN and signs their number, and this one looks
up in its own accounts what they may do. The first officer's answer leaves the lane after the second
one only.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from edge_app.desk.alerts.escalation import signal
from edge_app.desk.alerts.protocols import SoundPlayer
from edge_app.desk.alerts.views import AlertsView, FirstWord
from edge_app.desk.lanes.board import WATCH_S, Known, LaneBoard
from edge_app.desk.lanes.telling import LaneTeller, dated
from edge_app.desk.lanes.views import NO_LANES, LanesView, Refusal
from edge_app.desk.session.accounts import active
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import Notice, SecondCheck, SessionView
from edge_app.desk.sounds import Sound
from edge_app.domain import Answer, Image, LaneView
from edge_app.store.audit_log import AuditLog
from edge_app.store.writer import WriteQueue
from sync.protocol.content import Officer
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import LaneMessage

STATE_LIFE = timedelta(seconds=20)  # of what the next one replaces
MAX_AGE = timedelta(seconds=60)  # of a second answer that counts: its life, and clocks apart
FACE_LIFE = timedelta(seconds=60)
CALLED_LANE_S = 180.0  # after an officer touched the call of a lane, or looked at a case of it
AGAIN_S = 3.0  # from one message with a second answer to the next, until the lane says something
MAX_ASKED = 4  # of the newest `watch`: a lane that answers none of them is not heard
MAX_TAKEN = 64  # answers of second officers that are remembered: the news of one may get lost


@dataclass(frozen=True, slots=True, eq=False)
class Outgoing:
    """A message for some lanes; `to`: terminals, None: all of them."""

    message: LaneMessage
    to: tuple[str, ...] | None
    life: timedelta
    face: Image | None = None  # whose picture it is to carry


@dataclass(frozen=True, slots=True)
class _Taken:
    """A second officer's answer that this lane took."""

    call_id: str
    number: str
    answer: Answer
    first: FirstWord


class SecondAnswers(Protocol):
    """Where answers of this lane's second officers go: `AlertDesk`."""

    def view(self) -> AlertsView:
        """Return the alerts now."""

    def second_from(self, alert_id: str, answer: Answer, number: str) -> FirstWord | None:
        """Take a second officer's answer; return the first one's, None: nobody is waited for."""


class LanesDesk:
    """Every command returns at once, from any thread."""

    def __init__(
        self,
        lane: Callable[[], LaneView],
        alerts: Callable[[], SecondAnswers],
        session: Callable[[], SessionView],
        officers: Callable[[], tuple[Officer, ...] | None],
        known: Known,
        sounds: SoundPlayer,
        audit_log: AuditLog,
        writes: WriteQueue,
        now: Callable[[], datetime],
        check_pin: Callable[[str], Future[SecondCheck]],
        clock: Callable[[], float] = time.monotonic,
        is_desk: bool = False,
        dated: Callable[[], datetime] | None = None,
    ) -> None:
        """`known`: who a reference of this terminal's lists is. `is_desk`: it has no camera.

        `now`: the time that lanes share. `dated`: trusted time, which dates alerts; None: the same.
        `check_pin`: Session's `check_own`.
        """
        self._check_pin = check_pin
        self._lane, self._alerts, self._session, self._officers = lane, alerts, session, officers
        self._sounds, self._audit_log, self._writes = sounds, audit_log, writes
        self._now, self._clock, self.is_desk = now, clock, is_desk
        self._dated = dated or now
        self._lock = threading.Lock()  # guards all below
        self._board, self._teller = LaneBoard(known), LaneTeller()
        self._seconds: OrderedDict[str, _Taken] = OrderedDict()  # by alert; of one thread
        self._going: list[Outgoing] = []  # what is an answer to a lane
        self._sent: list[tuple[str, LaneMessage]] = []  # `second`, to a terminal
        self._said_at = float("-inf")  # when they were last said
        self._watch_id: str | None = None  # while this terminal watches
        self._asked: deque[str] = deque(maxlen=MAX_ASKED)  # with each `watch`
        self._watcher: tuple[str, bool] | None = None  # who watches, and whether they see all
        self.discreet = False  # visitors see the glass: what is new knocks
        self._watched_at = 0.0
        self._looks: tuple[str, float] | None = None  # at one lane, and until when

    def look(self, terminal_id: str) -> None:
        """Look at the cases of one lane that wait for a second officer, for CALLED_LANE_S.

        Its officer has called: without that no lane tells another one of its cases.
        """
        with self._lock:
            self._looks = terminal_id, self._clock() + CALLED_LANE_S
            self._watched_at = float("-inf")

    def keep_looking(self, terminal_id: str) -> None:
        """Go on looking at that lane, while one of its cases is on the screen."""
        with self._lock:
            if self._looks is not None and self._looks[0] == terminal_id:
                now = self._clock()
                if now < self._looks[1]:
                    self._looks = terminal_id, now + CALLED_LANE_S

    def view(self) -> LanesView:
        """Return what a screen needs, at this moment."""
        session = self._session()
        if not self._may_watch(session):
            return NO_LANES
        with self._lock:
            now = self._clock()
            cases = self._board.cases(session.number, now)
            everything = self._sees_all(session)
            if self._watcher != (session.number, everything):
                cases = ()  # they are another's
            lanes = self._board.lanes(now) if everything else ()
            return LanesView(True, lanes, cases, everything)

    def answer(
        self, terminal_id: str, alert_id: str, answer: Answer, pin: str
    ) -> Future[SecondCheck]:
        """Answer as the second officer of an alert of another lane, with the PIN typed for it.

        Whoever finds the screen open answers for nobody. Return what came of the PIN.
        """
        session = self._session()
        if not session.number or not may(session.role, Action.SECOND_ANSWER):
            refused: Future[SecondCheck] = Future()
            refused.set_result(SecondCheck(None, Notice.ROLE_MAY_NOT))
            return refused
        found = self._check_pin(pin)
        found.add_done_callback(
            lambda one: self._checked(terminal_id, alert_id, answer, one.result())
        )
        return found

    def _checked(self, terminal_id: str, alert_id: str, answer: Answer, found: SecondCheck) -> None:
        """Send the answer of whose PIN was right."""
        if found.officer is None:
            return
        number = found.officer.number
        with self._lock:
            said_as = random_id()
            if not self._board.answer(terminal_id, alert_id, answer, said_as, self._clock()):
                return
            message = self._said("second", alert_id, number, call_id=said_as, answer=answer.value)
            self._sent = [*self._sent, (terminal_id, message)]
            self._said_at = float("-inf")
        self._note(number, "second-answer-sent", alert_id, terminal_id)

    # ---- between lanes, on the thread that carries messages --------------------------------------

    def take(self, sender: str, message: LaneMessage, face: Image | None) -> None:
        """Take what the terminal `sender` says."""
        if message.kind == "watch":
            self._watched(sender, message)
        elif message.kind == "second":
            self._second(sender, message)
        else:
            with self._lock:
                # It is on its way to who has stopped, or somebody has held it back.
                if self._watch_id is None or self._is_late(message):
                    return
                audible = self._board.take(sender, message, face, self._clock())
            if audible and self.is_desk:
                plain = signal(min(one.priority for one in audible))
                self._sounds.play(Sound.KNOCK if self.discreet else plain)

    def _is_late(self, message: LaneMessage) -> bool:
        return message.kind == "lane" and message.call_id not in self._asked

    def due(self, lanes: Mapping[str, str]) -> list[Outgoing]:
        """Return what is to be sent now; `lanes`: names by terminal."""
        session = self._session()
        watches = self._may_watch(session)
        with self._lock:
            now = self._clock()
            watched = self._teller.watched_now(now)
        # Neither is asked under the lock, nor while nobody watches.
        view = self._lane() if watched or watches else None
        alerts = self._alerts().view() if watched else None
        served = {} if view is None else {one.list_id: one.version for one in view.lists}
        with self._lock:
            going, self._going = self._going, []
            going += self._seconds_again(now)
            self._board.follow(lanes, served)
            going += self._watch(session, now) if watches else self._watch_no_more()
            if view is not None and alerts is not None:
                for telling in self._teller.due(view, alerts, session.working, now):
                    call_id = telling.asks or random_id()
                    told = dated(telling.state, alerts, self._now(), self._dated())
                    state = self._said("lane", None, "", call_id=call_id, state=told)
                    going.append(Outgoing(state, (telling.to,), STATE_LIFE))
                    going += [
                        Outgoing(
                            self._said("case-face", alert.alert_id, ""),
                            (telling.to,),
                            FACE_LIFE,
                            alert.captured,
                        )
                        for alert in telling.faces
                    ]
        return going

    def _seconds_again(self, now: float) -> list[Outgoing]:
        """Return the answers of second officers here of which their lane has said nothing yet."""
        self._sent = [one for one in self._sent if self._board.waits_for(*one, now)]
        if now - self._said_at < AGAIN_S:
            return []
        self._said_at = now
        return [
            Outgoing(message.model_copy(update={"at": self._now()}), (terminal_id,), STATE_LIFE)
            for terminal_id, message in self._sent
        ]

    def _watch(self, session: SessionView, now: float) -> list[Outgoing]:
        watcher = session.number, self._sees_all(session)
        if watcher != self._watcher:  # what one was told is not the next one's
            self._watch_no_more()
            self._watcher = watcher
        if self._watch_id is not None and now - self._watched_at < WATCH_S:
            return []
        self._watch_id, self._watched_at = self._watch_id or random_id(), now
        self._asked.append(random_id())
        message = self._said(
            "watch", None, session.number, call_id=self._watch_id, asks=self._asked[-1]
        )
        looks = None if self._sees_all(session) or self._looks is None else (self._looks[0],)
        return [Outgoing(message, looks, STATE_LIFE)]

    def _watch_no_more(self) -> list[Outgoing]:
        if self._watch_id is not None:
            self._board.clear()
        self._watch_id = self._watcher = None
        self._asked.clear()
        return []

    def _may_watch(self, session: SessionView) -> bool:
        """Return whether who works here sees other lanes, or cases of one that called."""
        if self._sees_all(session):
            return True
        looks = self._looks is not None and self._clock() < self._looks[1]
        return (
            (looks or self.is_desk)
            and session.officer is not None
            and may(session.role, Action.SECOND_ANSWER)
        )

    def _sees_all(self, session: SessionView) -> bool:
        """Return whether who works here sees all cases of all lanes.

        Without accounts it is a desk without a camera that watches: lanes would all watch each
        other.
        """
        if session.open_mode:
            return self.is_desk
        return session.working and may(session.role, Action.SEE_LANES)

    def _watched(self, sender: str, message: LaneMessage) -> None:
        officers, allowed = self._officers(), True
        everything = officers is None
        if officers is not None:
            account = active(officers, message.officer or "")
            allowed = account is not None and may(account.role, Action.SECOND_ANSWER)
            everything = account is not None and may(account.role, Action.SEE_LANES)
        if allowed:
            with self._lock:
                now = self._clock()
                self._teller.watched(
                    sender, message.call_id, now, everything=everything, asks=message.asks
                )

    def _second(self, sender: str, message: LaneMessage) -> None:
        """Take a second officer's answer, and tell the terminal where they are what came of it."""
        alert_id = message.alert_id or ""
        taken: _Taken | Refusal = Refusal.OTHER  # it may wait for one still
        if self._now() - message.at <= MAX_AGE:
            taken = self._taken(sender, message)
        call_id = message.call_id
        if isinstance(taken, Refusal):
            said = self._said("second-refused", alert_id, "", call_id=call_id, why=taken.value)
        else:
            said = self._said(
                "second-taken",
                alert_id,
                taken.first.officers[0] if taken.first.officers else "",
                call_id=call_id,
                answer=taken.first.answer.value,
                second=taken.answer.value,
            )
        with self._lock:
            self._going.append(Outgoing(said, (sender,), STATE_LIFE))

    def _taken(self, sender: str, message: LaneMessage) -> _Taken | Refusal:
        alert_id, number = message.alert_id or "", message.officer or ""
        answer = message.answer
        account = active(self._officers() or (), number)
        if account is None or not may(account.role, Action.SECOND_ANSWER):
            return Refusal.MAY_NOT
        if answer == "other":
            return Refusal.OTHER
        waits = [one for one in self._alerts().view().open if one.alert.alert_id == alert_id]
        before = self._seconds.get(alert_id)
        known = before is not None and (before.call_id == message.call_id or not waits)
        if before is not None and known and before.number == number:
            return before  # it counts; what was said of it then has not arrived
        if not waits or waits[0].confirmed_by is None:
            return Refusal.GONE
        if number in waits[0].confirmed_by:
            return Refusal.SAME_OFFICER
        first = self._alerts().second_from(alert_id, Answer(answer), number)
        if first is None:
            return Refusal.GONE
        self._note(number, "second-answer-taken", alert_id, sender)
        taken = self._seconds[alert_id] = _Taken(message.call_id, number, Answer(answer), first)
        if len(self._seconds) > MAX_TAKEN:
            self._seconds.popitem(last=False)
        return taken

    def _said(self, kind: str, alert_id: str | None, officer: str, **more: object) -> LaneMessage:
        said = {
            "kind": kind,
            "call_id": random_id(),
            "at": self._now(),
            "officer": officer or None,
            "alert_id": alert_id,
        }
        return LaneMessage.model_validate(said | more)

    def _note(self, officer: str, action: str, alert_id: str, terminal_id: str) -> None:
        self._writes.submit(
            lambda: self._audit_log.note(officer, action, alert_id, terminal=terminal_id)
        )
