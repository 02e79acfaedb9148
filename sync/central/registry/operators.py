"""Operators: who may work at the data centre, and how each authenticates.

A third account takes two operators to make: one alone could else approve his own proposals by
another name. The first two are made by whoever made the data centre and owns its home.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.database import Registry, lock_until_commit
from sync.central.registry.errors import OperationRefused
from sync.central.registry.passphrases import MAX_PASSPHRASE, passphrase_fault
from sync.central.registry.schema import Operator
from sync.protocol.envelope.passphrases import pin_matches, pin_verifier
from sync.protocol.envelope.random_values import random_id
from sync.protocol.roles import IDENTIFIER
from sync.protocol.signs import hidden_sign

MIN_OPERATORS = 2  # that an important step takes
WISE_OPERATORS = 4  # of whom one may be ill and one have forgotten a passphrase
FREE_TRIES = 5  # wrong passphrases without a delay
MAX_DELAY = timedelta(hours=1)
RESET_IS_NEWS = timedelta(days=30)  # the others are told so long


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
    if fault := passphrase_fault(passphrase, operator_id, name):
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
    if active(session) <= MIN_OPERATORS:
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


def change_passphrase(session: Session, operator_id: str, passphrase: str, now: datetime) -> None:
    """Give an authenticated operator another passphrase. Raise OperationRefused."""
    operator = _get(session, operator_id)
    _new_passphrase(operator, passphrase)
    audit.append(session, now, operator_id, "passphrase-changed", operator_id)


def reset_passphrase(
    session: Session, operator_id: str, passphrase: str, now: datetime, by: str
) -> None:
    """Give an operator who lost it another passphrase; a suspension stays.

    Who asks has proved the offline keys: `Publisher.require_targets_keys`. `by`: an operator, or
    `audit.CENTRE` for the keys alone. Raise OperationRefused.
    """
    operator = _get(session, operator_id)
    _new_passphrase(operator, passphrase)
    operator.reset_at = now
    audit.append(session, now, by, "passphrase-reset", operator_id, {"with": "offline keys"})


def _get(session: Session, operator_id: str) -> Operator:
    operator = session.get(Operator, operator_id, with_for_update=True)
    if operator is None:
        raise OperationRefused(f"{operator_id}: no operator of that id")
    return operator


def _new_passphrase(operator: Operator, passphrase: str) -> None:
    if fault := passphrase_fault(passphrase, operator.operator_id, operator.name):
        raise OperationRefused(fault)
    if pin_matches(passphrase, operator.verifier):
        raise OperationRefused("this is the passphrase of before")
    operator.verifier = pin_verifier(passphrase)
    operator.tries, operator.locked_until = 0, None


@dataclass(frozen=True, slots=True)
class SignInTrouble:
    """What the others are to know of an operator."""

    operator_id: str
    tries: int  # wrong passphrases since the last right one
    locked_until: datetime | None  # None: not locked now
    reset_at: datetime | None  # when the passphrase was reset, if that is news


def sign_in_troubles(session: Session, now: datetime) -> list[SignInTrouble]:
    """Return the operators of whom there is something to tell, by id."""
    found = []
    for row in list_all(session):
        locked = row.locked_until if row.locked_until and row.locked_until > now else None
        reset = row.reset_at if row.reset_at and row.reset_at > now - RESET_IS_NEWS else None
        if row.tries or locked or reset:
            found.append(SignInTrouble(row.operator_id, row.tries, locked, reset))
    return found


def active(session: Session) -> int:
    """Return how many operators may work here."""
    query = select(func.count()).select_from(Operator).where(Operator.suspended.is_(False))
    return session.scalar(query) or 0


def delay(tries: int) -> timedelta:
    """Return how long the next try has to wait after so many wrong ones. Pure."""
    if tries < FREE_TRIES:
        return timedelta()
    return min(timedelta(seconds=2 ** min(tries - FREE_TRIES + 1, 20)), MAX_DELAY)


def authenticate(registry: Registry, operator_id: str, passphrase: str, now: datetime) -> str:
    """Return the id once the passphrase matches. Raise OperationRefused.

    An unknown id and a wrong passphrase get the same text after the same time. A refusal is a row
    of the audit log. A try is counted before it is compared, so that neither a kill nor many tries
    at once save one; a right passphrase ends the count.
    """
    decoy = _decoy()
    with registry.transaction() as session:
        operator = session.get(Operator, operator_id, with_for_update=True)
        if operator is not None:
            if operator.locked_until is not None and operator.locked_until > now:
                seconds = int((operator.locked_until - now).total_seconds()) + 1
                raise OperationRefused(
                    f"{operator_id}: {operator.tries} wrong passphrases; again in {seconds} s"
                )
            operator.tries += 1
            operator.locked_until = now + delay(operator.tries) if delay(operator.tries) else None
    matches = pin_matches(passphrase[:MAX_PASSPHRASE], operator.verifier if operator else decoy)
    if operator is not None and matches and not operator.suspended:
        with registry.transaction() as session:
            row = session.get_one(Operator, operator_id, with_for_update=True)
            row.tries, row.locked_until = 0, None
        return operator.operator_id
    reason = "unknown" if operator is None else "suspended" if matches else "passphrase"
    with registry.transaction() as session:
        subject = operator.operator_id if operator else "unknown"  # what was typed may be a secret
        details = {"reason": reason, "tries": operator.tries if operator else 0}
        audit.append(session, now, audit.CENTRE, "operator-refused", subject, details)
    if reason == "suspended":
        raise OperationRefused(f"{operator_id}: this operator is suspended")
    raise OperationRefused("operator or passphrase is wrong")


@cache
def _decoy() -> str:
    """Return a verifier that nothing matches; made early, so that timing shows no unknown id."""
    return pin_verifier(random_id())
