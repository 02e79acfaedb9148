"""Whether to believe what was published: a client of The Update Framework. The door to tuf.

Two of them run on a terminal, each with its own metadata: the agent's, over the network, and the
kiosk's, over the agent's mirror (`FolderFetch`), so that a broken-into agent cannot make the kiosk
accept a list. Neither trusts the system's clock: `now` is the caller's trusted time, and it is the
time of every expiry.

On the disk (`metadata_dir`), and moved all at once from one state of the repository to the next:

    root_history/<n>.root.json      the chain from the root the terminal was provisioned with
    <n>.<role>.json                 snapshot, targets and delegated roles, two versions of each
    targets/<collection>/<sha256>.<name>.json   heads and checkpoint configurations, two of each
    timestamp.json                  says which of these count; it is written last

A refresh that fails, or is killed, or loses its network halfway, leaves the old timestamp and with
it the old state, whole. What it had fetched is there when it tries again.

**Stale.** The timestamp lasts a day. A kiosk that starts after a week without a network must serve
what it had, and say that it is old. So the kiosk keeps, in its own sealed store, the trusted time
at which it last accepted a refresh, and gives it as `accepted`. When what the mirror holds has
expired at `now`, it is judged at `accepted` instead, and when the mirror cannot be used at all,
what the kiosk itself holds is. Signatures, versions and hashes count as always, no version goes
back, and `stale` says it. What this gives up is exactly the freshness of the word, which nobody can
have without a network; the lease and each list's own end are checked against `now` elsewhere. An
agent, which has a network, gives no `accepted`.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from io import BufferedReader
from pathlib import Path
from typing import Any, TypeVar

from tuf.api import exceptions as refusals
from tuf.api.metadata import Metadata, Snapshot, TargetFile, Timestamp
from tuf.ngclient import FetcherInterface, UpdaterConfig
from tuf.ngclient import Updater as NativeUpdater

from models.whole_file import write_whole
from sync.protocol.roles import Collection, checkpoint_target
from sync.protocol.wire import CheckpointConfig, Head
from sync.terminal.errors import NotThere, SyncTerminalError, UpdateRefused

Fetch = Callable[[str, int], Iterator[bytes]]
"""`fetch(path, offset)`: the bytes of `metadata/<file>` or `targets/<collection>/<file>` from
`offset` on. Raises NotThere where there is none; OSError or a SyncTerminalError otherwise. It is
the fetcher who gives up on a peer that sends too slowly."""

TIMESTAMP_MOST, ROOT_MOST = 16_384, 65_536  # bytes; they have 0.5 kB and 2 kB
SNAPSHOT_MOST, ROLE_MOST = 1 << 20, 2 << 20  # 40 bytes a role; 200 bytes a target
SMALL_MOST = 1 << 20  # bytes of a head or a configuration
PACKAGE_MOST = 16 * 2**30  # bytes: a signed length beyond that is a mistake

_CONFIG = UpdaterConfig(
    root_max_length=ROOT_MOST,
    timestamp_max_length=TIMESTAMP_MOST,
    snapshot_max_length=SNAPSHOT_MOST,
    targets_max_length=ROLE_MOST,
    max_root_rotations=64,
)
_PATH = re.compile(r"[a-z0-9-]{1,64}/[a-z0-9][a-z0-9.-]{0,63}")
_HELD = re.compile(r"(\d{1,16})\.([a-z0-9-]{1,64})\.json")
_PIECE = 1 << 16

M = TypeVar("M", CheckpointConfig, Head)


class Updater:
    """One look at the repository: made, refreshed once, asked, and thrown away.

    Every method raises UpdateRefused, and lets a SyncTerminalError of `fetch` through.
    """

    def __init__(
        self,
        metadata_dir: Path,
        targets_dir: Path,
        root: bytes,
        fetch: Fetch,
        now: datetime,
        accepted: datetime | None = None,
    ) -> None:
        """`root`: the root file the terminal was provisioned with. `accepted`: see the module."""
        self._metadata, self._targets = metadata_dir, targets_dir
        self._root, self._fetch = root, fetch
        self._now, self._accepted = now, accepted
        self._client: _Client | None = None
        self.stale = False  # True after a refresh that was judged at `accepted`

    def refresh(self) -> None:
        """Take over the repository's present state, or leave the one that is held."""
        try:
            self._take(self._fetch, self._now)
        except SyncTerminalError as error:
            if self._accepted is None:
                raise
            try:
                if isinstance(error, UpdateRefused) and error.kind == "expired":
                    try:
                        self._take(self._fetch, self._accepted)
                    except SyncTerminalError:
                        self._take(
                            FolderFetch(self._metadata.parent, self._metadata), self._accepted
                        )
                else:
                    self._take(FolderFetch(self._metadata.parent, self._metadata), self._accepted)
            except SyncTerminalError:
                raise error from None  # the first reason is the one to tell
            self.stale = True

    def versions(self) -> dict[str, int]:
        """The version held of each role, for the request that asks what is newer. Not a proof."""
        held: dict[str, int] = {}
        for place in self._metadata.glob("root_history/*.root.json"):
            with suppress(ValueError):
                held["root"] = max(held.get("root", 1), int(place.name.partition(".")[0]))
        timestamp = _signed(self._metadata / "timestamp.json")
        with suppress(KeyError, TypeError, ValueError, AttributeError):
            version = int(timestamp["meta"]["snapshot.json"]["version"])
            held["timestamp"] = int(timestamp["version"])
            snapshot = _signed(self._metadata / f"{version}.snapshot.json")
            held["snapshot"] = int(snapshot["version"])
            for name, meta in snapshot["meta"].items():
                if (self._metadata / f"{int(meta['version'])}.{name}").is_file():
                    held[name.removesuffix(".json")] = int(meta["version"])
        return held

    def checkpoint(self, checkpoint_id: str) -> CheckpointConfig:
        """What the terminals of a checkpoint hold. UpdateRefused when there is none."""
        path = checkpoint_target(checkpoint_id)
        config = self._small(path, CheckpointConfig)
        if config is None:
            raise UpdateRefused(
                f"nothing is published for checkpoint {checkpoint_id}: ask the data centre",
                "missing",
            )
        if config.checkpoint_id != checkpoint_id:
            raise UpdateRefused(f"{path} speaks of another checkpoint", "mismatch")
        return config

    def head(self, collection: str) -> Head | None:
        """The packages that make the present version; None: the collection is withdrawn."""
        path = Collection.parse(collection).head
        head = self._small(path, Head)
        if head is None:
            return None
        paths = {package.path.partition("/")[0] for package in head.packages}
        if head.collection != collection or paths != {collection}:
            raise UpdateRefused(f"{path} speaks of another collection", "mismatch")
        return head

    def held(self, path: str) -> Path | None:
        """The file of target `path`, if it is here and is what the repository vouches for."""
        info = self._info(path)
        place = self._targets / path
        return place if info is not None and _is(place, info) else None

    def vouched(self, path: str) -> tuple[int, str] | None:
        """Length in bytes and sha256 that target `path` must have; None: nobody vouches for it."""
        info = self._info(path)
        with _explained():
            return None if info is None else (info.length, _sha256(info))

    def fetch_target(
        self, path: str, advance: Callable[[int, int], None] = lambda _done, _length: None
    ) -> Path:
        """Fetch target `path`, unless it is here; `advance(bytes here, bytes of all)` as it goes.

        What an interruption left is continued. Nothing stands under the target's own name before
        its length and its sha256 are proven.
        """
        info = self._info(path)
        if info is None:
            raise UpdateRefused(f"nobody vouches for {path}", "missing")
        if info.length > PACKAGE_MOST:
            raise UpdateRefused(f"{path} is announced with {info.length} bytes", "too-large")
        place = self._targets / path
        if _is(place, info):
            return place
        with _explained():
            _download(self._fetcher(), info, place, advance)
        return place

    # ---- how ---------------------------------------------------------------------------------

    def _fetcher(self) -> _Fetcher:
        return _Fetcher(self._fetch)

    def _trusted(self) -> _Client:
        if self._client is None:
            raise RuntimeError("refresh() comes first")
        return self._client

    def _take(self, fetch: Fetch, when: datetime) -> None:
        with _explained():
            self._metadata.mkdir(parents=True, exist_ok=True)
            client = _Client(self._metadata, self._root, _Fetcher(fetch), when)
            client.refresh()
            for path in _small_paths(self._metadata):
                # One role that is refused must not keep the others from being renewed: whoever asks
                # for it is told. A lost network, though, ends the refresh before it counts.
                with suppress(refusals.RepositoryError, refusals.DownloadHTTPError):
                    client.small(path)
            client.accept()
        self._client, self._fetch = client, fetch

    def _info(self, path: str) -> TargetFile | None:
        if not _PATH.fullmatch(path):
            raise UpdateRefused(f"{path[:80]!r} is no target of ours", "mismatch")
        with _explained():
            return self._trusted().get_targetinfo(path)

    def _small(self, path: str, kind: type[M]) -> M | None:
        with _explained():
            data = self._trusted().small(path)
        return None if data is None else kind.from_json(data)


class FolderFetch:
    """`fetch` from a folder: an agent's mirror, a USB bundle, or a copy of the repository.

    Looks for metadata as an Updater keeps them and as the repository names them; for targets by
    their hash, beside the metadata, and by their path.
    """

    def __init__(self, mirror: Path, metadata: Path | None = None) -> None:
        """`mirror` holds `metadata/` (or `metadata` stands elsewhere) and `targets/`."""
        self._metadata = metadata or mirror / "metadata"
        self._targets = mirror / "targets"

    def __call__(self, path: str, offset: int) -> Iterator[bytes]:
        """The bytes of `path` from `offset`. Raises NotThere, OSError."""
        for place in self._places(path):
            try:
                file = place.open("rb")
            except (FileNotFoundError, NotADirectoryError):
                continue
            with file:
                file.seek(offset)
                while piece := file.read(_PIECE):
                    yield piece
            return
        raise NotThere(f"{path} is not in the mirror")

    def _places(self, path: str) -> tuple[Path, ...]:
        kind, _, rest = path.partition("/")
        if any(part in {"", ".", ".."} for part in path.split("/")):
            return ()
        if kind == "metadata":
            return (self._metadata / rest, self._metadata / "root_history" / rest)
        folder, _, name = rest.rpartition("/")
        return (
            self._targets / rest,
            self._metadata / "targets" / rest,
            self._targets / folder / name.partition(".")[2],
        )


class _Client(NativeUpdater):
    """tuf's client on our clock, with files that change all at once."""

    def __init__(self, folder: Path, root: bytes, fetcher: _Fetcher, when: datetime) -> None:
        self._folder = folder
        self._bytes = fetcher
        self._held_snapshot = 0
        self._new_timestamp: bytes | None = None
        super().__init__(
            str(folder), "metadata/", None, "targets/", fetcher, _CONFIG, bootstrap=root
        )
        # Expiry is first looked at in refresh(): before this line nothing depends on the time.
        self._trusted_set.reference_time = when

    def small(self, path: str) -> bytes | None:
        """The bytes of a small target, which stay beside the metadata; None: nobody vouches."""
        info = self.get_targetinfo(path)
        if info is None:
            return None
        if info.length > SMALL_MOST:
            raise refusals.DownloadLengthMismatchError(f"{path} has {info.length} bytes")
        folder, _, name = path.partition("/")
        rest = f"{folder}/{_sha256(info)}.{name}"
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
        """From here on the new state is the one that is held."""
        if self._new_timestamp is not None:
            write_whole(self._folder / "timestamp.json", self._new_timestamp)
            self._new_timestamp = None
        held: dict[str, list[tuple[int, Path]]] = {}
        for place in self._folder.iterdir():
            if found := _HELD.fullmatch(place.name):
                held.setdefault(found[2], []).append((int(found[1]), place))
            elif place.name.startswith(".") and place.is_file():  # left by a killed writer
                place.unlink(missing_ok=True)
        meta = self._trusted_set.snapshot.meta
        for role, files in held.items():
            counts = (
                self._trusted_set.snapshot.version
                if role == Snapshot.type
                else meta[f"{role}.json"].version
                if f"{role}.json" in meta
                else 0
            )
            older = sorted(version for version, _ in files if version < counts)[-1:]
            for version, place in files:
                if version not in {counts, *older}:
                    place.unlink(missing_ok=True)

    # tuf keeps `<role>.json`, one file after the other: a client killed between two of them, or cut
    # off, holds a timestamp whose snapshot it lacks, and is blind until the network is back. With
    # versions in the names, the timestamp's move is the one that counts.

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
        place = self._folder / "root_history" / f"{version}.root.json"
        place.parent.mkdir(exist_ok=True)
        if not place.is_file() or place.read_bytes() != data:
            write_whole(place, data)

    def _update_root_symlink(self) -> None:
        """None: root_history says it, and a USB stick's file system knows no links."""


class _Fetcher(FetcherInterface):
    """Our fetch for tuf, with the length of every answer bounded."""

    def __init__(self, fetch: Fetch) -> None:
        self._source = fetch

    def pieces(self, path: str, offset: int) -> Iterator[bytes]:
        """What comes from `offset` on, closed when nobody listens any more."""
        pieces: Iterator[bytes] = iter(())
        try:
            pieces = self._source(path, offset)
            yield from pieces
        except NotThere as error:
            raise refusals.DownloadHTTPError(str(error), 404) from error
        except OSError as error:
            raise refusals.DownloadError(f"{path}: {error}") from error
        finally:
            if (close := getattr(pieces, "close", None)) is not None:
                close()

    def _fetch(self, url: str) -> Iterator[bytes]:
        return self.pieces(url, 0)

    def download_bytes(self, url: str, max_length: int) -> bytes:
        data = bytearray()
        for piece in self.pieces(url, 0):
            data += piece
            if len(data) > max_length:
                raise refusals.DownloadLengthMismatchError(
                    f"{url} is longer than {max_length} bytes"
                )
        return bytes(data)


def _download(
    fetcher: _Fetcher, info: TargetFile, place: Path, advance: Callable[[int, int], None]
) -> None:
    folder, _, name = info.path.partition("/")
    sha256 = _sha256(info)
    part = place.with_name(f"{name}.{sha256[:16]}.part")
    place.parent.mkdir(parents=True, exist_ok=True)
    for other in place.parent.glob(f"{name}.*.part"):
        if other != part:
            other.unlink(missing_ok=True)
    with part.open("ab") as file:
        done = file.tell()
        if done > info.length:
            file.truncate(done := 0)
        if done < info.length:
            for piece in fetcher.pieces(f"targets/{folder}/{sha256}.{name}", done):
                done += len(piece)
                if done > info.length:
                    break
                file.write(piece)
                advance(done, info.length)
        file.flush()
        os.fsync(file.fileno())
    if done > info.length:
        part.unlink()
        raise refusals.DownloadLengthMismatchError(
            f"{info.path} is longer than {info.length} bytes"
        )
    if done < info.length:
        raise refusals.DownloadError(f"{info.path} ended after {done} of {info.length} bytes")
    if not _is(part, info):
        part.unlink()
        raise refusals.LengthOrHashMismatchError(f"{info.path} has another sha256")
    part.replace(place)


def _is(place: Path, info: TargetFile) -> bool:
    try:
        with place.open("rb") as file:
            return os.fstat(file.fileno()).st_size == info.length and _digest(file) == _sha256(info)
    except OSError:
        return False


def _digest(file: BufferedReader) -> str:
    return hashlib.file_digest(file, "sha256").hexdigest()


def _sha256(info: TargetFile) -> str:
    sha256 = info.hashes.get("sha256", "")
    if len(info.hashes) != 1 or not re.fullmatch("[0-9a-f]{64}", sha256):
        raise refusals.RepositoryError(f"{info.path} is vouched for by something else than sha256")
    return sha256


def _small_paths(metadata: Path) -> list[str]:
    """The heads and configurations that are held, in whatever version."""
    found = {
        f"{place.parent.name}/{place.name.partition('.')[2]}"
        for place in (metadata / "targets").glob(f"*/{'[0-9a-f]' * 64}.*")
    }
    return sorted(path for path in found if _PATH.fullmatch(path))


def _keep_newest(places: Iterator[Path], count: int = 2) -> None:
    for place in sorted(places, key=lambda each: each.stat().st_mtime_ns)[:-count]:
        place.unlink(missing_ok=True)


def _signed(place: Path) -> dict[str, Any]:
    """The signed part of a metadata file, unproven; empty where there is none."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        signed = json.loads(place.read_bytes())["signed"]
        return signed if isinstance(signed, dict) else {}
    return {}


_EXPLANATIONS: tuple[tuple[type[Exception], str, str], ...] = (
    (refusals.ExpiredMetadataError, "expired", "the data centre's word is older than it may be"),
    (refusals.UnsignedMetadataError, "signature", "the signature is not the data centre's"),
    (refusals.BadVersionNumberError, "rollback", "an older version than the one announced or held"),
    (refusals.LengthOrHashMismatchError, "mismatch", "not what the data centre vouches for"),
    (refusals.RepositoryError, "mismatch", "not what the data centre may say"),
    (refusals.DownloadLengthMismatchError, "too-large", "more bytes than were announced"),
    (refusals.DownloadHTTPError, "missing", "not published, or not yet mirrored"),
    (refusals.DownloadError, "unreachable", "the connection broke"),
    (OSError, "disk", "the terminal's disk refuses"),
)


@contextmanager
def _explained() -> Iterator[None]:
    """Errors of tuf as ours: one line, and one word for the heartbeat."""
    try:
        yield
    except (refusals.RepositoryError, refusals.DownloadError, OSError) as error:
        kind, text = next((k, t) for each, k, t in _EXPLANATIONS if isinstance(error, each))
        detail = re.sub(r"\s+", " ", str(error))[:200]
        raise UpdateRefused(f"{text}: {detail}", kind) from error
