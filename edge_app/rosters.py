"""Expected visitors and officers: small collections, held whole in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

from edge_app.activation import Prove, removed_ids, require_chain
from sync.protocol.content import Officer, Visitor
from sync.protocol.package import OFFICERS, VISITORS
from sync.protocol.wire import Head, Wire

JAKARTA = timezone(timedelta(hours=7), "WIB")  # the day of a manifest is Jakarta's

Entry = TypeVar("Entry", bound=Wire)


@dataclass(frozen=True, slots=True)
class Visitors:
    """Who is expected, in the order of the manifest."""

    head: Head
    visitors: tuple[Visitor, ...] = field(repr=False)

    def from_day(self, day: date) -> Visitors:
        """Without those of days before."""
        kept = tuple(visitor for visitor in self.visitors if visitor.day >= day)
        return self if len(kept) == len(self.visitors) else Visitors(self.head, kept)


@dataclass(frozen=True, slots=True)
class Officers:
    """Who may log in."""

    head: Head
    officers: tuple[Officer, ...] = field(repr=False)


def today(now: datetime) -> date:
    """The day it is in Jakarta."""
    return now.astimezone(JAKARTA).date()


def read_visitors(head: Head, prove: Prove, now: datetime) -> Visitors:
    """Raises ActivationError, SyncError, OSError."""
    found = _entries(head, prove, VISITORS, Visitor, lambda one: one.visitor_id)
    return Visitors(head, found).from_day(today(now))


def read_officers(head: Head, prove: Prove) -> Officers:
    """Raises ActivationError, SyncError, OSError."""
    return Officers(head, _entries(head, prove, OFFICERS, Officer, lambda one: one.number))


def _entries(
    head: Head, prove: Prove, member: str, kind: type[Entry], name: Callable[[Entry], str]
) -> tuple[Entry, ...]:
    require_chain(head)
    found: dict[str, Entry] = {}
    for number in range(len(head.packages)):
        package = prove(number).open()
        try:
            for gone in removed_ids(package):
                found.pop(gone, None)
            if package.size(member):
                found.update((name(entry), entry) for entry in package.lines(member, kind))
        finally:
            package.close()
    return tuple(found.values())
