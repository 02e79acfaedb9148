"""Read what terminals reported: alerts, the officers' answers, and calls for help, cases."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.errors import NotOne, OperationRefused
from sync.central.registry.received import opened
from sync.central.registry.schema import ReceivedResult, Terminal
from sync.protocol.envelope.vault import Vault
from sync.protocol.result_content import (
    AlertAnswered,
    AlertEscalated,
    AlertFollowed,
    AlertRaised,
)


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert of a terminal, with what came of it."""

    terminal_id: str
    checkpoint_id: str
    raised: AlertRaised
    answered: AlertAnswered | None  # the last word, where there is one
    escalated: tuple[AlertEscalated, ...]  # in order
    received_at: datetime
    steps: tuple[AlertFollowed, ...] = ()  # of its case, in order

    def last(self, step: str) -> AlertFollowed | None:
        """Return the last step of that kind; None: there is none."""
        return next((each for each in reversed(self.steps) if each.step == step), None)

    @property
    def documents(self) -> tuple[bytes, ...]:
        """Return the documents that were photographed at the lane, as JPEG, in order."""
        return tuple(each.picture for each in self.steps if each.picture)


def alerts(
    session: Session,
    vault: Vault,
    list_id: str | None = None,
    checkpoint_id: str | None = None,
    since: datetime | None = None,
    limit: int | None = None,
) -> Iterator[Alert]:
    """Yield the alerts, newest first, opened one at a time. Raise EnvelopeError."""
    query = (
        select(ReceivedResult, Terminal.checkpoint_id)
        .join(Terminal, Terminal.terminal_id == ReceivedResult.terminal_id)
        .where(ReceivedResult.type == "alert")
        .order_by(ReceivedResult.at.desc(), ReceivedResult.result_id)
    )
    if list_id is not None:
        query = query.where(ReceivedResult.list_id == list_id)
    if checkpoint_id is not None:
        query = query.where(Terminal.checkpoint_id == checkpoint_id)
    if since is not None:
        query = query.where(ReceivedResult.at >= since)
    if limit is not None:
        query = query.limit(limit)
    with session.execute(query.execution_options(yield_per=100)) as found:
        for row, checkpoint in found:
            raised = opened(vault, row)
            if isinstance(raised, AlertRaised):
                yield _alert(session, vault, row, checkpoint, raised)


def alert(session: Session, vault: Vault, alert_id: str) -> Alert:
    """Return one alert by its id, or by a unique beginning of it. Raise OperationRefused."""
    if len(alert_id) < 4 or not alert_id.isalnum():
        raise OperationRefused("an alert is named by at least the first 4 digits of its id")
    query = (
        select(ReceivedResult, Terminal.checkpoint_id)
        .join(Terminal, Terminal.terminal_id == ReceivedResult.terminal_id)
        .where(
            ReceivedResult.type == "alert", ReceivedResult.subject_id.startswith(alert_id.lower())
        )
        .limit(2)
    )
    found = list(session.execute(query))
    if len(found) != 1:
        raise NotOne("alert", alert_id, len(found))
    row, checkpoint = found[0]
    raised = opened(vault, row)
    if not isinstance(raised, AlertRaised):
        raise OperationRefused(f"{row.subject_id[:8]}: this result is no alert")
    return _alert(session, vault, row, checkpoint, raised)


def _alert(
    session: Session, vault: Vault, row: ReceivedResult, checkpoint: str, raised: AlertRaised
) -> Alert:
    query = (
        select(ReceivedResult)
        .where(
            ReceivedResult.type.in_(("answer", "escalation", "case")),
            ReceivedResult.subject_id == row.subject_id,
            ReceivedResult.terminal_id == row.terminal_id,
        )
        .order_by(ReceivedResult.at, ReceivedResult.result_id)
    )
    followed = [opened(vault, each) for each in session.scalars(query)]
    answers = [body for body in followed if isinstance(body, AlertAnswered)]
    return Alert(
        row.terminal_id,
        checkpoint,
        raised,
        answers[-1] if answers else None,
        tuple(body for body in followed if isinstance(body, AlertEscalated)),
        row.received_at,
        tuple(body for body in followed if isinstance(body, AlertFollowed)),
    )
