"""Faces and names go when their time is over, or when the disk is full; the audit chain stays.

With a data centre nothing goes for good before its own receipt says what became of it. Without one,
age decides.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from edge_app.domain import Answer
from edge_app.errors import StoreError
from edge_app.store.alert_facts import watch_list
from edge_app.store.cases import IS_OPEN
from edge_app.store.database import StoreDatabase
from edge_app.store.outgoing import NUMBERS_KEPT, erase_sealed
from edge_app.store.practice import KEPT as PRACTICE_KEPT
from sync.protocol.errors import SyncError
from sync.protocol.jakarta import jakarta_day, jakarta_midnight
from sync.terminal.spool_file import stamp

ROOM = 4 * 2**20  # bytes of pictures that are erased at a time

# Of the row `kept`, whose results are in that table: none of them waits for a receipt, or had it
# after a time that is asked for.
_SETTLED = (
    "NOT EXISTS (SELECT 1 FROM {results} AS told JOIN outgoing USING (result_id)"
    " WHERE {same} AND (settled_at IS NULL OR settled_at >= ?))"
)
_ALERT = _SETTLED.format(results="results", same="told.alert_id = kept.alert_id")
_VERIFICATION = _SETTLED.format(results="verifications", same="told.number = kept.number")
_SIZE = (
    "length(captured) + length(portrait) + (SELECT coalesce(sum(length(picture)), 0)"
    " FROM case_pictures AS p WHERE p.alert_id = kept.alert_id)"
)


@dataclass(frozen=True, slots=True)
class _Erasable:
    """A row that may be erased."""

    table: str
    number: int
    size: int = 0


class Retention:
    """Erases rows of the store. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def forget(self, before: datetime, now: datetime) -> int:
        """Erase alerts answered, and verifications made, and both settled before then.

        An alert on somebody who was not the listed person goes after the hours of its list already,
        and its faces go then even if its results still wait, sealed. A verification stays for its
        day at least: it says who has arrived. Return how many went.
        """
        midnight = jakarta_midnight(jakarta_day(now))
        dismissed = self._dismissed(now)
        waiting = self._erase_faces(dismissed)
        found = [*self._alerts(before), *(each for each in dismissed if each not in waiting)]
        found += self._verifications(min(before, midnight))
        count = self._erase(dict.fromkeys(found))
        with self._database.transaction() as db:
            db.execute(
                "DELETE FROM sealed WHERE queued IN (SELECT queued FROM outgoing WHERE"
                " settled_at < ? AND result_id NOT IN (SELECT result_id FROM results) AND"
                " result_id NOT IN (SELECT result_id FROM verifications"
                "  WHERE result_id IS NOT NULL))",
                [stamp(before)],
            )
            db.execute(
                "DELETE FROM outgoing WHERE settled_at < ?"
                " AND queued NOT IN (SELECT queued FROM sealed)",
                [stamp(now - NUMBERS_KEPT)],
            )
            db.execute("DELETE FROM practice WHERE planted_at < ?", [stamp(now - PRACTICE_KEPT)])
        self._database.give_back()
        return count

    def make_room(self, now: datetime, settle: Callable[[], object]) -> int:
        """Erase the oldest answered and settled alerts until ROOM bytes of pictures are gone.

        `settle` is called once there is room to write that more of them are settled. Return how
        many went.
        """
        self._database.give_up_reserve()
        with contextlib.suppress(StoreError, SyncError):
            settle()
        doomed: list[_Erasable] = []
        freed = 0
        for each in self._alerts(now, open_last=True):
            if freed >= ROOM:
                break
            doomed.append(each)
            freed += each.size
        count = self._erase(doomed)
        self._database.give_back()
        return count

    def _erase(self, doomed: Iterable[_Erasable]) -> int:
        count = 0
        with self._database.transaction() as db:
            for each in doomed:
                erase_sealed(db, _results(db, each))
                db.execute(
                    f"DELETE FROM {each.table} WHERE number = ?",  # noqa: S608  two fixed names
                    [each.number],
                )
                count += 1
        return count

    def _alerts(self, before: datetime, open_last: bool = False) -> list[_Erasable]:
        """Return those over before then, the oldest first; `open_last`: open cases after those."""
        order = f"{IS_OPEN}, number" if open_last else "number"
        rows = self._database.rows(
            f"SELECT number, {_SIZE} AS size FROM alerts AS kept"  # noqa: S608  fixed words
            f" WHERE answered_at < ? AND {_ALERT} ORDER BY {order}",
            stamp(before),
            stamp(before),
        )
        return [_Erasable("alerts", row["number"], row["size"]) for row in rows]

    def _dismissed(self, now: datetime) -> list[_Erasable]:
        """Return the alerts on people whom their list keeps no longer."""
        rows = self._database.rows(
            f"SELECT number, answered_at, facts, {_SIZE} AS size FROM alerts AS kept"  # noqa: S608
            " WHERE answer = ? ORDER BY number",
            Answer.NOT_THIS_PERSON.value,
        )
        return [
            _Erasable("alerts", row["number"], row["size"])
            for row in rows
            if datetime.fromisoformat(row["answered_at"])
            + timedelta(hours=watch_list(row["facts"]).retention.dismissed_hours)
            <= now
        ]

    def _erase_faces(self, due: Iterable[_Erasable]) -> set[_Erasable]:
        """Erase faces and name of those whose results wait yet; return them."""
        found: set[_Erasable] = set()
        for each in due:
            waits = self._database.rows(
                "SELECT 1 FROM alerts JOIN results USING (alert_id)"
                " JOIN outgoing USING (result_id) WHERE alerts.number = ? AND settled_at IS NULL"
                " LIMIT 1",
                each.number,
            )
            if not waits:
                continue
            found.add(each)
            if each.size:
                with self._database.transaction() as db:
                    db.execute(
                        "UPDATE alerts SET name = '', portrait = x'', captured = x''"
                        " WHERE number = ?",
                        [each.number],
                    )
                    for change in ("UPDATE case_steps SET text = ''", "DELETE FROM case_pictures"):
                        db.execute(
                            f"{change} WHERE alert_id ="  # noqa: S608  two fixed words
                            " (SELECT alert_id FROM alerts WHERE number = ?)",
                            [each.number],
                        )
        return found

    def _verifications(self, before: datetime) -> list[_Erasable]:
        rows = self._database.rows(
            "SELECT number FROM verifications AS kept"  # noqa: S608  fixed words
            f" WHERE at < ? AND {_VERIFICATION} ORDER BY number",
            stamp(before),
            stamp(before),
        )
        return [_Erasable("verifications", row["number"]) for row in rows]


def _results(db: Database, each: _Erasable) -> list[str]:
    """Return the ids of a row's results."""
    query = (
        "SELECT result_id FROM alerts JOIN results USING (alert_id) WHERE alerts.number = ?"
        if each.table == "alerts"
        else "SELECT result_id FROM verifications WHERE number = ? AND result_id IS NOT NULL"
    )
    return [row[0] for row in db.execute(query, [each.number]).fetchall()]
