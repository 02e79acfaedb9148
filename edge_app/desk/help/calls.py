"""What is known of each call at this lane. Pure but for its own state: every call takes the time.

One thread at a time may use it; what is to be sent or heard is returned.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime

from edge_app.desk.help.views import CallState, Coming, HelpView, LaneCall, OwnCall
from edge_app.domain import Image
from sync.protocol.lanes import LIFE, LaneMessage

CALL_S = 300.0  # then a call is over
DURESS_S = LIFE.total_seconds()
ANSWER_S = 8.0  # by then somebody was reached, or the officer is told to use the radio
STAYS_S = 15.0  # on the screen after it needs nobody here any more
SOUND_S = 10.0  # between two sounds of a call that nobody has answered
MAX_CALLS = 8  # of other lanes that are remembered at once
MAX_FROM_LANE = 6  # calls of one lane and cause within CALL_S; more are a fault, or a joke


@dataclass(slots=True)
class _Own:
    message: LaneMessage
    began: float
    ends: float
    possible: bool  # there is somebody to call
    reached: dict[str, bool] = field(default_factory=dict)  # by terminal: somebody works there
    coming: dict[str, Coming] = field(default_factory=dict)  # by terminal
    over: bool = False  # it stood on others' screens to its end, and nobody answered


@dataclass(slots=True)
class HeldCall:
    """A call of another lane, as it stands here; times are the caller's."""

    sender: str
    lane: str
    message: LaneMessage
    face: Image | None
    began: float
    ends: float
    coming: dict[str, Coming] = field(default_factory=dict)
    came_at: float | None = None  # when the first, or who works here, said that they go
    answered_at: float | None = None  # when who works here did
    heard_at: float | None = None
    shown: bool = False
    told: bool | None = None  # whether somebody works here, as the caller was told
    hidden: bool = False

    @property
    def settled_at(self) -> float | None:
        """Return since when nobody is needed from here; None: who works here is.

        One who goes is enough for a colleague. Under duress each lane answers for itself: what
        another one says may be false, and silences nobody.
        """
        return self.answered_at if self.message.cause == "duress" else self.came_at

    def renew(self, message: LaneMessage, now: float) -> None:
        """Note that the caller calls again: whoever said that they go has not come."""
        self.message, self.ends = message, now + message.seconds
        self.coming.clear()
        self.came_at = self.answered_at = self.heard_at = self.told = None
        self.shown = self.hidden = False


class Calls:
    """The call of this lane, and those of other lanes."""

    def __init__(self) -> None:
        self._own: _Own | None = None
        self._calls: dict[str, HeldCall] = {}
        self._arrived: dict[tuple[str, str], deque[float]] = {}  # by sender and cause
        self.dropped = 0  # calls beyond what one lane makes
        self.carried = True  # something carries what lanes say

    # ---- this lane's own -----------------------------------------------------------------------

    def begin(self, message: LaneMessage, now: float, possible: bool) -> None:
        """Call. `possible`: there is somebody who could hear it."""
        self._own = _Own(message, now, now + message.seconds, possible)

    def again(self, now: float, possible: bool, at: datetime) -> LaneMessage | None:
        """Return the call that goes on, to be made again at that date; None: there is none.

        What was said of it before is over: nobody calls again to whom somebody has come.
        """
        own = self._own
        if own is None or own.over:
            return None
        own.message = own.message.model_copy(update={"at": at})
        own.began, own.ends, own.possible = now, now + own.message.seconds, possible
        own.reached.clear()
        own.coming.clear()
        return own.message

    def not_reached(self) -> None:
        """Note that there is nobody to call."""
        if self._own is not None:
            self._own.possible = False

    def outrun(self, at: datetime) -> LaneMessage | None:
        """End and return the own call if it was made after `at`; None: there is none such.

        The clock was set back: other lanes would take what is said of it now for overtaken.
        """
        own = self._own
        return None if own is None or own.message.at <= at else self.withdraw()

    def withdraw(self) -> LaneMessage | None:
        """End the own call and return it; None: there is none that goes on."""
        own, self._own = self._own, None
        return None if own is None or own.over else own.message

    # ---- what other lanes say ------------------------------------------------------------------

    def take(
        self, sender: str, lane: str, message: LaneMessage, face: Image | None, now: float
    ) -> None:
        """Note what the terminal `sender`, at `lane`, says."""
        if message.kind == "call":
            self._called(sender, lane, message, now)
            return
        own, call = self._own, self._calls.get(message.call_id)
        own = None if own is None or own.over else own
        if message.kind == "face" and call is not None and call.sender == sender:
            call.face = face
        mine = own is not None and own.message.call_id == message.call_id
        if message.kind == "seen" and own is not None and mine:
            own.reached[sender] = message.attended or own.reached.get(sender, False)
        elif message.kind == "coming":
            coming = Coming(message.officer or "", lane)
            if own is not None and mine:
                own.coming[sender] = coming
            elif call is not None:
                call.coming[sender] = coming
                call.came_at = now if call.came_at is None else call.came_at
        elif message.kind == "withdrawn" and call is not None and call.sender == sender:
            del self._calls[message.call_id]

    def _called(self, sender: str, lane: str, message: LaneMessage, now: float) -> None:
        held = self._calls.get(message.call_id)
        if held is not None:
            if held.sender == sender:
                self._said_again(held, message, now)
            return
        arrived = self._arrived.setdefault((sender, message.cause), deque(maxlen=MAX_FROM_LANE))
        if len(arrived) == MAX_FROM_LANE and now - arrived[0] < CALL_S:
            self.dropped += 1
            return
        arrived.append(now)
        if len(self._calls) >= MAX_CALLS:
            del self._calls[min(self._calls, key=lambda each: _makes_way(self._calls[each]))]
        self._calls[message.call_id] = HeldCall(
            sender, lane, message, None, now, now + message.seconds
        )

    @staticmethod
    def _said_again(held: HeldCall, message: LaneMessage, now: float) -> None:
        if message.cause == "duress":  # a terminal repeats it until it has heard that it is seen
            held.message, held.told = message, None
        elif message.at > held.message.at:  # somebody has touched "call" once more
            held.renew(message, now)

    # ---- what who works here does --------------------------------------------------------------

    def come(self, call_id: str, officer: str, now: float) -> HeldCall | None:
        """Note that `officer` goes there; return the call, None where it is over."""
        call = self._calls.get(call_id)
        if call is None or call.answered_at is not None:
            return None
        call.coming[""] = Coming(officer, "")
        call.came_at = call.answered_at = now
        return call

    def hide(self, call_id: str) -> None:
        """Take a call off the screen."""
        call = self._calls.get(call_id)
        if call is not None:
            call.hidden = True

    # ---- what goes on by itself ----------------------------------------------------------------

    def end(self, now: float) -> None:
        """Forget what is over, pictures too; an own call that nobody answered stays to be read."""
        own = self._own
        if own is not None and now >= own.ends:
            own.over = not own.coming and any(own.reached.values())
            self._own = own if own.over else None
        for call_id in [each for each, call in self._calls.items() if now >= call.ends]:
            del self._calls[call_id]

    def unseen(self, working: bool) -> list[HeldCall]:
        """Return calls whose caller is to be told that they are on the screen, each once.

        And once more where somebody begins to work here.
        """
        found = [call for call in self._calls.values() if call.shown and call.told is not working]
        found = [call for call in found if working or call.told is None]
        for call in found:
            call.told = working
        return found

    def audible(self, now: float) -> LaneMessage | None:
        """Return the call to be heard now; None: silence. It counts as heard."""
        due = [
            call
            for call in self._calls.values()
            if not call.hidden
            and call.settled_at is None
            and (call.heard_at is None or now - call.heard_at >= SOUND_S)
        ]
        for call in due:
            call.heard_at = now
        return min(due, key=_rank).message if due else None

    def view(self, now: float, *, shows: bool = True) -> HelpView:
        """Return what a screen needs. `shows`: a screen that is looked at asks."""
        self.end(now)
        shown = [
            call
            for call in self._calls.values()
            if not call.hidden and (call.settled_at is None or now - call.settled_at < STAYS_S)
        ]
        shown.sort(key=_rank)
        for call in shown[:1]:  # the screen shows the first
            call.shown = call.shown or shows
        return HelpView(
            None if self._own is None else _own_view(self._own, now, self.carried),
            tuple(_call_view(call, now) for call in shown),
        )


def _makes_way(call: HeldCall) -> tuple[bool, bool, float]:
    """Return what sorts calls where there are too many: duress last, then what is not settled."""
    waits = not call.hidden and call.settled_at is None
    return call.message.cause == "duress", waits, call.began


def _rank(call: HeldCall) -> tuple[bool, bool, int, float]:
    message = call.message
    settled = call.settled_at is not None
    return settled, message.cause != "duress", message.priority or 9, call.began


def _own_view(own: _Own, now: float, carried: bool) -> OwnCall:
    reached = sum(own.reached.values())
    if own.over:
        state = CallState.UNANSWERED
    elif own.coming:
        state = CallState.COMING
    elif reached:
        state = CallState.REACHED
    elif own.possible and now - own.began < ANSWER_S:
        state = CallState.CALLING
    else:
        state = CallState.NOBODY
    return OwnCall(own.message.call_id, state, reached, tuple(own.coming.values()), carried)


def _call_view(call: HeldCall, now: float) -> LaneCall:
    message = call.message
    return LaneCall(
        call_id=message.call_id,
        lane=call.lane,
        officer=message.officer or "",
        ago_s=max(now - call.began, 0.0),
        duress=message.cause == "duress",
        priority=message.priority,
        category=message.category,
        face=call.face,
        coming=tuple(call.coming.values()),
        answered=call.answered_at is not None,
        waits=call.settled_at is None,
        sender=call.sender,
        alert_id=message.alert_id,
    )
