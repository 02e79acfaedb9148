"""What this data centre's clock showed when it last signed: it may not jump from there.

One row for each start of each machine that signs; beside the time, how long its kernel had run.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sync.boot import Boot
from sync.central.registry import audit
from sync.central.registry.errors import OperationRefused
from sync.central.registry.operators import is_active
from sync.central.registry.schema import ClockReading, ClockRule


class Judged(Protocol):
    """What is found of the clock."""

    @property
    def at(self) -> datetime:
        """What it shows."""

    @property
    def reason(self) -> str:
        """Why it is not signed with; empty: it is."""


J = TypeVar("J", bound=Judged)


@dataclass(frozen=True, slots=True)
class Readings:
    """What is known of the clock before it is looked at."""

    newest: datetime | None  # that anything was signed at, anywhere; None: nothing yet
    anchor: datetime | None  # the clock when this boot was first seen; None: it was not
    anchor_uptime: float
    needs_ntp: bool = True
    ntp_decided: bool = True  # somebody said so; False: the home is older than the question


def read(session: Session, boot: Boot) -> Readings:
    """Return what is known for `boot`."""
    row = session.get(ClockReading, boot.id)
    rule = session.get(ClockRule, 1)
    newest = session.scalar(select(func.max(ClockReading.at)))
    return Readings(
        newest,
        None if row is None else row.anchor,
        0.0 if row is None else row.anchor_uptime,
        rule is None or rule.needs_ntp,
        rule is None or rule.said_by is not None,
    )


def keep(session: Session, boot: Boot, at: datetime) -> None:
    """Note that the clock showed `at` and was believed."""
    row = session.get(ClockReading, boot.id, with_for_update=True)
    if row is None:
        session.add(ClockReading(boot_id=boot.id, at=at, anchor=at, anchor_uptime=boot.uptime))
    elif at > row.at:
        row.at = at


def look(session: Session, boot: Boot, judge: Callable[[Readings], J]) -> J:
    """Return what `judge` finds of the clock; where it finds no fault, note the time."""
    found = judge(read(session, boot))
    if not found.reason:
        keep(session, boot, found.at)
    return found


def confirm(session: Session, boot: Boot, at: datetime, moved: timedelta, operator: str) -> None:
    """Believe `at`, whatever was signed before. Raise OperationRefused."""
    _require(session, operator)
    session.execute(delete(ClockReading))
    keep(session, boot, at)
    details = {"seconds": round(moved.total_seconds())}
    audit.append(session, at, operator, "clock-confirmed", "clock", details)


def need_ntp(session: Session, needs: bool, at: datetime, operator: str) -> None:
    """Sign nothing while no NTP keeps the clock, or do. Raise OperationRefused."""
    _require(session, operator)
    found(session, needs, at, operator)


def found(session: Session, needs: bool, at: datetime, said_by: str) -> None:
    """Keep the rule as its founder, or an operator who was authenticated, says it."""
    rule = session.get(ClockRule, 1, with_for_update=True)
    if rule is None:
        session.add(ClockRule(rule=1, needs_ntp=needs, said_by=said_by))
    else:
        rule.needs_ntp, rule.said_by = needs, said_by
    audit.append(session, at, said_by, "clock-ntp-needed", "clock", {"needed": needs})


def _require(session: Session, operator: str) -> None:
    if not is_active(session, operator):
        raise OperationRefused(f"{operator}: no such operator, or suspended")
