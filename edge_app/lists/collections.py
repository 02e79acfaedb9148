"""The collections that a terminal holds: activated, served, expired, dropped.

Each stands for itself: one that fails leaves its running version serving, and the others alone.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Protocol

import numpy as np
from pydantic import Field

from edge_app.errors import ActivationError, TerminalError
from edge_app.lists.activation import ActiveList, activate
from edge_app.lists.package_store import PackageMissing, PackageStore, VerifiedPackage
from edge_app.lists.rosters import Officers, Visitors, read_officers, read_visitors
from edge_app.lists.served_list import ServedList
from edge_app.lists.terminal_model import TerminalModels
from models.errors import FaceEngineError
from sync.protocol.errors import SyncError
from sync.protocol.roles import Collection, CollectionKind
from sync.protocol.wire import (
    MAX_PACKAGES,
    CheckpointConfig,
    Head,
    HeldCollection,
    PackageRef,
    Sha256,
    Wire,
)
from sync.protocol.zones import Zone, gate_day
from sync.terminal.errors import UpdateRefused
from sync.terminal.updater import Updater

RETRY = timedelta(minutes=1)  # until what failed is tried again though nothing has changed

log = logging.getLogger(__name__)

_FAULTS = (TerminalError, SyncError, FaceEngineError, OSError, MemoryError)

Held = ActiveList | Visitors | Officers
_FileStates = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Failure:
    """Why the present head of a collection is not what is held."""

    files: _FileStates  # of what was tried
    at: datetime
    error: str  # empty: the agent has not brought everything yet


class HeldVersion(Wire):
    """The version held last: verified once, and again by the same hashes after a restart."""

    head: Head
    vouched: Annotated[tuple[tuple[int, Sha256], ...], Field(max_length=MAX_PACKAGES)]


class HeldVersionStore(Protocol):
    """Keeps each collection's HeldVersion, as JSON, where nobody but the kiosk can write."""

    def read(self, collection: str) -> bytes | None:
        """Return what was written for the collection, if anything."""

    def write(self, collection: str, data: bytes) -> None:
        """Keep `data`; empty: forget what was written."""


class HeldCollections:
    """All collections of one terminal. For one thread, but where a method says otherwise."""

    def __init__(
        self,
        packages: PackageStore,
        models: TerminalModels,
        rng: np.random.Generator,
        versions: HeldVersionStore,
    ) -> None:
        """Hold nothing yet."""
        self._packages, self._versions = packages, versions
        self._models, self._rng = models, rng
        self._held: dict[str, Held] = {}
        self._failures: dict[str, _Failure] = {}
        self._expired: dict[str, tuple[Head, datetime]] = {}  # and when it ended
        self._names: tuple[str, ...] = ()
        self._zone: Zone = "WIB"  # of the configuration
        self._present: dict[str, tuple[Visitors, Visitors]] = {}  # whole, and from today on

    def update(self, updater: Updater, config: CheckpointConfig, now: datetime) -> None:
        """Bring every collection of `config` to what `updater` vouches for, as far as it came."""
        self._names, self._zone = config.collections, config.zone
        for name in {*self._held, *self._failures, *self._expired} - set(config.collections):
            self._drop(name)
        for name in filter(Collection.is_known, config.collections):
            try:
                head = updater.head(name)
            except SyncError as error:
                # The agent may be in the middle of a refresh: the next look finds it whole.
                passing = isinstance(error, UpdateRefused) and error.kind == "missing"
                self._fail(name, (), now, str(error), logging.INFO if passing else logging.WARNING)
                continue
            if head is None:
                self._drop(name)
            else:
                self._update_one(name, head, updater, now)
        self.expire(now)

    def _update_one(self, name: str, head: Head, updater: Updater, now: datetime) -> None:
        held, ended = self._held.get(name), self._expired.get(name)
        if held is not None and held.head == head:
            self._failures.pop(name, None)
            return
        if ended is not None and ended[0] == head and now >= ended[1]:
            return
        files, failure = self._file_states(head), self._failures.get(name)
        if failure is not None and failure.files == files and now - failure.at < RETRY:
            return
        vouched: list[tuple[int, str]] = []
        try:
            vouched = [_vouched(updater, ref) for ref in head.packages]
            self._held[name] = self._activate(name, head, vouched)
        except PackageMissing:
            self._failures[name] = _Failure(files, now, "")
            self._restore(name)
        except _FAULTS as error:
            self._fail(name, files, now, f"{name} {head.version}: {error}")
            self._restore(name)
        else:
            self._failures.pop(name, None)
            self._expired.pop(name, None)
            version = HeldVersion(head=head, vouched=tuple(vouched))
            self._versions.write(name, version.to_json())

    def _restore(self, name: str) -> None:
        """Serve what was held before a restart, until what is newer is here and accepted."""
        kept = self._versions.read(name)
        if name in self._held or name in self._expired or not kept:
            return
        try:
            before = HeldVersion.from_json(kept)
            self._held[name] = self._activate(name, before.head, before.vouched)
        except _FAULTS as error:
            log.info("not restored: %s: %s", name, error)

    def _activate(self, name: str, head: Head, vouched: Sequence[tuple[int, str]]) -> Held:
        def verify(number: int) -> VerifiedPackage:
            return self._packages.verify(name, head.packages[number], vouched[number])

        kind, running = Collection.parse(name).kind, self._held.get(name)
        if kind is CollectionKind.VISITORS:
            return read_visitors(head, verify, self._models)
        if kind is CollectionKind.OFFICERS:
            return read_officers(head, verify)
        active = running if isinstance(running, ActiveList) else None
        return activate(head, verify, active, self._models, self._rng)

    def _file_states(self, head: Head) -> _FileStates:
        """Return inode, size and mtime of the head's files; a change means: retry."""
        found: list[object] = []
        for ref in head.packages:
            for place in (
                self._packages.targets / ref.path,
                self._packages.keys / f"{ref.package_id}.key",
            ):
                try:
                    stat = place.stat()
                    found.append((ref.package_id, stat.st_ino, stat.st_size, stat.st_mtime_ns))
                except OSError:
                    found.append(ref.package_id)
        return tuple(found)

    def _fail(
        self,
        name: str,
        files: _FileStates,
        now: datetime,
        error: str,
        level: int = logging.WARNING,
    ) -> None:
        known = self._failures.get(name)
        if known is None or known.error != error:
            log.log(level, "not activated: %s", error)
        self._failures[name] = _Failure(files, now, error)

    def _drop(self, name: str) -> None:
        if self._versions.read(name):
            self._versions.write(name, b"")
        for kept in (self._held, self._failures, self._expired, self._present):
            kept.pop(name, None)

    def expire(self, now: datetime) -> None:
        """End lists whose time is over, and leave out visitors of past days.

        Nothing is lost by it: when the clock turns out to have been ahead, all is back.
        """
        for name, held in list(self._held.items()):
            if isinstance(held, Visitors):
                present = held.from_day(gate_day(now, self._zone))
                known = self._present.get(name)
                if known is None or known[0] is not held or known[1].visitors != present.visitors:
                    self._present[name] = held, present
            elif isinstance(held, ActiveList):
                ends = held.served.watch_list.expires_at
                if ends is not None and now >= ends:
                    self._expired[name] = (held.head, ends)
                    del self._held[name]

    def release(self) -> None:
        """Hold nothing in memory; the versions held last are restored when they may be served."""
        for kept in (self._held, self._failures, self._expired, self._present):
            kept.clear()

    def drop_all(self) -> None:
        """Hold nothing any more."""
        for name in {*self._names, *self._held, *self._failures, *self._expired}:
            self._drop(name)
        self._names = ()

    def in_use(self) -> tuple[PackageRef, ...]:
        """Return packages that the agent must not delete: what is held was made of them."""
        return tuple(ref for held in self._held.values() for ref in held.head.packages)

    def versions(self) -> dict[str, int]:
        """Return the version in service of each collection."""
        return {name: held.head.version for name, held in self._held.items()}

    @property
    def incomplete(self) -> bool:
        """Return whether something is waited for, or failed."""
        return bool(self._failures)

    @property
    def error(self) -> str:
        """Return why an update was not accepted; empty: none was refused."""
        return next((failure.error for failure in self._failures.values() if failure.error), "")

    def served(self) -> tuple[ServedList, ...]:
        """Return the lists to search, the most urgent first."""
        active = [held.served for held in self._held.values() if isinstance(held, ActiveList)]
        return tuple(sorted(active, key=lambda one: (one.watch_list.priority, one.watch_list.name)))

    def visitors(self) -> tuple[Visitors, ...]:
        """Return the expected visitors of every manifest; from any thread."""
        return tuple(
            self._from_today(name, held)
            for name, held in list(self._held.items())
            if isinstance(held, Visitors)
        )

    def _from_today(self, name: str, held: Visitors) -> Visitors:
        return self._present.get(name, (held, held))[1]

    def _size(self, name: str, held: Held) -> int:
        if isinstance(held, ActiveList):
            return held.persons
        if isinstance(held, Visitors):
            return len(self._from_today(name, held).visitors)
        return len(held.officers)

    def officers(self) -> tuple[Officers, ...]:
        """Return the officers' accounts; from any thread."""
        return tuple(held for held in list(self._held.values()) if isinstance(held, Officers))

    def states(self, stale: bool) -> tuple[HeldCollection, ...]:
        """Return what is held of each collection, for the heartbeat.

        `stale`: nobody has confirmed for too long that these are the newest versions.
        """
        return tuple(self._state(name, stale) for name in self._names)

    def _state(self, name: str, stale: bool) -> HeldCollection:
        held, failure, ended = (
            kept.get(name) for kept in (self._held, self._failures, self._expired)
        )
        version = references = 0
        state = "waiting"
        if isinstance(held, Held):
            version, references = held.head.version, self._size(name, held)
            state = "stale" if stale else "serving"
        elif isinstance(ended, tuple):
            version, state = ended[0].version, "expired"
        error = failure.error if isinstance(failure, _Failure) else ""
        if not Collection.is_known(name):  # for operators: officers can do nothing about it
            error = "a kind of collection that this version does not know: update Gapura"
        if error:
            state = "failed"
        return HeldCollection.model_validate(
            {
                "collection": name,
                "version": version,
                "references": references,
                "state": state,
                "error": error[:2000],
            }
        )


def _vouched(updater: Updater, ref: PackageRef) -> tuple[int, str]:
    vouched = updater.target_info(ref.path)
    if vouched is None:
        raise ActivationError(f"{ref.path} is named by the head, and nobody vouches for it")
    return vouched
