"""Erase a person here and from what is published, to the last package.

A removal goes out as a small delta, which rests on the snapshot that still holds the person. So
whoever is erased has each collection whose packages hold them packed anew by the next publication;
then older packages are erased with their keys. Terminals erase theirs once they serve the new one.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sync.central.centre import Centre
from sync.central.identification.older_index import remove_older_index
from sync.central.publisher import Publisher, TargetSource
from sync.central.registry import forgetting, package_erasure, published
from sync.central.registry.errors import OperationRefused, RegistryError
from sync.central.registry.forgetting import Erased
from sync.central.registry.locks import PUBLISHING
from sync.central.registry.published import PackageRow
from sync.central.releases.published_packages import open_package
from sync.protocol.errors import SyncError
from sync.protocol.package import REFERENCES
from sync.protocol.roles import Collection, CollectionKind

AT_ONCE = 16 * 2**20  # bytes of a transaction, also where there is room: others write in between
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a person left here, and what has to be published before nothing is left."""

    photographs: int
    proposals: int  # decided ones that named the person, and do no more
    visits: Counter[str]  # that were expected, by checkpoint
    results: int  # of terminals about the person; they stay as long as their list says
    details: int  # typed or photographed for these, and erased
    repacked: tuple[str, ...]  # collections that the next publication packs anew


def forget(centre: Centre, person_id: str, operator_id: str, now: datetime) -> Forgotten:
    """Erase the person here. Raise OperationRefused, CentralError, EnvelopeError, PackageError.

    No publication runs meanwhile.
    """
    registry, steps = centre.registry, list[Erased]()
    with registry.lock(PUBLISHING), registry.room_to_erase():
        clean_from, repacked = _look_into_packages(centre, person_id)
        try:
            while not steps or not steps[-1].whole:
                with registry.transaction() as session:
                    most = min(registry.erasable_at_once(), AT_ONCE)
                    gone = forgetting.forget(
                        session, centre.blobs, centre.vault, person_id, operator_id, now, most
                    )
                    if gone.whole:
                        known = published.releases(session)
                        newest = {name: each.version for name, each in known.items()}
                        wanted = clean_from | _visits_anew(newest, gone.visits)
                        package_erasure.demand(session, wanted)
                steps.append(gone)
                registry.erase_log()  # it holds what was erased; and a full disk has room anew
        except OperationRefused:
            raise
        except RegistryError as error:
            raise RegistryError(f"{error}; {_how_far(steps)}") from error
    remove_older_index(centre.home)
    return Forgotten(
        gone.photographs,
        sum(each.proposals for each in steps),
        gone.visits,
        gone.results,
        _details(steps),
        tuple(sorted(repacked)),
    )


def _visits_anew(newest: Mapping[str, int], visits: Iterable[str]) -> dict[str, int]:
    """Return from which version the collections of these checkpoints' visitors are packed anew."""
    names = (Collection(CollectionKind.VISITORS, each).name for each in visits)
    return {name: newest[name] + 1 for name in names if name in newest}


def _details(steps: Iterable[Erased]) -> int:
    return sum(len(ids) for each in steps for ids in each.details.values())


def _how_far(steps: Sequence[Erased]) -> str:
    """Return what an operator reads of an erasure that was stopped."""
    if steps and steps[-1].whole:
        return "the person is forgotten; SQLite's log still holds what was erased"
    said = f"{_details(steps)} notes and photographed documents are erased"
    return f"{said}, the person is not: forget again"


def _look_into_packages(centre: Centre, person_id: str) -> tuple[dict[str, int], set[str]]:
    """Return for each list the first version that may stay, and which lists hold the person.

    Packages that the present head names no more are not looked into: they count as holding.
    """
    publisher = Publisher(centre.blobs, centre.secrets)
    clean_from: dict[str, int] = {}
    holding: set[str] = set()
    with centre.registry.session() as session:
        releases = published.releases(session)
    for name, release in releases.items():
        if not release.packages or Collection.parse(name).kind is not CollectionKind.LIST:
            continue
        clean_from[name] = release.packages[0].version
        sources = publisher.targets(name)
        if any(_holds(centre, row, sources.get(row.path), person_id) for row in release.packages):
            clean_from[name] = release.version + 1
            holding.add(name)
    return clean_from, holding


def _holds(centre: Centre, row: PackageRow, source: TargetSource | None, person_id: str) -> bool:
    """Return whether a package holds the person; true also where it cannot be read."""
    if source is None:
        return True
    wanted, before = person_id.encode(), b""
    try:
        with open_package(centre, row, source) as package:
            for chunk in package.chunks(REFERENCES):
                if wanted in before + chunk:
                    return True
                before = chunk[-len(wanted) :]
    except SyncError as error:
        _log.warning("%s cannot be looked into and is packed anew: %s", row.path, error)
        return True
    return False
