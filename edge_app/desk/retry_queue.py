"""Writes that keep nobody waiting: done in order by one thread, later where the disk refuses."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable

from edge_app.errors import StoreError

log = logging.getLogger(__name__)


class RetryQueue:
    """`put` from any thread; `write` from one."""

    def __init__(self, what: str, wake: Callable[[], None]) -> None:
        """`what` is not written, as the log says it; `wake` calls the thread that writes."""
        self._what, self._wake = what, wake
        self._waiting: deque[Callable[[], object]] = deque()
        self._refused = ""  # why the disk does not take the first of them

    def put(self, write: Callable[[], object]) -> None:
        """To be called once, or again and again while it raises StoreError."""
        self._waiting.append(write)
        self._wake()

    def write(self) -> None:
        """Write what waits; what the disk does not take stays the first."""
        while self._waiting:
            try:
                self._waiting[0]()
            except StoreError as error:
                if str(error) != self._refused:
                    self._refused = str(error)
                    log.warning("%s cannot be written down yet: %s", self._what, error)
                return
            except BaseException:
                self._waiting.popleft()  # an error of ours: the rest must not wait for it
                raise
            self._refused = ""
            self._waiting.popleft()
