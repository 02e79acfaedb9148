"""Alerts and what officers said of them: kept, sealed for the data centre, handed to the agent.

The camera never waits for the disk: what is to be written waits in memory, in order, and one
thread writes it. An alert and its sealed result are one transaction; so are an answer and its own.
From there each result moves to the spool: put there first, then deleted here, so that a process
killed between the two puts it again, which is no harm.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from edge_app.domain import Alert, Decision
from edge_app.errors import StoreError
from edge_app.jpeg import to_jpeg
from edge_app.store.alert_facts import from_row, to_row
from edge_app.store.database import StoreDatabase
from sync.protocol.content import AlertAnswered, AlertRaised, Result
from sync.protocol.envelope import random_id, seal
from sync.protocol.errors import SyncError
from sync.protocol.wire import BATCH_MOST, SealedResult
from sync.terminal.spool import Spool

RETRY_S = 2.0  # until what could not be written is tried again
ROOM = 4 * 2**20  # bytes of pictures that make way at a time
CENTRE = "centre"  # the fact that holds the data centre's public sealing key

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where results come from."""

    terminal_id: str
    lane: str
    model_id: str  # of the terminal's templates


@dataclass(frozen=True, slots=True)
class _Entry:
    """An alert or an answer, and the trusted time at which it was given."""

    content: Alert | Decision
    at: datetime


class AlertStore:
    """Alerts and results of one kiosk. `start` and `close` once, the rest from any thread."""

    def __init__(
        self,
        database: StoreDatabase,
        spool: Spool,
        origin: Origin,
        now: Callable[[], datetime],
        handed_over: Callable[[], object],
    ) -> None:
        """`now` is the trusted time; `handed_over()` is called when the agent has work."""
        self._database, self._spool, self._origin = database, spool, origin
        self._now, self._handed_over = now, handed_over
        self._changed = threading.Condition()  # guards the two below
        self._entries: deque[_Entry] = deque()
        self._closing = False
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

    # ---- the lane's ----------------------------------------------------------------------------

    def raised(self, alert: Alert) -> None:
        """Keep an alert that was raised now; returns at once."""
        self._add(_Entry(alert, self._now()))

    def answered(self, decision: Decision) -> None:
        """Keep an answer given now; returns at once. One to an answered alert changes nothing."""
        self._add(_Entry(decision, self._now()))

    def _add(self, entry: _Entry) -> None:
        with self._changed:
            self._entries.append(entry)
            self._changed.notify_all()

    @property
    def unwritten(self) -> int:
        """Alerts and answers that are in memory only."""
        with self._changed:
            return len(self._entries)

    def open_alerts(self) -> tuple[Alert, ...]:
        """Those without an answer, oldest first, as an earlier run left them. Raises StoreError."""
        rows = self._database.rows(
            "SELECT alert_id, facts, name, portrait, captured FROM alerts"
            " WHERE answered_at IS NULL ORDER BY number"
        )
        return tuple(from_row(row) for row in rows)

    def seal_to(self, centre: bytes) -> None:
        """From now on results are sealed to this public key (1216 bytes). Raises StoreError."""
        if self._database.fact(CENTRE) != centre:
            self._database.put_fact(CENTRE, centre)

    def forget_references(self) -> None:
        """Erase the listed persons' names and photographs; captured faces stay until sent."""
        with self._database.transaction() as db:
            db.execute("UPDATE alerts SET name = '', portrait = x''")
        self._database.give_back()

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
            log.error("an alert or answer could not be written: %s", type(error).__name__)
            with self._changed:
                if entry is not None and self._entries and self._entries[0] is entry:
                    self._entries.popleft()
            return entry is not None
        self.fault = ""
        return True

    def _write_with_room(self, entry: _Entry) -> None:
        try:
            self._write(entry)
        except StoreError as error:
            if error.kind != "full":
                raise
            self.make_room()
            self._write(entry)
        self._database.keep_reserve()

    def _write(self, entry: _Entry) -> None:
        if isinstance(entry.content, Alert):
            self._write_alert(entry.content, entry.at)
        else:
            self._write_answer(entry.content, entry.at)

    def _write_alert(self, alert: Alert, at: datetime) -> None:
        captured = to_jpeg(alert.captured)
        candidate = alert.candidate
        result = AlertRaised(
            alert_id=alert.alert_id,
            at=at,
            lane=self._origin.lane,
            list_id=candidate.watch_list.list_id,
            list_version=candidate.watch_list.version,
            reference_id=candidate.reference.reference_id,
            score=candidate.score,
            threshold=candidate.threshold,
            model_id=self._origin.model_id,
            quality=min(max(alert.quality, 0.0), 1.0),
            captured=captured,
        )
        row = {**to_row(alert, captured), "raised_at": stamp(at)}
        sealed = self._sealed(result)
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO alerts (alert_id, raised_at, facts, name, portrait, captured)"
                " VALUES (:alert_id, :raised_at, :facts, :name, :portrait, :captured)",
                row,
            )
            _queue(db.execute, sealed, alert.alert_id)

    def _write_answer(self, decision: Decision, at: datetime) -> None:
        result = AlertAnswered(alert_id=decision.alert_id, at=at, answer=decision.answer.value)
        sealed = self._sealed(result)
        with self._database.transaction() as db:
            changed = db.execute(
                "UPDATE alerts SET answered_at = ?, answer = ?"
                " WHERE alert_id = ? AND answered_at IS NULL",
                [stamp(at), decision.answer.value, decision.alert_id],
            )
            if changed.rowcount:
                _queue(db.execute, sealed, decision.alert_id)

    def _sealed(self, body: AlertRaised | AlertAnswered) -> SealedResult:
        centre = self._database.fact(CENTRE)
        if centre is None:
            raise StoreError("the data centre's key is not known yet: results wait in memory")
        result_id = random_id()
        context = f"result {result_id} {self._origin.terminal_id}"
        sealed = seal(Result(body=body).to_json(), centre, context)
        return SealedResult(result_id=result_id, created_at=body.at, sealed=sealed)

    def hand_over(self) -> None:
        """Move sealed results to the spool and wake the agent. Raises StoreError, StateError."""
        moved = False
        while rows := self._database.rows(
            "SELECT result_id, created_at, sealed FROM outgoing ORDER BY queued LIMIT ?", BATCH_MOST
        ):
            self._spool.put_results([SealedResult(**row) for row in rows])
            with self._database.transaction() as db:
                for row in rows:
                    db.execute("DELETE FROM outgoing WHERE result_id = ?", [row["result_id"]])
            moved = True
        if moved:
            self._handed_over()

    # ---- retention -----------------------------------------------------------------------------

    def forget(self, kept: timedelta) -> int:
        """Erase answered alerts whose results the data centre acknowledged longer than `kept` ago.

        Returns how many. Raises StoreError, StateError.
        """
        return self._forget(self._now() - kept, None)

    def make_room(self) -> int:
        """Erase the oldest answered and acknowledged alerts until ROOM bytes of pictures are gone.

        Returns how many. Raises StoreError, StateError.
        """
        self._database.give_up_reserve()
        self._database.give_back()
        return self._forget(self._now() + timedelta(days=1), ROOM)

    def _forget(self, before: datetime, room: int | None) -> int:
        acknowledged = set(self._spool.acknowledged_before(before))
        results: dict[str, list[str]] = {}
        sizes: dict[str, int] = {}
        for row in self._database.rows(
            "SELECT alert_id, result_id, length(captured) + length(portrait) AS size"
            " FROM alerts JOIN results USING (alert_id)"
            " WHERE answered_at < ? ORDER BY number",
            stamp(before),
        ):
            results.setdefault(row["alert_id"], []).append(row["result_id"])
            sizes[row["alert_id"]] = row["size"]
        gone = self._made_way(set().union(*results.values()) - acknowledged)
        doomed: list[str] = []
        freed = 0
        for alert_id, ids in results.items():
            if room is not None and freed >= room:
                break
            if acknowledged.issuperset(ids) or (acknowledged | gone).issuperset(ids):
                doomed.append(alert_id)
                freed += sizes[alert_id]
        with self._database.transaction() as db:
            for alert_id in doomed:
                db.execute("DELETE FROM alerts WHERE alert_id = ?", [alert_id])
        known = {row["result_id"] for row in self._database.rows("SELECT result_id FROM results")}
        self._spool.forget(acknowledged - known)
        self._database.give_back()
        return len(doomed)

    def _made_way(self, ids: Iterable[str]) -> set[str]:
        """Of results that were handed over, those no longer in the spool: it gives up only what
        the data centre has acknowledged.
        """
        here = {row["result_id"] for row in self._database.rows("SELECT result_id FROM outgoing")}
        asked = set(ids) - here
        return asked - self._spool.states(asked).keys()


def _queue(execute: Callable[..., object], result: SealedResult, alert_id: str) -> None:
    execute("INSERT INTO results (result_id, alert_id) VALUES (?, ?)", [result.result_id, alert_id])
    execute(
        "INSERT INTO outgoing (result_id, created_at, sealed) VALUES (?, ?, ?)",
        [result.result_id, stamp(result.created_at), result.sealed],
    )


def stamp(time: datetime) -> str:
    """UTC with microseconds: texts that sort as the times do."""
    return time.astimezone(UTC).isoformat(timespec="microseconds")
