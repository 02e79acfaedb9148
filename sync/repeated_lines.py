"""Lines of the log that come again and again: the first at once, then one a minute with the number.

What fails on a full disk, or without a database, fails with every request, and whoever is refused
comes again: the log must neither fill the rest of the disk nor hide what else happens.
"""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass

INTERVAL_S = 60.0  # between two lines of one kind
MAX_KINDS = 10_000  # that are remembered


@dataclass(slots=True)
class _Held:
    """What is not in the log yet of one kind."""

    until: float  # no line before
    more: int = 0
    level: int = logging.INFO
    text: str = ""


class RepeatedLines:
    """Writes lines to a logger, from any thread."""

    def __init__(self, log: logging.Logger) -> None:
        """Hold nothing back yet."""
        self._log = log
        self._lock = threading.Lock()
        self._held: dict[str, _Held] = {}

    def warn(self, text: object, kind: str = "", now: float | None = None) -> None:
        """Write `text` as a warning, unless one of its `kind` was written within the minute.

        `kind`: without one, the type of an exception, and of anything else the text. `now` is of
        time.monotonic().
        """
        default = type(text).__name__ if isinstance(text, BaseException) else str(text)
        self.write(logging.WARNING, str(text), kind or default, now)

    def fault(self, text: str, now: float | None = None) -> None:
        """Write `text` as an error, unless the very same was written within the minute."""
        self.write(logging.ERROR, text, text, now)

    def write(self, level: int, text: str, kind: str, now: float | None = None) -> None:
        """Write `text` at `level`, unless a line of its `kind` was written within the minute."""
        now = time.monotonic() if now is None else now
        with self._lock:
            held = self._held.get(kind)
            if held is not None and now < held.until:
                held.more, held.text, held.level = held.more + 1, text, max(held.level, level)
                return
            full = len(self._held) >= MAX_KINDS
        if full:
            self.write_held(now, everything=True)
        with self._lock:
            self._held[kind] = _Held(now + INTERVAL_S)
        self._say(level, text, held.more if held is not None else 0)

    def write_held(self, now: float, everything: bool = False) -> None:
        """Write what was held back for a minute, or `everything`; call it now and then."""
        ended: list[_Held] = []
        with self._lock:
            for kind, held in list(self._held.items()):
                if now < held.until and not everything:
                    continue
                del self._held[kind]
                if held.more:
                    ended.append(held)
                    if not everything:
                        self._held[kind] = _Held(now + INTERVAL_S)
        for held in ended:
            self._say(held.level, held.text, held.more - 1)

    def _say(self, level: int, text: str, more: int) -> None:
        self._log.log(level, "%s%s", text, f" ({more} more since the last line)" if more else "")
