"""Content keys of published packages, for the server."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.schema import PublishedPackage


class SealedContentKey(NamedTuple):
    """The content key of a package, sealed by the vault."""

    collection: str
    sealed: bytes  # by the vault, context PackageRow.context


def content_keys(session: Session, package_ids: Collection[str]) -> dict[str, SealedContentKey]:
    """Return keys by package id, of packages of the present heads and of those just before."""
    query = select(
        PublishedPackage.package_id, PublishedPackage.collection, PublishedPackage.content_key
    ).where(PublishedPackage.package_id.in_(package_ids))
    return {row[0]: SealedContentKey(row[1], row[2]) for row in session.execute(query)}
