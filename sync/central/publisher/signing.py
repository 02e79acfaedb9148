"""Metadata and keys: tuf's objects from ours, signatures, dates. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from securesystemslib.signer import Key, Signer
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, Root, Targets

from sync.central.errors import PublisherError


def key_name(key: Key) -> str:
    """Return what a file of this key is called: 16 hexadecimal digits of its public half's hash."""
    public = str(key.keyval["public"])
    raw = bytes.fromhex(public) if key.keytype == "ed25519" else public.encode()
    return hashlib.sha256(raw).hexdigest()[:16]


def signed(metadata: Metadata[Any], signers: Iterable[Signer]) -> bytes:
    """Return the file: `metadata` with the signatures of `signers` and no others."""
    metadata.signatures.clear()
    for signer in signers:
        metadata.sign(signer, append=True)
    return metadata.to_bytes()


def holds(by: Root | Targets, role: str, metadata: Metadata[Any]) -> bool:
    """Return whether enough of the keys that `by` names for `role` signed it."""
    return bool(by.get_verification_result(role, metadata.signed_bytes, metadata.signatures))


def keys_of(by: Root | Targets, role: str) -> list[Key]:
    """Return the keys that `by` names for `role`."""
    if isinstance(by, Root):
        return [by.keys[keyid] for keyid in by.roles[role].keyids]
    known = by.delegations.keys if by.delegations is not None else {}
    return [known[keyid] for keyid in delegated_roles(by)[role].keyids]


def after(now: datetime, days: int) -> datetime:
    """Return the time `days` after `now`, in UTC."""
    return now.astimezone(UTC) + timedelta(days=days)


def ends_soon(metadata: Metadata[Any], days: int, now: datetime) -> bool:
    """Return whether less than half of its `days` is left."""
    return bool(metadata.signed.expires - now < timedelta(days=days) / 2)


def delegated_roles(targets: Targets) -> dict[str, DelegatedRole]:
    """Return the delegated roles by name, to change in place. Raise PublisherError."""
    roles = targets.delegations.roles if targets.delegations is not None else None
    if roles is None:
        raise PublisherError("the repository's targets.json delegates nothing: restore it")
    return roles


def delegate(targets: Targets, role: str, keys: Sequence[Key], threshold: int = 1) -> None:
    """Let `threshold` of `keys` sign for `<role>/*`: no other role is asked about those paths."""
    delegated_roles(targets)[role] = DelegatedRole(
        role, [], threshold, terminating=True, paths=[f"{role}/*"]
    )
    for key in keys:
        targets.add_key(key, role)


def no_delegations() -> Delegations:
    """Return the empty delegations of a new targets role."""
    return Delegations({}, {})
