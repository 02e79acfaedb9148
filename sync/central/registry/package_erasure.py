"""Packages that hold an erased person: replaced by a snapshot, then erased with their keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.schema import PublishedCollection, PublishedPackage
from sync.central.registry.terminals import TerminalStatus

ERASED = "packages-erased"


@dataclass(frozen=True, slots=True)
class OlderPackages:
    """A collection whose packages of before hold, or held, somebody who was erased."""

    name: str
    clean_from: int  # the first version that holds nobody who was erased
    here: bool  # packages of before are still at the data centre

    def holders(self, fleet: Iterable[TerminalStatus]) -> list[str]:
        """Return the ids of active terminals that said last that they serve an older version."""
        return [
            row.terminal_id
            for row in fleet
            if row.state == "active" and row.heartbeat is not None and row.heartbeat.kiosk
            for held in row.heartbeat.kiosk.collections
            if held.collection == self.name and 0 < held.version < self.clean_from
        ]


def demand(session: Session, versions: Mapping[str, int]) -> None:
    """Have packages below these versions of collections replaced by a snapshot, and erased."""
    for name, version in versions.items():
        row = session.get_one(PublishedCollection, name, with_for_update=True)
        row.clean_from = max(row.clean_from, version)


def replaced(session: Session) -> list[str]:
    """Return the collections whose packages of before are replaced, and not erased yet."""
    older = (
        PublishedPackage.collection == PublishedCollection.name,
        PublishedPackage.version < PublishedCollection.clean_from,
    )
    query = select(PublishedCollection.name).where(
        exists().where(*older, PublishedPackage.current.is_(False)),
        ~exists().where(*older, PublishedPackage.current),
    )
    return list(session.scalars(query.order_by(PublishedCollection.name)))


def erase_replaced(session: Session, names: Collection[str], now: datetime) -> None:
    """Erase the keys of packages that no present head names; their files are gone already."""
    for name in names:
        session.execute(
            delete(PublishedPackage).where(
                PublishedPackage.collection == name, PublishedPackage.current.is_(False)
            )
        )
        version = session.get_one(PublishedCollection, name).version
        audit.append(session, now, audit.CENTRE, ERASED, name, {"present": version})


def older_packages(session: Session) -> list[OlderPackages]:
    """Return the collections from which somebody was erased, by name."""
    here = exists().where(
        PublishedPackage.collection == PublishedCollection.name,
        PublishedPackage.version < PublishedCollection.clean_from,
    )
    query = select(PublishedCollection.name, PublishedCollection.clean_from, here).where(
        PublishedCollection.clean_from > 0, PublishedCollection.withdrawn.is_(False)
    )
    return [
        OlderPackages(*row) for row in session.execute(query.order_by(PublishedCollection.name))
    ]
