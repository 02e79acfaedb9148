"""What a publisher does: every day without the stick, a few times a year with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import Metadata, Root, Snapshot, Targets, Timestamp

from sync.central.errors import PublisherError
from sync.central.publisher.draft import Draft
from sync.central.publisher.offline_change import OfflineChange
from sync.central.publisher.offline_keys import OfflineKeys
from sync.central.publisher.repository import Repository
from sync.central.publisher.role_keys import RoleKeys
from sync.central.publisher.signing import (
    after,
    delegated_roles,
    ends_soon,
    key_name,
    keys_of,
)
from sync.central.publisher.signing_request import GivenSignature, ReadRequest, SigningRequest
from sync.central.publisher.targets import TargetSource, check_path, put_target
from sync.central.publisher.terms import ROLE_DAYS, ROOT_DAYS, TARGETS_DAYS
from sync.central.storage.blobs import Blobs
from sync.protocol.roles import CENTRE_KEYS, SOFTWARE

_ROLE = re.compile(r"[a-z0-9-]{1,64}")
_ONLINE = (Snapshot.type, Timestamp.type)
_OWN_FOLDER = CENTRE_KEYS.partition("/")[0]  # of targets that the offline role signs itself
_HERE = "0" * 32  # the centre of a request that leaves no file

Changes = Mapping[str, Mapping[str, bytes | TargetSource | None]]
"""Delegated role -> target path -> its bytes, or a source from `put_target`; None removes it."""


def is_role(name: str) -> bool:
    """Return whether a role may be delegated by this name."""
    return bool(_ROLE.fullmatch(name)) and name != _OWN_FOLDER


class Publisher:
    """Writes new versions. Every method raises PublisherError or BlobError."""

    def __init__(self, blobs: Blobs, secrets: Path) -> None:
        self._blobs = blobs
        self._repository = Repository(blobs)
        self._keys = RoleKeys(secrets / "roles")

    # ---- reading -----------------------------------------------------------------------------

    def root_bytes(self, version: int = 1) -> bytes:
        """Return `<version>.root.json`; a terminal is provisioned with one."""
        return self._repository.get(f"{version}.root.json")

    def versions(self) -> dict[str, int]:
        """Return the present version of every delegated role, and of the four top-level roles."""
        return self._draft().versions()

    def targets(self, role: str) -> dict[str, TargetSource]:
        """Return what the delegated `role` signs for at present, by path."""
        listed = self._draft().role(role).signed.targets
        return {path: TargetSource.of(target) for path, target in listed.items()}

    def key_ids(self) -> dict[str, tuple[str, ...]]:
        """Return the names of the keys that sign for each role, as their files have them."""
        draft = self._draft()
        root, targets = draft.root.signed, draft.targets
        found = {role: keys_of(root, role) for role in root.roles}
        found |= {role: keys_of(targets, role) for role in sorted(delegated_roles(targets))}
        return {role: tuple(map(key_name, keys)) for role, keys in found.items()}

    def offline_targets(self) -> dict[str, TargetSource]:
        """Return what the offline targets role itself signs for at present, by path."""
        listed = self._draft().targets.targets
        return {path: TargetSource.of(target) for path, target in listed.items()}

    def offline_expiries(self) -> dict[str, datetime]:
        """Return when root and targets expire; `renew` needs the stick before that."""
        draft = self._draft()
        return {Root.type: draft.root.signed.expires, Targets.type: draft.targets.expires}

    def online_expiries(self) -> dict[str, datetime]:
        """Return when snapshot and timestamp expire; the server's timer renews them."""
        draft = self._draft()
        return {Snapshot.type: draft.snapshot.expires, Timestamp.type: draft.timestamp_expires}

    def expiries(self) -> dict[str, datetime]:
        """Return when every delegated role expires, and each of the four top-level roles."""
        return self._draft().expiries()

    # ---- every day -----------------------------------------------------------------------------

    def put_target(self, path: str, chunks: bytes | Iterable[bytes]) -> TargetSource:
        """Put the bytes of target `path` among the blobs; no role signs for them yet.

        Hashed on the way; more than a megabyte waits in a file of the temporary folder.
        """
        return put_target(self._blobs, path, chunks)

    def publish(self, changes: Changes, now: datetime) -> None:
        """Publish all of `changes` in one step: a terminal sees all of it or nothing."""
        draft = self._draft()
        for role, targets in changes.items():
            metadata = draft.role(role)
            for path, content in targets.items():
                self._change(metadata.signed, role, path, content)
            draft.stage(role, metadata, now)
        draft.commit(now)

    def refresh_timestamp(self, now: datetime) -> None:
        """Sign again what expires soon; the server's timer calls it every hour.

        Also the delegated roles and the snapshot, when less than half of their time is left.
        """
        draft = self._draft()
        for role in delegated_roles(draft.targets):
            if role == SOFTWARE:
                continue  # release keys sign it, which are not here
            metadata = draft.role(role)
            if ends_soon(metadata, ROLE_DAYS, now):
                draft.stage(role, metadata, now)
        draft.commit(now)

    def sweep(self) -> int:
        """Remove leftovers of killed processes, withdrawn roles, old versions; return how many.

        Call it under the lock, and while nobody is between `put_target` and `publish`.
        """
        draft = self._draft()
        return self._repository.sweep(draft.snapshot, draft.targets)

    def erase_unnamed_targets(self, role: str) -> None:
        """Erase the targets of `role` that its present version does not name.

        A terminal in the middle of an older one begins anew.
        """
        targets = self.targets(role) if role in self.versions() else {}
        self._repository.erase_targets(role, {source.blob for source in targets.values()})

    # ---- with the offline keys ---------------------------------------------------------------
    #
    # `offline` is a folder with keys that have no passphrase, or the custodians' media. Each act is
    # a request, signed at once by all keys that are there; `request` and `adopt` do the same with
    # custodians who sign elsewhere.

    def request(
        self, centre_id: str, act: str, change: Callable[[OfflineChange], object], now: datetime
    ) -> SigningRequest:
        """Return what must be signed so that `change` is made; nothing is changed yet."""
        draft = self._draft()
        wanted = OfflineChange(draft.root.signed, draft.targets)
        change(wanted)
        for path, data in wanted.contents.items():
            wanted.targets.targets[path] = put_target(self._blobs, path, data).vouched()
        wanted.root.version += 1
        wanted.root.expires = after(now, ROOT_DAYS)
        wanted.targets.version = self._repository.unused(Targets.type, wanted.targets.version)
        wanted.targets.expires = after(now, TARGETS_DAYS)
        versions = draft.versions()
        return SigningRequest(
            centre_id=centre_id,
            act=act,
            made_at=now,
            trusted_root=self._repository.get(f"{versions[Root.type]}.root.json"),
            trusted_targets=self._repository.get(f"{versions[Targets.type]}.targets.json"),
            root=Metadata(wanted.root).to_bytes() if Root.type in wanted.roles else None,
            targets=Metadata(wanted.targets).to_bytes() if Targets.type in wanted.roles else None,
            contents=wanted.contents,
        )

    def adopt(
        self, request: SigningRequest, signatures: Iterable[GivenSignature], now: datetime
    ) -> None:
        """Publish what a request asks for, once enough keys have signed it.

        1. Targets are published, and the roles whose keys they change. Where the root changes the
           keys of snapshot and timestamp, the old keys sign these and the new ones: all holds under
           the old root and under the new one, so that there is no moment at which nothing holds.
        2. The new root is written.
        3. Online keys that are named no more are removed.
        """
        read, draft = ReadRequest(request), self._draft()
        versions = draft.versions()
        for role, data in (
            (Root.type, request.trusted_root),
            (Targets.type, request.trusted_targets),
        ):
            if self._repository.get(f"{versions[role]}.{role}.json") != data:
                raise PublisherError(
                    f"{role} has another version since this request was made: make a new one"
                )
        read.take(signatures)
        for path, content in request.contents.items():
            put_target(self._blobs, path, content)
        root = None if read.root is None else read.root.signed
        if root is not None:
            for role in _ONLINE:  # 1
                known = draft.root.signed.roles[role].keyids
                fresh = [key for key in keys_of(root, role) if key.keyid not in known]
                if fresh:
                    draft.also[role] = self._keys.find(role, fresh, root.roles[role].threshold)
        if read.targets is not None:
            draft.stage_targets(read.targets, now)
        if draft.also or read.targets is not None:
            draft.commit(now)
        if read.root is not None:
            self._repository.put(f"{read.root.signed.version}.root.json", read.root.to_bytes())  # 2
        self._forget_keys(read)  # 3

    def require_targets_keys(self, offline: Path | OfflineKeys) -> None:
        """Raise PublisherError unless the media hold keys that sign the targets role now."""
        self.check((Targets.type,), OfflineKeys.of(offline))

    def delegate(self, role: str, offline: Path | OfflineKeys, now: datetime) -> None:
        """Make a key that signs for the targets `<role>/*`, and for no others."""
        self.change(self.delegating((role,)), offline, now, (Targets.type,))

    def rotate_targets_keys(self, offline: Path | OfflineKeys, now: datetime) -> None:
        """Replace the keys of the targets role, on the media that hold them."""
        self._rotate(Targets.type, offline, now)

    def rotate_root(self, offline: Path | OfflineKeys, now: datetime) -> None:
        """Replace the root keys, on their media; enough of the old and the new sign the new root.

        The old files are removed: with them, terminals that slept could still be deceived.
        """
        self._rotate(Root.type, offline, now)

    # ---- changes that need keys made here ------------------------------------------------------

    def delegating(self, roles: Iterable[str]) -> Callable[[OfflineChange], None]:
        """Return the change that gives each of `roles` a key; the keys are made by it."""

        def change(wanted: OfflineChange) -> None:
            for role in roles:
                if not is_role(role):
                    raise PublisherError(f"{role!r} cannot be delegated: it is no role's name")
                _refuse_software(role)
                wanted.delegate(role, [self._keys.make(role).public_key])

        return change

    def replacing(self, role: str, token: str = "") -> Callable[[OfflineChange], None]:
        """Return the change that gives the delegated `role` another key; it is made by it.

        The old key, stolen or lost, is void. The targets stay as they are here; when the thief
        could write here too, publish them anew. `token`: the URI of a key to be made in a token.
        """

        def change(wanted: OfflineChange) -> None:
            _refuse_software(role)
            wanted.undelegate(role)
            keys = self._keys
            made = keys.make_in_token(role, token) if token else keys.make(role)
            wanted.delegate(role, [made.public_key])

        return change

    def replacing_online(self) -> Callable[[OfflineChange], None]:
        """Return the change that gives snapshot and timestamp other keys; they are made by it.

        The old ones are void, and so are the versions that a thief ran up with them (fast-forward
        attack).
        """

        def change(wanted: OfflineChange) -> None:
            for role in _ONLINE:
                fresh = [self._keys.make(role).public_key for _ in keys_of(wanted.root, role)]
                wanted.replace_top(role, fresh)

        return change

    def check(self, roles: Iterable[str], offline: OfflineKeys) -> None:
        """Raise PublisherError unless enough keys of these offline roles are there."""
        root = self._draft().root.signed
        for role in roles:
            offline.find(role, keys_of(root, role), root.roles[role].threshold)

    def change(
        self,
        change: Callable[[OfflineChange], object],
        offline: Path | OfflineKeys,
        now: datetime,
        signing: Iterable[str],
    ) -> None:
        """Make `change` with the offline keys that are there; `signing`: the roles that it needs.

        They are looked for before anything is made.
        """
        media = OfflineKeys.of(offline)
        self.check(signing, media)
        request = self.request(_HERE, "at once", change, now)
        read = ReadRequest(request)
        given: list[GivenSignature] = []
        for role, _ in read.documents():
            given += read.sign(role, media.held(role, read.signers_of(role)))
        self.adopt(request, given, now)

    # ---- how ---------------------------------------------------------------------------------

    def _draft(self) -> Draft:
        return Draft(self._repository, self._keys)

    def _rotate(self, role: str, offline: Path | OfflineKeys, now: datetime) -> None:
        """Replace the keys of an offline role, each on its own medium."""
        media, root = OfflineKeys.of(offline), self._draft().root.signed
        signing = {Root.type, role}
        self.check(signing, media)  # before a key is made
        fresh = media.make_in_place(role, keys_of(root, role))
        self.change(lambda wanted: wanted.replace_top(role, fresh), media, now, signing)
        media.keep_only(role, fresh)

    def _forget_keys(self, read: ReadRequest) -> None:
        """Remove online keys of roles whose keys a request changed."""
        if read.root is not None:
            for role in _ONLINE:
                if keys_of(read.root.signed, role) != keys_of(read.trusted_root.signed, role):
                    self._keys.keep_only(role, keys_of(read.root.signed, role))
        if read.targets is None:
            return
        before, now = read.trusted_targets.signed, read.targets.signed
        for role in {*delegated_roles(before), *delegated_roles(now)}:
            held = keys_of(now, role) if role in delegated_roles(now) else []
            if role not in delegated_roles(before) or keys_of(before, role) != held:
                self._keys.keep_only(role, held)

    def _change(
        self, targets: Targets, role: str, path: str, content: bytes | TargetSource | None
    ) -> None:
        check_path(role, path)
        if content is None:
            targets.targets.pop(path, None)
            return
        source = self.put_target(path, content) if isinstance(content, bytes) else content
        if source.path != path or not self._blobs.exists(source.blob):
            raise PublisherError(f"{path} is not among the blobs: put_target comes before publish")
        targets.targets[path] = source.vouched()


def _refuse_software(role: str) -> None:
    if role == SOFTWARE:
        raise PublisherError(
            f"no key of this machine signs {SOFTWARE}: `gapura central release keys` names those "
            "that do"
        )
