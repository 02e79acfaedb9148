"""Names: of collections, of the roles of the TUF repository, of the files in it.

A collection is what a terminal receives as one thing with one version: a watch-list, a checkpoint's
expected visitors, a checkpoint's officers. It has one delegated role of the same name, which may
sign the paths under that name and no others.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from sync.protocol.errors import PackageError

IDENTIFIER = r"[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?"
CHECKPOINTS = "checkpoints"  # the role that says what a checkpoint holds
CENTRE_KEYS = "centre/keys.json"  # the target of CentreKeys; the offline targets role signs it
SOFTWARE = "software"  # the role that says which software may run; release keys sign it, offline
SOFTWARE_RELEASES = f"{SOFTWARE}/releases.json"  # the target of SoftwareReleases


class CollectionKind(Enum):
    """What a collection is."""

    LIST = "list"
    VISITORS = "visitors"
    OFFICERS = "officers"


class Collection(NamedTuple):
    """`list-<list id>`, `visitors-<checkpoint id>` or `officers-<checkpoint id>`."""

    kind: CollectionKind
    owner: str  # list id or checkpoint id

    @property
    def name(self) -> str:
        """The collection's name, and its role's."""
        return f"{self.kind.value}-{self.owner}"

    @classmethod
    def parse(cls, name: str) -> Collection:
        """Return the collection of that name. Raise PackageError for a name that is none."""
        kind, _, owner = name.partition("-")
        if not cls.is_known(name) or not re.fullmatch(IDENTIFIER, owner):
            raise PackageError(f"{name!r} is no collection")
        return cls(CollectionKind(kind), owner)

    @staticmethod
    def is_known(name: str) -> bool:
        """Return whether `name` is of a kind of this version; a newer data centre may have more."""
        return name.partition("-")[0] in {each.value for each in CollectionKind}

    @property
    def paths(self) -> str:
        """The pattern of the targets that its role may sign."""
        return f"{self.name}/*"

    @property
    def head(self) -> str:
        """The target that says which packages make the present version."""
        return f"{self.name}/head.json"

    def package(self, version: int, delta_from: int | None) -> str:
        """Return the target of a snapshot of `version`, or of a delta that leads to it."""
        if delta_from is None:
            return f"{self.name}/{version}.snapshot"
        return f"{self.name}/{delta_from}-{version}.delta"


def checkpoint_target(checkpoint_id: str) -> str:
    """Return the target that holds a CheckpointConfig."""
    return f"{CHECKPOINTS}/{checkpoint_id}.json"
