"""What a desk knows of other lanes. Pure but for its own state: every call takes the time.

One thread at a time may use it; what is to be sent or heard is returned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from edge_app.desk.lanes.views import Refusal, SecondAnswer, WatchedCase, WatchedLane
from edge_app.domain import Answer, Image, LaneFault, Reference, SourceState, WatchList
from sync.protocol.lanes import LaneCase, LaneMessage, LaneState

WATCH_S = 10.0  # from one `watch` to the next
SILENT_S = 15.0  # a lane says something every 5 s to whoever watches
ANSWER_S = 10.0  # in which a lane says that it has an answer
STAYS_S = 60.0  # a case that was answered here, after the lane has closed it

Known = Callable[[str, str], tuple[WatchList, Reference] | None]  # list, reference


@dataclass(slots=True)
class _Case:
    told: LaneCase
    known: tuple[WatchList, Reference] | None = None
    face: Image | None = None
    said: SecondAnswer | None = None
    said_at: float = 0.0
    said_as: str = ""  # the message that carries it
    taken_at: datetime | None = None  # by the lane's clock
    closed_at: float | None = None  # the lane tells of it no more


@dataclass(slots=True)
class _Lane:
    name: str
    at: datetime | None = None  # of the newest state, by its own clock
    heard_at: float | None = None
    state: LaneState = field(default_factory=LaneState)
    cases: dict[str, _Case] = field(default_factory=dict)


class LaneBoard:
    """Other lanes, by terminal."""

    def __init__(self, known: Known) -> None:
        """Know nothing. `known`: who a reference of this terminal's lists is."""
        self._known = known
        self._lanes: dict[str, _Lane] = {}

    def follow(self, names: Mapping[str, str], served: Mapping[str, int]) -> None:
        """Keep the lanes that there are: names by terminal. `served`: versions of lists.

        Who a case is about stands in the lists that are served now, and nowhere else.
        """
        for gone in self._lanes.keys() - names.keys():
            del self._lanes[gone]
        for terminal_id, name in names.items():
            self._lanes.setdefault(terminal_id, _Lane(name)).name = name
        for lane in self._lanes.values():
            for case in lane.cases.values():
                self._look_up(case, served.get(case.told.list_id))

    def _look_up(self, case: _Case, version: int | None) -> None:
        """Look who it is about up where another version of the list is served."""
        if version != (None if case.known is None else case.known[0].version):
            told = case.told
            case.known = None if version is None else self._known(told.list_id, told.reference_id)

    def clear(self) -> None:
        """Forget what lanes have said: nobody watches any more."""
        self._lanes.clear()

    # ---- what lanes say --------------------------------------------------------------------------

    def take(
        self, sender: str, message: LaneMessage, face: Image | None, now: float
    ) -> list[WatchList]:
        """Note what a lane says; return the lists of what is new for a desk's ear."""
        lane = self._lanes.get(sender)
        if lane is None:
            return []
        if message.kind == "lane" and message.state is not None:
            return self._told(lane, message.at, message.state, now)
        case = lane.cases.get(message.alert_id or "")
        if case is None:
            return []
        if message.kind == "case-face" and face is not None:
            case.face = face
        elif case.said is None or message.call_id != case.said_as:
            return []  # of an answer that was given up before
        elif message.kind == "second-taken":
            case.taken_at = message.at
            first = None if message.answer == "other" else Answer(message.answer)
            own = case.said.answer if message.second == "other" else Answer(message.second)
            case.said = replace(
                case.said,
                answer=own,
                taken=True,
                refused=None,
                first=first,
                first_officer=message.officer or "",
            )
        elif message.kind == "second-refused" and not case.said.taken:
            case.said = replace(case.said, refused=Refusal(message.why))
        return []

    def _told(self, lane: _Lane, at: datetime, state: LaneState, now: float) -> list[WatchList]:
        if lane.at is not None and at < lane.at:
            if _is_heard(lane, now):  # it was overtaken on its way
                return []
            for known in lane.cases.values():  # its clock was set back, and counts from here
                known.taken_at = None if known.taken_at is None else min(known.taken_at, at)
        lane.at, lane.heard_at, lane.state = at, now, state
        audible: list[WatchList] = []
        told = {each.alert_id: each for each in state.cases}
        for alert_id, each in told.items():
            case = lane.cases.get(alert_id)
            if case is None:
                case, fresh = _Case(each), True
                lane.cases[alert_id] = case
            else:
                waited = case.told.step == "second" and case.closed_at is None
                fresh = each.step == "second" and not waited
                undone = case.taken_at is not None and at > case.taken_at
                if fresh or (undone and each.step != "answered"):
                    case.said, case.taken_at = None, None  # asked anew, or taken back at the lane
            case.told, case.closed_at = each, None
            if case.known is None:
                case.known = self._known(each.list_id, each.reference_id)
            if fresh and case.known is not None and each.step != "answered":
                audible.append(case.known[0])
        for alert_id in lane.cases.keys() - told.keys():
            case = lane.cases[alert_id]
            case.closed_at = now if case.closed_at is None else case.closed_at
        self._end(lane, now)
        return audible

    # ---- what who works here does ----------------------------------------------------------------

    def answer(
        self, terminal_id: str, alert_id: str, answer: Answer, said_as: str, now: float
    ) -> bool:
        """Note a second officer's answer; return whether it is to be sent, with that id."""
        lane = self._lanes.get(terminal_id)
        case = None if lane is None else lane.cases.get(alert_id)
        if case is None or case.told.step != "second" or case.closed_at is not None:
            return False
        if case.said is not None and case.said.refused is None:
            return False
        if not _is_heard(lane, now):
            return False
        case.said, case.said_at, case.said_as = SecondAnswer(answer), now, said_as
        return True

    def waits_for(self, terminal_id: str, second: LaneMessage, now: float) -> bool:
        """Return whether that answer is on its way, and its lane has said nothing of it yet."""
        lane = self._lanes.get(terminal_id)
        case = None if lane is None else lane.cases.get(second.alert_id or "")
        return (
            case is not None
            and case.said is not None
            and case.said.is_on_its_way
            and case.said_as == second.call_id
            and now - case.said_at <= ANSWER_S
        )

    # ---- what there is ---------------------------------------------------------------------------

    def lanes(self, now: float) -> tuple[WatchedLane, ...]:
        """Return all lanes, by name."""
        found = [_lane_view(terminal_id, lane, now) for terminal_id, lane in self._lanes.items()]
        return tuple(sorted(found, key=lambda one: (one.name, one.terminal_id)))

    def cases(self, number: str, now: float) -> tuple[WatchedCase, ...]:
        """Return all cases, the most pressing first, for the officer `number`."""
        found = []
        for terminal_id, lane in self._lanes.items():
            self._end(lane, now)
            for case in lane.cases.values():
                said = case.said
                if said is not None and said.is_on_its_way and now - case.said_at > ANSWER_S:
                    case.said = replace(said, refused=Refusal.UNHEARD)
                view = _case_view(terminal_id, lane, case, number, now)
                if not _is_heard(lane, now):  # whether it still is so nobody knows
                    view = replace(view, here=False, may_answer=False)
                found.append(view)
        return tuple(sorted(found, key=_rank))

    def _end(self, lane: _Lane, now: float) -> None:
        """Forget cases that are closed; for a while longer where they were answered here.

        And all cases of a lane that has been silent for STAYS_S.
        """
        if lane.heard_at is not None and now - lane.heard_at > STAYS_S:
            lane.cases.clear()
        for alert_id, case in list(lane.cases.items()):
            stays = STAYS_S if case.said is not None else 0.0
            if case.closed_at is not None and now - case.closed_at >= stays:
                del lane.cases[alert_id]


def _is_heard(lane: _Lane | None, now: float) -> bool:
    return lane is not None and lane.heard_at is not None and now - lane.heard_at <= SILENT_S


def _lane_view(terminal_id: str, lane: _Lane, now: float) -> WatchedLane:
    if not _is_heard(lane, now):
        return WatchedLane(terminal_id, lane.name, heard=False)
    state = lane.state
    names = {fault.value for fault in LaneFault}
    faults = tuple(LaneFault(fault) for fault in state.faults if fault in names)
    cameras = {camera.value for camera in SourceState}
    return WatchedLane(
        terminal_id,
        lane.name,
        heard=True,
        camera=SourceState(state.camera) if state.camera in cameras else None,
        faults=faults,
        other_faults=len(state.faults) - len(faults),
        lists=state.lists,
        attended=state.attended,
        cases=len(state.cases) + state.more,
    )


def _case_view(terminal_id: str, lane: _Lane, case: _Case, number: str, now: float) -> WatchedCase:
    told, known = case.told, case.known
    waits = told.step == "second" and case.closed_at is None
    open_here = case.said is None or case.said.refused in (Refusal.UNHEARD, Refusal.OTHER)
    return WatchedCase(
        terminal_id=terminal_id,
        lane=lane.name,
        alert_id=told.alert_id,
        watch_list=None if known is None else known[0],
        reference=None if known is None else known[1],
        face=case.face,
        waited=_waited(lane, told, now),
        here=told.here,
        step="answered" if case.closed_at is not None else told.step,
        may_answer=waits and open_here and bool(number) and number != told.first,
        said=case.said,
    )


def _waited(lane: _Lane, told: LaneCase, now: float) -> timedelta | None:
    """Return for how long a case waits: by its lane's clock, which may differ from the one here."""
    if told.raised_at is None or lane.at is None or lane.heard_at is None:
        return None
    since = timedelta(seconds=now - lane.heard_at)
    return max(lane.at - told.raised_at + since, timedelta(0))


def _rank(case: WatchedCase) -> tuple[bool, bool, bool, int, float]:
    """Return what sorts cases.

    What this desk can finish; what is open; who is in view; priority; the oldest.
    """
    waited = 0.0 if case.waited is None else case.waited.total_seconds()
    return not case.may_answer, case.step == "answered", not case.here, case.priority, -waited
