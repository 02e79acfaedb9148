"""Roles of new collections, and of those that are over: with the targets key on its stick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry import approved_state, audit, published
from sync.central.releases.describing import described
from sync.central.releases.publish import LOCK
from sync.protocol.roles import Collection, Kind

Advance = Callable[[int, int, str], None]  # roles done, in all, which is next


def missing(centre: Centre, now: datetime) -> list[str]:
    """Collections that may be published some day and have no role yet, by name.

    Every checkpoint's visitors and officers are among them, so that the first manifest of a
    checkpoint does not wait for a stick. Raises CentralError, PackageError.
    """
    return sorted(_wanted(centre, now) - _delegated(centre))


def spent(centre: Centre, now: datetime) -> list[str]:
    """Collections that have a role and never come again, or not without a new agreement.

    One that terminals still see is not among them: publish first. Raises as `missing`.
    """
    with centre.registry.session() as session:
        standing = {
            name for name, edition in published.releases(session).items() if not edition.withdrawn
        }
    return sorted(_delegated(centre) - _wanted(centre, now) - standing)


def delegate(
    centre: Centre,
    offline: Path,
    names: Sequence[str],
    now: datetime,
    advance: Advance = lambda *_: None,
) -> None:
    """A new key for each of `names`; may be killed and repeated. Raises CentralError."""

    def step(publisher: Publisher, name: str, there: bool) -> None:
        if not there:
            publisher.delegate(name, offline, now)

    _each(centre, names, now, "role-delegated", step, advance)


def undelegate(
    centre: Centre,
    offline: Path,
    names: Sequence[str],
    now: datetime,
    advance: Advance = lambda *_: None,
) -> None:
    """Nobody vouches for `names` any more. Raises CentralError."""

    def step(publisher: Publisher, name: str, there: bool) -> None:
        if there:
            publisher.undelegate(name, offline, now)

    _each(centre, names, now, "role-undelegated", step, advance)


def _each(
    centre: Centre,
    names: Sequence[str],
    now: datetime,
    action: str,
    step: Callable[[Publisher, str, bool], None],
    advance: Advance,
) -> None:
    """`step(publisher, name, whether it has a role)` for each, under the lock, and audited."""
    publisher = Publisher(centre.blobs, centre.secrets)
    with centre.registry.lock(LOCK):
        there = publisher.versions()
        for done, name in enumerate(names):
            advance(done, len(names), name)
            step(publisher, name, name in there)
            with centre.registry.transaction() as session:
                audit.append(session, now, audit.CENTRE, action, name)


def _wanted(centre: Centre, now: datetime) -> set[str]:
    with centre.registry.session() as session:
        terms = [described(row, now) for row in approved_state.lists(session)]
        checkpoints = approved_state.checkpoints(session)
    own = {
        Collection(kind, row.checkpoint_id).name
        for row in checkpoints
        for kind in (Kind.VISITORS, Kind.OFFICERS)
    }
    return own | {each.name for each in terms if now < each.ends}


def _delegated(centre: Centre) -> set[str]:
    names = Publisher(centre.blobs, centre.secrets).versions()
    kinds = tuple(f"{kind.value}-" for kind in Kind)
    return {name for name in names if name.startswith(kinds)}
