"""Alerts, what officers said of them, and verifications: kept, sealed, handed to the agent.

The camera never waits for the disk: what is to be written waits in memory, in order, and one
thread writes it (`records.py`). From there each sealed result moves to the spool (`outgoing.py`).
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta

from edge_app.domain import Alert, Decision
from edge_app.errors import StoreError
from edge_app.store.alert_facts import from_row
from edge_app.store.database import StoreDatabase
from edge_app.store.entries import Cause, Entry, Escalation, Verification, Withdrawal
from edge_app.store.outgoing import Outgoing
from edge_app.store.records import Records
from edge_app.store.retention import Retention
from sync.logs import describe_fault
from sync.protocol.errors import SyncError

RETRY_S = 2.0  # until what could not be written is tried again
KEPT_ALONE = timedelta(days=1)  # what a kiosk without a data centre keeps, while it runs
LOOK_ALONE = timedelta(hours=1)  # and how often it looks what is older

log = logging.getLogger(__name__)


class AlertStore:
    """What happens at one lane. `start` and `close` once, the rest from any thread."""

    def __init__(
        self,
        database: StoreDatabase,
        now: Callable[[], datetime],
        outgoing: Outgoing | None = None,
    ) -> None:
        """`now` is the trusted time; without `outgoing` there is no data centre to tell."""
        self._database, self._now, self._outgoing = database, now, outgoing
        self._records = Records(database, outgoing)
        self._retention = Retention(database, outgoing)
        self._changed = threading.Condition()  # guards the two below
        self._entries: deque[Entry] = deque()
        self._closing = False
        self._looked: datetime | None = None
        self._thread = threading.Thread(target=self._run, name="store", daemon=True)
        self.fault = ""  # why the oldest of `unwritten` waits; empty when all is well

    def start(self) -> None:
        """Begin to write, and hand over what an earlier run left."""
        self._thread.start()

    def close(self) -> None:
        """Write what waits, as far as the disk takes it, and end; the database stays open."""
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    # ---- the lane's; each returns at once -----------------------------------------------------

    def raised(self, alert: Alert) -> None:
        """Keep an alert that was raised now."""
        self._add(Entry(alert, self._now()))

    def answered(self, decision: Decision) -> None:
        """Keep an answer given now. One to an answered alert changes nothing."""
        self._add(Entry(decision, self._now()))

    def withdrawn(self, alert_id: str, officer: str | None = None) -> None:
        """Keep that an answer was taken back before `answered` was told of it."""
        self._add(Entry(Withdrawal(alert_id, officer), self._now()))

    def escalated(
        self, alert_id: str, cause: Cause, officer: str | None = None, at: datetime | None = None
    ) -> None:
        """Keep that help was called for an open alert, once for each cause; `at`: else now."""
        self._add(Entry(Escalation(alert_id, cause, officer), at or self._now()))

    def verified(self, verification: Verification, label: str = "") -> None:
        """Keep a verification made now; `label`, for the history, is the person's name."""
        self._add(Entry(verification, self._now(), label))

    def _add(self, entry: Entry) -> None:
        with self._changed:
            self._entries.append(entry)
            self._changed.notify_all()

    @property
    def unwritten(self) -> int:
        """What is in memory only."""
        with self._changed:
            return len(self._entries)

    def open_alerts(self) -> tuple[Alert, ...]:
        """Those without an answer, oldest first, as an earlier run left them. Raises StoreError."""
        rows = self._database.rows(
            "SELECT alert_id, raised_at, facts, name, portrait, captured FROM alerts"
            " WHERE answered_at IS NULL ORDER BY number"
        )
        return tuple(from_row(row) for row in rows)

    def forget_references(self) -> None:
        """Erase names of listed persons and visitors, and photographs; captured faces stay until
        they were sent. Raises StoreError.
        """
        with self._database.transaction() as db:
            db.execute("UPDATE alerts SET name = '', portrait = x''")
            db.execute("UPDATE verifications SET label = ''")
        self._database.give_back()

    def forget(self, kept: timedelta) -> int:
        """Erase answered alerts, and verifications, that are older than `kept` and whose results
        the data centre acknowledged longer ago than that.

        Returns how many. Raises StoreError, StateError.
        """
        now = self._now()
        return self._retention.forget(now - kept, now)

    # ---- the writer ----------------------------------------------------------------------------

    def _run(self) -> None:
        while True:
            done = self._step()
            with self._changed:
                if self._closing and (not self._entries or not done):
                    return
                if not done:
                    self._changed.wait_for(lambda: self._closing, RETRY_S)
                elif not self._entries:
                    self._changed.wait_for(lambda: self._closing or self._entries)

    def _step(self) -> bool:
        """Write the oldest entry, hand over; False when it is to be tried again later."""
        with self._changed:
            entry = self._entries[0] if self._entries else None
        try:
            if entry is not None:
                self._write_with_room(entry)
                with self._changed:
                    self._entries.popleft()
            self.hand_over()
        except (StoreError, SyncError) as error:
            self.fault = str(error)
            return False
        except Exception as error:  # noqa: BLE001  a fault of ours must not stop those behind it
            log.error("an alert or answer could not be written: %s", describe_fault(error))
            with self._changed:
                if entry is not None and self._entries and self._entries[0] is entry:
                    self._entries.popleft()
            return entry is not None
        self.fault = ""
        return True

    def _write_with_room(self, entry: Entry) -> None:
        try:
            self._records.write(entry)
        except StoreError as error:
            if error.kind != "full":
                raise
            self._retention.make_room(self._now() + timedelta(days=1))
            self._records.write(entry)
        self._database.keep_reserve()

    def hand_over(self) -> None:
        """Results to the spool; without a data centre, what is old goes. Raises StoreError,
        StateError.
        """
        if self._outgoing is not None:
            self._outgoing.hand_over()
            return
        now = self._now()
        if self._looked is None or abs(now - self._looked) >= LOOK_ALONE:
            self._looked = now
            self.forget(KEPT_ALONE)
