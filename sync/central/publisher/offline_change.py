"""The next root and targets, in the making: what only the offline roles may say. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy

from securesystemslib.signer import Key
from tuf.api.metadata import Root, Targets

from sync.central.errors import PublisherError
from sync.central.publisher.signing import delegate, delegated_roles, keys_of
from sync.central.publisher.terms import SOFTWARE_KEYS, SOFTWARE_THRESHOLD
from sync.protocol.roles import SOFTWARE


class OfflineChange:
    """A copy of the present root and targets, to be changed; `roles` says which of them were."""

    def __init__(self, root: Root, targets: Targets) -> None:
        self.root, self.targets = deepcopy(root), deepcopy(targets)
        self.contents: dict[str, bytes] = {}  # new targets of the targets role itself, by path
        self.roles: set[str] = set()

    def renew(self) -> None:
        """Give both another term."""
        self.roles |= {Root.type, Targets.type}

    def put(self, path: str, data: bytes) -> None:
        """Let the targets role itself sign for `data`."""
        self.contents[path] = data
        self.roles.add(Targets.type)

    def delegate(self, role: str, keys: Sequence[Key], threshold: int = 1) -> None:
        """Let `threshold` of `keys` sign for the targets `<role>/*`."""
        if role in self.root.roles or role in delegated_roles(self.targets):
            raise PublisherError(f"{role!r} cannot be delegated: there is a role of that name")
        delegate(self.targets, role, keys, threshold)
        self.roles.add(Targets.type)

    def give_release_keys(self, keys: Sequence[Key]) -> None:
        """Let these keys, and no others, sign which software may run."""
        if len(keys) != SOFTWARE_KEYS or len({key.keyid for key in keys}) != SOFTWARE_KEYS:
            raise PublisherError(
                f"{SOFTWARE} has {SOFTWARE_KEYS} keys, of which {SOFTWARE_THRESHOLD} sign a "
                f"release: give {SOFTWARE_KEYS} different ones"
            )
        if SOFTWARE in delegated_roles(self.targets):
            self.undelegate(SOFTWARE)
        self.delegate(SOFTWARE, keys, SOFTWARE_THRESHOLD)

    def replace_top(self, role: str, keys: Sequence[Key]) -> None:
        """Let `keys` sign for a top-level role, as many as there were."""
        old = keys_of(self.root, role)
        if len(keys) != len(old) or len({key.keyid for key in keys}) != len(old):
            raise PublisherError(f"{role} has {len(old)} keys: give {len(old)} new ones")
        for key in old:
            self.root.revoke_key(key.keyid, role)
        for key in keys:
            self.root.add_key(key, role)
        self.roles.add(Root.type)
        if role == Targets.type:  # it must hold under the old root and the new one
            self.roles.add(Targets.type)

    def undelegate(self, role: str) -> None:
        """Take the role from `<role>/*`. Its line stays in the snapshot, as TUF demands."""
        if role not in delegated_roles(self.targets):
            raise PublisherError(f"there is no role {role}: delegate it first, with the stick")
        for key in keys_of(self.targets, role):
            self.targets.revoke_key(key.keyid, role)
        del delegated_roles(self.targets)[role]
        self.roles.add(Targets.type)
