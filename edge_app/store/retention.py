"""Faces and names go when their time is over, or when the disk is full; the audit chain stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from edge_app.store.database import StoreDatabase
from edge_app.store.outgoing import Outgoing
from sync.protocol.jakarta import jakarta_day, jakarta_midnight
from sync.terminal.spool_file import stamp

ROOM = 4 * 2**20  # bytes of pictures that are erased at a time


@dataclass(slots=True)
class _Erasable:
    """A row that may be erased, once the data centre holds all of `results`."""

    table: str
    number: int
    size: int
    results: set[str] = field(default_factory=set)


class Retention:
    """With a data centre, nothing goes that it has not acknowledged; without one, age decides."""

    def __init__(self, database: StoreDatabase, outgoing: Outgoing | None) -> None:
        self._database, self._outgoing = database, outgoing

    def forget(self, before: datetime, now: datetime) -> int:
        """Erase alerts answered, and verifications made, and both acknowledged before then.

        A verification stays for its day at least: it says who has arrived. Return how many went.
        Raise StoreError, StateError.
        """
        midnight = jakarta_midnight(jakarta_day(now))
        found = self._alerts(before) + self._verifications(min(before, midnight))
        return self._erase(found, before)

    def make_room(self, now: datetime) -> int:
        """Erase the oldest answered and acknowledged alerts until ROOM bytes of pictures are gone.

        Return how many. Raise StoreError, StateError.
        """
        self._database.give_up_reserve()
        self._database.give_back()
        return self._erase(self._alerts(now), now, ROOM)

    def _erase(self, found: list[_Erasable], before: datetime, room: int | None = None) -> int:
        out = self._outgoing
        acknowledged = out.acknowledged(before) if out else set()
        sent = set().union(*(kept.results for kept in found))
        gone = out.evicted(sent - acknowledged) if out else set()
        doomed: list[_Erasable] = []
        freed = 0
        for kept in found:
            if room is not None and freed >= room:
                break
            if kept.results <= acknowledged | gone:
                doomed.append(kept)
                freed += kept.size
        with self._database.transaction() as db:
            for kept in doomed:
                db.execute(
                    f"DELETE FROM {kept.table} WHERE number = ?",  # noqa: S608  two fixed names
                    [kept.number],
                )
        if out:
            known = self._database.rows(
                "SELECT result_id FROM results UNION ALL"
                " SELECT result_id FROM verifications WHERE result_id IS NOT NULL"
            )
            out.forget(acknowledged - {row["result_id"] for row in known})
        self._database.give_back()
        return len(doomed)

    def _alerts(self, before: datetime) -> list[_Erasable]:
        found: dict[int, _Erasable] = {}
        for row in self._database.rows(
            "SELECT number, result_id, length(captured) + length(portrait) AS size"
            " FROM alerts LEFT JOIN results USING (alert_id)"
            " WHERE answered_at < ? ORDER BY number",
            stamp(before),
        ):
            kept = found.setdefault(row["number"], _Erasable("alerts", row["number"], row["size"]))
            if row["result_id"]:
                kept.results.add(row["result_id"])
        return list(found.values())

    def _verifications(self, before: datetime) -> list[_Erasable]:
        rows = self._database.rows(
            "SELECT number, result_id FROM verifications WHERE at < ? ORDER BY number",
            stamp(before),
        )
        return [
            _Erasable("verifications", row["number"], 0, {row["result_id"]} - {None})
            for row in rows
        ]
