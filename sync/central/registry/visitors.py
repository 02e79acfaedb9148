"""The visitors whom a checkpoint expects: sealed rows, each standing once a day.

A passport's number is nobody's identity: two states give out the same one. It is with its state, or
else with the name.
"""

from __future__ import annotations

import json
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sync.central.registry import audit, checkpoints
from sync.central.registry.batches import batches
from sync.central.registry.persons import family_index
from sync.central.registry.schema import Visitor as VisitorRow
from sync.central.storage.storage_names import (
    FIRST_MODEL,
    VISITOR_MODEL,
    visitor_context,
    visitor_thumbnail_context,
)
from sync.protocol.content import Visitor
from sync.protocol.envelope.vault import Vault
from sync.protocol.signs import folded


def store(
    session: Session,
    vault: Vault,
    checkpoint_id: str,
    visitor: Visitor,
    thumbnail: bytes | None,
    model_id: str,
) -> bool:
    """Store the visitor, JPEG and model of the template; return whether that changed anything."""
    context = visitor_thumbnail_context(visitor.visitor_id)
    row = session.get(VisitorRow, visitor.visitor_id, with_for_update=True)
    same = False
    if row is None:
        row = VisitorRow(
            visitor_id=visitor.visitor_id, checkpoint_id=checkpoint_id, day=visitor.day
        )
        session.add(row)
    else:
        held = vault.unseal(row.thumbnail, context) if row.thumbnail else None
        same = _unsealed(vault, row) == (visitor, model_id) and held == thumbnail
    row.identity_index = _identity_index(vault, visitor)
    row.family_index = _family(vault, visitor)  # none in rows of an older Gapura
    if same:
        return False
    row.sealed = _sealed(vault, visitor, model_id)
    row.thumbnail = vault.seal(thumbnail, context) if thumbnail else None
    session.flush()
    return True


def list_all(session: Session, vault: Vault, checkpoint_id: str, first_day: date) -> list[Visitor]:
    """Return the visitors from that day on, by day. Raise EnvelopeError, PackageError."""
    query = select(VisitorRow).where(
        VisitorRow.checkpoint_id == checkpoint_id, VisitorRow.day >= first_day
    )
    return [visitor_of(vault, row) for row in session.scalars(query.order_by(VisitorRow.day))]


def visitor_of(vault: Vault, row: VisitorRow) -> Visitor:
    """Return the visitor. Raise EnvelopeError, PackageError."""
    return _unsealed(vault, row)[0]


def expected(session: Session) -> list[tuple[str, date, int]]:
    """Return checkpoint, day, and how many are expected there; by day."""
    query = (
        select(VisitorRow.checkpoint_id, VisitorRow.day, func.count())
        .group_by(VisitorRow.checkpoint_id, VisitorRow.day)
        .order_by(VisitorRow.day, VisitorRow.checkpoint_id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def forget_past(session: Session, now: datetime, most: int = 2**40) -> int:
    """Delete visitors of days that are over at their checkpoint; return how many.

    It stops at about `most` bytes: a full disk has no room to erase all at once. Then call it again
    until it returns 0.
    """
    size = func.length(VisitorRow.sealed) + func.coalesce(func.length(VisitorRow.thumbnail), 0)
    days = checkpoints.days(session, now)
    latest = max(days.values(), default=date.min)
    past = select(VisitorRow.visitor_id, VisitorRow.checkpoint_id, VisitorRow.day, size).where(
        VisitorRow.day < latest
    )
    gone: list[str] = []
    for visitor_id, checkpoint_id, day, takes in session.execute(past).all():
        if day >= days.get(checkpoint_id, date.min):
            continue
        most -= takes
        if gone and most < 0:
            break
        gone.append(visitor_id)
    for part in batches(gone):
        session.execute(delete(VisitorRow).where(VisitorRow.visitor_id.in_(part)))
    if gone:
        audit.append(session, now, audit.CENTRE, "visitors-forgotten", "all", {"rows": len(gone)})
    return len(gone)


def _unsealed(vault: Vault, row: VisitorRow) -> tuple[Visitor, str]:
    """Return the visitor, and the model_id of the template."""
    content = json.loads(vault.unseal(row.sealed, visitor_context(row.visitor_id)))
    model_id = str(content.pop(VISITOR_MODEL, FIRST_MODEL))
    return Visitor.from_json(json.dumps(content)), model_id


def _sealed(vault: Vault, visitor: Visitor, model_id: str) -> bytes:
    content = {**json.loads(visitor.to_json()), VISITOR_MODEL: model_id}
    return vault.seal(json.dumps(content).encode(), visitor_context(visitor.visitor_id))


def _identity_index(vault: Vault, visitor: Visitor) -> str:
    """Return the keyed hash that stands once a day: who is expected."""
    if visitor.nik:
        return vault.index(f"nik {visitor.nik}")
    if visitor.passport_state:
        return vault.index(f"passport {visitor.passport_state} {visitor.passport}")
    return vault.index(f"passport {visitor.passport} {folded(visitor.name)}")


def _family(vault: Vault, visitor: Visitor) -> str | None:
    return family_index(vault, visitor.family_card) if visitor.family_card else None
