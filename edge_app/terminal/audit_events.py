"""What the kiosk itself did, for the audit chain: lists in service, the clock set, lists wiped."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from datetime import timedelta

from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import KIOSK

MIN_CLOCK_STEP = timedelta(seconds=30)  # smaller steps are a clock's own drift


class AuditEvents:
    """Collects rows, and `write`s them; for one thread."""

    def __init__(self, log: AuditLog) -> None:
        """Write nothing yet."""
        self._log = log
        self._waiting: deque[tuple[str, str, dict[str, object]]] = deque()
        self._served: dict[str, int] = {}

    def started(self) -> None:
        """Note that the kiosk runs."""
        self._waiting.append(("kiosk-started", "", {}))

    def stopped(self) -> None:
        """Note that it ends in an orderly way."""
        self._waiting.append(("kiosk-stopped", "", {}))

    def serves(self, versions: Mapping[str, int]) -> None:
        """Note what has changed since the last call; `versions`: in service now, by collection."""
        for name in sorted(self._served.keys() - versions.keys()):
            self._waiting.append(("list-dropped", name, {"version": self._served[name]}))
        for name, version in sorted(versions.items()):
            if self._served.get(name) != version:
                self._waiting.append(("list-served", name, {"version": version}))
        self._served = dict(versions)

    def clock_moved(self, by: timedelta) -> None:
        """Note that a lease moved the trusted time."""
        if abs(by) >= MIN_CLOCK_STEP:
            self._waiting.append(("clock-set", "", {"seconds": round(by.total_seconds())}))

    def clock_doubted(self, by: timedelta) -> None:
        """Note that a lease stated a time that was not believed."""
        self._waiting.append(("clock-doubted", "", {"seconds": round(by.total_seconds())}))

    def moved(self, checkpoint_id: str) -> None:
        """Note that the data centre placed the terminal elsewhere, or named its lane anew."""
        self._waiting.append(("terminal-moved", checkpoint_id, {}))

    def wiped(self, revoked: bool) -> None:
        """Note that all lists were wiped: the terminal was revoked, or its lease is over."""
        self._waiting.append(("lists-wiped", "", {"cause": "revoked" if revoked else "lease"}))

    def write(self) -> None:
        """Put what waits on the chain. Raise StoreError: it waits on."""
        while self._waiting:
            action, subject, details = self._waiting[0]
            self._log.note(KIOSK, action, subject, **details)
            self._waiting.popleft()
