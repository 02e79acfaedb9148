"""Count questions by day: for quotas, and for what operators are told. Restarts change nothing.

Counts are of days at the checkpoint that asks: no zone's day is behind Jakarta's. Whom a question
asks about is counted under a keyed hash.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from sync.central.registry.schema import QuestionCount

KEPT_DAYS = 31
MAX_KEY = 80  # characters of a key
TOLD_DAYS = 7  # operators are told of what was refused for so long


class Counted(Enum):
    """What is counted; the key is in brackets."""

    TERMINAL = "terminal"  # questions (terminal)
    SEARCHES = "searches"  # 1:N (terminal)
    OFFICER = "officer"  # questions (checkpoint/number)
    PERSON = "person"  # comparisons with one person (keyed hash, of a checkpoint)
    OVER_QUOTA = "over-quota"  # refused (terminal)
    PROBED = "probed"  # one person was asked about too often (terminal)
    FORGED = "forged"  # officer, purpose, time or signature are not as they should be (terminal)
    NO_FACE = "no-face"  # the probe is no face: somebody feels for a template (terminal)


ALARMS = (Counted.OVER_QUOTA, Counted.PROBED, Counted.FORGED, Counted.NO_FACE)


def count(session: Session, day: date, counted: Counted, key: str) -> int:
    """Count one more, and return how many there are on that day with it.

    Two transactions that count the same wait for each other: no two see the same number.
    """
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = {"day": day, "counted": counted.value, "key": key, "count": 1}
    insert = dialect.insert(QuestionCount).values(**row)
    added = insert.on_conflict_do_update(
        index_elements=["day", "counted", "key"], set_={"count": QuestionCount.count + 1}
    )
    return int(session.execute(added.returning(QuestionCount.count)).scalar_one())


def of_days(session: Session, counted: Counted, key: str, first_day: date) -> int:
    """Return how many were counted from that day on."""
    query = select(func.coalesce(func.sum(QuestionCount.count), 0)).where(
        QuestionCount.counted == counted.value,
        QuestionCount.key == key,
        QuestionCount.day >= first_day,
    )
    return int(session.execute(query).scalar_one())


def alarms(session: Session, day: date) -> dict[str, dict[Counted, int]]:
    """Return what was refused during the last days, by terminal."""
    query = (
        select(QuestionCount.key, QuestionCount.counted, func.sum(QuestionCount.count))
        .where(
            QuestionCount.counted.in_([each.value for each in ALARMS]),
            QuestionCount.day > day - timedelta(days=TOLD_DAYS),
        )
        .group_by(QuestionCount.key, QuestionCount.counted)
    )
    found: dict[str, dict[Counted, int]] = {}
    for key, counted, total in session.execute(query):
        found.setdefault(key, {})[Counted(counted)] = int(total)
    return found


def alarm_text(counts: dict[Counted, int]) -> str:
    """Return a sentence for operators."""
    parts = [f"{counts[each]} {_TEXTS[each]}" for each in ALARMS if each in counts]
    return f"questions refused in {TOLD_DAYS} days: {', '.join(parts)}"


def purge(session: Session, day: date) -> None:
    """Delete the counts of days that nothing asks about any more."""
    session.execute(
        delete(QuestionCount).where(QuestionCount.day <= day - timedelta(days=KEPT_DAYS))
    )


_TEXTS = {
    Counted.OVER_QUOTA: "beyond a quota",
    Counted.PROBED: "about one person again and again",
    Counted.FORGED: "without a known officer, purpose or time",
    Counted.NO_FACE: "with probes that are no face",
}
