"""What an officer may look up: alerts and verifications, as long as they are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from edge_app.domain import Answer, Image, WatchList
from edge_app.jpeg import from_jpeg
from edge_app.store.alert_facts import watch_list
from edge_app.store.database import StoreDatabase
from edge_app.store.entries import Verification
from sync.protocol.spelling import spelled
from sync.terminal.spool_file import stamp

MAX_ROWS = 1000  # rows of one look, the newest
_OF_SHIFT = (
    "shift_id = ? OR answered_in = ?"
    " OR (shift_id = '' AND raised_at >= ?) OR (answered_in = '' AND answered_at >= ?)"
)
_ANSWERS = {answer.value: answer for answer in Answer}


@dataclass(frozen=True, slots=True)
class PastAlert:
    """An alert as the history shows it, without its pictures."""

    alert_id: str
    at: datetime  # when it was raised
    watch_list: WatchList
    person_name: str  # the reference's; empty where names were wiped
    answer: Answer | None  # None: it waits, or a newer Gapura knows what was answered
    officers: tuple[str, ...]
    reason: str
    answered_at: datetime | None
    escalated: tuple[str, ...] = ()  # causes: unanswered, colleague
    outcome: str = ""  # the code of what became of the person; empty: nobody said
    told_by: str = ""  # the officer who said so
    told_at: datetime | None = None
    closed: bool = False  # a supervisor closed the case

    @property
    def waits(self) -> bool:
        """Return whether nobody has answered yet."""
        return self.answered_at is None

    @property
    def list_name(self) -> str:
        """Return the name of the list."""
        return self.watch_list.name


@dataclass(frozen=True, slots=True)
class PastVerification:
    """A verification as the history shows it."""

    at: datetime
    label: str  # the person's name, where it was known
    verification: Verification


class History:
    """For any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def past_alerts(
        self, since: datetime, text: str = "", shift_id: str = ""
    ) -> tuple[PastAlert, ...]:
        """Return those raised from `since` on, or in a shift, the newest first.

        Those that were raised before and answered in this time are among them, and open ones. Of a
        shift, `since` tells only what nobody's shift was, or an older Gapura wrote: a clock that
        was set meanwhile hides nothing.
        With `text`, those that hold each of its words in the names of person and list, the numbers
        of officers or the alert's id.
        """
        began = stamp(since)
        wanted, values = "raised_at >= ? OR answered_at >= ?", [began, began]
        if shift_id:
            wanted, values = _OF_SHIFT, [shift_id, shift_id, began, began]
        rows = self._database.rows(
            "SELECT alerts.alert_id, raised_at, facts, name, answer, officers, reason,"  # noqa: S608  fixed words
            " answered_at,"
            " (SELECT group_concat(cause) FROM escalations"
            "  WHERE escalations.alert_id = alerts.alert_id) AS causes,"
            " told.code AS outcome, told.officer AS told_by, told.at AS told_at,"
            " EXISTS (SELECT 1 FROM case_steps AS s"
            "  WHERE s.alert_id = alerts.alert_id AND s.step = 'closed') AS closed"
            " FROM alerts LEFT JOIN case_steps AS told ON told.number = ("
            "  SELECT max(s.number) FROM case_steps AS s"
            "  WHERE s.alert_id = alerts.alert_id AND s.step = 'outcome')"
            f" WHERE answered_at IS NULL OR {wanted}"
            " ORDER BY raised_at DESC, alerts.number DESC LIMIT ?",
            *values,
            MAX_ROWS,
        )
        found = map(_alert, rows)
        return tuple(
            one
            for one in found
            if _holds(text, one.person_name, one.list_name, *one.officers, one.alert_id)
        )

    def past_verifications(
        self, since: datetime, text: str = "", shift_id: str = ""
    ) -> tuple[PastVerification, ...]:
        """Return those made from `since` on, or in a shift, the newest first; all as above."""
        wanted, values = "at >= ?", [stamp(since)]
        if shift_id:
            wanted, values = "shift_id = ? OR (shift_id = '' AND at >= ?)", [shift_id, *values]
        rows = self._database.rows(
            f"SELECT * FROM verifications WHERE {wanted}"  # noqa: S608  fixed words
            " ORDER BY at DESC, number DESC LIMIT ?",
            *values,
            MAX_ROWS,
        )
        found = map(_verification, rows)
        return tuple(
            one for one in found if _holds(text, one.label, one.verification.officer or "")
        )

    def pictures(self, alert_id: str) -> tuple[Image, Image] | None:
        """Return the captured face and the reference's portrait; None once the alert is erased."""
        found = self._database.rows(
            "SELECT captured, portrait FROM alerts WHERE alert_id = ?", alert_id
        )
        if not found:
            return None
        return from_jpeg(found[0]["captured"]), from_jpeg(found[0]["portrait"])

    def documents(self, alert_ids: Sequence[str]) -> tuple[Image, ...]:
        """Return the documents that were photographed for these alerts, in order."""
        found = self._database.rows(
            "SELECT picture FROM case_pictures"
            " WHERE alert_id IN (SELECT value FROM json_each(?)) ORDER BY number",
            json.dumps(alert_ids),
        )
        return tuple(from_jpeg(row["picture"]) for row in found)


def _holds(text: str, *places: str) -> bool:
    """Return whether each word of `text` stands somewhere, in whatever spelling of a name."""
    written = "\n".join(places)
    folded = written.casefold()
    missing = [word for word in text.casefold().split() if word not in folded]
    if not missing:
        return True
    letters, wanted = " ".join(spelled(written)), [spelled(word) for word in missing]
    return all(words and all(one in letters for one in words) for words in wanted)


def _alert(row: Mapping[str, Any]) -> PastAlert:
    answered = row["answered_at"]
    return PastAlert(
        row["alert_id"],
        datetime.fromisoformat(row["raised_at"]),
        watch_list(row["facts"]),
        row["name"],
        _ANSWERS.get(row["answer"]),
        tuple(filter(None, row["officers"].split(","))),
        row["reason"],
        datetime.fromisoformat(answered) if answered else None,
        tuple(sorted(filter(None, (row["causes"] or "").split(",")))),
        row["outcome"] or "",
        row["told_by"] or "",
        datetime.fromisoformat(row["told_at"]) if row["told_at"] else None,
        bool(row["closed"]),
    )


def _verification(row: Mapping[str, Any]) -> PastVerification:
    return PastVerification(
        datetime.fromisoformat(row["at"]),
        row["label"],
        Verification(
            row["verification_id"],
            row["officer"],
            row["method"],
            row["visitor_id"],
            row["outcome"],
            bool(row["admitted"]),
            row["score"],
            row["threshold"],
            None if row["live"] is None else bool(row["live"]),
            row["reason"],
            tuple(filter(None, row["differs"].split(","))),
            row["alert_id"],
        ),
    )
