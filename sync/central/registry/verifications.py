"""Read the 1:1 comparisons that terminals made: who came, and whom the officer let in; no face."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.received import opened
from sync.central.registry.schema import ReceivedResult, Terminal
from sync.protocol.envelope.vault import Vault
from sync.protocol.result_content import PersonVerified


@dataclass(frozen=True, slots=True)
class Verification:
    """A verification, with the terminal that made it."""

    terminal_id: str
    checkpoint_id: str
    verified: PersonVerified
    received_at: datetime


def verifications(
    session: Session,
    vault: Vault,
    checkpoint_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int | None = None,
) -> Iterator[Verification]:
    """Yield verifications, newest first, before `until`. Raise EnvelopeError."""
    query = (
        select(ReceivedResult, Terminal.checkpoint_id)
        .join(Terminal, Terminal.terminal_id == ReceivedResult.terminal_id)
        .where(ReceivedResult.type == "verification")
        .order_by(ReceivedResult.at.desc(), ReceivedResult.result_id)
    )
    if checkpoint_id is not None:
        query = query.where(Terminal.checkpoint_id == checkpoint_id)
    if since is not None:
        query = query.where(ReceivedResult.at >= since)
    if until is not None:
        query = query.where(ReceivedResult.at < until)
    if limit is not None:
        query = query.limit(limit)
    with session.execute(query.execution_options(yield_per=100)) as found:
        for row, checkpoint in found:
            body = opened(vault, row)
            if isinstance(body, PersonVerified):
                yield Verification(row.terminal_id, checkpoint, body, row.received_at)
