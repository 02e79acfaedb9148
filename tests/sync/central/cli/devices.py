"""A device that brings a ticket to a home, as the keeper enrols it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sync.central.centre import Centre
from sync.central.registry import enrolments
from sync.protocol.confirmation import confirmation
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.ticket import Ticket


def enrolled(home: Path, ticket: Ticket, lane: str) -> tuple[str, str, bytes]:
    """Number, words and kiosk's key of a device that brought `ticket`."""
    key, kiosk, sealing = SigningKey.generate(), b"q" * 32, SealingKey.generate().public
    words = " ".join(confirmation(ticket.digest, key.public, sealing, kiosk))
    number = fingerprint(key.public)[:32]
    new = enrolments.NewTerminal(number, lane, key.public, sealing, kiosk, ticket.digest, words)
    with Centre.open(home) as centre, centre.registry.transaction() as session:
        index = enrolments.token_index(centre.vault, ticket.token)
        enrolments.enrol(session, index, new, datetime.now(UTC))
    return number, words, kiosk
