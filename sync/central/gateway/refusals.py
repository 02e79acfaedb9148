"""What was refused: counted by kind, and a line of the log a minute for each kind.

Whoever is refused ten thousand times a minute costs two lines: one at once, and one with the number
when the minute is over.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import Enum

from prometheus_client import CollectorRegistry, Counter

log = logging.getLogger(__name__)

LINE_INTERVAL_S = 60.0  # between two lines about one kind, and one terminal
MAX_SUBJECTS = 10_000  # kinds and terminals of which lines are held back

COUNTERS = CollectorRegistry()
REFUSED = Counter(
    "gapura_refusals", "Requests and connections that were refused.", ["kind"], registry=COUNTERS
)


class RefusalKind(Enum):
    """Why a connection was refused or cut; requests have ProblemCode's words besides."""

    HANDSHAKE = "handshake"  # TLS that failed, or was not finished in time
    PROXY_HEADER = "proxy-header"  # the front did not say for whom it connects
    ADDRESS_RATE = "address-rate"  # too many connections a second from one address
    CROWDED = "crowded"  # too many strangers are connected
    SILENT = "silent"  # connected, and asked for nothing
    SLOW_HEAD = "slow-head"  # the head of a request did not come in time
    SLOW_BODY = "slow-body"  # a body did not come in time
    UNREAD = "unread"  # an answer was not taken
    HEAD_TOO_LARGE = "head-too-large"
    MALFORMED = "malformed"  # no HTTP/1.1, or a request before the answer to the last one
    STRANGER = "stranger"  # many requests, none of which proved anything
    RATE = "rate"  # too many requests a second of one terminal


QUIET = {"pending"}  # what a terminal in good order meets: counted, and not in the log


@dataclass(slots=True)
class _Held:
    """What is not in the log yet of one kind and one subject."""

    until: float  # no line before
    more: int = 0
    level: int = logging.INFO
    detail: str = ""


class Refusals:
    """Counts and logs the refusals of one process; used on its event loop alone."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], _Held] = {}

    def count(
        self,
        kind: str,
        now: float,
        subject: str = "somebody unknown",
        detail: str = "",
        level: int = logging.INFO,
    ) -> None:
        """Count a refusal at `now`, of time.monotonic(), and log it if none was for a minute.

        `subject` is a terminal's id, or a word for all strangers together; `detail` an address or a
        path, of which the last one is logged.
        """
        REFUSED.labels(kind).inc()
        if kind in QUIET:
            return
        held = self._held.get((kind, subject))
        if held is None or now >= held.until:
            more = held.more if held is not None else 0
            if len(self._held) >= MAX_SUBJECTS:
                self.write_held(now, everything=True)
            self._held[kind, subject] = _Held(now + LINE_INTERVAL_S)
            _write(level, kind, subject, detail, more)
            return
        held.more, held.detail, held.level = held.more + 1, detail, max(held.level, level)

    def write_held(self, now: float, everything: bool = False) -> None:
        """Log what was held back for a minute, or `everything`; call it now and then."""
        for (kind, subject), held in list(self._held.items()):
            if now < held.until and not everything:
                continue
            del self._held[kind, subject]
            if held.more:
                _write(held.level, kind, subject, held.detail, held.more - 1)
                if not everything:
                    self._held[kind, subject] = _Held(now + LINE_INTERVAL_S)


def _write(level: int, kind: str, subject: str, detail: str, more: int) -> None:
    before = f" ({more} more since the last line)" if more else ""
    log.log(level, "refused: %s, %s%s%s", kind, subject, f", {detail}" if detail else "", before)
