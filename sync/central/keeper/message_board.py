"""Messages between lanes that wait for their terminal: in memory, sealed, for minutes.

They are on no disk, and gone at their end. A keeper that starts anew has none; terminals bring what
still matters again. No terminal takes the room of another one: where all is full, who holds most
makes room for who holds less.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sync.protocol.lanes import LIFE, SealedLaneMessage

MAX_FROM_ONE = 8  # of one sender that wait for one recipient: the oldest makes way
MAX_BYTES = 64 * 2**20  # of all
MAX_SEEN = 100_000  # ids that are remembered: what is brought twice waits once
ANSWER_BYTES = 4 * 2**20  # that one answer brings


@dataclass(frozen=True, slots=True)
class _Waiting:
    sender: str
    message: SealedLaneMessage
    ends: float


class MessageBoard:
    """For one thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Hold nothing. `clock`: seconds."""
        self._clock = clock
        self._waiting: dict[str, OrderedDict[str, _Waiting]] = {}  # by recipient, by message
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._bytes = 0
        self._held = Counter[str]()  # bytes that wait, by sender

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def knows(self, message_id: str) -> bool:
        """Return whether the message was here before."""
        return message_id in self._seen

    def remember(self, message_ids: Iterable[str]) -> None:
        """Take none of these messages again."""
        self._seen.update(dict.fromkeys(message_ids))
        while len(self._seen) > MAX_SEEN:
            self._seen.popitem(last=False)

    def put(self, sender: str, messages: Iterable[SealedLaneMessage], now: datetime) -> set[str]:
        """Let messages of a terminal wait; return for whom there is something new."""
        self._forget_ended()
        told = set()
        for message in messages:
            seconds = min(message.until - now, LIFE).total_seconds()
            size = len(message.sealed)
            if message.message_id in self._waiting.get(message.to, ()):
                continue  # sent again before it was remembered
            if seconds <= 0 or not self._makes_room(sender, size):
                continue
            place = self._waiting.setdefault(message.to, OrderedDict())
            mine = [each for each, held in place.items() if held.sender == sender]
            mine.sort(key=lambda each: place[each].ends)  # a call outlives what is said again soon
            for soonest in mine[: max(len(mine) + 1 - MAX_FROM_ONE, 0)]:
                self._drop(message.to, soonest)
            place = self._waiting.setdefault(message.to, place)
            place[message.message_id] = _Waiting(sender, message, self._clock() + seconds)
            self._bytes += size
            self._held[sender] += size
            told.add(message.to)
        return told

    def take(self, recipient: str, taken: Collection[str], most: int) -> list[SealedLaneMessage]:
        """Drop what a terminal has `taken`, and return what waits for it, `most` at most."""
        self._forget_ended()
        for message_id in taken:
            self._drop(recipient, message_id)
        found: list[SealedLaneMessage] = []
        size = 0
        for held in self._waiting.get(recipient, {}).values():
            size += len(held.message.sealed)
            if len(found) >= most or (found and size > ANSWER_BYTES):
                break
            found.append(held.message)
        return found

    def _makes_room(self, sender: str, size: int) -> bool:
        """Return whether `size` bytes more fit, at the cost of nobody who holds less than then."""
        while self._bytes + size > MAX_BYTES:
            [(largest, held_bytes)] = self._held.most_common(1)
            if held_bytes <= self._held[sender] + size:
                return False
            _, message_id, recipient = min(
                (held.ends, message_id, recipient)
                for recipient, place in self._waiting.items()
                for message_id, held in place.items()
                if held.sender == largest
            )
            self._drop(recipient, message_id)
        return True

    def _forget_ended(self) -> None:
        now = self._clock()
        for recipient, place in list(self._waiting.items()):
            for message_id in [each for each, held in place.items() if held.ends <= now]:
                self._drop(recipient, message_id)

    def _drop(self, recipient: str, message_id: str) -> None:
        place = self._waiting.get(recipient, OrderedDict())
        held = place.pop(message_id, None)
        if held is None:
            return
        size = len(held.message.sealed)
        self._bytes -= size
        self._held[held.sender] -= size
        if not self._held[held.sender]:
            del self._held[held.sender]
        if not place:
            del self._waiting[recipient]
