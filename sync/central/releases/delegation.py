"""Give new collections a role, and take it from those that ended: with the targets key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sync.central.centre import Centre
from sync.central.publisher import OfflineKeys, Publisher
from sync.central.registry import approved_state, audit, published
from sync.central.releases import keys
from sync.central.releases.list_terms import terms_of
from sync.protocol.roles import Collection, CollectionKind


def missing_roles(centre: Centre, now: datetime) -> list[str]:
    """Return the collections that need a role and have none yet, by name.

    Every checkpoint's visitors and officers are among them, so that the first manifest of a
    checkpoint does not wait for a stick. Raise CentralError, PackageError.
    """
    return sorted(_wanted(centre, now) - _delegated(centre))


def spent_roles(centre: Centre, now: datetime) -> list[str]:
    """Return the collections that have a role and need it no more, by name.

    One that terminals still see is not among them: publish first. Raise as `missing_roles`.
    """
    with centre.registry.session() as session:
        standing = {
            name for name, release in published.releases(session).items() if not release.withdrawn
        }
    return sorted(_delegated(centre) - _wanted(centre, now) - standing)


def delegate(
    centre: Centre,
    offline: Path | OfflineKeys,
    names: Sequence[str],
    now: datetime,
) -> None:
    """Make a key and a role for each of `names`, in one step. Raise CentralError."""
    there = _delegated(centre)
    if new := tuple(name for name in names if name not in there):
        keys.perform(centre, keys.Act("delegate", new), offline, audit.CENTRE, now)


def undelegate(
    centre: Centre,
    offline: Path | OfflineKeys,
    names: Sequence[str],
    now: datetime,
) -> None:
    """Take the roles of `names` away, in one step. Raise CentralError."""
    there = _delegated(centre)
    if old := tuple(name for name in names if name in there):
        keys.perform(centre, keys.Act("undelegate", old), offline, audit.CENTRE, now)


def _wanted(centre: Centre, now: datetime) -> set[str]:
    with centre.registry.session() as session:
        terms = [terms_of(row, now) for row in approved_state.lists(session)]
        checkpoints = approved_state.checkpoints(session)
    own = {
        Collection(kind, row.checkpoint_id).name
        for row in checkpoints
        for kind in (CollectionKind.VISITORS, CollectionKind.OFFICERS)
    }
    held = _delegated(centre)
    return own | {
        each.name for each in terms if now < each.ends and (each.checkpoints or each.name in held)
    }


def _delegated(centre: Centre) -> set[str]:
    names = Publisher(centre.blobs, centre.secrets).versions()
    kinds = tuple(f"{kind.value}-" for kind in CollectionKind)
    return {name for name in names if name.startswith(kinds)}
