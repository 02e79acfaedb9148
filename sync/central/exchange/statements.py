"""What the data centre signs itself: receipts, leases, revocations. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.lanes import Lanes, NeighbourLane
from sync.protocol.wire import (
    Attestation,
    AuditHead,
    Lease,
    LeasePlace,
    Receipt,
    RefusedResult,
    Resend,
    Revoked,
    Statement,
)


def receipt(
    key: SigningKey,
    terminal_id: str,
    nonce: str,
    at: datetime,
    received: Iterable[str],
    refused: Iterable[RefusedResult],
) -> Statement:
    """Return the signed receipt: which results are kept, and which can never be read."""
    return _signed(
        key,
        "receipt",
        Receipt(
            terminal_id=terminal_id,
            nonce=nonce,
            at=at,
            received=tuple(received),
            refused=tuple(refused),
        ),
    )


def lease(
    key: SigningKey,
    terminal_id: str,
    nonce: str,
    at: datetime,
    until: datetime,
    kiosk_nonce: str = "",
    *,
    carried: bool = False,
    epoch: int = 0,
    resend: Resend | None = None,
    audit: AuditHead | None = None,
    chain_rows: int | None = None,
    check: datetime | None = None,
    place: LeasePlace | None = None,
    attestation: Attestation | None = None,
) -> Statement:
    """Return the signed lease: the time is `at`, lists may be served until `until`.

    `kiosk_nonce` comes from the kiosk's report. `carried`: it goes onto a stick, and answers no
    nonce; nobody can have one written by asking. `epoch`: of the time, for one that is carried.
    `resend`: results that are to come again. `audit`: for the terminal to witness. `chain_rows`:
    how far the terminal's own chain is known here. `check`: when it was asked for one. `place`:
    where it stands. `attestation`: how its word of what it booted stands.
    """
    content = Lease(
        terminal_id=terminal_id,
        nonce=nonce,
        at=at,
        until=until,
        kiosk_nonce=kiosk_nonce,
        carried=carried,
        epoch=epoch,
        resend=resend,
        audit=audit,
        chain_rows=chain_rows,
        check=check,
        place=place,
        attestation=attestation,
    )
    return _signed(key, "lease", content)


def revoked(key: SigningKey, terminal_id: str, nonce: str, at: datetime) -> Statement:
    """Return the signed revocation: the terminal must stop serving and wipe."""
    return _signed(key, "revoked", Revoked(terminal_id=terminal_id, nonce=nonce, at=at))


def lanes(
    key: SigningKey,
    terminal_id: str,
    nonce: str,
    at: datetime,
    digest: str,
    found: Sequence[NeighbourLane],
    epoch: int = 0,
) -> Statement:
    """Return the signed other lanes of a terminal's checkpoint; `digest`: of them and the epoch."""
    content = Lanes(
        terminal_id=terminal_id,
        nonce=nonce,
        at=at,
        digest=digest,
        epoch=epoch,
        lanes=tuple(found),
    )
    return _signed(key, "lanes", content)


def _signed(
    key: SigningKey,
    kind: Literal["receipt", "lease", "revoked", "lanes"],
    content: Receipt | Lease | Revoked | Lanes,
) -> Statement:
    body = content.to_json()
    return Statement(kind=kind, body=body.decode(), signature=key.sign(f"statement {kind}", body))
