"""A trial of the network, asked for at the glass: one heartbeat now, timed, and what came of it.

The kiosk has no network, so the agent makes the trial. Both write what they say into the spool; an
agent that knows no trials leaves it, and the kiosk waits in vain.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sync.protocol.envelope.random_values import random_id
from sync.protocol.errors import SyncError
from sync.protocol.findings import Finding, of_json, to_json
from sync.terminal.agent_state import error_code
from sync.terminal.spool import Spool

MAX_SECONDS = 3600.0  # of a trial
MAX_FINDINGS = 16  # of one
ASKED, TOLD = "link-trial", "link-trial-told"  # statuses in the spool


@dataclass(frozen=True, slots=True)
class LinkTold:
    """What came of a trial: the `seconds` of an answer, or the code of an `error`."""

    seconds: float
    error: str = ""
    findings: tuple[Finding, ...] = ()  # what is in the way; none: of an older agent, or unknown


class LinkTrials:
    """The kiosk asks and reads, the agent looks and tells; from any thread."""

    def __init__(self, spool: Spool, now: Callable[[], datetime]) -> None:
        """`now`: trusted time."""
        self._spool, self._now = spool, now

    def ask(self) -> str:
        """Ask for a trial; return its name. Raise StateError."""
        trial = random_id()
        self._spool.put_status(ASKED, trial, self._now())
        return trial

    def told(self, trial: str) -> LinkTold | None:
        """Return what came of it; None: nothing yet. Raise StateError."""
        found = self._spool.status(TOLD)
        if found is None or found.value.get("trial") != trial:
            return None
        seconds = float(found.value.get("seconds", 0))
        if not 0 <= seconds <= MAX_SECONDS:  # nan too; the agent may be in other hands
            return LinkTold(0.0, "other")
        told = found.value.get("findings", ())
        listed = told[:MAX_FINDINGS] if isinstance(told, list) else ()
        findings = tuple(each for each in map(of_json, listed) if each is not None)
        return LinkTold(seconds, str(found.value.get("error", "")), findings)

    def wanted(self) -> str:
        """Return the trial that was asked for and not made; empty: none. Raise StateError."""
        asked, told = self._spool.status(ASKED), self._spool.status(TOLD)
        if asked is None or (told is not None and told.value.get("trial") == asked.value):
            return ""
        return str(asked.value)

    @contextmanager
    def made(
        self, trial: str, look: Callable[[], tuple[Finding, ...]] = lambda: ()
    ) -> Iterator[None]:
        """Time the block, which asks the data centre, and tell it; empty: nobody wants to know.

        `look`: at what is in the way, where it failed.
        """
        begun, error = time.monotonic(), "other"  # a fault of ours is no answer
        try:
            yield
            error = ""
        except SyncError as refused:
            error = error_code(refused)
            raise
        finally:
            if trial:
                said: dict[str, object] = {
                    "trial": trial,
                    "seconds": time.monotonic() - begun,
                    "error": error,
                }
                if error:
                    said["findings"] = [to_json(each) for each in look()]
                self._spool.put_status(TOLD, said, self._now())
