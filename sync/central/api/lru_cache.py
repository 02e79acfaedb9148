"""What was used last, up to a size; threads may share it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

V = TypeVar("V")


class LruCache(Generic[V]):
    """Values by name; those that were not used for longest go first."""

    def __init__(self, most: int, size: Callable[[V], int] = lambda _: 1) -> None:
        """`most`: of all values' sizes together."""
        self._most = most
        self._size = size
        self._held: OrderedDict[str, V] = OrderedDict()
        self._total = 0
        self._lock = Lock()

    def get(self, name: str) -> V | None:
        """The value, if it is still here."""
        with self._lock:
            value = self._held.get(name)
            if value is not None:
                self._held.move_to_end(name)
            return value

    def put(self, name: str, value: V) -> None:
        """Keep it, unless it is larger than all may be."""
        with self._lock:
            if (old := self._held.pop(name, None)) is not None:
                self._total -= self._size(old)
            self._held[name] = value
            self._total += self._size(value)
            while self._total > self._most:
                self._total -= self._size(self._held.popitem(last=False)[1])
