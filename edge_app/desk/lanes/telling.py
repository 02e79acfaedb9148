"""What this lane tells to whoever watches it. Pure but for its own state.

A lane says nothing of itself that nobody asked for.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from edge_app.desk.alerts.views import AlertsView, HeldAnswer, OpenAlert
from edge_app.domain import Alert, LaneView
from sync.protocol.lanes import MAX_TOLD_CASES, LaneCase, LaneState

TELL_S = 5.0  # from one state to the next, where nothing has changed
SOON_S = 1.0  # where something has: what flickers is told to eight desks
FACE_AGAIN_S = 60.0  # as long as one may be on its way: it may have got lost
WATCHED_S = 25.0  # after a `watch`: two may get lost
MAX_STATE = 1_400  # bytes, so that the message has MAX_LOCAL_MESSAGE; names of lists may be long
MAX_WATCHERS = 8  # the newest ones


@dataclass(slots=True)
class _Watcher:
    call_id: str
    until: float
    everything: bool  # all cases, or only those that wait for a second officer
    asks: str | None = None  # what the last `watch` asked
    told: LaneState | None = None
    told_at: float = 0.0
    faces: dict[str, float] = field(default_factory=dict)  # when an alert's picture was sent


@dataclass(frozen=True, slots=True, eq=False)
class Telling:
    """What is to be sent to one watcher."""

    to: str
    state: LaneState
    faces: tuple[Alert, ...]  # whose pictures the watcher does not have
    asks: str | None  # which `watch` it answers


class LaneTeller:
    """Who watches, and what they were told."""

    def __init__(self) -> None:
        self._watchers: dict[str, _Watcher] = {}

    def watched(
        self,
        sender: str,
        call_id: str,
        now: float,
        *,
        everything: bool = True,
        asks: str | None = None,
    ) -> None:
        """Note that the terminal `sender` watches; another `call_id`: it knows nothing yet.

        `everything`: who works there may see all cases, and not only those that a second officer
        can finish.
        """
        watcher = self._watchers.get(sender)
        if watcher is None or (watcher.call_id, watcher.everything) != (call_id, everything):
            watcher = self._watchers[sender] = _Watcher(call_id, now, everything)
            while len(self._watchers) > MAX_WATCHERS:
                del self._watchers[min(self._watchers, key=lambda one: self._watchers[one].until)]
        watcher.until, watcher.asks = now + WATCHED_S, asks

    def watched_now(self, now: float) -> bool:
        """Return whether anybody watches."""
        for sender in [one for one, watcher in self._watchers.items() if now >= watcher.until]:
            del self._watchers[sender]
        return bool(self._watchers)

    def due(self, lane: LaneView, alerts: AlertsView, attended: bool, now: float) -> list[Telling]:
        """Return what is to be told now."""
        found = []
        for sender, watcher in self._watchers.items():
            state, shown = state_of(lane, alerts, attended, everything=watcher.everything)
            since = now - watcher.told_at
            if watcher.told is not None and since < (TELL_S if state == watcher.told else SOON_S):
                continue
            watcher.told, watcher.told_at = state, now
            before = watcher.faces
            fresh = tuple(
                one
                for one in shown
                if now - before.get(one.alert_id, float("-inf")) >= FACE_AGAIN_S
            )
            sent = dict.fromkeys((one.alert_id for one in fresh), now)
            watcher.faces = {one.alert_id: before.get(one.alert_id, now) for one in shown} | sent
            found.append(Telling(sender, state, fresh, watcher.asks))
        return found


def state_of(
    lane: LaneView, alerts: AlertsView, attended: bool, *, everything: bool
) -> tuple[LaneState, Sequence[Alert]]:
    """Return how this lane stands, and the alerts that it tells of."""
    cases = [*map(_open, alerts.open), *map(_held, alerts.held)]
    if not everything:
        cases = [each for each in cases if each[0].step == "second"]
    state = LaneState(
        camera=lane.source_state.value,
        faults=tuple(fault.value for fault in lane.faults),
        lists=bool(lane.lists) or lane.opening,
        attended=attended,
    )
    for count in range(min(len(cases), MAX_TOLD_CASES), -1, -1):
        told = {"cases": tuple(case for case, _ in cases[:count]), "more": len(cases) - count}
        state = state.model_copy(update=told)
        if len(json.dumps(state.to_json().decode())) <= MAX_STATE:  # as text within a text
            break
    return state, [alert for _, alert in cases[: len(state.cases)]]


def dated(state: LaneState, alerts: AlertsView, now: datetime, own: datetime) -> LaneState:
    """Return `state` with the dates of its cases in the time that lanes share, which is `now`.

    An open alert is dated by how long it waits: the clock that dated it, `own`, may have jumped.
    """
    waited = {one.alert.alert_id: timedelta(seconds=one.waited_s) for one in alerts.open}

    def raised(case: LaneCase) -> datetime | None:
        if case.alert_id in waited:
            return now - waited[case.alert_id]
        return case.raised_at and case.raised_at + (now - own)

    cases = [one.model_copy(update={"raised_at": raised(one)}) for one in state.cases]
    return state.model_copy(update={"cases": tuple(cases)})


def _open(one: OpenAlert) -> tuple[LaneCase, Alert]:
    officers = one.confirmed_by
    step = "open" if officers is None else "second"
    first = officers[0] if officers else None
    return _case(one.alert, step, first, one.here), one.alert


def _held(one: HeldAnswer) -> tuple[LaneCase, Alert]:
    return _case(one.alert, "answered", next(iter(one.officers), None), here=False), one.alert


def _case(alert: Alert, step: str, first: str | None, here: bool) -> LaneCase:
    return LaneCase.model_validate(
        {
            "alert_id": alert.alert_id,
            "list_id": alert.candidate.watch_list.list_id,
            "reference_id": alert.candidate.reference.reference_id,
            "raised_at": alert.raised_at,
            "here": here,
            "step": step,
            "first": first or None,
        }
    )
