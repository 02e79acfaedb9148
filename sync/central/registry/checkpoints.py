"""Checkpoints: places with terminals, and what holds there."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.errors import Refused
from sync.central.registry.schema import Checkpoint
from sync.protocol.message import Record
from sync.protocol.roles import IDENTIFIER


class Settings(Record):
    """What `checkpoints.settings` holds; wire.CheckpointConfig says the same to terminals."""

    lease_days: Annotated[int, Field(ge=1, le=366)] = 7  # without contact; then lists are wiped
    stale_after_hours: Annotated[int, Field(ge=1, le=8784)] = 24
    outdated_after_hours: Annotated[int, Field(ge=1, le=8784)] = 72
    results_kept_days: Annotated[int, Field(ge=0, le=366)] = 7

    @model_validator(mode="after")
    def _in_order(self) -> Settings:
        if self.outdated_after_hours < self.stale_after_hours:
            raise ValueError("outdated before stale")
        return self


def put(
    session: Session,
    checkpoint_id: str,
    name: str,
    settings: Settings,
    may_verify: bool,
    may_identify: bool,
    operator_id: str,
    now: datetime,
) -> None:
    """A new checkpoint, or other settings of one. Raises Refused."""
    if not re.fullmatch(IDENTIFIER, checkpoint_id):
        raise Refused("a checkpoint's id is made of a-z, 0-9 and '-', 48 signs at most")
    if not 1 <= len(name) <= 200:
        raise Refused("a checkpoint's name has 1 to 200 signs")
    row = session.get(Checkpoint, checkpoint_id, with_for_update=True)
    action = "checkpoint-added" if row is None else "checkpoint-changed"
    if row is None:
        row = Checkpoint(checkpoint_id=checkpoint_id)
        session.add(row)
    row.name = name
    row.settings = settings.model_dump()
    row.may_verify, row.may_identify = may_verify, may_identify
    details = {**row.settings, "may_verify": may_verify, "may_identify": may_identify}
    audit.append(session, now, operator_id, action, checkpoint_id, details)


def get(session: Session, checkpoint_id: str) -> Checkpoint:
    """The row. Raises Refused for none."""
    row = session.get(Checkpoint, checkpoint_id)
    if row is None:
        raise Refused(f"{checkpoint_id}: there is no such checkpoint")
    return row


def listed(session: Session) -> list[Checkpoint]:
    """Every checkpoint, by id."""
    return list(session.scalars(select(Checkpoint).order_by(Checkpoint.checkpoint_id)))
