"""Give new collections a role, and take it from those that ended: with the key on the stick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry import approved_state, audit, published
from sync.central.releases.list_terms import terms_of
from sync.central.releases.publish import LOCK
from sync.protocol.roles import Collection, Kind

Advance = Callable[[int, int, str], None]  # roles done, in all, which is next


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
    offline: Path,
    names: Sequence[str],
    now: datetime,
    advance: Advance = lambda *_: None,
) -> None:
    """Make a key and a role for each of `names`; may be killed and repeated. Raise CentralError."""

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
    """Take the roles of `names` away. Raise CentralError."""

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
    """Call `step(publisher, name, has a role)` for each name, under the lock, and audit it."""
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
        terms = [terms_of(row, now) for row in approved_state.lists(session)]
        checkpoints = approved_state.checkpoints(session)
    own = {
        Collection(kind, row.checkpoint_id).name
        for row in checkpoints
        for kind in (Kind.VISITORS, Kind.OFFICERS)
    }
    held = _delegated(centre)
    return own | {
        each.name for each in terms if now < each.ends and (each.checkpoints or each.name in held)
    }


def _delegated(centre: Centre) -> set[str]:
    names = Publisher(centre.blobs, centre.secrets).versions()
    kinds = tuple(f"{kind.value}-" for kind in Kind)
    return {name for name in names if name.startswith(kinds)}
