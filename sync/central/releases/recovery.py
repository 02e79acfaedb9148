"""Finish publications that were begun and never recorded, or delete them."""

from __future__ import annotations

from datetime import datetime

from sync.central.centre import Centre
from sync.central.publisher import Publisher, TargetSource
from sync.central.registry import audit, published
from sync.central.registry.published import Members, PackageRow, Release
from sync.central.releases.lists import digest as digest_of_list
from sync.central.releases.published_packages import open_package, removed_persons
from sync.central.releases.whole import digest as digest_of_content
from sync.protocol.content import ListDescription, ReferenceEntry
from sync.protocol.package import (
    DESCRIPTION,
    OFFICERS,
    REFERENCES,
    THUMBNAILS,
    VISITORS,
    Package,
)
from sync.protocol.roles import Collection, CollectionKind
from sync.protocol.wire import Head

_HEAD_LIMIT = 1 << 20  # bytes


def finish(centre: Centre, publisher: Publisher, now: datetime) -> tuple[str, ...]:
    """Record what terminals see and the registry does not know; return the collections' names.

    A package counts as published when TUF vouches for its path: no version's path is used again
    once it is published, and what was never published is deleted here. Raise SyncError.
    """
    with centre.registry.session() as session:
        begun = published.unfinished(session)
        releases = published.releases(session)
    delegated = publisher.versions()
    seen: list[tuple[PackageRow, Release, Members | None]] = []
    forgotten: list[str] = []
    for row in begun:
        sources = publisher.targets(row.collection) if row.collection in delegated else {}
        if row.path not in sources:
            forgotten.append(row.package_id)
            continue
        known = {each.package_id: each for each in releases[row.collection].packages}
        packages = _chain(centre, sources, {**known, row.package_id: row})
        with open_package(centre, row, sources[row.path]) as package:
            seen.append((row, *_read(package, row, packages)))
    with centre.registry.transaction() as session:
        published.forget_packages(session, forgotten)
        for row, release, members in seen:
            published.record(session, row.collection, release, members)
        details = {"finished": [row.path for row, _, _ in seen], "forgotten": len(forgotten)}
        audit.append(session, now, audit.CENTRE, "publication-finished", "publication", details)
    return tuple(sorted(row.collection for row, _, _ in seen))


def _chain(
    centre: Centre, sources: dict[str, TargetSource], rows: dict[str, PackageRow]
) -> tuple[PackageRow, ...]:
    """Return the packages that the published head names, in its order."""
    place = next(source for path, source in sources.items() if path.endswith("/head.json"))
    head = Head.from_json(centre.blobs.get(place.blob, _HEAD_LIMIT))
    return tuple(rows[package.package_id] for package in head.packages)


def _read(
    package: Package, row: PackageRow, packages: tuple[PackageRow, ...]
) -> tuple[Release, Members | None]:
    """Return the release and the members that a package's content tells."""
    model_id, kind = package.header.model_id, Collection.parse(row.collection).kind
    if kind is not CollectionKind.LIST:
        lines = package.chunks(VISITORS if kind is CollectionKind.VISITORS else OFFICERS)
        digest = digest_of_content(lines, package.chunks(THUMBNAILS))
        return Release(row.version, row.change, digest, model_id, False, packages), None
    description = package.json(DESCRIPTION, ListDescription)
    entries = package.lines(REFERENCES, ReferenceEntry)
    members = Members(
        description.list_id,
        whole=row.base is None,
        added=frozenset(entry.reference_id for entry in entries),
        removed=frozenset(removed_persons(package)),
    )
    digest = digest_of_list(description)
    return Release(row.version, row.change, digest, model_id, False, packages), members
