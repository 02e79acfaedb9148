"""What the data centre says under its own signature: receipts, leases, revocations. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from sync.protocol.envelope import SigningKey
from sync.protocol.wire import Lease, Receipt, RefusedResult, Revoked, Statement


def receipt(
    key: SigningKey,
    terminal_id: str,
    nonce: str,
    at: datetime,
    received: Iterable[str],
    refused: Iterable[RefusedResult],
) -> Statement:
    """These results are here, durably; those will never be read."""
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
    key: SigningKey, terminal_id: str, nonce: str, at: datetime, until: datetime
) -> Statement:
    """It is `at` now, and lists may be served until `until`."""
    return _signed(key, "lease", Lease(terminal_id=terminal_id, nonce=nonce, at=at, until=until))


def revoked(key: SigningKey, terminal_id: str, nonce: str, at: datetime) -> Statement:
    """The terminal must stop serving and wipe."""
    return _signed(key, "revoked", Revoked(terminal_id=terminal_id, nonce=nonce, at=at))


def _signed(
    key: SigningKey,
    kind: Literal["receipt", "lease", "revoked"],
    said: Receipt | Lease | Revoked,
) -> Statement:
    body = said.to_json()
    return Statement(kind=kind, body=body.decode(), signature=key.sign(f"statement {kind}", body))
