"""A watch-list's next package: its changes since the last, as a snapshot or a delta."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from models.template_model import PublishedModel
from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry import approved_state
from sync.central.registry.published import Members, PackageRow, Release
from sync.central.releases.index import build_index
from sync.central.releases.packing import PackageMember, Prepared, head_json, member_of, put_package
from sync.central.releases.plan import (
    ChainPackage,
    ListChanges,
    PackagePlan,
    base_of,
    chain_after,
    plan,
    removed_since,
    replaced,
)
from sync.central.releases.published_packages import open_package, removed_persons
from sync.central.releases.references import References, collect, thumbnails_of
from sync.protocol.content import ListDescription, PackageHeader
from sync.protocol.envelope.random_values import random_id
from sync.protocol.package import DESCRIPTION, INDEX, REFERENCES, REMOVED, TEMPLATES, THUMBNAILS
from sync.protocol.roles import Collection, CollectionKind

Progress = Callable[[int, int], None]  # templates indexed, of how many
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ListState:
    """A list as it is approved."""

    description: ListDescription
    model: PublishedModel
    change: int  # WatchList.changes

    @property
    def name(self) -> str:
        """Return the name of its collection."""
        return Collection(CollectionKind.LIST, self.description.list_id).name


@dataclass(frozen=True)
class _Changes:
    step: PackagePlan
    base: ChainPackage | None
    references: References
    removed: list[str]  # persons a delta removes
    left_out: int


def prepare(
    centre: Centre,
    publisher: Publisher,
    state: ListState,
    before: Release,
    now: datetime,
    progress: Progress | None = None,
) -> Prepared | None:
    """Make the next package and put it among the blobs; None when nobody would see a difference.

    Raise SyncError, FaceEngineError.
    """
    changes = _changes(centre, publisher, state, before)
    if changes is None:
        return None
    header = PackageHeader(
        package_id=random_id(),
        collection=state.name,
        version=before.version + 1,
        base=changes.base.version if changes.base else None,
        model_id=state.model.model_id,
        model_sha256=state.model.sha256,
        dimension=state.model.dimension,
        created_at=now,
    )
    members = _snapshot if changes.base is None else _delta
    with members(centre, state, changes, progress) as content:
        package, source = put_package(centre, publisher, header, state.change, content)
    made = ChainPackage(package.version, package.base, package.size, package.change)
    packages = _rows(before, changes.step, made, package)
    release = Release(
        package.version, state.change, digest(state.description), header.model_id, False, packages
    )
    return Prepared(
        package,
        source,
        release,
        Members(
            state.description.list_id,
            whole=changes.base is None,
            added=frozenset(changes.references.persons),
            removed=frozenset(changes.removed),
        ),
        left_out=changes.left_out,
        head=head_json(state.name, packages),
    )


def digest(description: ListDescription) -> str:
    """Return a hash of what an operator can change about a list: 64 hexadecimal digits."""
    plain = description.model_copy(update={"published_at": _EPOCH, "trees": 0, "recall": None})
    return hashlib.sha256(plain.to_json()).hexdigest()


def is_due(state: ListState, before: Release) -> bool:
    """Return whether anything was approved since; not yet whether anybody would see it."""
    return (
        before.withdrawn
        or before.change != state.change
        or before.model_id != state.model.model_id
        or before.digest != digest(state.description)
        or before.holds_erased
    )


def _changes(
    centre: Centre, publisher: Publisher, state: ListState, before: Release
) -> _Changes | None:
    list_id, model = state.description.list_id, state.model
    chain = () if before.withdrawn else tuple(map(_made, before.packages))
    base = before.change if chain else -1
    with centre.registry.session() as session:
        changed = approved_state.changed_members(session, list_id, base)
        gone = set(approved_state.removed_members(session, list_id, state.name))
        due = ListChanges(
            model=before.model_id != model.model_id,
            description=before.digest != digest(state.description),
            added=len(changed),
            removed=len(gone),
            erased=before.holds_erased,
        )
        step = plan(chain, due)
        if step is PackagePlan.NOTHING:
            return None
        start = base_of(chain, step)
        after = -1 if start is None else start.change
        rows = approved_state.templates(session, list_id, model.model_id, after)
        references = collect(centre, rows, model.model_id, model.dimension)
        if start is not None and start.change != base:
            changed = approved_state.changed_members(session, list_id, after)
        if start is None:
            without = approved_state.counted(session, list_id) - len(references.persons)
            return _Changes(step, None, references, [], without)
        present = set(references.persons)
        lost = [person for person in changed if person not in present]
        gone |= approved_state.published_among(session, state.name, lost)
    versions = {each.version for each in replaced(chain, step)}
    earlier = _removals(centre, publisher, before, versions)
    return _Changes(step, start, references, removed_since(earlier, gone, present), len(lost))


def _removals(
    centre: Centre, publisher: Publisher, before: Release, versions: AbstractSet[int]
) -> list[list[str]]:
    """Return, for each delta of the present head that leads to these versions, whom it removes."""
    sources = publisher.targets(before.packages[0].collection)
    found = []
    for package in before.packages:
        if package.version not in versions:
            continue
        with open_package(centre, package, sources[package.path]) as content:
            found.append(removed_persons(content))
    return found


@contextmanager
def _snapshot(
    centre: Centre,
    state: ListState,
    changes: _Changes,
    progress: Progress | None,
) -> Iterator[list[PackageMember]]:
    references, description = changes.references, state.description
    templates, calibration = references.templates, state.model.calibration
    with build_index(templates, description.target_fpir, calibration, progress) as index:
        measured = description.model_copy(update={"trees": index.trees, "recall": index.recall})
        yield [
            member_of(DESCRIPTION, measured.to_json()),
            member_of(REFERENCES, references.lines),
            PackageMember(INDEX, index.size, index.chunks),
            _thumbnails(centre, references),
        ]


@contextmanager
def _delta(
    centre: Centre,
    state: ListState,
    changes: _Changes,
    progress: Progress | None,  # noqa: ARG001  a delta has no index
) -> Iterator[list[PackageMember]]:
    references = changes.references
    yield [
        member_of(DESCRIPTION, state.description.to_json()),
        member_of(REFERENCES, references.lines),
        member_of(TEMPLATES, references.templates.tobytes()),
        member_of(REMOVED, json.dumps(changes.removed).encode()),
        _thumbnails(centre, references),
    ]


def _thumbnails(centre: Centre, references: References) -> PackageMember:
    return PackageMember(
        THUMBNAILS, references.thumbnail_bytes, lambda: thumbnails_of(centre, references)
    )


def _made(row: PackageRow) -> ChainPackage:
    return ChainPackage(row.version, row.base, row.size, row.change)


def _rows(
    before: Release, step: PackagePlan, made: ChainPackage, package: PackageRow
) -> tuple[PackageRow, ...]:
    known: Mapping[int, PackageRow] = {
        **{row.version: row for row in before.packages},
        made.version: package,
    }
    chain = chain_after(tuple(map(_made, before.packages)), step, made)
    return tuple(known[each.version] for each in chain)
