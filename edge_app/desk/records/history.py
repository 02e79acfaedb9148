"""What happened at this lane, as long as it is kept: searched as it is typed, pictures on a touch.

Nothing about a person stays in memory when nobody looks: `leave` forgets it, and so does a session
that ends or a role that may not. The audit chain is walked from its first row now and then.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import Enum
from typing import Protocol

from edge_app.desk.readers import ReaderPool
from edge_app.desk.records.interval import Interval
from edge_app.desk.records.span import Span, bounds
from edge_app.desk.session.roles import Action, OfficerRole, may
from edge_app.desk.session.views import SessionView
from edge_app.domain import Image
from edge_app.errors import StoreError
from edge_app.store.chain import ChainVerdict
from edge_app.store.history import PastAlert, PastVerification

POLL_INTERVAL_S = 2.0  # until the store is read again, while somebody looks
CHAIN_EVERY_S = 600.0
MAX_TEXT = 60  # signs of a search that are looked for; no finger types more

Entry = PastAlert | PastVerification


class HistoryRecord(Protocol):
    """What is asked of `edge_app.store.history.History`; every method raises StoreError."""

    def past_alerts(
        self, since: datetime, text: str = "", shift_id: str = ""
    ) -> tuple[PastAlert, ...]:
        """Return them, the newest first."""

    def past_verifications(
        self, since: datetime, text: str = "", shift_id: str = ""
    ) -> tuple[PastVerification, ...]:
        """Return them, the newest first."""

    def pictures(self, alert_id: str) -> tuple[Image, Image] | None:
        """Return captured face and reference portrait; None once they are erased."""

    def documents(self, alert_ids: Sequence[str]) -> tuple[Image, ...]:
        """Return the documents that were photographed for these alerts, in order."""


class ChainState(Enum):
    """How the audit chain stands."""

    UNKNOWN = "unknown"  # it was not walked yet
    WHOLE = "whole"
    BROKEN = "broken"  # a row is not what was written, or is missing
    UNREADABLE = "unreadable"  # the store could not be read


@dataclass(frozen=True, slots=True)
class ChainView:
    """What the last walk along the audit chain found."""

    state: ChainState = ChainState.UNKNOWN
    rows: int = 0  # that are good, from the first on
    last_at: datetime | None = None  # when the last good one was written
    checked_at: datetime | None = None
    walking: bool = False  # a walk goes on
    broken: int | None = None  # number of the first row that does not fit; supervisors only
    head: str = ""  # hash of the last good row; supervisors only


@dataclass(frozen=True, slots=True, eq=False)
class OpenedAlert:
    """An alert that was touched."""

    alert_id: str
    loading: bool
    pictures: tuple[Image, Image] | None = field(default=None, repr=False)  # None: erased, or not
    fault: str = ""  # why they cannot be read, in English
    documents: tuple[Image, ...] = field(default=(), repr=False)  # that were photographed


@dataclass(frozen=True, slots=True, eq=False)
class HistoryView:
    """All that a screen needs of the history, taken in one moment."""

    allowed: bool  # False: everything else is empty
    span: Span = Span.SHIFT
    text: str = ""
    loaded: bool = False  # False: `entries` are those of another search, or none yet
    entries: tuple[Entry, ...] = field(default=(), repr=False)  # the newest first
    opened: OpenedAlert | None = None
    chain: ChainView | None = None  # None: not for this role
    fault: str = ""  # why the history cannot be read, in English, for the technician


@dataclass(frozen=True, slots=True)
class _Search:
    span: Span = Span.SHIFT
    text: str = ""


class HistoryDesk:
    """Commands from any thread; they return at once, and a reader does them in order."""

    def __init__(
        self,
        record: HistoryRecord,
        verify_chain: Callable[[], ChainVerdict],
        session: Callable[[], SessionView],
        now: Callable[[], datetime],
        readers: ReaderPool,
        zone: tzinfo | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`verify_chain` raises StoreError; `now` is the trusted time, `zone` None the system's."""
        self._record, self._verify, self._session = record, verify_chain, session
        self._now, self._zone = now, zone
        self._lock = threading.Lock()  # guards what follows
        self._search = _Search()
        self._found: tuple[_Search, tuple[Entry, ...]] | None = None
        self._opened: OpenedAlert | None = None
        self._fault = ""
        self._chain = ChainView()
        self._reads = Interval(POLL_INTERVAL_S, clock)
        self._walks = Interval(CHAIN_EVERY_S, clock)
        self.commands = readers.queue(on_fault=self._failed)

    # ---- what the window asks --------------------------------------------------------------------

    def view(self) -> HistoryView:
        """Return it as it was a moment ago; read the store anew where that is too long ago."""
        session = self._session()
        if not _allowed(session):
            self.leave()
            return HistoryView(allowed=False)
        sees_chain = may(session.role, Action.SEE_CHAIN)
        with self._lock:
            read = self._reads.begin_if_due()
            walk = sees_chain and self._walks.begin_if_due()
            if walk:
                self._chain = replace(self._chain, walking=True)
            loaded = self._found is not None and self._found[0] == self._search
            view = HistoryView(
                allowed=True,
                span=self._search.span,
                text=self._search.text,
                loaded=loaded,
                entries=self._found[1] if self._found else (),
                opened=self._opened,
                chain=self._chain_for(session) if sees_chain else None,
                fault=self._fault,
            )
        if read:
            self.commands.submit(self._read)
        if walk:
            self.commands.submit(self._walk_chain)
        return view

    def _chain_for(self, session: SessionView) -> ChainView:
        if session.role is OfficerRole.SUPERVISOR:
            return self._chain
        return replace(self._chain, broken=None, head="")

    def search(self, span: Span, text: str = "") -> None:
        """Show what was in `span` and holds each word of `text`."""
        with self._lock:
            self._search = _Search(span, text[:MAX_TEXT])
        self.commands.submit(self._read)

    def open(self, alert_id: str) -> None:
        """Fetch the pictures of an alert."""
        with self._lock:
            self._opened = OpenedAlert(alert_id, loading=True)
        self.commands.submit(self._read_pictures)

    def close(self) -> None:
        """Forget the pictures."""
        with self._lock:
            self._opened = None

    def leave(self) -> None:
        """Forget what was searched and found."""
        with self._lock:
            self._search, self._found, self._opened = _Search(), None, None
            self._fault = ""
            self._reads.reset()

    # ---- on a reader's thread --------------------------------------------------------------------

    def _read(self) -> None:
        session = self._session()
        if not _allowed(session):
            return
        with self._lock:
            search = self._search
        shift = session.shift if search.span is Span.SHIFT else None
        now = self._now().astimezone(self._zone)
        since, _ = bounds(search.span, now, shift.began_at if shift else None)
        shift_id = shift.shift_id if shift else ""
        found: tuple[Entry, ...] = ()
        fault = ""
        try:
            alerts = self._record.past_alerts(since, search.text, shift_id)
            verifications = self._record.past_verifications(since, search.text, shift_id)
            found = tuple(sorted([*alerts, *verifications], key=lambda e: e.at, reverse=True))
        except StoreError as error:
            fault = str(error)
        with self._lock:
            self._fault = fault
            self._reads.begin()
            before = self._found
            if search == self._search and (before is None or before != (search, found)):
                self._found = (search, found)

    def _read_pictures(self) -> None:
        with self._lock:
            wanted = self._opened
        if wanted is None or not wanted.loading or not _allowed(self._session()):
            return
        try:
            pictures = self._record.pictures(wanted.alert_id)
            documents = self._record.documents((wanted.alert_id,))
            fetched = OpenedAlert(wanted.alert_id, False, pictures, documents=documents)
        except StoreError as error:
            fetched = OpenedAlert(wanted.alert_id, False, fault=str(error))
        with self._lock:
            if self._opened is wanted:
                self._opened = fetched

    def _walk_chain(self) -> None:
        try:
            verdict = self._verify()
        except StoreError:
            chain = replace(self._chain, state=ChainState.UNREADABLE)
        else:
            state = ChainState.WHOLE if verdict.broken is None else ChainState.BROKEN
            chain = ChainView(
                state, verdict.rows, verdict.last_at, broken=verdict.broken, head=verdict.head
            )
        with self._lock:
            self._chain = replace(chain, checked_at=self._now(), walking=False)

    def _failed(self) -> None:
        with self._lock:
            self._fault = self._fault or "a fault of the terminal's own: see the log"
            self._chain = replace(self._chain, walking=False)


def _allowed(session: SessionView) -> bool:
    return session.working and may(session.role, Action.SEE_HISTORY)
