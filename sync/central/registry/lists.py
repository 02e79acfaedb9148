"""Watch-lists as they are approved: their settings, and until when each is in force."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import AwareDatetime, Field, model_validator
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry.schema import ListMember, WatchList
from sync.protocol.content import Agreement, ListProfile
from sync.protocol.jakarta import jakarta_midnight
from sync.protocol.message import Record
from sync.protocol.question_content import Purpose
from sync.protocol.signs import hidden_sign
from sync.protocol.wire import Identifier

_LAST = 9000  # the year; a date near 9999 has no midnight after it in each zone


class OnRequest(Record):
    """Who may ask the data centre about a list's people without holding the list, and why."""

    checkpoints: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=4096)]
    purposes: Annotated[tuple[Purpose, ...], Field(min_length=1)]


class ListSettings(ListProfile, Record):
    """What operators decide about a list; `lists.described` holds it, as JSON."""

    agreement: Agreement
    checkpoints: Annotated[tuple[Identifier, ...], Field(max_length=4096)]  # that may hold it
    expires_at: AwareDatetime | None = None  # the list's own end, before the agreement's
    on_request: OnRequest | None = None  # None: only those who hold the list may ask

    @model_validator(mode="after")
    def _in_order(self) -> ListSettings:
        if self.agreement.ends < self.agreement.starts:
            raise ValueError("the agreement ends before it starts")
        if max(self.agreement.ends.year, self.expires_at.year if self.expires_at else 0) > _LAST:
            raise ValueError(f"it ends after the year {_LAST}")
        if list(self.checkpoints) != sorted(set(self.checkpoints)):
            raise ValueError("checkpoints are sorted, each once")
        return self

    def hidden_sign(self) -> str | None:
        """Return the first sign in its words that steers a screen or does not show; or None."""
        words = (
            *(self.name, self.owner, self.agreement.number),
            *(self.category.id, self.category.en, self.short.id, self.short.en),
        )
        found = (hidden_sign(each) for each in words)
        instruction = (self.instruction.id, self.instruction.en)
        several = (hidden_sign(each, lines=True) for each in instruction)
        return next(filter(None, (*found, *several)), None)

    @property
    def until(self) -> datetime:
        """Return the moment from which the list is no longer in force."""
        midnight = jakarta_midnight(self.agreement.ends + timedelta(days=1))
        return midnight if self.expires_at is None else min(midnight, self.expires_at)


@dataclass(frozen=True, slots=True)
class Summary:
    """A list and its size."""

    list_id: str
    described: ListSettings
    members: int
    changes: int
    ended_at: datetime | None


def settings_of(row: WatchList) -> ListSettings:
    """Return the list's settings. Raise PackageError when another version wrote them."""
    return ListSettings.from_json(json.dumps(row.described))


def has_ended(row: WatchList, now: datetime) -> bool:
    """Return whether operators ended the list, it expired, or its agreement is over."""
    return row.ended_at is not None or now >= settings_of(row).until


def summaries(session: Session) -> list[Summary]:
    """Return every list, by id."""
    counted = (
        select(ListMember.list_id, func.count())
        .where(ListMember.removed.is_(False))
        .group_by(ListMember.list_id)
    )
    counts = {row[0]: row[1] for row in session.execute(counted)}
    return [
        Summary(
            row.list_id, settings_of(row), counts.get(row.list_id, 0), row.changes, row.ended_at
        )
        for row in session.scalars(select(WatchList).order_by(WatchList.list_id))
    ]


def member_ids(session: Session, list_id: str) -> list[str]:
    """Return the ids of the persons on the list, in order."""
    query = select(ListMember.person_id).where(
        ListMember.list_id == list_id, ListMember.removed.is_(False)
    )
    return list(session.scalars(query.order_by(ListMember.person_id)))
