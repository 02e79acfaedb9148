"""Requests that were answered, so that none is answered twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from sync.central.registry.absent import insert_absent
from sync.central.registry.schema import Nonce


class Once(NamedTuple):
    """A request, as its signature names it."""

    terminal_id: str
    nonce: str


def use(session: Session, requests: Iterable[Once], at: datetime) -> set[Once]:
    """Keep these requests as answered; those that were not answered before.

    Two transactions that use the same one wait for each other: it is new to one of them.
    """
    # In one order everywhere: two transactions do not wait for each other in a circle.
    rows = [
        {"terminal_id": once.terminal_id, "nonce": once.nonce, "seen_at": at}
        for once in sorted(requests)
    ]
    if not rows:
        return set()
    new = insert_absent(session, Nonce, rows).returning(Nonce.terminal_id, Nonce.nonce)
    return {Once(*row) for row in session.execute(new)}


def purge(session: Session, before: datetime) -> int:
    """Forget what was answered before that time; how many."""
    done = session.execute(delete(Nonce).where(Nonce.seen_at < before))
    assert isinstance(done, CursorResult)  # noqa: S101  for the type checker
    return done.rowcount
