"""A list as terminals read it, and when it is in force."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sync.central.registry.approved_state import ListRow
from sync.central.registry.lists import ListSettings
from sync.protocol.content import ListDescription
from sync.protocol.jakarta import jakarta_midnight
from sync.protocol.roles import Collection, CollectionKind


@dataclass(frozen=True, slots=True)
class ListTerms:
    """A list's description for terminals, the checkpoints that may hold it, from when to when."""

    description: ListDescription
    model_id: str
    change: int  # WatchList.changes
    checkpoints: frozenset[str]
    begins: datetime
    ends: datetime

    @property
    def list_id(self) -> str:
        """Return the list's id."""
        return self.description.list_id

    @property
    def name(self) -> str:
        """Return the name of its collection."""
        return Collection(CollectionKind.LIST, self.list_id).name

    def in_force(self, now: datetime) -> bool:
        """Return whether terminals may hold the list."""
        return self.begins <= now < self.ends


def terms_of(row: ListRow, now: datetime) -> ListTerms:
    """Return `row` as it would be published at `now`. Raise PackageError: of another version."""
    settings = ListSettings.from_json(json.dumps(row.described))
    description = ListDescription(
        **settings.profile(),
        list_id=row.list_id,
        agreement=settings.agreement,
        expires_at=settings.until,
        published_at=now,
        trees=0,
        recall=None,
    )
    return ListTerms(
        description,
        row.model_id,
        row.changes,
        frozenset(settings.checkpoints),
        jakarta_midnight(settings.agreement.starts),
        settings.until if row.ended_at is None else min(settings.until, row.ended_at),
    )
