"""Enrol a terminal by its one-time token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import attestations, audit
from sync.central.registry.callers import Caller, caller
from sync.central.registry.schema import Terminal, Token
from sync.protocol.envelope.digests import key_digits
from sync.protocol.envelope.vault import Vault
from sync.protocol.wire import TicketFault, TpmKeys


class TokenRefused(Exception):
    """The token was never given, or what its ticket is for is something else."""

    def __init__(self, fault: TicketFault = TicketFault.NONE) -> None:
        """Take what is wrong with the ticket; NONE: there is none with this token."""
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class NewTerminal:
    """A terminal that wants to enrol."""

    terminal_id: str
    lane: str
    signing_key: bytes  # public
    sealing_key: bytes  # public
    kiosk_key: bytes | None = None  # public; None: an older Gapura, whose kiosk signs nothing
    ticket: str | None = None  # the digest of what it read; None: an older Gapura
    words: str | None = None  # of `ticket` and its keys
    tpm: TpmKeys | None = None  # None: it brought none


def token_index(vault: Vault, token: str) -> str:
    """Return the keyed hash that a token is looked up by."""
    return vault.index(f"token {token}")


def was_given(session: Session, index: str) -> bool:
    """Return whether such a token was issued, used or not."""
    return session.get(Token, index) is not None


def enrol(
    session: Session, token_index: str, new: NewTerminal, now: datetime, read_by: str | None = None
) -> Caller:
    """Enrol the terminal, pending until an operator approves it. Raise TokenRefused.

    `read_by`: the operator who read the stick that it came on; None: it came over the network.

    The same terminal with the same token again changes nothing: it lost the answer. So no terminal
    that is known gets another key, whoever asks.
    """
    token = session.scalars(
        select(Token).where(Token.token_index == token_index).with_for_update()
    ).first()
    if token is None:
        raise TokenRefused
    if token.terminal_id not in (None, new.terminal_id):
        raise TokenRefused(TicketFault.USED)
    known = caller(session, new.terminal_id)
    if token.terminal_id is not None and known is not None:
        return known
    if known is not None:
        raise TokenRefused
    if token.expires_at <= now:
        raise TokenRefused(TicketFault.OVER)
    if None not in (token.ticket, new.ticket) and token.ticket != new.ticket:
        raise TokenRefused(TicketFault.ALTERED)
    if token.lane not in (None, new.lane):
        raise TokenRefused(TicketFault.LANE)
    token.terminal_id = new.terminal_id
    session.add(
        Terminal(
            terminal_id=new.terminal_id,
            checkpoint_id=token.checkpoint_id,
            lane=new.lane,
            signing_key=new.signing_key,
            sealing_key=new.sealing_key,
            kiosk_key=new.kiosk_key,
            state="pending",
            enrolled_at=now,
            # Of a ticket that nobody here knows the digest of they would prove nothing.
            words=new.words if token.ticket is not None else None,
            replaces=token.replaces,
            stick_read_by=read_by,
        )
    )
    if new.tpm is not None:
        session.flush()
        attestations.bring(session, new.terminal_id, new.tpm)
    audit.append(
        session,
        now,
        new.terminal_id,
        "terminal-enrolled",
        new.terminal_id,
        {
            "checkpoint": token.checkpoint_id,
            "kiosk_key": key_digits(new.kiosk_key) if new.kiosk_key else None,
            "tpm": attestations.tpm_digits(new.tpm) if new.tpm else None,
        }
        | ({"stick_read_by": read_by} if read_by else {})
        | ({"replaces": token.replaces} if token.replaces else {}),
    )
    return Caller(
        new.terminal_id,
        token.checkpoint_id,
        new.signing_key,
        new.sealing_key,
        "pending",
        new.kiosk_key,
    )
