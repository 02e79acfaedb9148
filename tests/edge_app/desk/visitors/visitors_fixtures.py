"""Manifests, arrivals and a book over them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from edge_app.desk.readers import ReaderPool
from edge_app.desk.visitors.book import VisitorBook
from edge_app.desk.visitors.manifest import BookView
from edge_app.lists.rosters import Visitors
from edge_app.store.entries import Verification
from sync.protocol.content import Thumbnail, Visitor
from sync.protocol.wire import Head, PackageRef
from sync.protocol.zones import Zone

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # nine in the morning in Jakarta
DAY = date(2026, 11, 20)
CARD = "3171010101010001"


def visitor(number: int, name: str, **traits: object) -> Visitor:
    """Expected on DAY, without documents unless they are given."""
    values: dict[str, Any] = {
        "visitor_id": f"{number:032x}",
        "day": DAY,
        "name": name,
        "nik": None,
        "passport": None,
        "family_card": None,
        "party": None,
        "template": None,
        "thumbnail": Thumbnail(offset=0, size=0),
    }
    return Visitor(**{**values, **traits})


def nik(born: date, serial: int = 1, woman: bool = False) -> str:
    """A NIK of Jakarta's for somebody of that birth date."""
    return f"317101{born.day + 40 * woman:02}{born:%m%y}{serial:04}"


def manifest(version: int, *people: Visitor, collection: str = "visitors-tamu") -> Visitors:
    """A manifest as the terminal holds it."""
    ref = PackageRef(
        package_id=f"{version:032x}",
        path=f"{collection}/{version}.gapura",
        version=version,
        base=None,
    )
    head = Head(collection=collection, version=version, packages=(ref,))
    return Visitors(head, people)


@dataclass
class Arrivals:
    """What the store says of arrivals; a test sets it."""

    came: dict[str, datetime] = field(default_factory=dict)
    error: Exception | None = None

    def times(self, _day: date) -> dict[str, datetime]:
        if self.error is not None:
            raise self.error
        return dict(self.came)


@dataclass
class Gate:
    """A book whose manifests, arrivals and clock a test moves by hand."""

    held: tuple[Visitors, ...] = ()
    now: datetime = NOW
    zone: Zone = "WIB"
    arrivals: Arrivals = field(default_factory=Arrivals)
    kept: list[tuple[Verification, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.readers = ReaderPool()
        self.book = VisitorBook(
            lambda: self.held,
            self.arrivals,
            lambda one, label: self.kept.append((one, label)),
            lambda: self.now,
            self.readers,
            lambda: self.zone,
        )

    def look(self) -> BookView:
        self.book.poll()
        return self.book.view()
