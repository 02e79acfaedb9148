"""Faces and names go when their time is over, or when the disk is full; the audit chain stays.

With a data centre nothing goes for good before its own receipt says what became of it. Without one,
age decides.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from edge_app.domain import Answer
from edge_app.errors import StoreError
from edge_app.store.alert_facts import watch_list
from edge_app.store.cases import IS_OPEN
from edge_app.store.chain import KIOSK, append
from edge_app.store.database import StoreDatabase
from edge_app.store.handovers import erase_naming, erase_read
from edge_app.store.outgoing import NUMBERS_KEPT, erase_sealed
from edge_app.store.practice import KEPT as PRACTICE_KEPT
from edge_app.store.statistics import KEPT as COUNTS_KEPT
from sync.protocol.errors import SyncError
from sync.protocol.zones import Zone, gate_day, gate_midnight
from sync.sqlite_tables import Database
from sync.terminal.spool_file import stamp

ROOM = 4 * 2**20  # bytes of pictures that are erased at a time
# Rows in one transaction: what it writes must find room in the reserve, 0.1 MB a row.
AT_ONCE = 8

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

# Of the alert `kept`: it is about one of these persons, and says something of them.
_OF_PERSONS = "json_extract(kept.facts, '$.reference_id') IN (SELECT value FROM json_each(?))"
_TELLING = (
    "(kept.name <> '' OR length(kept.portrait)"
    " OR EXISTS (SELECT 1 FROM case_steps AS s WHERE s.alert_id = kept.alert_id AND s.text <> '')"
    " OR EXISTS (SELECT 1 FROM case_pictures AS p WHERE p.alert_id = kept.alert_id)"
    " OR EXISTS (SELECT 1 FROM verifications AS v"
    " WHERE v.alert_id = kept.alert_id AND v.label <> ''))"
)
_UNTOLD = (
    "UPDATE alerts SET name = '', portrait = x'' WHERE alert_id = ?",
    "UPDATE case_steps SET text = '' WHERE alert_id = ?",
    "DELETE FROM case_pictures WHERE alert_id = ?",
    "UPDATE verifications SET label = '' WHERE alert_id = ?",
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

    def forget(self, before: datetime, now: datetime, zone: Zone = "WIB") -> int:
        """Erase alerts answered, and verifications made, and both settled before then.

        An alert on somebody who was not the listed person goes after the hours of its list already,
        and its faces go then even if its results still wait, sealed. A verification stays for its
        day at least, in the gate's `zone`: it says who has arrived. Return how many went. A full
        disk hinders nothing.
        """
        return self._database.erasing(lambda: self._forget(before, now, zone))

    def forget_references(self) -> None:
        """Erase names of listed persons and visitors, and photographs, also on a full disk."""
        self._database.erasing(self._forget_references)

    def forget_persons(self, person_ids: Sequence[str], now: datetime) -> int:
        """Erase from alerts what they say of persons whom the data centre erased.

        Name, portrait, what was typed and photographed, and notes to the next officer that name
        them. The captured face stays as long as its alert. Return of how many alerts. A full disk
        hinders nothing.
        """
        return self._database.erasing(lambda: self._forget_persons(person_ids, now))

    def _forget_persons(self, person_ids: Sequence[str], now: datetime) -> int:
        told = self._database.rows(
            f"SELECT alert_id, name FROM alerts AS kept WHERE {_OF_PERSONS} AND {_TELLING}",  # noqa: S608  fixed words
            json.dumps(person_ids),
        )
        rest = iter(told)
        while part := tuple(islice(rest, AT_ONCE)):
            with self._database.transaction() as db:
                for row in part:
                    for change in _UNTOLD:
                        db.execute(change, [row["alert_id"]])
                    erase_naming(db, row["name"])
                    append(db, now, KIOSK, "person-erased", row["alert_id"])
        if told:
            self._database.give_back()
        return len(told)

    def _forget_references(self) -> None:
        with self._database.transaction() as db:
            db.execute("DELETE FROM case_pictures")  # a document says a name
            db.execute("UPDATE verifications SET label = '' WHERE label <> ''")
            db.execute("DELETE FROM notes")
            db.execute("UPDATE case_steps SET text = '' WHERE text <> ''")
            db.execute("DELETE FROM pins")  # as the accounts go; the results tell of them
        changed = AT_ONCE
        while changed == AT_ONCE:
            with self._database.transaction() as db:
                changed = db.execute(
                    "UPDATE alerts SET name = '', portrait = x'' WHERE number IN (SELECT number"
                    " FROM alerts WHERE name <> '' OR length(portrait) LIMIT ?)",
                    [AT_ONCE],
                ).rowcount
        self._database.give_back()

    def _forget(self, before: datetime, now: datetime, zone: Zone) -> int:
        midnight = gate_midnight(gate_day(now, zone), zone)
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
            erase_read(db, now)
            db.execute("DELETE FROM practice WHERE planted_at < ?", [stamp(now - PRACTICE_KEPT)])
            db.execute("DELETE FROM shifts WHERE ended_at < ?", [stamp(now - COUNTS_KEPT)])
        self._database.give_back()
        return count

    def make_room(
        self,
        now: datetime,
        settle: Callable[[], object],
        spared: Sequence[str] = (),
        *,
        open_too: bool = True,
    ) -> int:
        """Erase the oldest answered and settled alerts until ROOM bytes of pictures are gone.

        Not those that are `spared`, by id; of open cases the last, and only with `open_too`.
        `settle` is called once there is room to write that more of them are settled. Return how
        many went.
        """
        self._database.give_up_reserve()
        with contextlib.suppress(StoreError, SyncError):
            settle()
        doomed: list[_Erasable] = []
        freed = 0
        for each in self._alerts(now, spared, open_last=True, open_too=open_too):
            if freed >= ROOM:
                break
            doomed.append(each)
            freed += each.size
        count = self._erase(doomed)
        self._database.give_back()
        return count

    def _erase(self, doomed: Iterable[_Erasable]) -> int:
        count, rest = 0, iter(doomed)
        while part := tuple(islice(rest, AT_ONCE)):
            with self._database.transaction() as db:
                for each in part:
                    erase_sealed(db, _results(db, each))
                    db.execute(
                        f"DELETE FROM {each.table} WHERE number = ?",  # noqa: S608  two fixed names
                        [each.number],
                    )
            count += len(part)
        return count

    def _alerts(
        self,
        before: datetime,
        spared: Sequence[str] = (),
        *,
        open_last: bool = False,
        open_too: bool = True,
    ) -> list[_Erasable]:
        """Return those over before then, the oldest first; `open_last`: open cases after those."""
        order = f"{IS_OPEN}, number" if open_last else "number"
        rows = self._database.rows(
            f"SELECT number, {_SIZE} AS size FROM alerts AS kept"  # noqa: S608  fixed words
            f" WHERE answered_at < ? AND {_ALERT} AND (? OR NOT {IS_OPEN})"
            f" AND alert_id NOT IN (SELECT value FROM json_each(?)) ORDER BY {order}",
            stamp(before),
            stamp(before),
            open_too,
            json.dumps(spared),
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
