"""Expected visitors and officers: small collections, held whole in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

import numpy as np

from edge_app.domain import Template
from edge_app.errors import ActivationError
from edge_app.lists.activation import Prove, TerminalModel, removed_ids, require_chain
from edge_app.lists.package_store import VerifiedPackage
from models.comparison import require_templates
from models.errors import GalleryError
from sync.protocol.content import Officer, PackageHeader, Role, Visitor
from sync.protocol.package import OFFICERS, VISITORS
from sync.protocol.wire import Head, Wire

JAKARTA = timezone(timedelta(hours=7), "WIB")  # the day of a manifest is Jakarta's

log = logging.getLogger(__name__)

Entry = TypeVar("Entry", bound=Wire)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a visitor stands."""

    package: VerifiedPackage = field(repr=False)
    dimension: int | None  # of its templates; None: they are not of this terminal's model


@dataclass(frozen=True, slots=True)
class Visitors:
    """Who is expected, in the order of the manifest."""

    head: Head
    visitors: tuple[Visitor, ...] = field(repr=False)
    places: Mapping[str, Place] = field(default_factory=dict, repr=False)  # by visitor id

    def from_day(self, day: date) -> Visitors:
        """Without those of days before."""
        kept = tuple(visitor for visitor in self.visitors if visitor.day >= day)
        return self if len(kept) == len(self.visitors) else replace(self, visitors=kept)

    def template(self, visitor: Visitor) -> Template | None:
        """Of the visitor's photograph, unit; None where this terminal has none to compare with."""
        place = self.places.get(visitor.visitor_id)
        data, dimension = visitor.template, place.dimension if place else None
        if data is None or dimension is None or len(data) != 4 * dimension:
            return None
        row = np.frombuffer(data, "<f4").astype(np.float32)
        try:
            require_templates(row[None], dimension)
        except GalleryError:
            return None
        return row

    def photograph(self, visitor: Visitor) -> bytes:
        """The visitor's photograph as JPEG, read and decrypted now; empty where there is none."""
        place = self.places.get(visitor.visitor_id)
        return b"" if place is None else place.package.jpeg(visitor.thumbnail)


@dataclass(frozen=True, slots=True)
class Officers:
    """Who may log in."""

    head: Head
    officers: tuple[Officer, ...] = field(repr=False)


def today(now: datetime) -> date:
    """The day it is in Jakarta."""
    return now.astimezone(JAKARTA).date()


def read_visitors(head: Head, prove: Prove, now: datetime, model: TerminalModel) -> Visitors:
    """Raises ActivationError, SyncError, OSError."""
    opened, found = _entries(head, prove, VISITORS, Visitor, lambda one: one.visitor_id)
    made = [Place(proven, _dimension(header, model)) for proven, header in opened]
    places = {one.visitor_id: made[number] for one, number in found}
    return Visitors(head, tuple(one for one, _ in found), places).from_day(today(now))


def _dimension(header: PackageHeader, model: TerminalModel) -> int | None:
    """Visitors with templates of another model are expected all the same."""
    try:
        model.require(header)
    except ActivationError:
        return None
    return model.dimension


def read_officers(head: Head, prove: Prove) -> Officers:
    """Raises ActivationError, SyncError, OSError."""
    _, found = _entries(head, prove, OFFICERS, Officer, lambda one: one.number)
    known = tuple(one for one, _ in found if one.role is not Role.OTHER)
    if len(known) < len(found):  # nobody signs in with rights that this version cannot judge
        log.warning(
            "%s: %d accounts have a role that this version does not know: update Gapura",
            head.collection,
            len(found) - len(known),
        )
    return Officers(head, known)


def _entries(
    head: Head, prove: Prove, member: str, kind: type[Entry], name: Callable[[Entry], str]
) -> tuple[list[tuple[VerifiedPackage, PackageHeader]], tuple[tuple[Entry, int], ...]]:
    """The packages, and every entry with the number of the package that it came in."""
    require_chain(head)
    opened: list[tuple[VerifiedPackage, PackageHeader]] = []
    found: dict[str, tuple[Entry, int]] = {}
    for number in range(len(head.packages)):
        proven = prove(number)
        package = proven.open()
        try:
            opened.append((proven, package.header))
            for gone in removed_ids(package):
                found.pop(gone, None)
            if package.size(member):
                lines = package.lines(member, kind)
                found.update((name(entry), (entry, number)) for entry in lines)
        finally:
            package.close()
    return opened, tuple(found.values())
