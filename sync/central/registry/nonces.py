"""Requests that were answered, so that none is answered twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from sync.central.registry.insert_absent import insert_absent_returning
from sync.central.registry.schema import Nonce


class RequestNonce(NamedTuple):
    """A request, as its signature names it."""

    terminal_id: str
    nonce: str


def use(session: Session, requests: Iterable[RequestNonce], at: datetime) -> set[RequestNonce]:
    """Keep these requests as answered and return those that are new.

    Two transactions that use the same one wait for each other: it is new to one of them.
    """
    # In one order everywhere: two transactions do not wait for each other in a circle.
    rows = [
        {"terminal_id": request.terminal_id, "nonce": request.nonce, "seen_at": at}
        for request in sorted(requests)
    ]
    if not rows:
        return set()
    new = insert_absent_returning(session, Nonce, rows, (Nonce.terminal_id, Nonce.nonce))
    return {RequestNonce(*row) for row in new}


def purge(session: Session, before: datetime) -> int:
    """Delete the requests that were answered before that time; return how many."""
    done = session.execute(delete(Nonce).where(Nonce.seen_at < before))
    assert isinstance(done, CursorResult)  # noqa: S101  for the type checker
    return done.rowcount
