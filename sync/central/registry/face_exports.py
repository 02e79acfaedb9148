"""Faces that leave the data centre as files: many take two operators."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.schema import AuditEntry

FACES_ALONE = 20  # that one operator may write into files within FACES_COUNT
FACES_COUNT = timedelta(days=1)
FACES = "faces"  # key in an audit row's details: how many it stands for


def needs_second(session: Session, operator_id: str, faces: int, now: datetime) -> bool:
    """Return whether so many more faces are too many for this operator alone."""
    query = select(AuditEntry.details).where(
        AuditEntry.actor == operator_id, AuditEntry.at > now - FACES_COUNT
    )
    written: int = sum(
        details[FACES]
        for details in session.scalars(query)
        if isinstance(details.get(FACES), int) and "second" not in details
    )
    return written + faces > FACES_ALONE
