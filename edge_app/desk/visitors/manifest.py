"""The manifest as a value: who is expected, in the order of their names, who came, by party.

All of it is immutable: a view may be read on any thread while the next one is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from edge_app.desk.visitors.families import Family, family_of
from edge_app.desk.visitors.search import Searchable, SearchIndex, fold
from edge_app.documents.agreement import Announced, announced
from edge_app.documents.mrz import Document
from edge_app.lists.pacing import paced
from sync.protocol.content import Visitor


class Selection(Enum):
    """Which visitors are listed."""

    DUE = "due"  # everybody of today
    CAME = "came"
    MISSING = "missing"  # expected today, and has not come yet
    ALL = "all"  # of later days too


class BookState(Enum):
    """Whether there is anybody to list."""

    NO_CENTRE = "no_centre"  # this terminal has no data centre: nobody sends manifests
    STARTING = "starting"  # nobody has looked yet
    NO_MANIFEST = "no_manifest"  # none has arrived, or every one of them is over
    NOBODY_TODAY = "nobody_today"  # there are visitors, all of later days
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Party:
    """People who come together, as the manifest names them."""

    name: str  # empty: those without one
    due: int
    came: int


@dataclass(frozen=True, slots=True)
class VisitorCounts:
    """Of today."""

    due: int = 0
    came: int = 0
    later: int = 0  # expected on days to come

    @property
    def missing(self) -> int:
        """Return how many have not come yet."""
        return self.due - self.came


class VisitorIndex:
    """Visitors of today and later days in the order of their names. Immutable."""

    def __init__(
        self, visitors: Iterable[Visitor], day: date, comparable: frozenset[str] = frozenset()
    ) -> None:
        """Those of `day` and later; `comparable`: ids of those whose face can be compared here."""
        known = {visitor.visitor_id: visitor for visitor in visitors if visitor.day >= day}
        keys = {one.visitor_id: (one.day, fold(one.name)) for one in paced(known.values())}
        ordered = sorted(known.values(), key=lambda one: (*keys[one.visitor_id], one.visitor_id))
        self.day, self.comparable = day, comparable
        self.visitors: tuple[Visitor, ...] = tuple(ordered)
        self.places = {one.visitor_id: place for place, one in enumerate(ordered)}
        self.due = np.array([one.day == day for one in ordered], np.bool_)
        self._search = SearchIndex(
            [Searchable(one.name, one.nik, one.passport) for one in paced(ordered)]
        )
        self._families: dict[tuple[str, date], list[Visitor]] = {}
        self._parties: dict[str, list[int]] = {}
        for place, one in enumerate(paced(ordered)):
            if one.family_card:
                self._families.setdefault((one.family_card, one.day), []).append(one)
            self._parties.setdefault(one.party or "", []).append(place)
        self._party_of = np.zeros(len(ordered), np.int64)
        for number, places in enumerate(self._parties.values()):
            self._party_of[places] = number

    def __len__(self) -> int:
        """Return how many visitors there are."""
        return len(self.visitors)

    def visitor(self, visitor_id: str) -> Visitor | None:
        """Return who has that id; None: nobody."""
        place = self.places.get(visitor_id)
        return None if place is None else self.visitors[place]

    def numbered(self, number: str) -> Visitor | None:
        """Return who has that NIK or passport; of several, the one of the first day."""
        found = (one for one in self.visitors if number in (one.nik, one.passport))
        return next(found, None)

    def announced(self, document: Document) -> Announced | None:
        """Return the visitor with a passport's number, and in what it differs; None: nobody."""
        return announced(document, self.visitors, self.day)

    def family(self, visitor: Visitor) -> Family:
        """Return everybody of the visitor's card on the same day; without a card: them alone."""
        card = visitor.family_card
        members = self._families.get((card, visitor.day), [visitor]) if card else [visitor]
        return family_of(members, self.day)

    def find(self, query: str, among: NDArray[np.bool_]) -> tuple[int, ...]:
        """Return places in `visitors`, the best first; `among` as `BookView.among` makes it."""
        return self._search.find(query, among)

    def parties(self, arrived: NDArray[np.bool_]) -> tuple[Party, ...]:
        """Return today's, by name, those without one last. `arrived`: `(n,) bool`."""
        due = np.bincount(self._party_of[self.due], minlength=len(self._parties))
        came = np.bincount(self._party_of[self.due & arrived], minlength=len(self._parties))
        found = [
            Party(name, int(due[number]), int(came[number]))
            for number, name in enumerate(self._parties)
            if due[number]
        ]
        return tuple(sorted(found, key=lambda party: (not party.name, fold(party.name))))

    def places_of_party(self, party: str) -> Sequence[int]:
        """Return the places of everybody whose party has that name."""
        return self._parties.get(party, ())


_NOBODY = VisitorIndex((), date.min)
_NO_TIMES: Mapping[str, datetime] = MappingProxyType({})


@dataclass(frozen=True, slots=True, eq=False)
class BookView:
    """All that a screen needs of the manifest, taken in one moment."""

    state: BookState
    index: VisitorIndex = _NOBODY
    # Of today: visitor id -> when they were let in.
    came: Mapping[str, datetime] = field(default_factory=lambda: _NO_TIMES)
    counts: VisitorCounts = VisitorCounts()
    parties: tuple[Party, ...] = ()
    fault: str = ""  # why arrivals cannot be read, in English; empty: all is well
    arrived: NDArray[np.bool_] = field(  # (n,), of the index
        default_factory=lambda: np.zeros(0, np.bool_), repr=False
    )

    def among(self, selection: Selection, party: str | None = None) -> NDArray[np.bool_]:
        """Return `(n,) bool`: who is listed; `party`: only its people."""
        index = self.index
        if selection is Selection.ALL:
            chosen = np.ones(len(index), np.bool_)
        elif selection is Selection.CAME:
            chosen = index.due & self.arrived
        elif selection is Selection.MISSING:
            chosen = index.due & ~self.arrived
        else:
            chosen = index.due.copy()
        if party is not None:
            members = np.zeros(len(index), np.bool_)
            members[list(index.places_of_party(party))] = True
            chosen &= members
        return chosen


def book_view(index: VisitorIndex, came: Mapping[str, datetime], fault: str = "") -> BookView:
    """Return the view of `index` when those in `came` are here."""
    arrived = np.zeros(len(index), np.bool_)
    arrived[[index.places[one] for one in came if one in index.places]] = True
    due = int(index.due.sum())
    counts = VisitorCounts(due, int((index.due & arrived).sum()), len(index) - due)
    state = BookState.READY if due else BookState.NOBODY_TODAY
    if not len(index):
        state = BookState.NO_MANIFEST
    here = MappingProxyType(dict(came))
    return BookView(state, index, here, counts, index.parties(arrived), fault, arrived)
