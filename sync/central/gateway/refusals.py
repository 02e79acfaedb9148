"""What was refused: counted by kind, and a line of the log a minute for each kind and terminal.

Whoever is refused ten thousand times a minute costs two lines: one at once, and one with the number
when the minute is over.
"""

from __future__ import annotations

import logging
from enum import Enum

from prometheus_client import CollectorRegistry, Counter

from sync.repeated_lines import RepeatedLines

log = logging.getLogger(__name__)

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


class Refusals:
    """Counts and logs the refusals of one process; used on its event loop alone."""

    def __init__(self) -> None:
        self._lines = RepeatedLines(log)

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
        text = ", ".join(filter(None, (f"refused: {kind}", subject, detail)))
        self._lines.write(level, text, f"{kind} {subject}", now)

    def write_held(self, now: float) -> None:
        """Log what was held back for a minute; call it now and then."""
        self._lines.write_held(now)
