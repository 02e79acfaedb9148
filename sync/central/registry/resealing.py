"""Seal everything in the registry anew, by the newest keys of the vault.

In pages, each a transaction of its own that holds its rows; may be killed, and starts again from
the beginning: what is sealed by the newest key already is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, inspect, select, tuple_
from sqlalchemy.orm import Session

from sync.central.errors import NoSuchBlob
from sync.central.registry.database import Registry
from sync.central.registry.persons import photo_blob
from sync.central.registry.published import PackageRow
from sync.central.registry.received import Received
from sync.central.registry.schema import (
    Base,
    OfficerAccount,
    Person,
    Proposal,
    PublishedPackage,
    ReceivedResult,
    Reference,
    ReferenceTemplate,
    Visitor,
)
from sync.central.storage.blobs import Blobs
from sync.central.storage.storage_names import (
    officer_context,
    person_context,
    template_context,
    thumbnail_blob,
    visitor_context,
    visitor_thumbnail_context,
)
from sync.protocol.envelope.vault import Vault

PAGE = 200  # rows of a transaction
_MAX_BLOB = 64 * 2**20  # bytes

Advance = Callable[[int, int, str], None]  # rows done, of all, which table


@dataclass(frozen=True)
class SealedColumn:
    """A column that the vault seals."""

    table: type[Base]
    column: str
    context: Callable[[Any], str]  # of a row


SEALED = (
    SealedColumn(Person, "sealed", lambda row: person_context(row.person_id)),
    SealedColumn(
        ReferenceTemplate, "sealed", lambda row: template_context(row.reference_id, row.model_id)
    ),
    SealedColumn(Visitor, "sealed", lambda row: visitor_context(row.visitor_id)),
    SealedColumn(Visitor, "thumbnail", lambda row: visitor_thumbnail_context(row.visitor_id)),
    SealedColumn(
        OfficerAccount, "sealed", lambda row: officer_context(row.checkpoint_id, row.number)
    ),
    SealedColumn(Proposal, "sealed", lambda row: f"proposals {row.proposal_id}"),
    SealedColumn(PublishedPackage, "content_key", lambda row: PackageRow.context(row.package_id)),
    SealedColumn(ReceivedResult, "sealed", lambda row: Received.context(row.result_id)),
)


def reseal(registry: Registry, blobs: Blobs, vault: Vault, advance: Advance) -> int:
    """Seal all rows and photographs by the newest keys; return how many were not.

    Raise RegistryError, BlobError, EnvelopeError for what no key opens.
    """
    with registry.session() as session:
        tables: list[type[Base]] = [*(each.table for each in SEALED), Reference]
        total = sum(
            int(session.scalar(select(func.count()).select_from(table)) or 0) for table in tables
        )
    done = changed = 0
    for each in SEALED:
        for rows, anew in _pages(registry, vault, each):
            done, changed = done + rows, changed + anew
            advance(done, total, each.table.__tablename__)
    for reference_ids in _references(registry):
        for reference_id in reference_ids:
            changed += _photographs(registry, blobs, vault, reference_id)
        done += len(reference_ids)
        advance(done, total, Reference.__tablename__)
    return changed


def _pages(registry: Registry, vault: Vault, sealed: SealedColumn) -> Iterator[tuple[int, int]]:
    """Yield how many rows a page has, and how many of them were sealed anew."""
    last: tuple[Any, ...] | None = None
    while True:
        with registry.transaction() as session:
            rows = _after(session, sealed.table, last)
            anew = 0
            for row in rows:
                before = getattr(row, sealed.column)
                after = None if before is None else vault.resealed(before, sealed.context(row))
                if after is not None:
                    setattr(row, sealed.column, after)
                    anew += 1
            if rows:
                last = tuple(inspect(rows[-1]).identity)
        if not rows:
            return
        yield len(rows), anew


def _after(session: Session, table: type[Base], last: tuple[Any, ...] | None) -> list[Any]:
    """Return the next rows in the order of their keys, held until the transaction ends."""
    key = inspect(table).primary_key
    query = select(table).order_by(*key).limit(PAGE).with_for_update()
    if last is not None:
        query = query.where(tuple_(*key) > tuple_(*last))
    return list(session.scalars(query))


def _references(registry: Registry) -> Iterator[list[str]]:
    last = ""
    while True:
        with registry.session() as session:
            query = select(Reference.reference_id).where(Reference.reference_id > last)
            found = list(session.scalars(query.order_by(Reference.reference_id).limit(PAGE)))
        if not found:
            return
        yield found
        last = found[-1]


def _photographs(registry: Registry, blobs: Blobs, vault: Vault, reference_id: str) -> int:
    """Seal a reference's blobs anew; one that was erased meanwhile is not brought back."""
    anew = 0
    for name in (photo_blob(reference_id), thumbnail_blob(reference_id)):
        try:
            after = vault.resealed(blobs.get(name, _MAX_BLOB), name)
        except NoSuchBlob:
            continue
        if after is not None:
            blobs.put(name, after)
            anew += 1
    if anew:
        with registry.session() as session:
            if session.get(Reference, reference_id) is None:
                for name in (photo_blob(reference_id), thumbnail_blob(reference_id)):
                    blobs.delete(name)
    return anew
