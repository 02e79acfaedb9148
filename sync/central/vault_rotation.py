"""Replace the keys of the vault, and seal everything anew. It needs no offline key."""

from __future__ import annotations

from datetime import datetime

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.registry import audit, reindexing
from sync.central.registry.locks import RESEALING, TIMERS
from sync.central.registry.resealing import Advance, reseal


def rotate_vault(centre: Centre, operator_id: str, now: datetime, advance: Advance) -> int:
    """Make a new root key and new keys for every kind of data; return what was sealed anew.

    The server may run meanwhile. May be killed and started again: it goes on where it was, with the
    same new keys. The keys before still open what they sealed, until the next rotation. Raise
    CentralError, EnvelopeError.
    """
    files, vault = centre.vault_file, centre.vault
    with centre.registry.lock(RESEALING):
        content = files.content()
        if content is None or not content.resealing:
            if content is not None:  # what a killed process left by the keys that are forgotten now
                reseal(centre.registry, centre.blobs, vault, advance)
            files.rotate(now)
            with centre.registry.transaction() as session:
                audit.append(session, now, operator_id, "keys-rotated", "vault")
        changed = reseal(centre.registry, centre.blobs, vault, advance)
        files.done()
    return changed


def rotate_index(centre: Centre, operator_id: str, now: datetime) -> int:
    """Put another key over that by which a NIK is looked up; return how many hashes changed.

    What is stored is hashed once more by it: nobody's NIK is needed for that, and whoever has the
    key of before finds nobody any more. One transaction; may be killed and started again. Nothing
    is looked up meanwhile, so that the server must not run. Raise CentralError, EnvelopeError.
    """
    with centre.registry.lock(RESEALING):
        if centre.registry.is_locked(TIMERS):
            raise CentralError("the server runs, and looks people up: stop it for this")
        key = centre.vault_file.begin_index()
        with centre.registry.transaction() as session:
            changed = reindexing.reindex(session, centre.vault, key, operator_id, now)
        centre.vault_file.end_index()
        centre.registry.erase_log()
    return changed
