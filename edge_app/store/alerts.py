"""Alerts, what officers said of them, and verifications: kept, sealed, handed to the agent.

The camera never waits for the disk: what is to be written waits in memory, in order, and the
writer's thread writes it (`records.py`). From there each sealed result moves to the spool
(`outgoing.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta

from edge_app.domain import FORMER_FOR, FORMER_KEPT, Alert, Answer, Decision, FormerAnswer
from edge_app.errors import StoreError
from edge_app.store.alert_facts import former_answer, from_row
from edge_app.store.cases import CaseStep
from edge_app.store.database import StoreDatabase
from edge_app.store.entries import (
    Cause,
    Entry,
    Escalation,
    MuteEnded,
    PinChange,
    Sighting,
    Verification,
    Withdrawal,
)
from edge_app.store.outgoing import Outgoing
from edge_app.store.records import Records
from edge_app.store.retention import Retention
from edge_app.store.writer import StoreWriter
from sync.protocol.errors import SyncError
from sync.protocol.wire import Resend
from sync.protocol.zones import Zone
from sync.terminal.spool_file import stamp

FORMER_ROWS = 2000  # answers that are read at the start, the latest
KEPT_ALONE = timedelta(days=1)  # what a kiosk without a data centre keeps, while it runs
ERASE_INTERVAL = timedelta(hours=1)  # and how often it erases what is older
RECOVER_INTERVAL = timedelta(hours=1)  # between two looks for results that nobody carries

log = logging.getLogger(__name__)


class AlertStore:
    """Keep what happens at one lane. `start` and `close` once, the rest from any thread."""

    def __init__(
        self,
        database: StoreDatabase,
        now: Callable[[], datetime],
        outgoing: Outgoing | None = None,
    ) -> None:
        """Write nothing yet. `now`: trusted time; `outgoing` None: there is no data centre."""
        self._database, self._now, self._outgoing = database, now, outgoing
        self._records = Records(database, outgoing)
        self._retention = Retention(database)
        self.writer = StoreWriter()  # of the whole database: whoever writes to it may use it
        self._entries = self.writer.queue("alerts", log_refusals=False)
        self._results = self.writer.queue("results", log_refusals=False)
        self._forgot: datetime | None = None
        self._recovered: datetime | None = None
        self._demanded: datetime | None = None

    def start(self) -> None:
        """Begin to write, and hand over what an earlier run left."""
        self.writer.start()
        self._results.submit(self.hand_over)

    def close(self) -> None:
        """Write what waits, as far as the disk takes it, and end; the database stays open."""
        self.writer.close()

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

    def decision_withdrawn(self, verification_id: str, officer: str | None = None) -> None:
        """Note that a verification's decision was taken back before it counted."""
        taken_back = Withdrawal(verification_id, officer, "decision-withdrawn")
        self._add(Entry(taken_back, self._now()))

    def escalated(
        self, alert_id: str, cause: Cause, officer: str | None = None, at: datetime | None = None
    ) -> None:
        """Keep that help was called for an open alert, once for each cause; `at`: else now."""
        self._add(Entry(Escalation(alert_id, cause, officer), at or self._now()))

    def sighted(self, alert_id: str, at: datetime) -> None:
        """Keep that the person of an open alert came back."""
        self._add(Entry(Sighting(alert_id), at))

    def unmuted(self, mute_id: str, officer: str | None = None) -> None:
        """Keep that an officer ended a mute before its time."""
        self._add(Entry(MuteEnded(mute_id, officer), self._now()))

    def mute_broken(self, mute_id: str, alert_id: str) -> None:
        """Keep that a far stronger alert ended a mute."""
        self._add(Entry(MuteEnded(mute_id, None, alert_id), self._now()))

    def verified(self, verification: Verification, label: str = "") -> None:
        """Keep a verification made now; `label`, for the history, is the person's name."""
        self._add(Entry(verification, self._now(), label))

    def pin_changed(self, change: PinChange) -> Future[None]:
        """Keep an officer's new PIN; the future is done when it is on the disk."""
        return self._add(Entry(change, change.at))

    def followed(self, step: CaseStep) -> Future[bool]:
        """Keep a step of a case, taken now; the future is done when it is on the disk.

        It says False where the case does not allow the step, or a picture has no room there.
        """
        entry = Entry(step, self._now())
        return self._entries.submit(lambda: self._write(entry))

    @property
    def unsigned(self) -> bool:
        """Return whether results go to a data centre without this kiosk's signature."""
        return self._outgoing is not None and not self._outgoing.signs

    def _add(self, entry: Entry) -> Future[None]:
        def write() -> None:
            self._write(entry)

        return self._entries.submit(write)

    @property
    def unwritten(self) -> int:
        """Return how many entries are in memory only."""
        return self._entries.waiting

    @property
    def fault(self) -> str:
        """Return why the oldest entry or result waits; empty when all is well."""
        return self._entries.fault or self._results.fault

    def open_alerts(self) -> tuple[Alert, ...]:
        """Return those without an answer, oldest first, as an earlier run left them.

        Raise StoreError.
        """
        rows = self._database.rows(
            "SELECT alert_id, raised_at, facts, name, portrait, captured FROM alerts"
            " WHERE answered_at IS NULL ORDER BY number"
        )
        sightings: dict[str, list[str]] = {}
        for row in self._database.rows("SELECT alert_id, at FROM sightings ORDER BY at"):
            sightings.setdefault(row["alert_id"], []).append(row["at"])
        former = self.former_answers()
        return tuple(from_row(row, sightings.get(row["alert_id"], ()), former) for row in rows)

    def former_answers(self) -> dict[str, tuple[FormerAnswer, ...]]:
        """Return the answers of the last day by reference, the latest first. Raise StoreError.

        Without those that only a newer Gapura knows, which wrote here before this one.
        """
        rows = self._database.rows(
            "SELECT alert_id, facts, answer, officers, reason, answered_at FROM alerts"  # noqa: S608  question marks
            f" WHERE answered_at >= ? AND answer IN ({', '.join('?' * len(Answer))})"
            " ORDER BY answered_at DESC, number DESC LIMIT ?",
            stamp(self._now() - FORMER_FOR),
            *(one.value for one in Answer),
            FORMER_ROWS,
        )
        found: dict[str, tuple[FormerAnswer, ...]] = {}
        for key, answer in map(former_answer, rows):
            found[key] = (*found.get(key, ()), answer)[:FORMER_KEPT]
        return dict(reversed(found.items()))  # the latest reference last

    def forget_references(self) -> None:
        """Erase names of listed persons and visitors, and photographs. Raise StoreError.

        Captured faces stay until they were sent.
        """
        self._retention.forget_references()

    def forget_persons(self, person_ids: Sequence[str]) -> int:
        """Erase what alerts say of persons whom the data centre erased; return of how many alerts.

        Raise StoreError.
        """
        return self._retention.forget_persons(person_ids, self._now())

    def forget(self, kept: timedelta, now: datetime, zone: Zone = "WIB") -> int:
        """Erase answered alerts, and verifications, that are over; return how many.

        They are over when at `now` they are older than `kept` and the data centre's receipts for
        their results are too; an alert on somebody else than the listed person sooner; what was
        verified today, in the gate's `zone`, later. Raise StoreError.
        """
        return self._retention.forget(now - kept, now, zone)

    # ---- what the agent brought; one thread calls -----------------------------------------------

    def follow(self, demand: Resend | None) -> None:
        """Believe the data centre's receipts, and send again what it asks for or nobody carries.

        `demand`: of the newest lease. Raise StoreError, StateError.
        """
        out, now = self._outgoing, self._now()
        if out is None:
            return
        self._settle()
        if demand is not None and demand.asked_at != self._demanded:
            self._demanded = demand.asked_at
            self._results.submit(lambda: self._resend(demand))
        if self._recovered is None or abs(now - self._recovered) >= RECOVER_INTERVAL:
            self._recovered = now
            if out.recover(now):
                self._results.submit(self.hand_over)

    def _settle(self) -> None:
        forged = self._outgoing.settle() if self._outgoing is not None else 0
        if forged:
            log.warning("%d receipts are not the data centre's: its agent lies", forged)

    @property
    def unproven(self) -> int:
        """Return how many results the agent called delivered without a receipt."""
        return self._outgoing.unproven if self._outgoing else 0

    # ---- on the writer's thread ----------------------------------------------------------------

    def _resend(self, demand: Resend) -> None:
        if self._outgoing is not None and self._outgoing.resend(demand):
            self.hand_over()

    def _write(self, entry: Entry) -> bool:
        kept = self._write_with_room(entry)
        if self._results.waiting:  # it takes this entry's result along
            return kept
        try:
            self.hand_over()
        except (StoreError, SyncError):
            self._results.submit(self.hand_over)
        return kept

    def _write_with_room(self, entry: Entry) -> bool:
        try:
            kept = self._records.write(entry)
        except StoreError as error:
            if error.kind != "full":
                raise
            step = entry.content if isinstance(entry.content, CaseStep) else None
            pictured = step is not None and bool(step.picture)
            try:
                made = self._retention.make_room(
                    self._now() + timedelta(days=1),
                    self._settle,
                    step.alert_ids if step else (),  # its own case does not make way for it
                    open_too=not pictured,
                )
            finally:
                self._database.keep_reserve()
            if not made:
                if pictured:
                    return False  # the answers behind it are small, and matter more
                raise  # it waits in memory: the reserve is for what can be erased later
            kept = self._records.write(entry)
        self._database.keep_reserve()
        return kept

    def hand_over(self) -> None:
        """Move results to the spool; without a data centre, erase what is old.

        Raise StoreError, StateError.
        """
        if self._outgoing is not None:
            self._outgoing.hand_over(self._now())
            return
        now = self._now()
        if self._forgot is None or abs(now - self._forgot) >= ERASE_INTERVAL:
            self._forgot = now
            self.forget(KEPT_ALONE, now)
