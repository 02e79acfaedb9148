"""The mirror: what the agent brought, believed as far as the kiosk can verify it itself."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime, timedelta

from edge_app.lists.collections import HeldCollections
from edge_app.terminal.facts import Facts
from sync.protocol.errors import PackageError, SyncError
from sync.protocol.wire import CheckpointConfig
from sync.protocol.zones import Zone
from sync.terminal.centre_keys import KEPT, CentreKeyring
from sync.terminal.clock import EARLIEST
from sync.terminal.errors import UpdateRefused
from sync.terminal.state import TerminalState
from sync.terminal.updater import FolderFetch, Updater

REFRESH_INTERVAL = timedelta(minutes=1)  # nothing changed; but what is held may have expired
ACCEPTED = "accepted"  # the fact that says when the mirror's metadata were last accepted
CHECKPOINT = "checkpoint"  # the fact that holds the configuration that was read last
FACTS = (ACCEPTED, CHECKPOINT, KEPT)
_OFFLINE = {"expired", "missing"}  # a mirror that nobody renews, or that was wiped


class MirrorFollower:
    """Brings the collections to what the mirror vouches for. For one thread."""

    def __init__(
        self,
        state: TerminalState,
        checkpoint_id: str,
        keyring: CentreKeyring,
        facts: Facts,
        collections: HeldCollections,
        seal_to: Callable[[bytes], object],
    ) -> None:
        """Follow nothing yet. `seal_to` gets the data centre's public key. Raise OSError."""
        self._state, self._checkpoint_id, self._facts = state, checkpoint_id, facts
        self._keyring = keyring
        self.collections, self._seal_to = collections, seal_to
        self._root = state.trusted_root.read_bytes()
        self._files: tuple[object, ...] = ()
        self._refreshed_at: datetime | None = None
        self._keys_files: tuple[object, ...] = ()  # of `poll_keys`
        self._keys_at: datetime | None = None
        self.checkpoint: CheckpointConfig | None = None
        self._before = self._kept_checkpoint()
        self.refused = ""  # why an update was not accepted; empty: none was refused

    def poll(self, now: datetime) -> None:
        """Refresh where the mirror has changed, where it is due, or where something is missing."""
        files = self._file_states()
        due = self._refreshed_at is None or abs(now - self._refreshed_at) >= REFRESH_INTERVAL
        if due or files != self._files or self.collections.incomplete:
            self._refreshed_at, self._files = now, files
            try:
                untrusted = self._refresh(now)
                self.refused = untrusted or self.collections.error
            except SyncError as error:
                absent = isinstance(error, UpdateRefused) and error.kind == "missing"
                self.refused = "" if absent else str(error)  # nothing was brought yet
        self.collections.expire(now)

    def poll_keys(self, now: datetime) -> None:
        """Take the data centre's keys, and nothing else, where the mirror has changed or it is due.

        For a terminal that may hold no lists: the lease that it waits for may be signed with a key
        that only the mirror tells of. Raise SyncError.
        """
        files, at = self._file_states(), self._keys_at
        if at is None or abs(now - at) >= REFRESH_INTERVAL or files != self._keys_files:
            self._keys_at, self._keys_files = now, files
            try:
                self._keyring.take(self._refreshed(now).centre_keys())
            except UpdateRefused as error:
                if error.kind != "missing":  # else nothing was brought yet
                    raise

    def release(self) -> None:
        """Serve nothing for now; the next `poll` serves what was held, as after a restart."""
        self.collections.release()
        self._files, self.refused = (), ""

    def drop_all(self) -> None:
        """Hold nothing; the next `poll` begins anew."""
        self.collections.drop_all()
        self._files, self.refused = (), ""

    @property
    def sealing_key(self) -> bytes | None:
        """Return the data centre's public key to seal to; None: nothing has said it yet."""
        if self._keyring.sealing is not None:
            return self._keyring.sealing
        return None if self.checkpoint is None else self.checkpoint.centre

    @property
    def zone(self) -> Zone:
        """Return the gate's zone, as its configuration said last, also before a restart."""
        config = self.checkpoint or self._before
        return "WIB" if config is None else config.zone

    @property
    def accepted_at(self) -> datetime | None:
        """Return when the mirror's metadata were last accepted; None: never."""
        accepted = self._facts.get(ACCEPTED)
        return datetime.fromisoformat(accepted) if accepted else None

    def _file_states(self) -> tuple[object, ...]:
        """Return inode, size and mtime of what every change of the mirror changes too."""
        found: list[object] = []
        for place in (self._state.metadata / "timestamp.json", self._state.content_keys):
            try:
                stat = place.stat()
                found.append((stat.st_ino, stat.st_size, stat.st_mtime_ns))
            except OSError:
                found.append(None)
        return tuple(found)

    def _refresh(self, now: datetime) -> str:
        """Return why the mirror's metadata are not believed; empty: they are. Raise SyncError."""
        updater = self._refreshed(now)
        refused = updater.refused
        unknown_keys = self._take_keys(updater)
        self.checkpoint, unreadable = self._read_checkpoint(updater)
        self._seal_to(self._keyring.sealing or self.checkpoint.centre)
        self.collections.update(updater, self.checkpoint, now)
        offline = isinstance(refused, UpdateRefused) and refused.kind in _OFFLINE
        return unknown_keys or unreadable or ("" if refused is None or offline else str(refused))

    def _refreshed(self, now: datetime) -> Updater:
        """Return a look at the mirror, refreshed. Raise SyncError."""
        state = self._state
        updater = Updater(
            state.kiosk_metadata,
            state.targets,
            self._root,
            FolderFetch(state.mirror),
            now,
            self.accepted_at,
        )
        try:
            updater.refresh()
        except UpdateRefused as error:
            self._look_for_an_epoch(error)
            raise
        if updater.refused is None:
            self._facts.update({ACCEPTED: now.isoformat()})
        else:
            self._look_for_an_epoch(updater.refused)
        return updater

    def _look_for_an_epoch(self, refused: SyncError) -> None:
        """Take the keys of metadata that have expired, for the epoch of the time in them.

        Where the terminal's clock was pushed ahead, everything has expired, and only the offline
        role can say so. Signatures and versions count as always.
        """
        if isinstance(refused, UpdateRefused) and refused.kind == "expired":
            state, fetch = self._state, FolderFetch(self._state.mirror)
            look = Updater(state.kiosk_metadata, state.targets, self._root, fetch, EARLIEST)
            with contextlib.suppress(SyncError):
                look.refresh()
                self._keyring.take(look.centre_keys())

    def _take_keys(self, updater: Updater) -> str:
        """Go by the data centre's present keys. Return why those before them go on; or empty."""
        try:
            self._keyring.take(updater.centre_keys())
        except (UpdateRefused, PackageError) as error:
            return str(error)
        return ""

    def _read_checkpoint(self, updater: Updater) -> tuple[CheckpointConfig, str]:
        """Return the configuration, and why it is an older one; empty: it is the present one.

        One that this version cannot read keeps no list from being served, also after a restart:
        what was read last goes on. Raise SyncError where nothing was.
        """
        try:
            config = updater.checkpoint(self._checkpoint_id)
        except PackageError as error:
            before = self._kept_checkpoint()
            if before is None:
                raise
            return before, str(error)
        self._facts.update({CHECKPOINT: config.to_json().decode()})
        return config, ""

    def _kept_checkpoint(self) -> CheckpointConfig | None:
        """Return the configuration that was read last, if this version can read it."""
        kept = self._facts.get(CHECKPOINT)
        if kept is None:
            return None
        try:
            before = CheckpointConfig.from_json(kept)
        except PackageError:
            return None
        return before if before.checkpoint_id == self._checkpoint_id else None
