"""Move a list to another model: references without a template, new templates, the switch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from sync.central.registry import audit, operators
from sync.central.registry.errors import OperationRefused
from sync.central.registry.insert_absent import insert_absent
from sync.central.registry.schema import ListMember, Reference, ReferenceTemplate, WatchList


def lists_of_other_models(session: Session, model_id: str) -> list[str]:
    """Return lists that have not ended and whose templates are another model's, by id."""
    query = select(WatchList.list_id).where(
        WatchList.model_id != model_id, WatchList.ended_at.is_(None)
    )
    return list(session.scalars(query.order_by(WatchList.list_id)))


def references_without(session: Session, list_id: str, model_id: str) -> list[str]:
    """Return references of the list's members that have no template of the model, by id."""
    made = exists().where(
        ReferenceTemplate.reference_id == Reference.reference_id,
        ReferenceTemplate.model_id == model_id,
    )
    query = (
        select(Reference.reference_id)
        .join(ListMember, ListMember.person_id == Reference.person_id)
        .where(ListMember.list_id == list_id, ListMember.removed.is_(False), ~made)
    )
    return list(session.scalars(query.order_by(Reference.reference_id)))


def persons_without(session: Session, list_id: str, model_id: str) -> int:
    """Return the number of members who have no template of the model at all."""
    made = exists().where(
        Reference.person_id == ListMember.person_id,
        ReferenceTemplate.reference_id == Reference.reference_id,
        ReferenceTemplate.model_id == model_id,
    )
    query = select(func.count()).where(
        ListMember.list_id == list_id, ListMember.removed.is_(False), ~made
    )
    return session.scalar(query) or 0


def keep_templates(session: Session, rows: Sequence[ReferenceTemplate]) -> None:
    """Keep templates beside those of other models; one that was made meanwhile stays."""
    if rows:
        values = [
            {"reference_id": row.reference_id, "model_id": row.model_id, "sealed": row.sealed}
            for row in rows
        ]
        insert_absent(session, ReferenceTemplate, values)


def switch_model(
    session: Session, list_id: str, model_id: str, operator_id: str, now: datetime
) -> bool:
    """Publish the list with that model's templates from now on; return False if it is already.

    Raise OperationRefused: no such list, it has ended, or somebody on it would be on no terminal.
    """
    row = session.get(WatchList, list_id, with_for_update=True)
    if row is None or row.ended_at is not None:
        raise OperationRefused(f"{list_id}: there is no such list, or it has ended")
    if not operators.is_active(session, operator_id):
        raise OperationRefused(f"{operator_id}: no such operator, or suspended")
    if row.model_id == model_id:
        return False
    without = persons_without(session, list_id, model_id)
    if without:
        raise OperationRefused(
            f"{list_id}: {without} persons have no photograph that {model_id} takes; enrol a "
            "better one of each, or take them off the list, and start again"
        )
    details = {"from": row.model_id, "to": model_id}
    row.model_id, row.changes = model_id, row.changes + 1
    audit.append(session, now, operator_id, "list-reenrolled", list_id, details)
    return True
