"""What the kiosk itself did, for the audit chain: lists in service, the clock set, lists wiped."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import timedelta

from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import KIOSK

CLOCK_NOTED = timedelta(seconds=30)  # smaller steps are a clock's own drift


class AuditEvents:
    """Collects rows, and `write`s them; for one thread."""

    def __init__(self, journal: AuditLog) -> None:
        self._journal = journal
        self._waiting: deque[tuple[str, str, dict[str, object]]] = deque()
        self._served: dict[str, int] = {}

    def started(self) -> None:
        """The kiosk runs."""
        self._waiting.append(("kiosk-started", "", {}))

    def stopped(self) -> None:
        """It ends in an orderly way."""
        self._waiting.append(("kiosk-stopped", "", {}))

    def serves(self, versions: Mapping[str, int]) -> None:
        """What of each collection is in service now; changes since the last call are noted."""
        for name in sorted(self._served.keys() - versions.keys()):
            self._waiting.append(("list-dropped", name, {"version": self._served[name]}))
        for name, version in sorted(versions.items()):
            if self._served.get(name) != version:
                self._waiting.append(("list-served", name, {"version": version}))
        self._served = dict(versions)

    def clock_moved(self, by: timedelta) -> None:
        """A lease set the trusted time."""
        if abs(by) >= CLOCK_NOTED:
            self._waiting.append(("clock-set", "", {"seconds": round(by.total_seconds())}))

    def shut(self, revoked: bool) -> None:
        """All lists were wiped: the terminal was revoked, or its lease is over."""
        self._waiting.append(("lists-wiped", "", {"cause": "revoked" if revoked else "lease"}))

    def write(self) -> None:
        """Put what waits on the chain. Raises StoreError: it waits on."""
        while self._waiting:
            action, subject, details = self._waiting[0]
            self._journal.note(KIOSK, action, subject, **details)
            self._waiting.popleft()
