"""Lines of the log that come again and again: the first at once, then one a minute with the number.

What fails on a full disk, or without a database, fails with every request: the log must neither
fill the rest of the disk nor hide what else happens.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

INTERVAL_S = 60.0  # between two lines of one kind
MAX_KINDS = 1000  # that are remembered


class RepeatedLines:
    """Writes lines to a logger, from any thread."""

    def __init__(
        self, log: logging.Logger, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        """`monotonic` returns seconds."""
        self._log, self._monotonic = log, monotonic
        self._lock = threading.Lock()
        self._held: dict[str, tuple[float, int]] = {}  # when the last line was, and how many since

    def warn(self, text: object, kind: str = "") -> None:
        """Write `text` as a warning, unless one of its `kind` was written within the minute.

        `kind`: without one, the type of an exception, and of anything else the text.
        """
        default = type(text).__name__ if isinstance(text, BaseException) else str(text)
        self._write(logging.WARNING, str(text), kind or default)

    def fault(self, text: str) -> None:
        """Write `text` as an error, unless the very same was written within the minute."""
        self._write(logging.ERROR, text, text)

    def _write(self, level: int, text: str, kind: str) -> None:
        now = self._monotonic()
        with self._lock:
            at, more = self._held.get(kind, (now - INTERVAL_S, 0))
            if now - at < INTERVAL_S:
                self._held[kind] = (at, more + 1)
                return
            if len(self._held) >= MAX_KINDS:
                self._held.clear()
            self._held[kind] = (now, 0)
        self._log.log(level, "%s%s", text, f" ({more} more since the last line)" if more else "")
