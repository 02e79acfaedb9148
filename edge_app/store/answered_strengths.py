"""How often alerts of a list and strength were right here, by the officers' own answers.

Numbers alone: they stay when the alerts are erased, of which those that were wrong go first.
"""

from __future__ import annotations

from collections.abc import Mapping

from edge_app.domain import Answer, RightAlerts
from edge_app.store.alert_facts import list_and_strength
from edge_app.store.database import StoreDatabase
from sync.sqlite_tables import Database

_COLUMNS = {Answer.CONFIRMED: "confirmed", Answer.NOT_THIS_PERSON: "not_this_person"}


def count_strength(db: Database, alert_id: str, answer: Answer) -> None:
    """Count an answer that decides, in the transaction that writes it."""
    column = _COLUMNS.get(answer)
    row = db.execute("SELECT facts FROM alerts WHERE alert_id = ?", [alert_id]).fetchone()
    found = list_and_strength(row[0]) if column and row else None
    if found is None:
        return
    db.execute(
        f"INSERT INTO answered_strengths (list_id, level, {column}) VALUES (?, ?, 1)"  # noqa: S608
        f" ON CONFLICT DO UPDATE SET {column} = {column} + 1",
        list(found),
    )


def right_alerts(database: StoreDatabase) -> Mapping[tuple[str, int], RightAlerts]:
    """Return how many alerts were right, by list and strength (1..4). Raise StoreError."""
    rows = database.rows(
        "SELECT list_id, level, confirmed, not_this_person FROM answered_strengths"
    )
    return {
        (row["list_id"], row["level"]): RightAlerts(
            row["confirmed"], row["confirmed"] + row["not_this_person"]
        )
        for row in rows
    }
