"""Expected visitors: today's manifest, who came and when, families, search.

The book reads the terminal's manifests and the store's arrivals every POLL_INTERVAL_S and puts out
frozen views (`manifest`). It makes the index anew only when a manifest or the day changes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Protocol

from edge_app.desk.readers import ReaderPool
from edge_app.desk.visitors.manifest import BookState, BookView, VisitorIndex, book_view
from edge_app.errors import TerminalError
from edge_app.lists.pacing import paced, without_pauses
from edge_app.lists.rosters import Visitors
from edge_app.store.entries import Verification
from sync.protocol.envelope.random_values import random_id
from sync.protocol.errors import SyncError
from sync.protocol.zones import Zone, gate_day

POLL_INTERVAL_S = 2.0


class ArrivalRecord(Protocol):
    """What is asked of the store about arrivals."""

    def times(self, day: date) -> Mapping[str, datetime]:
        """Return visitor ids with the time of admission on `day`. Raise StoreError."""


class VisitorBook:
    """What the terminal knows of expected visitors. `view` from any thread, at once."""

    def __init__(
        self,
        manifests: Callable[[], tuple[Visitors, ...]] | None,
        arrivals: ArrivalRecord | None,
        verified: Callable[[Verification, str], object],
        now: Callable[[], datetime],
        readers: ReaderPool,
        zone: Callable[[], Zone],
    ) -> None:
        """`manifests` gives what is held now, on any thread; None: there is no data centre.

        `verified` is the store's (AlertStore), which returns at once; `now` the trusted time,
        `zone` the gate's.
        """
        self._manifests, self._arrivals = manifests, arrivals
        self._verified, self._now, self._zone = verified, now, zone
        self._view = BookView(BookState.STARTING if manifests else BookState.NO_CENTRE)
        self._key: tuple[object, ...] | None = None
        self._lock = threading.Lock()  # guards the one below
        self._marked: dict[str, datetime] = {}  # marked here, and not yet read from the store
        self._queue = readers.queue(self.poll, every_s=POLL_INTERVAL_S if manifests else None)

    # ---- commands --------------------------------------------------------------------------------

    def view(self) -> BookView:
        """Return the manifest as it was a moment ago."""
        return self._view

    def mark_arrived(self, visitor_id: str, officer: str) -> bool:
        """Keep that a document was checked by eye and its holder let in; return at once.

        Return False where nothing is kept: they are not expected today, or have come already.
        """
        at, visitor = self._now(), self._view.index.visitor(visitor_id)
        with self._lock:
            known = visitor_id in self._marked or visitor_id in self._view.came
            if visitor is None or visitor.day != self._day(at) or known:
                return False
            self._marked[visitor_id] = at
        number = officer or None
        seen_by = Verification(random_id(), number, "document", visitor_id, "not_compared", True)
        self._verified(seen_by, visitor.name)
        self._queue.refresh()
        return True

    def admitted(self, visitor_id: str) -> None:
        """Show a visitor who was let in elsewhere (1:1) before the store has it.

        Return at once.
        """
        with self._lock:
            self._marked.setdefault(visitor_id, self._now())
        self._queue.refresh()

    # ---- on a reader's thread --------------------------------------------------------------------

    def poll(self) -> None:
        """Read manifests and arrivals, and put out a new view where they changed."""
        if self._manifests is None:
            return
        day = self._day(self._now())
        held = self._manifests()
        key = (day, *((one.head.collection, one.head.version) for one in held))
        view = self._view
        index = view.index
        if key != self._key:
            with without_pauses():
                people = (visitor for one in held for visitor in one.visitors)
                index = VisitorIndex(people, day, _comparable(held))
            self._key = key
        came, fault = self._arrived(day)
        if index is not view.index or came != view.came or view.state is BookState.STARTING:
            self._view = book_view(index, came, fault)
        elif fault != view.fault:
            self._view = replace(view, fault=fault)

    def _day(self, at: datetime) -> date:
        return gate_day(at, self._zone())

    def _arrived(self, day: date) -> tuple[dict[str, datetime], str]:
        kept, fault = {}, ""
        if self._arrivals is not None:
            try:
                kept = dict(self._arrivals.times(day))
            except (TerminalError, SyncError, OSError) as error:
                kept, fault = dict(self._view.came), str(error)
        with self._lock:
            self._marked = {
                one: at
                for one, at in self._marked.items()
                if one not in kept and self._day(at) == day
            }
            return {**self._marked, **kept}, fault


def _comparable(held: tuple[Visitors, ...]) -> frozenset[str]:
    """Return the ids of those whose face this terminal can compare."""
    return frozenset(
        visitor.visitor_id
        for one in held
        for visitor in paced(one.visitors)
        if one.template(visitor) is not None
    )
