"""What the terminals may trust, signed: the repository of The Update Framework.

Blobs `tuf/metadata/<file>` and `tuf/targets/<collection>/<sha256>.<name>`: consistent snapshots, so
a version once named never changes. `timestamp.json` is the only file that is replaced, and it is
written last: before that write nothing that was prepared counts, after it everything does. A
process killed anywhere leaves the old state served; what it left lying is passed over by the next
publication, whose versions are the first that no file has.

Online keys (snapshot, timestamp, one a delegated role) lie in `secrets/roles`; the root's and the
targets role's come on a stick (`offline`) for the few acts that change who may say what.

Several processes may publish: every method that takes `now` must be called under one lock that all
of them hold (the registry's). `put_target` needs none.
"""

from __future__ import annotations

import hashlib
import re
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from securesystemslib.signer import CryptoSigner, Key
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.api.serialization import DeserializationError

from sync.central.blobs import Blobs
from sync.central.errors import NoSuchBlob, PublisherError
from sync.central.role_keys import RoleKeys
from sync.protocol.envelope import SigningKey
from sync.protocol.roles import CHECKPOINTS

# How long each word counts. A year and half a year: two visits a year with the stick suffice.
ROOT_DAYS, TARGETS_DAYS = 365, 180
# The timer signs a role again when less than half is left: a data centre may stand still 45 days.
ROLE_DAYS = 90
# A frozen mirror is found out after a day; a week lets a snapshot outlive a long weekend's repair.
SNAPSHOT_DAYS, TIMESTAMP_DAYS = 7, 1
ROOT_KEYS, ROOT_THRESHOLD = 3, 2  # one may be lost, one may be stolen
TARGETS_KEYS, TARGETS_THRESHOLD = 2, 1  # one may be lost
VERSIONS_KEPT = 16  # of each role: a slow terminal finds what the timestamp it read had promised

_METADATA, _TARGETS = "tuf/metadata", "tuf/targets"
_LIMIT = 4 * 2**20  # bytes of one metadata file; terminals take 2 MB
_SPOOLED = 1 << 20  # bytes of a target that wait in memory for their hash; larger ones in a file
_ROLE = re.compile(r"[a-z0-9-]{1,64}")
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,63}")
_ONLINE = (Snapshot.type, Timestamp.type)

S = TypeVar("S", Root, Targets, Snapshot, Timestamp)


@dataclass(frozen=True)
class TargetSource:
    """A target whose bytes are among the blobs already."""

    path: str
    length: int  # bytes
    sha256: str  # 64 hexadecimal digits

    @property
    def blob(self) -> str:
        """Where its bytes are."""
        return _place(self)


Changes = Mapping[str, Mapping[str, bytes | TargetSource | None]]


def create(blobs: Blobs, offline: Path, secrets: Path, now: datetime) -> None:
    """The ceremony: all keys, and the first version of everything. Raises PublisherError.

    Nothing is overwritten. A ceremony that was interrupted starts again with empty folders.
    """
    stick, online = RoleKeys(offline), RoleKeys(secrets / "roles")
    here = [role for role in (Root.type, Targets.type) if stick.any(role)]
    if here or any(map(online.any, _ONLINE)) or blobs.exists(f"{_METADATA}/1.root.json"):
        raise PublisherError(
            f"there is a repository, or a part of one: {offline}, {online.folder} and the blobs "
            "below tuf/ must be empty"
        )
    keys = {
        Root.type: [stick.make(Root.type) for _ in range(ROOT_KEYS)],
        Targets.type: [stick.make(Targets.type) for _ in range(TARGETS_KEYS)],
        **{role: [online.make(role)] for role in (*_ONLINE, CHECKPOINTS)},
    }
    root = Root(expires=_after(now, ROOT_DAYS), consistent_snapshot=True)
    for role in root.roles:
        for key in keys[role]:
            root.add_key(_public(key), role)
    root.roles[Root.type].threshold = ROOT_THRESHOLD
    root.roles[Targets.type].threshold = TARGETS_THRESHOLD
    targets = Targets(expires=_after(now, TARGETS_DAYS), delegations=Delegations({}, {}))
    _delegate(targets, CHECKPOINTS, keys[CHECKPOINTS][0])
    checkpoints = Targets(expires=_after(now, ROLE_DAYS))
    names = (f"{Targets.type}.json", f"{CHECKPOINTS}.json")
    snapshot = Snapshot(
        expires=_after(now, SNAPSHOT_DAYS), meta={name: MetaFile(1) for name in names}
    )
    said = _signed(Metadata(snapshot), keys[Snapshot.type])
    timestamp = Timestamp(
        expires=_after(now, TIMESTAMP_DAYS),
        snapshot_meta=MetaFile.from_data(1, said, ["sha256"]),
    )
    for name, data in (
        ("1.root.json", _signed(Metadata(root), keys[Root.type])),
        ("1.targets.json", _signed(Metadata(targets), keys[Targets.type])),
        (f"1.{CHECKPOINTS}.json", _signed(Metadata(checkpoints), keys[CHECKPOINTS])),
        ("1.snapshot.json", said),
        ("timestamp.json", _signed(Metadata(timestamp), keys[Timestamp.type])),
    ):
        blobs.put(f"{_METADATA}/{name}", data)


class Publisher:
    """Writes new versions. Every method raises PublisherError or BlobError."""

    def __init__(self, blobs: Blobs, secrets: Path) -> None:
        self._blobs = blobs
        self._keys = RoleKeys(secrets / "roles")
        self._root_seen = 1

    # ---- reading -----------------------------------------------------------------------------

    def root_bytes(self, version: int = 1) -> bytes:
        """`<version>.root.json`; the first is what a terminal is provisioned with."""
        return self._bytes(f"{version}.root.json")

    def versions(self) -> dict[str, int]:
        """The present version of every role that is still delegated, and of the four above."""
        now = self._state()
        delegated = _delegations(now.targets.signed).roles or {}
        return {
            Root.type: now.root.signed.version,
            Timestamp.type: now.timestamp.signed.version,
            Snapshot.type: now.snapshot.signed.version,
            Targets.type: now.targets.signed.version,
            **{role: now.snapshot.signed.meta[f"{role}.json"].version for role in delegated},
        }

    def targets(self, role: str) -> dict[str, TargetSource]:
        """What the delegated `role` vouches for at present, by path."""
        signed = self._role(self._state(), role).signed
        return {path: _source(target) for path, target in signed.targets.items()}

    def offline_expiries(self) -> dict[str, datetime]:
        """Until when the root and the targets role count; `renew` needs the stick before that."""
        now = self._state()
        return {Root.type: now.root.signed.expires, Targets.type: now.targets.signed.expires}

    # ---- every day -----------------------------------------------------------------------------

    def put_target(self, path: str, chunks: bytes | Iterable[bytes]) -> TargetSource:
        """Put the bytes of target `path` among the blobs; nobody vouches for them yet.

        Hashed on the way; larger ones wait in a file of the temporary folder.
        """
        digest, length = hashlib.sha256(), 0
        with tempfile.SpooledTemporaryFile(max_size=_SPOOLED) as waiting:
            for chunk in (chunks,) if isinstance(chunks, bytes) else chunks:
                digest.update(chunk)
                length += waiting.write(chunk)
            waiting.seek(0)
            source = TargetSource(path, length, digest.hexdigest())
            if length <= _SPOOLED:
                self._blobs.put(_place(source), waiting.read())
            else:
                self._blobs.put(_place(source), iter(lambda: waiting.read(1 << 20), b""))
        return source

    def publish(self, changes: Changes, now: datetime) -> None:
        """Publish all of `changes` in one step: delegated role -> target path -> bytes or source.

        None removes a target. A terminal sees all of it or nothing.
        """
        state = self._state()
        for role, targets in changes.items():
            metadata = self._role(state, role)
            for path, content in targets.items():
                self._change(metadata.signed, role, path, content)
            self._stage(state, role, metadata, now)
        self._commit(state, now)

    def refresh_timestamp(self, now: datetime) -> None:
        """For the server's timer, every few hours: what ends soon is signed again.

        Also the delegated roles and the snapshot, when less than half of their time is left.
        """
        state = self._state()
        for role in _delegations(state.targets.signed).roles or {}:
            metadata = self._role(state, role)
            if _ends_soon(metadata, ROLE_DAYS, now):
                self._stage(state, role, metadata, now)
        self._commit(state, now)

    def sweep(self) -> int:
        """Remove what killed processes left, and versions nobody needs; the number of blobs.

        To be called under the lock, and while nobody is between `put_target` and `publish`.
        """
        state = self._state()
        delegated = _delegations(state.targets.signed).roles or {}
        present = {
            f"{role}.json": state.snapshot.signed.meta[f"{role}.json"].version
            for role in (Targets.type, *delegated)
        }
        present["snapshot.json"] = state.snapshot.signed.version
        kept: set[str] = set()
        removed: list[str] = []
        for blob in list(self._blobs.names(_METADATA)):
            number, _, name = blob.removeprefix(f"{_METADATA}/").partition(".")
            if name in {"root.json", "json"} or not number.isdigit():
                continue
            if name in present and present[name] - VERSIONS_KEPT < int(number) <= present[name]:
                if name != "snapshot.json":
                    listed = self._read(Targets, f"{number}.{name}").signed.targets
                    kept.update(_place(_source(target)) for target in listed.values())
            else:
                removed.append(blob)
        removed += [blob for blob in self._blobs.names(_TARGETS) if blob not in kept]
        for blob in removed:
            self._blobs.delete(blob)
        return len(removed)

    # ---- with the stick ----------------------------------------------------------------------

    def delegate(self, role: str, offline: Path, now: datetime) -> None:
        """Let a new key, made here, vouch for the targets `<role>/*`, and for no others."""
        state = self._state()
        delegations = _delegations(state.targets.signed)
        if not _ROLE.fullmatch(role) or role in {
            *state.root.signed.roles,
            *(delegations.roles or ()),
        }:
            raise PublisherError(f"{role!r} cannot be delegated: it is no role's name, or has one")
        key = self._keys.make(role)
        _delegate(state.targets.signed, role, key)
        self._stage(state, role, Metadata(Targets()), now)
        self._stage_targets(state, offline, now)
        self._commit(state, now)
        self._keys.keep_only(role, [key.public])

    def undelegate(self, role: str, offline: Path, now: datetime) -> None:
        """Nobody vouches for `<role>/*` any more. Its line stays in the snapshot, as TUF asks."""
        state = self._state()
        delegated = self._delegated(state, role)
        for keyid in list(delegated.keyids):
            state.targets.signed.revoke_key(keyid, role)
        del (_delegations(state.targets.signed).roles or {})[role]
        self._stage_targets(state, offline, now)
        self._commit(state, now)
        self._keys.keep_only(role, [])

    def replace_key(self, role: str, offline: Path, now: datetime) -> None:
        """A new key for the delegated `role`: the old one, stolen or lost, counts no more.

        The targets stay as they are here; when the thief could write here too, publish them anew.
        """
        state = self._state()
        delegated = self._delegated(state, role)
        metadata = self._role(state, role)
        key = self._keys.make(role)
        for keyid in list(delegated.keyids):
            state.targets.signed.revoke_key(keyid, role)
        state.targets.signed.add_key(_public(key), role)
        self._stage(state, role, metadata, now)
        self._stage_targets(state, offline, now)
        self._commit(state, now)
        self._keys.keep_only(role, [key.public])

    def rotate_online_keys(self, offline: Path, now: datetime) -> None:
        """New keys for snapshot and timestamp: the old ones count no more.

        Neither do the versions that a thief ran up with them (fast-forward).
        """
        self._rotate(_ONLINE, offline, now)

    def rotate_targets_keys(self, offline: Path, now: datetime) -> None:
        """New keys for the targets role, into `offline`."""
        self._rotate((Targets.type,), offline, now)

    def rotate_root(self, offline: Path, now: datetime) -> None:
        """New root keys, into `offline`; the new root is signed by enough of the old and the new.

        The old files are removed: with them, terminals that slept could still be deceived.
        """
        self._rotate((Root.type,), offline, now)

    def renew(self, offline: Path, now: datetime) -> None:
        """The same keys for another year: root and targets role, before they expire."""
        state = self._state()
        self._stage_targets(state, offline, now)
        self._commit(state, now)
        self._rotate((), offline, now)

    # ---- how ---------------------------------------------------------------------------------

    def _rotate(self, roles: tuple[str, ...], offline: Path, now: datetime) -> None:
        """New keys for top-level `roles`.

        1. The role itself is signed by the old keys and the new ones, and published: it holds under
           the old root and the new one, so that there is no moment at which nothing holds.
        2. The new root is written, signed by the old root keys and, if they change, the new.
        3. The old keys are removed.
        """
        state = self._state()
        stick = RoleKeys(offline)
        root = Metadata.from_bytes(state.root.to_bytes())
        by_root = self._signers(stick, state.root.signed, Root.type)
        fresh: dict[str, list[SigningKey]] = {}
        for role in roles:
            delegated = root.signed.roles[role]
            folder = self._keys if role in _ONLINE else stick
            fresh[role] = [folder.make(role) for _ in delegated.keyids]
            for keyid in list(delegated.keyids):
                root.signed.revoke_key(keyid, role)
            for key in fresh[role]:
                root.signed.add_key(_public(key), role)
        root.signed.version += 1
        root.signed.expires = _after(now, ROOT_DAYS)
        state.also = {role: keys for role, keys in fresh.items() if role != Root.type}
        if Targets.type in fresh:
            self._stage_targets(state, offline, now)
        if state.also:
            self._commit(state, now, force_snapshot=Snapshot.type in fresh)
        name = f"{_METADATA}/{root.signed.version}.root.json"
        self._blobs.put(name, _signed(root, [*by_root, *fresh.get(Root.type, ())]))
        for role, keys in fresh.items():
            folder = self._keys if role in _ONLINE else stick
            folder.keep_only(role, [key.public for key in keys])

    def _change(
        self, signed: Targets, role: str, path: str, content: bytes | TargetSource | None
    ) -> None:
        folder, _, name = path.partition("/")
        if folder != role or not _NAME.fullmatch(name):
            raise PublisherError(f"role {role} may not sign {path!r}: it signs {role}/<name>")
        if content is None:
            signed.targets.pop(path, None)
            return
        source = self.put_target(path, content) if isinstance(content, bytes) else content
        if source.path != path or not self._blobs.exists(_place(source)):
            raise PublisherError(f"{path} is not among the blobs: put_target comes before publish")
        signed.targets[path] = TargetFile(source.length, {"sha256": source.sha256}, path)

    def _stage(self, state: _State, role: str, metadata: Metadata[Targets], now: datetime) -> None:
        """Write the next version of a delegated role; nobody is led to it yet."""
        delegated = self._delegated(state, role)
        keys = _delegations(state.targets.signed).keys
        signers = self._keys.find(
            role, (_raw(keys[keyid]) for keyid in delegated.keyids), delegated.threshold
        )
        self._write(state, role, metadata, ROLE_DAYS, signers, now)

    def _stage_targets(self, state: _State, offline: Path, now: datetime) -> None:
        signers = self._signers(RoleKeys(offline), state.root.signed, Targets.type)
        signers += state.also.get(Targets.type, [])
        self._write(state, Targets.type, state.targets, TARGETS_DAYS, signers, now)

    def _write(
        self,
        state: _State,
        role: str,
        metadata: Metadata[Targets],
        days: int,
        signers: list[SigningKey],
        now: datetime,
    ) -> None:
        before = state.snapshot.signed.meta.get(f"{role}.json")
        version = self._next(role, before.version if before else 0)
        metadata.signed.version = version
        metadata.signed.expires = _after(now, days)
        self._blobs.put(f"{_METADATA}/{version}.{role}.json", _signed(metadata, signers))
        state.snapshot.signed.meta[f"{role}.json"] = MetaFile(version)
        state.staged[role] = version

    def _commit(self, state: _State, now: datetime, *, force_snapshot: bool = False) -> None:
        """Snapshot, if anything changed or it ends soon; then the timestamp, which makes it so."""
        root = state.root.signed
        snapshot, timestamp = state.snapshot, state.timestamp.signed
        unsigned = not _holds(root, Snapshot.type, snapshot)
        if state.staged or force_snapshot or unsigned or _ends_soon(snapshot, SNAPSHOT_DAYS, now):
            version = self._next(Snapshot.type, timestamp.snapshot_meta.version)
            snapshot.signed.version = version
            snapshot.signed.expires = _after(now, SNAPSHOT_DAYS)
            data = _signed(snapshot, self._online(state, Snapshot.type))
            self._blobs.put(f"{_METADATA}/{version}.snapshot.json", data)
            timestamp.snapshot_meta = MetaFile.from_data(version, data, ["sha256"])
            state.staged[Snapshot.type] = version
        timestamp.version += 1
        timestamp.expires = _after(now, TIMESTAMP_DAYS)
        data = _signed(state.timestamp, self._online(state, Timestamp.type))
        self._blobs.put(f"{_METADATA}/timestamp.json", data)
        for role, version in state.staged.items():
            self._forget(role, version - VERSIONS_KEPT)

    def _forget(self, role: str, version: int) -> None:
        """Remove this version of `role` and those below it, and the targets only they vouch for."""
        gone: set[str] = set()
        while version > 0 and self._blobs.exists(f"{_METADATA}/{version}.{role}.json"):
            if role != Snapshot.type:
                listed = self._read(Targets, f"{version}.{role}.json").signed.targets
                gone.update(_place(_source(target)) for target in listed.values())
            self._blobs.delete(f"{_METADATA}/{version}.{role}.json")
            version -= 1
        if not gone:
            return
        for kept in range(version + 1, version + 1 + 2 * VERSIONS_KEPT):
            if self._blobs.exists(f"{_METADATA}/{kept}.{role}.json"):
                listed = self._read(Targets, f"{kept}.{role}.json").signed.targets
                gone.difference_update(_place(_source(target)) for target in listed.values())
        for blob in gone:
            self._blobs.delete(blob)

    def _state(self) -> _State:
        while self._blobs.exists(f"{_METADATA}/{self._root_seen + 1}.root.json"):
            self._root_seen += 1
        root = self._read(Root, f"{self._root_seen}.root.json")
        timestamp = self._read(Timestamp, "timestamp.json")
        snapshot = self._read(Snapshot, f"{timestamp.signed.snapshot_meta.version}.snapshot.json")
        number = snapshot.signed.meta[f"{Targets.type}.json"].version
        return _State(root, timestamp, snapshot, self._read(Targets, f"{number}.targets.json"))

    def _role(self, state: _State, role: str) -> Metadata[Targets]:
        self._delegated(state, role)
        return self._read(
            Targets, f"{state.snapshot.signed.meta[f'{role}.json'].version}.{role}.json"
        )

    def _delegated(self, state: _State, role: str) -> DelegatedRole:
        found = (_delegations(state.targets.signed).roles or {}).get(role)
        if found is None:
            raise PublisherError(f"there is no role {role}: delegate it first, with the stick")
        return found

    def _next(self, role: str, version: int) -> int:
        """The first version above `version` that no file has, a killed process's included."""
        version += 1
        while self._blobs.exists(f"{_METADATA}/{version}.{role}.json"):
            version += 1
        return version

    def _online(self, state: _State, role: str) -> list[SigningKey]:
        return self._signers(self._keys, state.root.signed, role) + state.also.get(role, [])

    def _signers(self, keys: RoleKeys, root: Root, role: str) -> list[SigningKey]:
        delegated = root.roles[role]
        public = (_raw(root.keys[keyid]) for keyid in delegated.keyids)
        return keys.find(role, public, delegated.threshold)

    def _bytes(self, name: str) -> bytes:
        try:
            return self._blobs.get(f"{_METADATA}/{name}", _LIMIT)
        except NoSuchBlob as error:
            raise PublisherError(f"the repository has no {name}: is it this centre's?") from error

    def _read(self, kind: type[S], name: str) -> Metadata[S]:
        try:
            metadata: Metadata[Any] = Metadata.from_bytes(self._bytes(name))
        except DeserializationError as error:
            raise PublisherError(f"the repository's {name} is damaged: restore it") from error
        if not isinstance(metadata.signed, kind):
            raise PublisherError(f"the repository's {name} is damaged: restore it")
        return metadata


@dataclass
class _State:
    """What is published, and what is being made of it."""

    root: Metadata[Root]
    timestamp: Metadata[Timestamp]
    snapshot: Metadata[Snapshot]
    targets: Metadata[Targets]
    staged: dict[str, int] = field(default_factory=dict)  # new versions, by role
    also: dict[str, list[SigningKey]] = field(default_factory=dict)  # keys that will sign next


def _delegations(targets: Targets) -> Delegations:
    if targets.delegations is None:
        raise PublisherError("the repository's targets.json is damaged: restore it")
    return targets.delegations


def _delegate(targets: Targets, role: str, key: SigningKey) -> None:
    roles = _delegations(targets).roles
    if roles is None:
        raise PublisherError("the repository's targets.json is damaged: restore it")
    roles[role] = DelegatedRole(role, [], 1, terminating=True, paths=[f"{role}/*"])
    targets.add_key(_public(key), role)


def _public(key: SigningKey) -> Key:
    return CryptoSigner(key.native).public_key


def _raw(key: Key) -> bytes:
    return bytes.fromhex(key.keyval["public"])


def _signed(metadata: Metadata[Any], keys: Iterable[SigningKey]) -> bytes:
    metadata.signatures.clear()
    for key in keys:
        metadata.sign(CryptoSigner(key.native), append=True)
    return metadata.to_bytes()


def _holds(root: Root, role: str, metadata: Metadata[Any]) -> bool:
    return bool(root.get_verification_result(role, metadata.signed_bytes, metadata.signatures))


def _after(now: datetime, days: int) -> datetime:
    return now.astimezone(UTC) + timedelta(days=days)


def _ends_soon(metadata: Metadata[Any], days: int, now: datetime) -> bool:
    return bool(metadata.signed.expires - now < timedelta(days=days) / 2)


def _source(target: TargetFile) -> TargetSource:
    return TargetSource(target.path, target.length, target.hashes["sha256"])


def _place(source: TargetSource) -> str:
    folder, _, name = source.path.partition("/")
    return f"{_TARGETS}/{folder}/{source.sha256}.{name}"
