"""Metadata and keys: tuf's objects from ours, signatures, dates. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from securesystemslib.signer import CryptoSigner, Key
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, Root, Targets

from sync.central.errors import PublisherError
from sync.protocol.envelope import SigningKey


def public_key(key: SigningKey) -> Key:
    """Return a public key as metadata holds it."""
    return CryptoSigner(key.native).public_key


def public_bytes(key: Key) -> bytes:
    """Return the 32 bytes of a public key in metadata."""
    return bytes.fromhex(key.keyval["public"])


def signed(metadata: Metadata[Any], keys: Iterable[SigningKey]) -> bytes:
    """Return the file: `metadata` with the signatures of `keys` and no others."""
    metadata.signatures.clear()
    for key in keys:
        metadata.sign(CryptoSigner(key.native), append=True)
    return metadata.to_bytes()


def holds(root: Root, role: str, metadata: Metadata[Any]) -> bool:
    """Return whether enough of the keys that `root` names for `role` signed it."""
    return bool(root.get_verification_result(role, metadata.signed_bytes, metadata.signatures))


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


def delegated_keys(targets: Targets) -> dict[str, Key]:
    """Return the keys of all delegated roles, by id."""
    return targets.delegations.keys if targets.delegations is not None else {}


def delegate(targets: Targets, role: str, key: SigningKey) -> None:
    """Let `key` sign for `<role>/*`: no other role is asked about those paths."""
    delegated_roles(targets)[role] = DelegatedRole(
        role, [], 1, terminating=True, paths=[f"{role}/*"]
    )
    targets.add_key(public_key(key), role)


def no_delegations() -> Delegations:
    """Return the empty delegations of a new targets role."""
    return Delegations({}, {})
