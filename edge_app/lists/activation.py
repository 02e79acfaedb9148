"""From proven packages to a list that can be searched. What is running goes on until it is done.

1. The head's packages make a chain: a snapshot, then deltas.
2. The snapshot's index is streamed into a memory file, checked and certified; one that is served
   already is used again.
3. Deltas are folded into one change of that snapshot, whatever their number.
4. Thresholds follow the new size.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from edge_app.domain import Phrase, WatchList
from edge_app.errors import ActivationError
from edge_app.lists.package_store import VerifiedPackage
from edge_app.lists.references import Line, ReferenceBook, line_of
from edge_app.lists.served_list import ServedList
from edge_app.lists.thresholds import Thresholds
from edge_app.pacing import paced, without_pauses
from models.calibration import Calibration
from models.comparison import MAX_REFERENCES
from models.gallery import Gallery
from models.manifest import Manifest
from sync.protocol.content import ListDescription, PackageHeader, ReferenceEntry
from sync.protocol.errors import PackageError
from sync.protocol.package import DESCRIPTION, INDEX, REFERENCES, REMOVED, TEMPLATES, Package
from sync.protocol.roles import Collection
from sync.protocol.wire import Head

REMEMBERED = 64  # references whose photograph was looked up last
_REFERENCE_ID = re.compile(r"[A-Za-z0-9_.-]{1,64}")

log = logging.getLogger(__name__)

Prove = Callable[[int], VerifiedPackage]
"""`prove(i)`: the head's package number i. Raises ActivationError, SyncError."""


@dataclass(frozen=True, slots=True)
class TerminalModel:
    """What this terminal makes templates with."""

    model_id: str
    sha256: str  # of the weights as published
    dimension: int

    @classmethod
    def of(cls, manifest: Manifest) -> TerminalModel:
        """The manifest's."""
        model = manifest.model
        originals = {derived.name: derived.original for derived in manifest.derived}
        name = originals.get(model.weights, model.weights)
        sha256 = next(file.sha256 for file in manifest.files if file.name == name)
        return cls(model.model_id, sha256, model.template_size)

    def require(self, header: PackageHeader) -> None:
        """Raises ActivationError for templates of another model."""
        if (header.model_id, header.model_sha256) != (self.model_id, self.sha256):
            raise ActivationError(
                f"{header.collection} {header.version} holds templates of the model"
                f" {header.model_id}, this terminal compares with {self.model_id}: run"
                " `gapura central reenrol` at the data centre, or update this terminal"
            )
        if header.dimension != self.dimension:
            raise ActivationError(
                f"{header.collection} {header.version}: templates of {header.dimension} values"
            )


@dataclass(frozen=True, slots=True)
class Folded:
    """Deltas since the snapshot, as one."""

    added: Mapping[str, NDArray[np.float32]] = field(default_factory=dict, repr=False)
    removed: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class ActiveList:
    """A version that is served, or was until its end."""

    head: Head
    base: Gallery = field(repr=False)  # the snapshot's, certified
    folded: Folded
    book: ReferenceBook
    served: ServedList
    persons: int


def activate(
    head: Head,
    prove: Prove,
    running: ActiveList | None,
    model: TerminalModel,
    calibration: Calibration,
    rng: np.random.Generator,
) -> ActiveList:
    """The version of `head`, made of `running` as far as that goes.

    Raises ActivationError, SyncError, FaceEngineError or OSError; `running` is as it was.
    """
    require_chain(head)
    ids = [ref.package_id for ref in head.packages]
    held = [ref.package_id for ref in running.head.packages] if running else []
    description: ListDescription | None = None
    if running is not None and held == ids[: len(held)]:
        base, folded, book, start = running.base, running.folded, running.book, len(held)
    elif running is not None and held[0] == ids[0]:
        first = running.book.packages[:1]
        base, folded, start = running.base, Folded(), 1
        book = ReferenceBook(running.book.list_id, first, running.book.snapshot, {})
    else:
        base, book, description = _snapshot(head, prove(0), model, calibration, rng)
        folded, start = Folded(), 1
    for number in range(start, len(head.packages)):
        folded, book, description = _with_delta(head, prove(number), folded, book, model)
    if description is None:  # the chain became shorter: the last package says what the list is
        description = _description(head, prove(len(head.packages) - 1))
    gallery = base
    if folded.added or folded.removed:
        rows = [row for templates in folded.added.values() for row in templates]
        added = np.stack(rows) if rows else np.empty((0, model.dimension), np.float32)
        names = [name for name, templates in folded.added.items() for _ in templates]
        gallery = base.with_changes(added, names, folded.removed & base.reference_ids())
    served = ServedList(
        watch_list_of(description, head.version),
        lru_cache(REMEMBERED)(book.reference),
        gallery,
        _thresholds(calibration, description, gallery),
        calibration,
    )
    persons = len(gallery.reference_ids())
    log.debug("%s %d can be served: %d references", head.collection, head.version, persons)
    return ActiveList(head, base, folded, book, served, persons)


def require_chain(head: Head) -> None:
    """Raises ActivationError unless the head's packages lead from a snapshot to its version."""
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


def watch_list_of(description: ListDescription, version: int) -> WatchList:
    """The list as the screen knows it."""
    return WatchList(
        list_id=description.list_id,
        name=description.name,
        owner=description.owner,
        target_fpir=description.target_fpir,
        instruction=Phrase(description.instruction.id, description.instruction.en),
        version=version,
        issued_at=description.published_at,
        category=description.category,
        colour=description.colour,
        priority=description.priority,
        officers=description.officers,
        expires_at=description.expires_at,
    )


def _snapshot(
    head: Head,
    proven: VerifiedPackage,
    model: TerminalModel,
    calibration: Calibration,
    rng: np.random.Generator,
) -> tuple[Gallery, ReferenceBook, ListDescription]:
    package = proven.open()
    try:
        description = _description_in(head, package)
        with without_pauses():
            lines, ids = _references(package, 0)
        if ids:
            model.require(package.header)
        index = paced(package.chunks(INDEX)) if package.size(INDEX) else ()
        gallery = Gallery.open(index, ids, dimension=model.dimension)
    finally:
        package.close()
    threshold = _thresholds(calibration, description, gallery).fused
    book = ReferenceBook(description.list_id, (proven,), lines, {})
    certified = gallery.certified(rng, threshold)
    log.debug("%s %d: the snapshot's index is certified", head.collection, head.version)
    return certified, book, description


def _with_delta(
    head: Head, proven: VerifiedPackage, folded: Folded, book: ReferenceBook, model: TerminalModel
) -> tuple[Folded, ReferenceBook, ListDescription]:
    package = proven.open()
    try:
        description = _description_in(head, package)
        removed = removed_ids(package)
        lines: Mapping[str, Line] = {}
        ids: list[str] = []
        if package.size(REFERENCES):
            lines, ids = _references(package, len(book.packages))
        if ids:
            model.require(package.header)
        rows = _templates(package, len(ids), model.dimension)
    finally:
        package.close()
    added = {name: rows_of for name, rows_of in folded.added.items() if name not in removed}
    start = 0
    for name in lines:
        end = start
        while end < len(ids) and ids[end] == name:
            end += 1
        added[name] = rows[start:end]
        start = end
    gone = (folded.removed | removed) - lines.keys()
    book = ReferenceBook(
        book.list_id, (*book.packages, proven), book.snapshot, {**book.changed, **lines}
    )
    return Folded(added, gone), book, description


def _references(package: Package, number: int) -> tuple[dict[str, Line], list[str]]:
    """Lines by reference id, and the id of each template in order."""
    lines: dict[str, Line] = {}
    ids: list[str] = []
    for entry in paced(package.lines(REFERENCES, ReferenceEntry)):
        if entry.reference_id in lines:
            raise PackageError(f"{REFERENCES}: a reference stands there twice")
        lines[entry.reference_id] = line_of(entry, number)
        ids.extend([entry.reference_id] * entry.templates)
        if len(ids) > MAX_REFERENCES:
            raise PackageError(f"{REFERENCES}: more than {MAX_REFERENCES} templates")
    return lines, ids


def _templates(package: Package, count: int, dimension: int) -> NDArray[np.float32]:
    """`(count, dimension) float32`; what they hold is checked by the gallery."""
    if package.size(TEMPLATES) != count * dimension * 4:
        raise PackageError(f"{TEMPLATES} has not the bytes of {count} templates")
    data = b"".join(package.chunks(TEMPLATES)) if count else b""
    return np.frombuffer(data, "<f4").astype(np.float32).reshape(count, dimension)


def removed_ids(package: Package) -> frozenset[str]:
    """What a delta removes. Raises PackageError."""
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


def _description(head: Head, proven: VerifiedPackage) -> ListDescription:
    package = proven.open()
    try:
        return _description_in(head, package)
    finally:
        package.close()


def _description_in(head: Head, package: Package) -> ListDescription:
    description = package.json(DESCRIPTION, ListDescription)
    if description.list_id != Collection.parse(head.collection).owner:
        raise PackageError(f"{head.collection} {head.version} describes another list")
    return description


def _thresholds(
    calibration: Calibration, description: ListDescription, gallery: Gallery
) -> Thresholds:
    return Thresholds.of(calibration, description.target_fpir, max(1, len(gallery)))
