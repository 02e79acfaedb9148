"""The package of a checkpoint's officers: always a whole snapshot."""

from __future__ import annotations

from sync.central.centre import Centre
from sync.central.registry import approved_state
from sync.central.releases.whole import WholeContent
from sync.central.storage.storage_names import officer_context
from sync.protocol.content import Officer
from sync.protocol.package import OFFICERS
from sync.protocol.roles import Collection, CollectionKind


def officers_content(centre: Centre, checkpoint_id: str) -> WholeContent:
    """Return all officers of the checkpoint. Raise EnvelopeError, PackageError, RegistryError."""
    lines = bytearray()
    with centre.registry.session() as session:
        rows = approved_state.officers(session, checkpoint_id)
    for row in rows:
        sealed = centre.vault.unseal(row.sealed, officer_context(checkpoint_id, row.number))
        lines += Officer.from_json(sealed).to_json() + b"\n"
    name = Collection(CollectionKind.OFFICERS, checkpoint_id).name
    return WholeContent(name, OFFICERS, len(rows), bytes(lines), b"")
