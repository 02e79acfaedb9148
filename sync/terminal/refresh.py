"""One refresh of the mirror: what is new comes down, what no head names any more goes."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from models.whole_file import traits_of
from sync.protocol.errors import PackageError
from sync.protocol.roles import SOFTWARE, Collection
from sync.protocol.wire import (
    MAX_PACKAGES,
    CentreKeys,
    CheckpointConfig,
    Head,
    KeysReply,
    KeysRequest,
    PackageRef,
    ProblemCode,
    RefreshReply,
    RefreshRequest,
)
from sync.terminal.clock import EARLIEST
from sync.terminal.connection import Connection
from sync.terminal.erasure import ErasableKeys
from sync.terminal.errors import (
    DISK_FULL,
    RequestRefused,
    StateError,
    StateKind,
    TargetMissing,
    UpdateRefused,
)
from sync.terminal.http_answers import ConnectionBroken
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.software_download import SoftwareDownload
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.updater import Updater

log = logging.getLogger(__name__)

_ROOT = re.compile(r"metadata/(\d{1,16})\.root\.json")
_MAX_HELD = 4096  # wire.RefreshRequest's limit


@dataclass(frozen=True, slots=True)
class RefreshOutcome:
    """What came of it. `error`: of collections that could not be brought up to date; or empty."""

    changed: bool  # the kiosk should look
    error: str
    kind: str  # UpdateRefused's, of the first of them


class Mirror:
    """The agent's mirror/ of what the data centre publishes for this terminal."""

    def __init__(
        self,
        state: TerminalState,
        checkpoint_id: str,
        connection: Connection,
        now: Callable[[], datetime],
        in_use: Callable[[], Iterable[PackageRef] | None] = tuple,
        take_keys: Callable[[CentreKeys | None], object] = lambda _: None,
        take_addresses: Callable[[tuple[str, ...]], object] = lambda _: None,
        software: SoftwareDownload | None = None,
    ) -> None:
        """Read the trusted root.

        `take_keys` gets the data centre's keys of each refresh, `take_addresses` its addresses,
        `software` which of it is to be fetched.

        `now`: the trusted time. `in_use`: packages that the kiosk serves, which stay; None: it is
        not known, so that nothing goes.

        Raise OSError when the terminal has no trust/root.json.
        """
        self._state, self._checkpoint_id = state, checkpoint_id
        self._connection, self._now, self._in_use = connection, now, in_use
        self._take_keys, self._take_addresses = take_keys, take_addresses
        self._software = software
        self._root = state.trusted_root.read_bytes()
        self._keys = ErasableKeys(state.content_keys)
        self._keys.take_over()
        # Files proven in this process, so that a refresh hashes none again.
        self._proven: dict[str, tuple[str, int, int, int]] = {}

    def refresh(self) -> RefreshOutcome:
        """Bring the mirror up to date.

        Raise Unreachable, RequestRefused, UpdateRefused, StateError; then what was held is held.
        """
        try:
            return self._refresh()
        except OSError as error:
            kind: StateKind = "full" if error.errno in DISK_FULL else "unwritable"
            raise StateError(f"{self._state.mirror}: {error.strerror}", kind) from error

    def was_wiped(self) -> bool:
        """Return whether packages that were held after the last refresh are gone since.

        The heartbeat's thread asks, while another one may refresh.
        """
        return any(not (self._state.targets / path).exists() for path in tuple(self._proven))

    def _refresh(self) -> RefreshOutcome:
        prefetched: dict[str, bytes] = {}
        newest_root: int | None = None

        def fetch(path: str, offset: int) -> Iterator[bytes]:
            if path in prefetched:
                yield prefetched[path][offset:]
                return
            root = _ROOT.fullmatch(path)
            if root and newest_root is not None and int(root[1]) > newest_root:
                raise TargetMissing(f"{path}: the data centre has none so new")
            yield from self._connection.fetch(path, offset)

        updater = Updater(self._state.metadata, self._state.targets, self._root, fetch, self._now())
        before = updater.versions()
        asked = RefreshRequest(metadata=before, packages=self._held())
        keys: dict[str, bytes] = {}
        try:
            reply = self._connection.post("/v1/refresh", asked, RefreshReply).body
        except ConnectionBroken as error:  # file by file, then: each goes on where it broke
            log.info("not all at once: %s", error)
        else:
            prefetched.update((file.path, file.data) for file in reply.files)
            newest_root, keys = reply.root_version, reply.keys
        try:
            updater.refresh()
        except UpdateRefused as error:
            if error.kind != "expired":
                raise
            # Where the terminal's clock was pushed ahead, everything has expired. The offline role
            # can say so, and is believed about that whatever the time; then all is judged anew.
            look = Updater(self._state.metadata, self._state.targets, self._root, fetch, EARLIEST)
            look.refresh()
            self._take_keys(look.centre_keys())
            updater = Updater(
                self._state.metadata, self._state.targets, self._root, fetch, self._now()
            )
            updater.refresh()
        return self._apply(updater, before, keys)

    def _held(self) -> tuple[str, ...]:
        """Return packages that need not come with the answer, also after a restart; by keys.

        One that is damaged or gone nevertheless is found out, and fetched, afterwards.
        """
        return tuple(sorted(self._keys.ids()))[:_MAX_HELD]

    def _apply(
        self, updater: Updater, before: dict[str, int], keys: dict[str, bytes]
    ) -> RefreshOutcome:
        errors: list[tuple[str, str]] = []
        try:
            self._take_keys(updater.centre_keys())
        except (UpdateRefused, PackageError) as error:  # the keys before them go on
            errors.append((getattr(error, "kind", "content"), str(error)))
        config = updater.checkpoint(self._checkpoint_id)
        self._take_addresses(config.addresses)
        heads: list[Head] = []
        changed = updater.versions() != before
        # Of the others everything is here that their heads name: what those do not name may go.
        incomplete: set[str] = set()
        for collection in filter(Collection.is_known, config.collections):  # others: the kiosk says
            try:
                head = updater.head(collection)
            except (UpdateRefused, PackageError) as error:
                errors.append((getattr(error, "kind", "content"), f"{collection}: {error}"))
                incomplete.add(collection)
                continue
            if head is None:
                continue
            heads.append(head)
            try:
                for package in head.packages:
                    changed |= self._hold(updater, package)
            except UpdateRefused as error:
                # Also where the disk is full: a smaller list, a removal, may find room yet.
                errors.append((error.kind, f"{collection}: {error}"))
                incomplete.add(collection)
        named = {package.package_id: package for head in heads for package in head.packages}
        try:
            changed |= self._hold_keys(named, keys)
        except RequestRefused as error:  # what is held goes on, and is told
            if error.problem is not ProblemCode.ATTESTATION:
                raise
            errors.append((error.problem.value, str(error)))
        in_use = self._in_use()
        if in_use is not None:
            # What is refused, and was served before, is served on, also after a restart.
            served = {ref.package_id: ref for ref in in_use if _is_of(ref, heads)}
            changed |= self._forget(served | named, incomplete)
        try:
            self._want_software(updater, config)
        except (UpdateRefused, PackageError) as error:  # no list waits for it
            errors.append((getattr(error, "kind", "content"), f"{SOFTWARE}: {error}"))
        for kind, text in errors:
            # That the data centre withholds keys its lease says, and the screen.
            said = logging.INFO if kind == ProblemCode.ATTESTATION.value else logging.WARNING
            log.log(said, "not updated: %s", text)
        kind, text = errors[0] if errors else ("", "")
        return RefreshOutcome(changed, text, kind)

    def _want_software(self, updater: Updater, config: CheckpointConfig) -> None:
        if self._software is None:
            return
        release = None
        if config.software is not None:
            release = self._software.planned(config.software, updater.software)
        self._software.want(updater.software_files(release.packages) if release else ())

    def _hold(self, updater: Updater, package: PackageRef) -> bool:
        """Fetch `package` unless it is here. Return whether it was new."""
        if self._is_proven(package):
            return False
        new = updater.local_target(package.path) is None
        place = updater.fetch_target(package.path) if new else self._state.targets / package.path
        self._proven[package.path] = (package.package_id, *traits_of(place))
        return new

    def _is_proven(self, package: PackageRef) -> bool:
        try:
            traits = traits_of(self._state.targets / package.path)
        except OSError:
            return False
        return self._proven.get(package.path) == (package.package_id, *traits)

    def _hold_keys(self, packages: dict[str, PackageRef], keys: dict[str, bytes]) -> bool:
        """Write the content keys that are missing; ask for those that did not come along."""
        missing = [each for each in packages if not self._keys.holds(each)]
        found = {each: keys[each] for each in missing if each in keys}
        to_ask = [each for each in missing if each not in found]
        for start in range(0, len(to_ask), MAX_PACKAGES):
            request = KeysRequest(packages=tuple(to_ask[start : start + MAX_PACKAGES]))
            reply = self._connection.post("/v1/keys", request, KeysReply).body
            found |= {each: reply.keys[each] for each in request.packages if each in reply.keys}
        for package_id, sealed in found.items():
            self._keys.write(package_id, sealed)
        return bool(found)

    def _forget(self, packages: dict[str, PackageRef], incomplete: set[str]) -> bool:
        """Delete keys, then packages, that no head names; of downloads, the unfinished too.

        Of what is `incomplete` nothing goes, and no key, which does not say what it belongs to.
        """
        gone = False
        for place in self._state.content_keys.iterdir():
            if not incomplete and place.name.removesuffix(".key") not in packages:
                self._keys.delete(place)
                gone = True
        wanted = {self._state.targets / package.path for package in packages.values()}
        self._proven = {  # before the files go: whoever asks `was_wiped` takes none for lost
            path: traits
            for path, traits in self._proven.items()
            if self._state.targets / path in wanted
        }
        for folder in self._state.targets.iterdir():
            if folder.name in incomplete or folder.name == SOFTWARE:
                continue
            places = list(folder.iterdir()) if folder.is_dir() else []
            for place in places:
                started = place.name.endswith(".part") and any(
                    place.name.startswith(f"{each.name}.") and each.parent == folder
                    for each in wanted
                )
                if place not in wanted and not started:
                    place.unlink(missing_ok=True)
                    gone = True
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        return gone


def packages_in_use(spool: Spool) -> tuple[PackageRef, ...] | None:
    """Return what the kiosk serves, also when it runs no more; None: that cannot be read."""
    seen = read_kiosk_status(spool)
    if seen is None:
        return ()
    return None if seen.status is None else seen.status.packages


def _is_of(package: PackageRef, heads: Iterable[Head]) -> bool:
    """Return whether its collection is still for this terminal."""
    return package.path.partition("/")[0] in {head.collection for head in heads}
