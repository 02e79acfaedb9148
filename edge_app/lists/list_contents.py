"""What one package of a watch-list holds: a snapshot with its index, or a delta over it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from edge_app.lists.pacing import paced, without_pauses
from edge_app.lists.package_chain import removed_ids
from edge_app.lists.package_store import VerifiedPackage
from edge_app.lists.references import ReferenceRow, read_rows
from edge_app.lists.terminal_model import TerminalModel, TerminalModels
from models.gallery import Gallery
from sync.protocol.content import ListDescription, ReferenceEntry
from sync.protocol.errors import PackageError
from sync.protocol.package import DESCRIPTION, INDEX, REFERENCES, TEMPLATES
from sync.protocol.roles import Collection
from sync.protocol.wire import Head


@dataclass(frozen=True, slots=True)
class ListContents:
    """One package, read. Its photographs stay in it."""

    package: VerifiedPackage
    description: ListDescription
    model: TerminalModel | None  # of its templates; None: a delta without any
    rows: Mapping[str, ReferenceRow] = field(repr=False)
    snapshot: Gallery | None = field(default=None, repr=False)  # not certified; None: a delta
    templates: Mapping[str, NDArray[np.float32]] = field(default_factory=dict, repr=False)
    """Of a delta, by reference id: (k, f) float32; the gallery checks what they hold."""
    removed: frozenset[str] = frozenset()


def read_list_package(
    verified: VerifiedPackage, number: int, head: Head, models: TerminalModels
) -> ListContents:
    """Return what package `number` of the chain of `head` holds; 0 is the snapshot.

    Raise ActivationError, SyncError, FaceEngineError or OSError.
    """
    with closing(verified.open()) as package:
        removed = removed_ids(package) if number else frozenset()
        description = package.json(DESCRIPTION, ListDescription)
        if description.list_id != Collection.parse(head.collection).owner:
            raise PackageError(f"{head.collection} {head.version} describes another list")
        there = package.size(REFERENCES) or number == 0
        entries = package.lines(REFERENCES, ReferenceEntry) if there else ()
        with without_pauses():
            rows, ids = read_rows(paced(entries), number)
        model = models.require(package.header) if ids else None
        if number == 0:
            model = model or models.by_id.get(package.header.model_id or "", models.current)
            index = paced(package.chunks(INDEX)) if package.size(INDEX) else ()
            gallery = Gallery.open(index, ids, dimension=model.dimension)
            return ListContents(verified, description, model, rows, gallery)
        dimension = model.dimension if model else 0
        if package.size(TEMPLATES) != len(ids) * dimension * 4:
            raise PackageError(f"{TEMPLATES} has not the bytes of {len(ids)} templates")
        data = b"".join(package.chunks(TEMPLATES)) if ids else b""
    added = np.frombuffer(data, "<f4").astype(np.float32).reshape(len(ids), dimension)
    runs = groupby(range(len(ids)), key=ids.__getitem__)
    templates = {reference_id: added[list(run)] for reference_id, run in runs}
    return ListContents(verified, description, model, rows, None, templates, removed)
