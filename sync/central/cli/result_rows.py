"""Results of terminals as rows: for a list, a CSV file, JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sync.central.cli.options import iso_time, local_time
from sync.central.cli.tables import Columns

if TYPE_CHECKING:
    from sync.central.registry.answers import Alert
    from sync.central.registry.result_retention import ListRetention
    from sync.protocol.result_content import AlertFollowed

COLUMNS = (
    "alert",
    "at",
    "checkpoint",
    "terminal",
    "lane",
    "list",
    "list_version",
    "person",
    "score",
    "threshold",
    "model",
    "quality",
    "answer",
    "answered_at",
    "officers",
    "reason",
    "escalations",
    "outcome",
    "outcome_at",
    "closed_at",
    "closed_by",
    "documents",
    "received_at",
)

LISTED: Columns = {
    "alert": lambda row: row["alert"][:8],
    "at": lambda row: local_time(row["at"]),
    "checkpoint": lambda row: row["checkpoint"],
    "list": lambda row: row["list"],
    "person": lambda row: row["person"][:8],
    "score": lambda row: f"{row['score']:.3f}",
    "answer": lambda row: ended(row),
    "officers": lambda row: " ".join(row["officers"]) or None,
    "help wanted": lambda row: wanted(row["escalations"]) or None,
    "kept until": lambda row: local_time(row["kept_until"]),
}


def kept_until_text(alert: Alert, terms: Mapping[str, ListRetention]) -> str | None:
    """Return until when an alert is kept, by the terms of its list."""
    from sync.central.registry.result_retention import Answered, ListRetention, kept_until

    raised, answered = alert.raised, alert.answered
    last = Answered(answered.at, answered.answer) if answered is not None else None
    found = kept_until(raised.at, last, terms.get(raised.list_id, ListRetention()))
    return iso_time(found)


def row_of(alert: Alert) -> dict[str, Any]:
    """Return an alert and what came of it, without a picture and a name."""
    raised, answered = alert.raised, alert.answered
    outcome, closed = alert.last("outcome"), alert.last("closed")
    return {
        "alert": raised.alert_id,
        "at": iso_time(raised.at),
        "checkpoint": alert.checkpoint_id,
        "terminal": alert.terminal_id,
        "lane": raised.lane,
        "list": raised.list_id,
        "list_version": raised.list_version,
        "person": raised.reference_id,
        "score": round(raised.score, 5),
        "threshold": round(raised.threshold, 5),
        "model": raised.model_id,
        "quality": round(raised.quality, 4),
        "answer": answered.answer if answered else None,
        "answered_at": iso_time(answered.at) if answered else None,
        "officers": list(answered.officers) if answered else [],
        "reason": answered.reason if answered else "",
        "escalations": [
            {"at": iso_time(each.at), "cause": each.cause, "officer": each.officer}
            for each in alert.escalated
        ],
        "outcome": outcome.code if outcome else None,
        "outcome_at": iso_time(outcome.at) if outcome else None,
        "closed_at": iso_time(closed.at) if closed else None,
        "closed_by": closed.officer if closed else None,
        "documents": len(alert.documents),
        "received_at": iso_time(alert.received_at),
    }


def step_row(step: AlertFollowed) -> dict[str, Any]:
    """Return a step of its case, without a picture."""
    return {
        "at": iso_time(step.at),
        "step": step.step,
        "officer": step.officer,
        "receiver": step.receiver,
        "code": step.code,
        "note": step.note,
    }


def wanted(escalations: list[dict[str, Any]]) -> str:
    """Return causes of escalations, each with who called: `unanswered, colleague (1001)`."""
    return ", ".join(
        each["cause"] + (f" ({each['officer']})" if each["officer"] else "") for each in escalations
    )


def ended(row: Mapping[str, Any]) -> str | None:
    """Return the answer, what became of the person, and that the case is closed."""
    words = [row["answer"], row["outcome"], "closed" if row["closed_at"] else None]
    return " ".join(filter(None, words)) or None


def cell(value: Any) -> Any:
    """Return a cell: a list as words; nothing that a spreadsheet would run as a formula."""
    if isinstance(value, (list, tuple)):
        value = " ".join(map(str, value))
    text = "" if value is None else value
    if isinstance(text, str) and text[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{text}"
    return text
