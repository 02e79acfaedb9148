"""One look at the repository."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from tuf.api import exceptions as refusals
from tuf.api.metadata import TargetFile

from sync.protocol.roles import (
    CENTRE_KEYS,
    SOFTWARE,
    SOFTWARE_RELEASES,
    Collection,
    checkpoint_target,
)
from sync.protocol.software_releases import SoftwareReleases
from sync.protocol.wire import CentreKeys, CheckpointConfig, Head
from sync.terminal.errors import SyncTerminalError, UpdateRefused
from sync.terminal.updater.client import Client
from sync.terminal.updater.download import download, is_whole, sha256
from sync.terminal.updater.error_translation import translate_errors
from sync.terminal.updater.fetcher import Fetch, Fetcher
from sync.terminal.updater.folder import FolderFetch

MAX_PACKAGE = 16 * 2**30  # bytes: a signed length beyond that is a mistake
_PATH = re.compile(r"[a-z0-9-]{1,64}/[a-z0-9][a-z0-9.-]{0,63}")
_LOG = logging.getLogger(__name__)
M = TypeVar("M", CentreKeys, CheckpointConfig, Head, SoftwareReleases)


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
        """Read nothing yet.

        `root`: the root file the terminal was provisioned with. `accepted`: see the module.
        """
        self._metadata, self._targets = metadata_dir, targets_dir
        self._root, self._fetch = root, fetch
        self._now, self._accepted = now, accepted
        self._client: Client | None = None
        self.stale = False  # True after a refresh that was judged at `accepted`
        self.refused: SyncTerminalError | None = None  # why `fetch` was not good enough at `now`

    def refresh(self) -> None:
        """Take over the repository's present state, or leave the one that is held.

        1. What `fetch` gives, at `now`. Without `accepted`, that is all.
        2. If that has expired: the same, at `accepted`.
        3. What is held here, at `now`, then at `accepted`.
        """
        try:
            self._accept_from(self._fetch, self._now)  # 1
        except SyncTerminalError as error:
            if self._accepted is None or not self._fall_back(error, self._accepted):
                raise
            self.refused = error
            _LOG.debug("what is held stays: %s", error)

    def _fall_back(self, error: SyncTerminalError, accepted: datetime) -> bool:
        own = FolderFetch(self._metadata.parent, self._metadata)
        steps: list[tuple[Fetch, bool]] = [(own, False), (own, True)]  # 3
        if isinstance(error, UpdateRefused) and error.kind == "expired":
            steps.insert(0, (self._fetch, True))  # 2
        for fetch, stale in steps:
            with suppress(SyncTerminalError):
                self._accept_from(fetch, accepted if stale else self._now)
                self.stale = stale
                return True
        return False

    def versions(self) -> dict[str, int]:
        """Return the version held of each role, to ask what is newer. It is no proof."""
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

    def centre_keys(self) -> CentreKeys | None:
        """Return the data centre's keys; None: an older data centre, which publishes none."""
        return self._small(CENTRE_KEYS, CentreKeys)

    def checkpoint(self, checkpoint_id: str) -> CheckpointConfig:
        """Return what the terminals of a checkpoint hold. Raise UpdateRefused: there is none."""
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
        """Return the packages of the present version; None: the collection is withdrawn."""
        path = Collection.parse(collection).head
        head = self._small(path, Head)
        if head is None:
            return None
        paths = {package.path.partition("/")[0] for package in head.packages}
        if head.collection != collection or paths != {collection}:
            raise UpdateRefused(f"{path} speaks of another collection", "mismatch")
        return head

    def software(self) -> SoftwareReleases | None:
        """Return which software may run; None: release keys signed nothing yet."""
        if not self._trusted().knows(SOFTWARE):
            return None
        try:
            return self._small(SOFTWARE_RELEASES, SoftwareReleases)
        except UpdateRefused as error:
            if error.kind == "missing":  # named, and nothing signed since: as after a restore
                return None
            raise

    def software_ended(self) -> datetime | None:
        """Return when what `software` returned ended, by the present time; None: it counts."""
        ends = self._trusted().ends(SOFTWARE)
        return ends if ends is not None and ends <= self._now else None

    def software_files(self, paths: Iterable[str]) -> tuple[TargetFile, ...]:
        """Return what these targets must be. Raise UpdateRefused: nobody vouches for one."""
        found = []
        for path in paths:
            info = self._info(path)
            if info is None or info.length > MAX_PACKAGE:
                raise UpdateRefused(f"nobody vouches for {path}", "missing")
            found.append(info)
        return tuple(found)

    def local_target(self, path: str) -> Path | None:
        """Return the file of target `path`, if it is here and what the repository vouches for."""
        info = self._info(path)
        place = self._targets / path
        return place if info is not None and is_whole(place, info) else None

    def target_info(self, path: str) -> tuple[int, str] | None:
        """Return the bytes and sha256 that target `path` must have; None: nobody vouches for it."""
        info = self._info(path)
        with translate_errors():
            return None if info is None else (info.length, sha256(info))

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
        if info.length > MAX_PACKAGE:
            raise UpdateRefused(f"{path} is announced with {info.length} bytes", "too-large")
        place = self._targets / path
        if is_whole(place, info):
            return place
        with translate_errors():
            download(Fetcher(self._fetch), info, place, advance)
        _LOG.debug("%s has the length and sha256 that the repository vouches for", path)
        return place

    # ---- how ---------------------------------------------------------------------------------

    def _trusted(self) -> Client:
        if self._client is None:
            raise RuntimeError("refresh() comes first")
        return self._client

    def _accept_from(self, fetch: Fetch, when: datetime) -> None:
        with translate_errors():
            self._metadata.mkdir(parents=True, exist_ok=True)
            client = Client(self._metadata, self._root, Fetcher(fetch), when)
            client.refresh()
            for path in _small_paths(self._metadata):
                # One role that is refused must not keep the others from being renewed: whoever asks
                # for it is told. A lost network, though, ends the refresh before it counts.
                with suppress(refusals.RepositoryError, refusals.DownloadHTTPError):
                    client.fetch_small(path)
            client.accept()
        self._client, self._fetch = client, fetch

    def _info(self, path: str) -> TargetFile | None:
        if not _PATH.fullmatch(path):
            raise UpdateRefused(f"{path[:80]!r} is no target of ours", "mismatch")
        with translate_errors():
            return self._trusted().get_targetinfo(path)

    def _small(self, path: str, kind: type[M]) -> M | None:
        with translate_errors():
            data = self._trusted().fetch_small(path)
        return None if data is None else kind.from_json(data)


def fetch_onto(fetch: Fetch, info: TargetFile, place: Path) -> bool:
    """Fetch a target onto `place` unless it is there, and return whether it came.

    `info` must be of an Updater that vouched for it. Raise UpdateRefused, and what `fetch` raises.
    """
    with translate_errors():
        if is_whole(place, info):
            return False
        download(Fetcher(fetch), info, place, lambda _done, _length: None)
    return True


def _small_paths(metadata: Path) -> list[str]:
    """Return the heads and configurations that are held, in whatever version."""
    found = {
        f"{place.parent.name}/{place.name.partition('.')[2]}"
        for place in (metadata / "targets").glob(f"*/{'[0-9a-f]' * 64}.*")
    }
    return sorted(path for path in found if _PATH.fullmatch(path))


def _signed(place: Path) -> dict[str, Any]:
    """Return the signed part of a metadata file, unproven; empty where there is none."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        signed = json.loads(place.read_bytes())["signed"]
        return signed if isinstance(signed, dict) else {}
    return {}
