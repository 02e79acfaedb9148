"""Terminals that were wiped: the statement that each signed last, and what follows from it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.errors import OperationRefused
from sync.central.registry.schema import Terminal
from sync.central.registry.terminal_places import WIPED
from sync.protocol.wiped import SignedWipe


def keep_proof(
    session: Session, terminal_id: str, proof: SignedWipe, actor: str, now: datetime
) -> bool:
    """Keep the proof, and give the terminal nothing any more; return whether it was new.

    `actor`: the terminal itself, or the operator whose stick brought it. Raise PackageError: its
    keys did not sign it; OperationRefused: there is no such terminal.
    """
    row = session.get(Terminal, terminal_id, with_for_update=True)
    if row is None:
        raise OperationRefused("no terminal of that id is enrolled here")
    wipe = proof.opened(row.signing_key, row.kiosk_key)
    if wipe.terminal_id != terminal_id:
        raise OperationRefused("it is another terminal's")
    if row.wiped_at is not None:
        return False
    row.state, row.wiped_at = "revoked", now
    row.wipe_proof = proof.model_dump(mode="json")
    details = {
        "checkpoint": row.checkpoint_id,
        "at": wipe.at.isoformat(),
        "keys": wipe.keys,
        "files": wipe.files,
        "waiting": wipe.waiting,
    }
    audit.append(session, now, actor, WIPED, terminal_id, details)
    return True
