"""All keys of the data centre, with their age, and the terminals that lag behind the newest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry import key_history
from sync.central.releases.centre_keys import present_keys, published_keys
from sync.central.storage.key_files import key_id
from sync.protocol.envelope.digests import fingerprint


@dataclass(frozen=True, slots=True)
class KeyLine:
    """The keys of one kind."""

    name: str
    ids: tuple[str, ...]  # 16 digits each, the newest first
    since: datetime | None  # when they were replaced last, or made


def inventory(centre: Centre) -> list[KeyLine]:
    """Return all keys. Raise CentralError."""
    with centre.registry.session() as session:
        history = key_history.replaced(session)
    founded = history.get("")
    keys = present_keys(centre)
    lines = [
        KeyLine(name, tuple(map(key_id, held)), history.get(name, founded))
        for name, held in (
            ("statements", keys.statements),
            ("sealing", keys.sealing),
            ("authority", keys.authorities),
        )
    ]
    vault = centre.vault_file.content()
    unfinished = vault is not None and vault.resealing
    name = "vault (keys rotate vault: not done)" if unfinished else "vault"
    lines.append(KeyLine(name, (vault.root,) if vault else (), history.get("vault", founded)))
    for role, ids in Publisher(centre.blobs, centre.secrets).key_ids().items():
        kind = "online" if role in ("snapshot", "timestamp") else role
        lines.append(KeyLine(role, ids, history.get(kind, founded)))
    return lines


def lagging(centre: Centre) -> list[str]:
    """Return the active terminals that have not said that they go by the newest keys."""
    keys = published_keys(centre)
    if keys is None:
        return []
    newest = fingerprint(keys.to_json())
    with centre.registry.session() as session:
        return [each for each, held in key_history.held(session).items() if held != newest]
