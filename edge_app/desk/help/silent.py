"""Calls under duress of this lane: said again until each other lane has them on its screen.

Nobody here can see whether one arrived, and nobody could call again: so they outlive the process,
and go on when it starts anew. Pure but for its own state: every call takes the time. One thread at
a time may use it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field

from sync.protocol.errors import PackageError
from sync.protocol.lanes import MAX_LANES, LaneMessage
from sync.protocol.message import Wire
from sync.protocol.wire import RandomId

AGAIN_S = 15.0  # from one message to a lane to the next, until that lane says `seen`
MAX_SILENT = 4  # that go on at once: the oldest makes way


class _KeptCall(Wire):
    message: LaneMessage
    seen: Annotated[tuple[RandomId, ...], Field(max_length=MAX_LANES)] = ()  # terminals


class _KeptCalls(Wire):
    calls: Annotated[tuple[_KeptCall, ...], Field(max_length=MAX_SILENT)] = ()


@dataclass(slots=True)
class _Silent:
    message: LaneMessage
    ends: float
    recorded: bool = False  # the data centre's copy is on its way
    due: dict[str, float] = field(default_factory=dict)  # by terminal: when to say it again
    seen: set[str] = field(default_factory=set)  # terminals


@dataclass(frozen=True, slots=True)
class Saying:
    """What is to be sent now: to these terminals, and to the data centre where it is a `record`."""

    message: LaneMessage
    to: tuple[str, ...]
    record: bool


class SilentCalls:
    """Those that go on."""

    def __init__(self) -> None:
        self._calls: deque[_Silent] = deque(maxlen=MAX_SILENT)

    def __len__(self) -> int:
        return len(self._calls)

    def to_json(self) -> bytes:
        """Return what goes on, for the disk; empty: nothing does."""
        kept = tuple(
            _KeptCall(message=call.message, seen=tuple(sorted(call.seen)[:MAX_LANES]))
            for call in self._calls
        )
        return _KeptCalls(calls=kept).to_json() if kept else b""

    def resume(self, kept: bytes, now: float, at: datetime) -> None:
        """Go on with what an earlier process left; `at`: the date. What is damaged is left out.

        The data centre is told of it once more: nobody knows whether it was.
        """
        try:
            found = _KeptCalls.from_json(kept).calls if kept else ()
        except PackageError:
            return
        for one in found:
            whole = timedelta(seconds=one.message.seconds)
            left = min(one.message.at + whole - at, whole)  # a clock that went back adds nothing
            if left > timedelta(0):
                ends = now + left.total_seconds()
                self._calls.append(_Silent(one.message, ends, seen=set(one.seen)))

    def begin(self, message: LaneMessage, now: float) -> None:
        """Call silently."""
        self._calls.append(_Silent(message, now + message.seconds))

    def take(self, sender: str, message: LaneMessage) -> None:
        """Note that the lane of `sender` has a call on its screen."""
        if message.kind in ("seen", "coming"):
            for call in self._calls:
                if call.message.call_id == message.call_id:
                    call.seen.add(sender)

    def due(self, lanes: Iterable[str], now: float, at: datetime) -> list[Saying]:
        """Return what is to be sent to these terminals; `at`: the date. It stays due until `sent`.

        The data centre's copy is returned once: the link keeps it.
        """
        there, found = set(lanes), []
        for call in [one for one in self._calls if now >= one.ends]:
            self._calls.remove(call)
        for call in self._calls:
            to = [one for one in there - call.seen if call.due.get(one, now) <= now]
            if to or not call.recorded:
                left = max(int(call.ends - now), 1)
                message = call.message.model_copy(update={"at": at, "seconds": left})
                found.append(Saying(message, tuple(sorted(to)), not call.recorded))
                call.recorded = True
        return found

    def sent(self, saying: Saying, now: float) -> None:
        """Note that it is on its way."""
        for call in self._calls:
            if call.message.call_id == saying.message.call_id:
                call.due.update(dict.fromkeys(saying.to, now + AGAIN_S))
