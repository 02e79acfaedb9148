"""Terminals that the data centre lets in, without camera and kiosk: keys, address, heartbeat."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from models.whole_file import write_whole
from sync.central.centre import Centre
from sync.central.registry import enrolments, terminals
from sync.central.registry.enrolments import NewTerminal, token_index
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import Heartbeat, KioskReport
from sync.terminal.connection import Connection
from sync.terminal.refresh import Mirror
from sync.terminal.state import TerminalState

Connected = TypeVar("Connected", bound=Connection)


@dataclass(frozen=True, slots=True)
class Seat:
    """A terminal that the data centre lets in, with its private keys."""

    terminal_id: str
    signing: bytes = field(repr=False)
    sealing: bytes = field(repr=False)
    kiosk: bytes = field(repr=False)  # signs


@dataclass(frozen=True, slots=True)
class Address:
    """What a ticket says of the data centre."""

    url: str
    centre_id: str
    authority: bytes
    root: bytes
    statements_key: bytes


def enrolled(
    centre: Centre, checkpoint: str, count: int, proposes: str, approves: str
) -> list[Seat]:
    """Return new terminals with keys of their own; two operators let them in."""
    seats, now = [], datetime.now(UTC)
    with centre.registry.transaction() as session:
        for number in range(count):
            signing, kiosk = SigningKey.generate(), SigningKey.generate()
            sealing = SealingKey.generate()
            own = fingerprint(signing.public)[:32]
            token, _ = terminals.issue_token(session, centre.vault, checkpoint, proposes, now)
            new = NewTerminal(own, f"{number}", signing.public, sealing.public, kiosk.public)
            enrolments.enrol(session, token_index(centre.vault, token), new, now)
            terminals.approve(session, own, approves, now)
            seats.append(Seat(own, signing.raw, sealing.seed, kiosk.raw))
    return seats


def bare_state(folder: Path, address: Address) -> TerminalState:
    """Return a terminal's folder that knows whom to trust."""
    state = TerminalState(folder)
    state.prepare()
    write_whole(state.trusted_root, address.root)
    write_whole(state.authority, address.authority)
    return state


def connect(address: Address, seat: Seat, made: type[Connected]) -> Connected:
    """Return the connection of that terminal's agent."""
    return made(
        address.url,
        address.centre_id,
        address.authority,
        SigningKey(seat.signing),
        lambda: datetime.now(UTC),
    )


def mirror_of(state: TerminalState, connection: Connection, checkpoint: str) -> Mirror:
    """Return the mirror that its agent refreshes."""
    return Mirror(state, checkpoint, connection, lambda: datetime.now(UTC))


def heartbeat() -> Heartbeat:
    """Return the heartbeat, now, of a terminal with which all is well."""
    now = datetime.now(UTC)
    return Heartbeat(
        at=now,
        software="bench",
        waiting=0,
        refused=0,
        oldest_waiting=None,
        disk_free=2**30,
        temperature=None,
        clock_skew_s=0.0,
        kiosk_seen_at=now,
        kiosk=KioskReport(camera="live"),
    )
