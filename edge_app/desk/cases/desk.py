"""The cases of this lane: what is noted of them, whose they are, how they end, who closes them.

An answer does not end a case. It stays here until somebody says what became of the person, and a
supervisor closes it. Nothing about a person stays in memory when nobody looks.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from edge_app.desk.cases.codes import TYPED, Outcome, Phrase
from edge_app.desk.readers import ReaderPool
from edge_app.desk.records.interval import Interval
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.domain import Image
from edge_app.errors import StoreError
from edge_app.store.cases import MAX_NOTE, MAX_NOTES, MAX_PHOTOGRAPHS, CaseStep, KeptCase, StepKind
from sync.protocol.content import Officer
from sync.protocol.envelope.random_values import random_id

POLL_INTERVAL_S = 2.0  # until the store is read again, while somebody looks


class CaseReader(Protocol):
    """`edge_app.store.cases.Cases`."""

    def unclosed(self) -> tuple[KeptCase, ...]:
        """Return what is not closed. Raise StoreError."""


class CaseRecord(Protocol):
    """Who writes down what was done: `AlertStore`."""

    def followed(self, step: CaseStep) -> Future[bool]:
        """Keep a step, taken now; return at once."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to whom a case can be given."""

    number: str
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class OpenedCase:
    """The pictures of a case that was touched."""

    case_id: str
    loading: bool
    pictures: tuple[Image, Image] | None = field(default=None, repr=False)  # None: erased, or not
    documents: tuple[Image, ...] = field(default=(), repr=False)  # that were photographed
    fault: str = ""  # why they cannot be read, in English


@dataclass(frozen=True, slots=True, eq=False)
class CasesView:
    """All that a screen needs of the cases, taken in one moment."""

    allowed: bool  # False: everything else is empty
    loaded: bool = False
    cases: tuple[KeptCase, ...] = field(default=(), repr=False)  # confirmed ones first
    opened: OpenedCase | None = None
    may_close: bool = False
    roster: tuple[Colleague, ...] = ()  # all who work here, for names
    fault: str = ""  # why they cannot be read, in English, for the technician

    @property
    def unclosed(self) -> int:
        """Return how many are confirmed and not closed."""
        return sum(case.confirmed_at is not None for case in self.cases)

    def colleagues(self, case: KeptCase, number: str) -> tuple[Colleague, ...]:
        """Return to whom the officer with that number can give the case."""
        others = (one for one in self.roster if one.number not in (number, case.owner))
        return tuple(sorted(others, key=lambda one: one.name.casefold()))


class CaseDesk:
    """Commands from any thread; they return at once."""

    def __init__(
        self,
        reader: CaseReader,
        pictures: Callable[[str], tuple[Image, Image] | None],
        documents: Callable[[Sequence[str]], tuple[Image, ...]],
        record: CaseRecord,
        session: Callable[[], SessionView],
        officers: Callable[[], Iterable[Officer] | None],
        readers: ReaderPool,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`pictures` returns an alert's two, `documents` those of a case: both raise StoreError.

        `officers`: the roster.
        """
        self._reader, self._pictures, self._record = reader, pictures, record
        self._documents = documents
        self._session, self._officers = session, officers
        self._lock = threading.Lock()  # guards what follows
        self._found: tuple[KeptCase, ...] | None = None
        self._opened: OpenedCase | None = None
        self._fault = ""
        self._reads = Interval(POLL_INTERVAL_S, clock)
        self.commands = readers.queue(on_fault=self._failed)

    # ---- what the window asks --------------------------------------------------------------------

    def view(self) -> CasesView:
        """Return it as it was a moment ago; read the store anew where that is too long ago."""
        session = self._session()
        if not _allowed(session):
            self.leave()
            return CasesView(allowed=False)
        roster = self._roster()
        with self._lock:
            read = self._reads.begin_if_due()
            view = CasesView(
                allowed=True,
                loaded=self._found is not None,
                cases=self._found or (),
                opened=self._opened,
                may_close=_may_close(session),
                roster=roster,
                fault=self._fault,
            )
        if read:
            self.commands.submit(self._read)
        return view

    def open(self, case_id: str) -> None:
        """Fetch the pictures of a case."""
        with self._lock:
            self._opened = OpenedCase(case_id, loading=True)
        self.commands.submit(self._read_pictures)

    def close_page(self) -> None:
        """Forget the pictures."""
        with self._lock:
            self._opened = None

    def leave(self) -> None:
        """Forget what was found."""
        with self._lock:
            self._found = self._opened = None
            self._fault = ""
            self._reads.reset()

    # ---- what the officer does -------------------------------------------------------------------

    def note(self, case_id: str, phrase: Phrase) -> None:
        """Note a phrase."""
        self._take(case_id, "note", phrase.value)

    def write(self, case_id: str, text: str) -> None:
        """Note what was typed."""
        if text.strip():
            self._take(case_id, "note", TYPED, text=text.strip()[:MAX_NOTE])

    def conclude(self, case_id: str, outcome: Outcome) -> None:
        """Say what became of the person of a confirmed case; said again, the last one counts."""
        self._take(case_id, "outcome", outcome.value)

    def give(self, case_id: str, number: str) -> None:
        """Let it be a colleague's case from now on."""
        if any(one.number == number for one in self._roster()):
            self._take(case_id, "given", receiver=number)

    def close(self, case_id: str) -> None:
        """Close a case whose end was told; a supervisor alone, where officers have accounts."""
        if _may_close(self._session()):
            self._take(case_id, "closed")

    def _take(
        self,
        case_id: str,
        kind: StepKind,
        code: str = "",
        receiver: str | None = None,
        text: str = "",
    ) -> None:
        session = self._session()
        with self._lock:
            case = self._of(case_id)
        if case is None or not _allowed(session) or not can(case, kind):
            return
        of = case.alert_ids if kind in ("outcome", "closed") else case.alert_ids[:1]
        number = session.number or None
        step = CaseStep(random_id(), of, kind, number, code, receiver, text)
        self._record.followed(step).add_done_callback(
            lambda _done: self.commands.submit(self._read)
        )

    def _of(self, case_id: str) -> KeptCase | None:
        """Return the case that was found; the caller holds the lock."""
        return next((one for one in self._found or () if one.alert_ids[0] == case_id), None)

    def _roster(self) -> tuple[Colleague, ...]:
        return tuple(
            Colleague(one.number, one.name)
            for one in self._officers() or ()
            if not one.suspended and may(one.role, Action.ANSWER_ALERT)
        )

    # ---- on a reader's thread --------------------------------------------------------------------

    def _read(self) -> None:
        if not _allowed(self._session()):
            return
        found: tuple[KeptCase, ...] = ()
        fault = ""
        try:
            found = self._reader.unclosed()
        except StoreError as error:
            fault = str(error)
        with self._lock:
            self._reads.begin()
            self._fault = fault
            if found != self._found:
                self._found = found
            shown = self._opened
            case = self._of(shown.case_id) if shown is not None else None
        if shown is not None and case is not None and len(shown.documents) < case.photographs:
            self._fetch(shown)

    def _read_pictures(self) -> None:
        with self._lock:
            wanted = self._opened
        if wanted is not None and wanted.loading and _allowed(self._session()):
            self._fetch(wanted)

    def _fetch(self, wanted: OpenedCase) -> None:
        with self._lock:
            case = self._of(wanted.case_id)
        case_id, of = wanted.case_id, case.alert_ids if case else (wanted.case_id,)
        try:
            pictures, documents = self._pictures(case_id), self._documents(of)
            fetched = OpenedCase(case_id, False, pictures, documents)
        except StoreError as error:
            fetched = OpenedCase(case_id, False, fault=str(error))
        with self._lock:
            if self._opened is wanted:
                self._opened = fetched

    def _failed(self) -> None:
        with self._lock:
            self._fault = self._fault or "a fault of the terminal's own: see the log"


def can(case: KeptCase, kind: StepKind) -> bool:
    """Return whether a case as it stands allows a step."""
    if kind == "note":
        return len(case.notes) < MAX_NOTES
    if kind == "photograph":
        return case.photographs < MAX_PHOTOGRAPHS
    if kind == "given":
        return True
    told = case.outcome is not None
    return case.confirmed_at is not None and (kind == "outcome" or told)


def _allowed(session: SessionView) -> bool:
    return session.working and may(session.role, Action.FOLLOW_CASE)


def _may_close(session: SessionView) -> bool:
    return session.open_mode or (session.working and may(session.role, Action.CLOSE_CASE))
