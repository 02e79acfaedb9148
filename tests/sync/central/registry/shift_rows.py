"""A terminal of a registry, and what it sends, kept as the server keeps it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm.session import Session

from sync.central.registry import intake, received
from sync.central.registry.schema import Terminal
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.vault import Vault
from sync.protocol.result_content import (
    AlertRaised,
    OfficerPinChanged,
    PersonVerified,
    ResultBody,
    ResultContent,
    ResultsErased,
)


def add_terminal(
    session: Session,
    now: datetime,
    checkpoint_id: str = "gate-1",
    kiosk_key: bytes | None = b"q",
) -> str:
    """An active one; `kiosk_key`: None of an older Gapura."""
    terminal_id = random_id()
    session.add(
        Terminal(
            terminal_id=terminal_id,
            checkpoint_id=checkpoint_id,
            lane="1",
            signing_key=b"s",
            sealing_key=b"k",
            kiosk_key=kiosk_key,
            state="active",
            enrolled_at=now,
        )
    )
    session.flush()
    return terminal_id


def keep(session: Session, vault: Vault, terminal_id: str, *bodies: ResultBody) -> None:
    rows = []
    for body in bodies:
        result_id = random_id()
        rows.append(
            received.Received(
                result_id,
                terminal_id,
                body.type,
                _subject(body),
                body.list_id if isinstance(body, AlertRaised) else None,
                None,
                body.at,
                vault.seal(
                    ResultContent(body=body).to_json(), received.Received.context(result_id)
                ),
                received.outcome_of(body),
            )
        )
    intake.take(session, terminal_id, rows, (), rows[0].at)


def _subject(body: ResultBody) -> str:
    assert not isinstance(body, ResultsErased | OfficerPinChanged)
    return body.verification_id if isinstance(body, PersonVerified) else body.alert_id


def verified(at: datetime, visitor_id: str | None = None, **changes: Any) -> PersonVerified:
    said: dict[str, Any] = {
        "verification_id": random_id(),
        "at": at,
        "lane": "1",
        "officer": "1001",
        "method": "visitor",
        "visitor_id": visitor_id,
        "outcome": "yes",
        "score": 0.7,
        "threshold": 0.5,
        "admitted": True,
    }
    return PersonVerified(**{**said, **changes})
