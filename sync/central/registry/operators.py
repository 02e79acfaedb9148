"""Operators: who may work at the data centre, and how each authenticates.

A third account takes two operators to make: one alone could else approve his own proposals by
another name. The first two are made by whoever made the data centre and owns its home.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.database import Registry, lock_until_commit
from sync.central.registry.errors import OperationRefused
from sync.central.registry.schema import Operator
from sync.protocol.envelope import pin_matches, pin_verifier, random_id
from sync.protocol.roles import IDENTIFIER
from sync.protocol.signs import hidden_sign

MIN_PASSPHRASE = 15  # signs, as the only factor: NIST SP 800-63B-4, 3.1.1.2
MAX_PASSPHRASE = 256  # signs
MIN_OPERATORS = 2  # that an important step takes


def add(
    session: Session,
    operator_id: str,
    name: str,
    passphrase: str,
    now: datetime,
    by: Sequence[str] = (),
) -> None:
    """Add an account. `by`: the operators who vouch, authenticated. Raise OperationRefused."""
    lock_until_commit(session, "operators")
    if not re.fullmatch(IDENTIFIER, operator_id):
        raise OperationRefused("an operator's id is made of a-z, 0-9 and '-', 48 signs at most")
    if not 1 <= len(name) <= 200 or hidden_sign(name):
        raise OperationRefused("an operator's name has 1 to 200 signs that show")
    if fault := passphrase_fault(passphrase, operator_id):
        raise OperationRefused(fault)
    if session.get(Operator, operator_id) is not None:
        raise OperationRefused(f"{operator_id}: there is an operator of that id")
    there = session.scalar(select(func.count()).select_from(Operator)) or 0
    if (
        there >= MIN_OPERATORS
        and len({each for each in by if is_active(session, each)}) < MIN_OPERATORS
    ):
        raise OperationRefused(f"a new operator takes {MIN_OPERATORS} who vouch; name a second one")
    session.add(
        Operator(
            operator_id=operator_id,
            name=name,
            verifier=pin_verifier(passphrase),
            suspended=False,
            created_at=now,
        )
    )
    actor = by[0] if by else audit.CENTRE
    audit.append(session, now, actor, "operator-added", operator_id, {"by": sorted(by)})


def suspend(session: Session, operator_id: str, now: datetime, by: str) -> None:
    """Suspend an account. Raise OperationRefused: unknown, or too few would be left."""
    lock_until_commit(session, "operators")
    operator = session.get(Operator, operator_id)
    if operator is None:
        raise OperationRefused(f"{operator_id}: no operator of that id")
    if operator.suspended:
        return
    left = select(func.count()).where(Operator.suspended.is_(False))
    if (session.scalar(left) or 0) <= MIN_OPERATORS:
        raise OperationRefused(
            f"{operator_id}: with fewer than {MIN_OPERATORS} operators nothing could be approved"
        )
    operator.suspended = True
    audit.append(session, now, by, "operator-suspended", operator_id)


def reinstate(session: Session, operator_id: str, now: datetime, by: Sequence[str]) -> None:
    """End a suspension. `by`: two who vouch, as for a new account. Raise OperationRefused."""
    lock_until_commit(session, "operators")
    operator = session.get(Operator, operator_id)
    if operator is None:
        raise OperationRefused(f"{operator_id}: no operator of that id")
    if not operator.suspended:
        raise OperationRefused(f"{operator_id}: this operator is not suspended")
    if len({each for each in by if is_active(session, each)}) < MIN_OPERATORS:
        raise OperationRefused(
            f"an operator comes back when {MIN_OPERATORS} vouch; name a second one"
        )
    operator.suspended = False
    audit.append(session, now, by[0], "operator-reinstated", operator_id, {"by": sorted(by)})


def is_active(session: Session, operator_id: str) -> bool:
    """Return whether the operator exists and is not suspended; lock the row against changes."""
    operator = session.get(Operator, operator_id, with_for_update={"read": True})
    return operator is not None and not operator.suspended


def list_all(session: Session) -> list[Operator]:
    """Return every operator, by id."""
    return list(session.scalars(select(Operator).order_by(Operator.operator_id)))


def passphrase_fault(passphrase: str, operator_id: str) -> str:
    """Return what is wrong with a new passphrase; empty when nothing is."""
    if not MIN_PASSPHRASE <= len(passphrase) <= MAX_PASSPHRASE:
        return f"a passphrase has {MIN_PASSPHRASE} to {MAX_PASSPHRASE} signs"
    if len(set(passphrase)) < 5 or operator_id in passphrase.lower():
        return "a passphrase is not one sign again and again, and does not hold the operator's id"
    return ""


def authenticate(registry: Registry, operator_id: str, passphrase: str, now: datetime) -> str:
    """Return the id once the passphrase matches. Raise OperationRefused.

    An unknown id and a wrong passphrase get the same text after the same time. A refusal is a row
    of the audit log.
    """
    decoy = _decoy()
    with registry.session() as session:
        operator = session.get(Operator, operator_id)
    matches = pin_matches(passphrase[:MAX_PASSPHRASE], operator.verifier if operator else decoy)
    if operator is not None and matches and not operator.suspended:
        return operator.operator_id
    reason = "unknown" if operator is None else "suspended" if matches else "passphrase"
    with registry.transaction() as session:
        subject = operator.operator_id if operator else "unknown"  # what was typed may be a secret
        audit.append(session, now, audit.CENTRE, "operator-refused", subject, {"reason": reason})
    if reason == "suspended":
        raise OperationRefused(f"{operator_id}: this operator is suspended")
    raise OperationRefused("operator or passphrase is wrong")


@cache
def _decoy() -> str:
    """Return a verifier that nothing matches; made early, so that timing shows no unknown id."""
    return pin_verifier(random_id())
