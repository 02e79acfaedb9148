"""A collection as a chain of packages: a snapshot, then deltas, each over the one before."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from edge_app.errors import ActivationError
from edge_app.lists.package_store import VerifiedPackage
from sync.protocol.errors import PackageError
from sync.protocol.package import REMOVED, Package
from sync.protocol.wire import Head

_REFERENCE_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")

VerifyPackage = Callable[[int], VerifiedPackage]
"""`verify(i)` returns the head's package number i, or raises ActivationError or SyncError."""


def require_chain(head: Head) -> None:
    """Raise ActivationError unless the head's packages lead from a snapshot to its version."""
    snapshot, *deltas = head.packages
    version = snapshot.version
    fits = snapshot.base is None
    for delta in deltas:
        fits = fits and delta.base is not None and delta.base <= version <= delta.version
        version = delta.version
    if not fits or version != head.version:
        raise ActivationError(
            f"{head.collection} {head.version}: its packages do not follow one another"
        )


def removed_ids(package: Package) -> frozenset[str]:
    """Return what a delta removes. Raise PackageError."""
    if not package.size(REMOVED):
        return frozenset()
    try:
        ids = json.loads(package.whole(REMOVED))
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{REMOVED} is no JSON") from error
    if not isinstance(ids, list) or not all(
        isinstance(each, str) and _REFERENCE_ID.fullmatch(each) for each in ids
    ):
        raise PackageError(f"{REMOVED} is no list of ids")
    return frozenset(ids)
