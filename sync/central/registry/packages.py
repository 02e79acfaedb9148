"""Published packages, as the server needs them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.schema import PublishedPackage


class KeptKey(NamedTuple):
    """The content key of a package, as it is kept."""

    collection: str
    sealed: bytes  # by the vault, context PackageRow.context


def content_keys(session: Session, package_ids: Collection[str]) -> dict[str, KeptKey]:
    """By package id, of the present heads and those just before them."""
    asked = select(
        PublishedPackage.package_id, PublishedPackage.collection, PublishedPackage.content_key
    ).where(PublishedPackage.package_id.in_(package_ids))
    return {row[0]: KeptKey(row[1], row[2]) for row in session.execute(asked)}
