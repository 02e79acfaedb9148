"""The key of the kiosk's store: opened with it, and replaced by a wipe.

Erased rows stay in free blocks of the disk, encrypted. With another key, and the old one
overwritten where it lies, nothing of them opens.
"""

from __future__ import annotations

import contextlib

from edge_app.errors import StoreError
from edge_app.store.database import StoreDatabase
from sync.terminal.state import TerminalState


def open_store(state: TerminalState, read_only: bool = False) -> StoreDatabase:
    """Open the terminal's store. Raise StateError, StoreError, OSError.

    A replacement of its key that was cut off is brought to its end, unless `read_only`.
    """
    key, fresh = state.credential("store.key"), state.next_store_key()
    if fresh is not None and state.kiosk_store.exists():
        with contextlib.suppress(StoreError):
            database = StoreDatabase(state.kiosk_store, fresh, read_only)
            if not read_only:
                state.take_next_store_key()
            return database
    database = StoreDatabase(state.kiosk_store, key, read_only)
    if not read_only:
        state.drop_next_store_key()
    return database


def replace_store_key(state: TerminalState, database: StoreDatabase) -> None:
    """Encrypt the whole store anew, and destroy the key of before. Raise StoreError, OSError.

    May be killed anywhere: the store opens with one of the two keys. What systemd hands out is not
    ours to replace, and stays.
    """
    fresh = state.make_next_store_key()
    if fresh is not None:
        database.replace_key(fresh)
        state.take_next_store_key()
