"""A client of The Update Framework on our clock, with files that change all at once."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from tuf.api import exceptions as refusals
from tuf.api.metadata import Metadata, Root, Snapshot, Timestamp
from tuf.api.serialization import DeserializationError
from tuf.ngclient import Updater as NativeUpdater
from tuf.ngclient import UpdaterConfig

from models.whole_file import write_whole
from sync.terminal.updater.download import sha256
from sync.terminal.updater.fetcher import Fetcher

MAX_TIMESTAMP, MAX_ROOT = 16_384, 65_536  # bytes; they have 0.5 kB and 2 kB
MAX_SNAPSHOT, MAX_ROLE = 1 << 20, 2 << 20  # 40 bytes a role; 200 bytes a target
MAX_SMALL = 1 << 20  # bytes of a head or a configuration

_CONFIG = UpdaterConfig(
    root_max_length=MAX_ROOT,
    timestamp_max_length=MAX_TIMESTAMP,
    snapshot_max_length=MAX_SNAPSHOT,
    targets_max_length=MAX_ROLE,
    max_root_rotations=64,
)
_LOG = logging.getLogger(__name__)
_HELD = re.compile(r"(\d{1,16})\.([a-z0-9-]{1,64})\.json")


def is_root(data: bytes) -> bool:
    """Return whether trust can start there; whose it is, nobody says."""
    try:
        return Metadata[Root].from_bytes(data).signed.type == Root.type
    except DeserializationError:
        return False


class Client(NativeUpdater):
    """One refresh: `refresh`, then `fetch_small` for what must be whole, then `accept`.

    tuf itself keeps `<role>.json`, one file after the other. A client that is killed between two of
    them, or cut off, then holds a timestamp whose snapshot it lacks, or a root that the timestamp
    it holds is not signed under, and is blind until the network is back. Here versions are in the
    names, roots wait, and the timestamp's move is the one that counts.
    """

    def __init__(self, folder: Path, root: bytes, fetcher: Fetcher, when: datetime) -> None:
        self._folder = folder
        self._bytes = fetcher
        self._held_snapshot = 0
        self._new_timestamp: bytes | None = None
        self._new_roots: dict[int, bytes] = {}
        super().__init__(
            str(folder), "metadata/", None, "targets/", fetcher, _CONFIG, bootstrap=root
        )
        # Expiry is first looked at in refresh(): before this line nothing depends on the time.
        self._trusted_set.reference_time = when

    def knows(self, role: str) -> bool:
        """Return whether the snapshot names a version of `role`."""
        return f"{role}.json" in self._trusted_set.snapshot.meta

    def ends(self, role: str) -> datetime | None:
        """Return until when the version of a delegated role counts; None: it was not looked at."""
        trusted = self._trusted_set
        if role not in trusted:
            return None
        ends: datetime = trusted[role].expires
        return ends if ends.tzinfo else ends.replace(tzinfo=UTC)

    def fetch_small(self, path: str) -> bytes | None:
        """Return a small target's bytes, which stay beside the metadata; None: nobody vouches."""
        info = self.get_targetinfo(path)
        if info is None:
            return None
        if info.length > MAX_SMALL:
            raise refusals.DownloadLengthMismatchError(f"{path} has {info.length} bytes")
        folder, _, name = path.partition("/")
        rest = f"{folder}/{sha256(info)}.{name}"
        place = self._folder / "targets" / rest
        with suppress(OSError, refusals.LengthOrHashMismatchError):
            data = place.read_bytes()
            info.verify_length_and_hashes(data)
            return data
        data = self._bytes.download_bytes(f"targets/{rest}", info.length)
        info.verify_length_and_hashes(data)
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, data)
        _keep_newest(place.parent.glob(f"{'[0-9a-f]' * 64}.{name}"))
        return data

    def accept(self) -> None:
        """Make the new state the one that is held."""
        for number, root in self._new_roots.items():
            place = self._folder / "root_history" / f"{number}.root.json"
            place.parent.mkdir(exist_ok=True)
            if not place.is_file() or place.read_bytes() != root:
                write_whole(place, root)
        self._new_roots.clear()
        if self._new_timestamp is not None:
            write_whole(self._folder / "timestamp.json", self._new_timestamp)
            self._new_timestamp = None
        held = self._trusted_set
        _LOG.debug(
            "metadata accepted: root %d, timestamp %d, snapshot %d",
            held.root.version,
            held.timestamp.version,
            held.snapshot.version,
        )
        self._tidy()

    def _tidy(self) -> None:
        """Keep two versions of each role: a kiosk may be reading the one before."""
        held: dict[str, list[tuple[int, Path]]] = {}
        for place in self._folder.iterdir():
            if found := _HELD.fullmatch(place.name):
                held.setdefault(found[2], []).append((int(found[1]), place))
            elif place.name.startswith(".") and place.is_file():  # left by a killed writer
                place.unlink(missing_ok=True)
        snapshot = self._trusted_set.snapshot
        now = {name.removesuffix(".json"): meta.version for name, meta in snapshot.meta.items()}
        now[Snapshot.type] = snapshot.version
        for role, files in held.items():
            counts = now.get(role, 0)
            older = sorted(version for version, _ in files if version < counts)[-1:]
            for version, place in files:
                if version not in {counts, *older}:
                    place.unlink(missing_ok=True)

    # ---- where tuf keeps its files -------------------------------------------------------------

    def _load_local_metadata(self, rolename: str) -> bytes:
        if rolename == Timestamp.type:
            data = (self._folder / "timestamp.json").read_bytes()
            with suppress(refusals.RepositoryError):
                self._held_snapshot = (
                    Metadata[Timestamp].from_bytes(data).signed.snapshot_meta.version
                )
            return data
        if rolename == Snapshot.type:
            version = self._held_snapshot
        else:
            meta = self._trusted_set.snapshot.meta.get(f"{rolename}.json")
            version = meta.version if meta is not None else 0
        return (self._folder / f"{version}.{rolename}.json").read_bytes()

    def _persist_metadata(self, rolename: str, data: bytes) -> None:
        if rolename == Timestamp.type:
            self._new_timestamp = data
            return
        version = self._trusted_set[rolename].version
        write_whole(self._folder / f"{version}.{rolename}.json", data)

    def _persist_root(self, version: int, data: bytes) -> None:
        self._new_roots[version] = data

    def _update_root_symlink(self) -> None:
        """Make none: root_history says it, and a USB stick's file system knows no links."""


def _keep_newest(places: Iterator[Path], count: int = 2) -> None:
    for place in sorted(places, key=lambda each: each.stat().st_mtime_ns)[:-count]:
        place.unlink(missing_ok=True)
