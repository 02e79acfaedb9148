"""What a terminal comes to hold: the head's packages opened in their order, the chain applied."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from io import BytesIO

import numpy as np

from models.gallery import Gallery
from sync.central.centre import Centre
from sync.central.registry.published import PackageRow
from sync.central.registry.schema import PublishedPackage
from sync.protocol.content import ListDescription, ReferenceEntry
from sync.protocol.package import DESCRIPTION, INDEX, REFERENCES, REMOVED, TEMPLATES, Package
from sync.protocol.wire import PackageRef
from tests.sync.central.releases.registry_rows import DIMENSION, head, publisher_of


@dataclass
class View:
    """A list at a terminal."""

    version: int
    gallery: Gallery
    description: ListDescription
    entries: dict[str, ReferenceEntry]
    thumbnails: dict[str, bytes] = field(repr=False)


def content_key(centre: Centre, package_id: str, *, recorded: bool = True) -> bytes:
    """Of a package that the head names; `recorded`: terminals must be given it now."""
    with centre.registry.session() as session:
        row = session.get_one(PublishedPackage, package_id)
    assert row.current or not recorded
    return centre.vault.unseal(row.content_key, PackageRow.context(package_id))


def open_package(centre: Centre, name: str, ref: PackageRef, *, recorded: bool = True) -> Package:
    source = publisher_of(centre).targets(name)[ref.path]
    data = centre.blobs.get(source.blob, 1 << 30)
    return Package(BytesIO(data), content_key(centre, ref.package_id, recorded=recorded), name, ref)


def view(centre: Centre, name: str, *, recorded: bool = True) -> View:
    """The list as a new terminal holds it after it has taken the whole chain."""
    found = head(centre, name)
    assert found is not None
    assert found.packages[-1].version == found.version
    entries: dict[str, ReferenceEntry] = {}
    thumbnails: dict[str, bytes] = {}
    gallery: Gallery | None = None
    for ref in found.packages:
        package = open_package(centre, name, ref, recorded=recorded)
        description = package.json(DESCRIPTION, ListDescription)
        added = list(package.lines(REFERENCES, ReferenceEntry))
        ids = [entry.reference_id for entry in added for _ in range(entry.templates)]
        if gallery is None:
            gallery = Gallery.open(package.chunks(INDEX), ids, dimension=DIMENSION)
            gallery = gallery.certified(np.random.default_rng(0), 0.4)
        else:
            removed = json.loads(package.whole(REMOVED))
            templates = np.frombuffer(package.whole(TEMPLATES), "<f4").reshape(-1, DIMENSION)
            gone = set(removed) & gallery.reference_ids()
            gallery = gallery.with_changes(templates, ids, gone)
            for person in removed:
                entries.pop(person, None)
        for entry in added:
            entries[entry.reference_id] = entry
            thumbnails[entry.reference_id] = package.thumbnail(entry.thumbnail)
        package.close()
    assert gallery is not None
    assert gallery.reference_ids() == set(entries)
    return View(found.version, gallery, description, entries, thumbnails)
