"""Roll-outs of software: which release a checkpoint's terminals shall run."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit, checkpoints
from sync.central.registry.checkpoints import Settings
from sync.central.registry.schema import Terminal, TerminalReport
from sync.protocol.message import Record
from sync.protocol.waves import goes_first
from sync.protocol.wire import Identifier, SoftwarePlan

PLANNED, STOPPED, FAILED = "software-planned", "software-stopped", "software-failed"  # audit log
STOPPING_SHARE = 0.02  # of the terminals that a roll-out means, where a version did not work
MAX_CHECKPOINTS = 10_000


class RollOut(Record):
    """A release for the terminals of some checkpoints."""

    kind: Literal["roll-out"] = "roll-out"
    checkpoints: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=MAX_CHECKPOINTS)]
    plan: SoftwarePlan


def check(session: Session, change: RollOut) -> None:
    """Raise OperationRefused: there is no such checkpoint."""
    for each in change.checkpoints:
        checkpoints.get(session, each)


def apply(session: Session, change: RollOut, operator_id: str, now: datetime) -> None:
    """Let the checkpoints' terminals run it."""
    for each in change.checkpoints:
        _put(session, each, change.plan, PLANNED, operator_id, now)


def stop(
    session: Session, checkpoint_ids: Iterable[str], operator_id: str, now: datetime
) -> list[str]:
    """Plan nothing at these checkpoints any more; return those where something was planned.

    Raise OperationRefused: there is no such checkpoint.
    """
    stopped = []
    for each in checkpoint_ids:
        if checkpoints.settings_of(session, each).software is not None:
            _put(session, each, None, STOPPED, operator_id, now)
            stopped.append(each)
    return stopped


def heed_failures(
    session: Session, terminal: Terminal, failed: Sequence[str], now: datetime
) -> None:
    """Note what did not work on a terminal, and stop a roll-out that fails too often.

    Call it before the terminal's new heartbeat is kept. One failure stops a wave, which is there to
    find it; of all terminals, two, and one in fifty.
    """
    known = _failed(terminal)
    for version in failed:
        if version in known:
            continue
        details = {"version": version}
        audit.append(session, now, audit.CENTRE, FAILED, terminal.terminal_id, details)
        _stop_where_too_often(session, version, terminal.terminal_id, now)


def _stop_where_too_often(session: Session, version: str, newly: str, now: datetime) -> None:
    planned = {
        checkpoint_id: plan
        for checkpoint_id, plan in plans(session).items()
        if plan is not None and plan.version == version
    }
    rows = session.scalars(
        select(Terminal).where(
            Terminal.state == "active", Terminal.checkpoint_id.in_(planned.keys())
        )
    )
    meant = [
        row
        for row in rows
        if goes_first(row.terminal_id, version, planned[row.checkpoint_id].percent)
    ]
    failures = sum(row.terminal_id == newly or version in _failed(row) for row in meant)
    whole = all(plan.percent == 100 for plan in planned.values())
    if failures >= (max(2, math.ceil(len(meant) * STOPPING_SHARE)) if whole else 1):
        stop(session, sorted(planned), audit.CENTRE, now)


def _failed(terminal: Terminal) -> tuple[str, ...]:
    return tuple((terminal.heartbeat or {}).get("software_failed", ()))


def plans(session: Session) -> dict[str, SoftwarePlan | None]:
    """Return what is planned at each checkpoint, by id."""
    return {
        row.checkpoint_id: Settings.model_validate(row.settings).software
        for row in checkpoints.list_all(session)
    }


def running(session: Session) -> dict[str, int]:
    """Return how many active terminals say that they run each software."""
    query = (
        select(TerminalReport.runs)
        .join(Terminal, Terminal.terminal_id == TerminalReport.terminal_id)
        .where(Terminal.state == "active")
    )
    told = [runs["software"] for runs in session.scalars(query) if runs]
    return dict(Counter(told))


def words(plan: SoftwarePlan | None) -> str:
    """Return the plan in words."""
    if plan is None:
        return "no other software is planned"
    who = "all terminals" if plan.percent == 100 else f"{plan.percent} of 100 terminals"
    hours = "at any hour"
    if plan.from_hour != plan.until_hour:
        hours = f"from {plan.from_hour:02}:00 to {plan.until_hour:02}:00 by the gate's clock"
    put_off = f"; officers may put it off for {plan.put_off_hours} h" if plan.put_off_hours else ""
    return f"{plan.version} for {who}, {hours}{put_off}"


def _put(
    session: Session,
    checkpoint_id: str,
    plan: SoftwarePlan | None,
    action: str,
    operator_id: str,
    now: datetime,
) -> None:
    row = checkpoints.get(session, checkpoint_id)
    settings = Settings.model_validate(row.settings).model_copy(update={"software": plan})
    row.settings = settings.model_dump()
    details = {} if plan is None else plan.model_dump()
    audit.append(session, now, operator_id, action, checkpoint_id, details)
