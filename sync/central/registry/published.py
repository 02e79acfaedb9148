"""What was published of each collection: versions, packages with their keys, members.

A package's row is written before terminals can see the package, and names it `current` only
afterwards: whatever happens in between, the key of a package that a terminal may hold is here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from sync.central.registry.batches import batches
from sync.central.registry.insert_absent import insert_absent
from sync.central.registry.schema import (
    AuditEntry,
    ListMember,
    Publication,
    PublishedCollection,
    PublishedMember,
    PublishedPackage,
    Terminal,
)


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A row of `packages`; `content_key` is sealed, context `packages <package_id>`."""

    package_id: str
    collection: str
    path: str
    version: int
    base: int | None
    size: int
    change: int
    content_key: bytes

    @staticmethod
    def context(package_id: str) -> str:
        """Return the vault's context, which binds `content_key` to its row."""
        return f"packages {package_id}"


@dataclass(frozen=True, slots=True)
class Release:
    """What is published of a collection: version 0 when nothing ever was."""

    version: int
    change: int
    digest: str
    model_id: str | None
    withdrawn: bool
    packages: tuple[PackageRow, ...]  # of the present head, in its order
    clean_from: int = 0  # packages below this version hold a person who was erased

    @property
    def holds_erased(self) -> bool:
        """Return whether all has to be packed anew, for a person who was erased."""
        return any(package.version < self.clean_from for package in self.packages)


NOTHING = Release(0, 0, "", None, True, ())


class PublicationState(NamedTuple):
    """What has to change before anything may have to be published."""

    audit: int  # sequence of the last entry
    unfinished: bool  # a publication was begun and not recorded


class AuditedAction(NamedTuple):
    """An entry of the audit log, as far as publishing needs it."""

    action: str
    subject: str
    by_terminal: bool


@dataclass(frozen=True, slots=True)
class Members:
    """The members of a release of a list, or what it changes of them."""

    list_id: str
    whole: bool  # `added` are all there are
    added: frozenset[str]
    removed: frozenset[str] = frozenset()


def publication_state(session: Session) -> PublicationState:
    """Return the state, by one statement over two indexes: it runs several times a second."""
    last = select(func.coalesce(func.max(AuditEntry.sequence), 0)).scalar_subquery()
    begun = exists().where(
        PublishedPackage.collection == PublishedCollection.name,
        PublishedPackage.version > PublishedCollection.version,
    )
    audit, unfinished = session.execute(select(last, select(begun).scalar_subquery())).one()
    return PublicationState(audit, bool(unfinished))


def actions_since(session: Session, sequence: int) -> set[AuditedAction]:
    """Return the actions after that audit entry."""
    query = (
        select(AuditEntry.action, AuditEntry.subject, Terminal.terminal_id)
        .outerjoin(Terminal, Terminal.terminal_id == AuditEntry.actor)
        .where(AuditEntry.sequence > sequence)
    )
    return {
        AuditedAction(action, subject, terminal is not None)
        for action, subject, terminal in session.execute(query.distinct())
    }


def releases(session: Session) -> dict[str, Release]:
    """Return the present release of every collection, by name."""
    packages: dict[str, list[PackageRow]] = {}
    for row in session.scalars(
        select(PublishedPackage)
        .where(PublishedPackage.current)
        .order_by(PublishedPackage.collection, PublishedPackage.version)
    ):
        packages.setdefault(row.collection, []).append(_package(row))
    return {
        row.name: Release(
            row.version,
            row.change,
            row.digest,
            row.model_id,
            row.withdrawn,
            tuple(packages.get(row.name, ())),
            row.clean_from,
        )
        for row in session.scalars(select(PublishedCollection))
    }


def unfinished(session: Session) -> list[PackageRow]:
    """Return packages of publications that were begun and never recorded."""
    query = (
        select(PublishedPackage)
        .join(PublishedCollection, PublishedPackage.collection == PublishedCollection.name)
        .where(PublishedPackage.version > PublishedCollection.version)
    )
    return [_package(row) for row in session.scalars(query)]


def begin(session: Session, packages: Sequence[PackageRow], at: datetime) -> None:
    """Keep the keys of packages that are about to be published."""
    if not packages:
        return
    collections = [
        {
            "name": name,
            "version": 0,
            "change": 0,
            "digest": "",
            "model_id": None,
            "withdrawn": True,
        }
        for name in sorted({package.collection for package in packages})
    ]
    insert_absent(session, PublishedCollection, collections)
    rows = [
        {
            "package_id": package.package_id,
            "collection": package.collection,
            "path": package.path,
            "version": package.version,
            "base": package.base,
            "size": package.size,
            "change": package.change,
            "content_key": package.content_key,
            "current": False,
            "published_at": at,
        }
        for package in packages
    ]
    session.execute(insert(PublishedPackage), rows)


def forget_packages(session: Session, package_ids: Collection[str]) -> None:
    """Destroy the keys of packages that no head ever named."""
    for part in batches(sorted(package_ids)):
        session.execute(delete(PublishedPackage).where(PublishedPackage.package_id.in_(part)))


def record(session: Session, name: str, release: Release, members: Members | None) -> None:
    """Record that terminals see `release` of the collection `name` from now on.

    The packages of the head before it keep their keys until the next one. Members whose removal it
    publishes are forgotten.
    """
    of_name = PublishedPackage.collection == name
    named = [package.package_id for package in release.packages]
    session.execute(
        delete(PublishedPackage).where(
            of_name,
            PublishedPackage.current.is_(False),
            PublishedPackage.package_id.not_in(named),
        )
    )
    session.execute(update(PublishedPackage).where(of_name).values(current=False))
    session.execute(
        update(PublishedPackage).where(PublishedPackage.package_id.in_(named)).values(current=True)
    )
    session.execute(
        update(PublishedCollection)
        .where(PublishedCollection.name == name)
        .values(
            version=release.version,
            change=release.change,
            digest=release.digest,
            model_id=release.model_id,
            withdrawn=release.withdrawn,
        )
    )
    if members is None:
        return
    added, removed = set(members.added), set(members.removed)
    if members.whole:
        held = set(
            session.scalars(
                select(PublishedMember.person_id).where(PublishedMember.collection == name)
            )
        )
        added, removed = added - held, held - added
    _change_members(session, name, added, removed)
    _forget_removed(session, members.list_id, release.change)


def withdraw(session: Session, name: str) -> None:
    """Record that the collection was withdrawn; delete its keys and its members."""
    session.execute(delete(PublishedPackage).where(PublishedPackage.collection == name))
    session.execute(delete(PublishedMember).where(PublishedMember.collection == name))
    session.execute(
        update(PublishedCollection)
        .where(PublishedCollection.name == name)
        .values(withdrawn=True, digest="", model_id=None)
    )


def change_is_done(session: Session, name: str, list_id: str, change: int) -> None:
    """Record that the list's changes up to that one need no package: they cancelled out."""
    session.execute(
        update(PublishedCollection).where(PublishedCollection.name == name).values(change=change)
    )
    _forget_removed(session, list_id, change)


def announce(session: Session, collections: Mapping[str, int], at: datetime) -> int:
    """Add a publication, name -> version; return its sequence."""
    row = Publication(collections=dict(collections), at=at)
    session.add(row)
    session.flush()
    return row.sequence


def forget_announced(session: Session, before: datetime) -> None:
    """Delete the publications before that time, but the last, of which streams ask."""
    last = select(func.max(Publication.sequence)).scalar_subquery()
    session.execute(
        delete(Publication)
        .where(Publication.at < before, Publication.sequence < last)
        .execution_options(synchronize_session=False)
    )


def last_announced(session: Session, name: str) -> int:
    """Return the version of `name` in the last publication; 0 where it was not named."""
    found: dict[str, Any] | None = session.scalar(
        select(Publication.collections).order_by(Publication.sequence.desc()).limit(1)
    )
    return int((found or {}).get(name, 0))


def _change_members(
    session: Session, name: str, added: Collection[str], removed: Collection[str]
) -> None:
    for part in batches(sorted(removed)):
        session.execute(
            delete(PublishedMember).where(
                PublishedMember.collection == name, PublishedMember.person_id.in_(part)
            )
        )
    for part in batches(sorted(added)):
        rows = [{"collection": name, "person_id": person} for person in part]
        insert_absent(session, PublishedMember, rows)


def _forget_removed(session: Session, list_id: str, change: int) -> None:
    session.execute(
        delete(ListMember).where(
            ListMember.list_id == list_id, ListMember.removed, ListMember.change <= change
        )
    )


def _package(row: PublishedPackage) -> PackageRow:
    return PackageRow(
        row.package_id,
        row.collection,
        row.path,
        row.version,
        row.base,
        row.size,
        row.change,
        row.content_key,
    )
