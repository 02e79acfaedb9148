"""From verified packages to a list that can be searched. What is running goes on until it is done.

Packages are read one after the other, each once (`list_contents.py`); from what they hold the list
is built, and nothing of it goes back to them but a look at a photograph.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from edge_app.domain import WatchList
from edge_app.errors import ActivationError
from edge_app.lists.list_contents import ListContents, read_list_package
from edge_app.lists.package_chain import VerifyPackage, require_chain
from edge_app.lists.references import ReferenceBook
from edge_app.lists.served_list import ServedList
from edge_app.lists.terminal_model import TerminalModel, TerminalModels
from edge_app.lists.thresholds import Thresholds
from models.gallery import Gallery
from sync.protocol.content import ListDescription
from sync.protocol.wire import Head

MAX_CACHED_REFERENCES = 64  # whose photograph was looked up last

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ListChanges:
    """All deltas since the snapshot, as one."""

    added: Mapping[str, NDArray[np.float32]] = field(default_factory=dict, repr=False)
    removed: frozenset[str] = field(default=frozenset(), repr=False)

    def with_delta(self, delta: ListContents) -> ListChanges:
        """Return the changes and those of the next delta as one."""
        kept = {name: rows for name, rows in self.added.items() if name not in delta.removed}
        removed = (self.removed | delta.removed) - delta.rows.keys()
        return ListChanges({**kept, **delta.templates}, removed)

    def applied_to(self, snapshot: Gallery) -> Gallery:
        """Return the gallery that is searched; it maps the same index as `snapshot`."""
        if not self.added and not self.removed:
            return snapshot
        ids = [name for name, templates in self.added.items() for _ in templates]
        rows = [row for templates in self.added.values() for row in templates]
        dimension = snapshot.matrix.shape[1]
        added = np.stack(rows) if rows else np.empty((0, dimension), np.float32)
        return snapshot.with_changes(added, ids, self.removed & snapshot.reference_ids())


@dataclass(frozen=True, slots=True)
class ListParts:
    """What a list is made of, and may share with its next version."""

    model: TerminalModel  # of all its templates
    snapshot: Gallery = field(repr=False)
    changes: ListChanges
    book: ReferenceBook
    descriptions: tuple[ListDescription, ...]  # of each package

    def with_delta(self, delta: ListContents) -> ListParts:
        """Return the parts of the version that `delta` makes of this one.

        Raise ActivationError for a delta with templates of another model.
        """
        if delta.model not in (None, self.model):
            raise ActivationError(
                f"{delta.package.ref.path}: its templates are not of {self.model.model_id}, as"
                " those of the snapshot are"
            )
        changes = self.changes.with_delta(delta)
        book = self.book.with_rows(delta.package, delta.rows)
        said = (*self.descriptions, delta.description)
        return ListParts(self.model, self.snapshot, changes, book, said)

    def shared_with(self, head: Head) -> ListParts | None:
        """Return what the version of `head` is made of too: all, the snapshot, or None."""
        held = [package.ref.package_id for package in self.book.packages]
        wanted = [ref.package_id for ref in head.packages]
        if held == wanted[: len(held)]:
            return self
        if held[0] != wanted[0]:
            return None
        book = self.book.without_deltas()
        return ListParts(self.model, self.snapshot, ListChanges(), book, self.descriptions[:1])


@dataclass(frozen=True, slots=True)
class ActiveList:
    """A version that is served, or was until its end."""

    head: Head
    parts: ListParts
    served: ServedList
    persons: int


def activate(
    head: Head,
    verify: VerifyPackage,
    running: ActiveList | None,
    models: TerminalModels,
    rng: np.random.Generator,
) -> ActiveList:
    """Return the version of `head`, made of `running` as far as that goes.

    1. The head's packages make a chain: a snapshot, then deltas.
    2. What `running` shares with it is not read again: all its packages, or the snapshot.
    3. The other packages are read, in order, and put together.
    4. The last package says what the list is.
    5. A new snapshot's index is certified; deltas become one change of it, whatever their number.
    6. Thresholds follow the new size.

    Raise ActivationError, SyncError, FaceEngineError or OSError; `running` is as it was.
    """
    require_chain(head)  # 1
    parts = None if running is None else running.parts.shared_with(head)  # 2
    start = 0 if parts is None else len(parts.descriptions)
    for number in range(start, len(head.packages)):  # 3
        contents = read_list_package(verify(number), number, head, models)
        parts = _with_package(parts, contents)
    assert parts is not None  # noqa: S101  a chain has a snapshot
    description = parts.descriptions[-1]  # 4
    watch_list = watch_list_of(description, head.version)
    snapshot, calibration = parts.snapshot, parts.model.calibration  # 5
    if snapshot.certificate is None:
        target = parts.descriptions[0].target_fpir
        floor = Thresholds.of(calibration, target, max(1, len(snapshot))).fused
        snapshot = snapshot.certified(rng, floor)
        log.debug("%s %d: the snapshot's index is certified", head.collection, head.version)
        parts = replace(parts, snapshot=snapshot)
    gallery = parts.changes.applied_to(snapshot)
    thresholds = Thresholds.of(calibration, description.target_fpir, max(1, len(gallery)))  # 6
    reference = lru_cache(MAX_CACHED_REFERENCES)(parts.book.reference)
    model_id = parts.model.model_id
    served = ServedList(watch_list, reference, gallery, thresholds, calibration, model_id)
    listed = gallery.reference_ids()
    persons = len(listed)
    log.debug("%s %d can be served: %d references", head.collection, head.version, persons)
    if others := parts.book.not_latin(listed):
        log.info(
            "%s %d: names in other than Latin letters: %d", head.collection, head.version, others
        )
    return ActiveList(head, parts, served, persons)


def _with_package(parts: ListParts | None, read: ListContents) -> ListParts:
    """Return the parts of the version that the next package of the chain makes of `parts`."""
    if parts is not None:
        return parts.with_delta(read)
    if read.snapshot is None or read.model is None:
        raise ActivationError(f"{read.package.ref.path} is a delta, and nothing is before it")
    book = ReferenceBook(read.description.list_id, (read.package,), read.rows)
    return ListParts(read.model, read.snapshot, ListChanges(), book, (read.description,))


def watch_list_of(description: ListDescription, version: int) -> WatchList:
    """Return the list as the screen knows it."""
    return WatchList(
        **description.profile(),
        list_id=description.list_id,
        version=version,
        issued_at=description.published_at,
        expires_at=description.expires_at,
        retention=description.agreement.retention,
    )
