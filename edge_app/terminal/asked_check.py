"""A check that the data centre asks for: made once, beside the kiosk's work, and told to it.

It comes in a lease, which the data centre signed for this kiosk, so that nobody on the way can have
it made; the answer goes with the kiosk's status.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from sync.logs import describe_fault
from sync.protocol.findings import Finding, merged
from sync.protocol.wire import MAX_FINDINGS, CheckReport, ReportedFinding

log = logging.getLogger(__name__)


class AskedCheck:
    """`follow` on one thread; `report` from any."""

    def __init__(self, look: Callable[[], tuple[Finding, ...]], told: Callable[[], object]) -> None:
        """Look at nothing yet. `look` ends by itself; `told` is called when there is a report."""
        self._look, self._told = look, told
        self._heeded: datetime | None = None
        self._report: CheckReport | None = None

    def report(self) -> CheckReport | None:
        """Return what the last check found; None: none was asked for since the start."""
        return self._report

    def follow(self, asked_at: datetime | None) -> None:
        """Begin the check that was asked for then, unless it was begun before; return at once."""
        if asked_at is None or asked_at == self._heeded:
            return
        self._heeded = asked_at
        run = threading.Thread(target=self._run, args=(asked_at,), name="check", daemon=True)
        run.start()

    def _run(self, asked_at: datetime) -> None:
        try:
            found = merged(self._look())[:MAX_FINDINGS]
        except Exception as error:  # noqa: BLE001  a fault of ours ends no kiosk
            log.error("a check failed: %s", describe_fault(error))
            return
        self._report = CheckReport(
            asked_at=asked_at,
            findings=tuple(
                ReportedFinding(code=each.code.value, about=dict(each.values)) for each in found
            ),
        )
        self._told()
