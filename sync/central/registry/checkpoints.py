"""Checkpoints: places with terminals, and their settings."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.attestation_policy import AttestationPolicy
from sync.central.registry.errors import OperationRefused, Unknown
from sync.central.registry.schema import Checkpoint
from sync.protocol.message import Record
from sync.protocol.roles import IDENTIFIER
from sync.protocol.signs import hidden_sign
from sync.protocol.wire import Identifier, Name, SoftwarePlan
from sync.protocol.zones import Zone, gate_day


class Settings(Record):
    """What `checkpoints.settings` holds; wire.CheckpointConfig says the same to terminals."""

    lease_days: Annotated[int, Field(ge=1, le=366)] = 7  # without contact; then nothing is served
    stale_after_hours: Annotated[int, Field(ge=1, le=8784)] = 24
    outdated_after_hours: Annotated[int, Field(ge=1, le=8784)] = 72
    results_kept_days: Annotated[int, Field(ge=0, le=366)] = 7
    # Questions to the data centre, each a day there: of a terminal, of an officer, 1:N of a
    # terminal, about one person; the last also in 30 days. About 1,600 well-chosen verdicts about
    # one person tell the template: at 60 a month that takes two years, and operators are told.
    questions_per_terminal: Annotated[int, Field(ge=0, le=1_000_000)] = 600
    questions_per_officer: Annotated[int, Field(ge=0, le=1_000_000)] = 300
    searches_per_terminal: Annotated[int, Field(ge=0, le=1_000_000)] = 100
    questions_per_person: Annotated[int, Field(ge=0, le=1_000_000)] = 10
    questions_per_person_month: Annotated[int, Field(ge=0, le=1_000_000)] = 60
    # A month without a network is drained in a day; what a broken terminal can fill is bounded.
    results_a_day: Annotated[int, Field(ge=1, le=10_000_000)] = 60_000  # of each terminal
    results_mib_a_day: Annotated[int, Field(ge=1, le=10_000_000)] = 4096
    verifications_kept_days: Annotated[int, Field(ge=0, le=3660)] = 90  # at the data centre
    sign_in: bool = True  # False: officers work without number and PIN
    zone: Zone = "WIB"  # at its midnight the checkpoint's day turns
    software: SoftwarePlan | None = None  # what its terminals shall run: roll_outs.py
    # Whether its terminals' TPMs must say what they booted: attestations.py.
    attestation: AttestationPolicy = "none"

    @model_validator(mode="after")
    def _in_order(self) -> Settings:
        if self.outdated_after_hours < self.stale_after_hours:
            raise ValueError("outdated before stale")
        return self


class ChangeCheckpoint(Record):
    """Another name, other settings or rights of a checkpoint: all of them, as they are to be."""

    kind: Literal["change-checkpoint"] = "change-checkpoint"
    checkpoint_id: Identifier
    name: Name
    settings: Settings
    may_verify: bool
    may_identify: bool


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
    """Add a checkpoint, or change one. Raise OperationRefused."""
    if not re.fullmatch(IDENTIFIER, checkpoint_id):
        raise OperationRefused("a checkpoint's id is made of a-z, 0-9 and '-', 48 signs at most")
    if not 1 <= len(name) <= 200:
        raise OperationRefused("a checkpoint's name has 1 to 200 signs")
    if hidden := hidden_sign(name):
        raise OperationRefused(f"a checkpoint's name shows whole; this one holds {hidden}")
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
    """Return the checkpoint. Raise OperationRefused where there is none."""
    row = session.get(Checkpoint, checkpoint_id)
    if row is None:
        raise Unknown("checkpoint", checkpoint_id)
    return row


def settings_of(session: Session, checkpoint_id: str) -> Settings:
    """Return the settings of the checkpoint. Raise OperationRefused where there is none."""
    return Settings.model_validate(get(session, checkpoint_id).settings)


def day_at(session: Session, checkpoint_id: str, now: datetime) -> date:
    """Return the day that it is at the checkpoint. Raise OperationRefused where there is none."""
    return gate_day(now, settings_of(session, checkpoint_id).zone)


def days(session: Session, now: datetime) -> dict[str, date]:
    """Return the day that it is at each checkpoint, by id."""
    query = select(Checkpoint.checkpoint_id, Checkpoint.settings)
    return {
        checkpoint_id: gate_day(now, Settings.model_validate(settings).zone)
        for checkpoint_id, settings in session.execute(query)
    }


def list_all(session: Session) -> list[Checkpoint]:
    """Return every checkpoint, by id."""
    return list(session.scalars(select(Checkpoint).order_by(Checkpoint.checkpoint_id)))
