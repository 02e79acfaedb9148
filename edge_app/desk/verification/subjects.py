"""Who is to be verified: as the manifests and the documents that they show name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from edge_app.documents.mrz import Document
from edge_app.domain import Image, Template
from edge_app.jpeg import from_jpeg
from edge_app.lists.rosters import Visitors
from edge_app.lists.terminal_model import TerminalModel
from sync.protocol.content import Visitor
from sync.protocol.jakarta import jakarta_day
from sync.protocol.signs import alike

SHOWN_DIGITS = 4  # of a NIK, in the history


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """One person, and what is known here to compare with."""

    nik: str | None = field(default=None, repr=False)
    visitor: Visitor | None = field(default=None, repr=False)
    document: Document | None = field(default=None, repr=False)
    template: Template | None = field(default=None, repr=False)  # (f,) float32, unit
    portrait: Image | None = field(default=None, repr=False)  # None: no photograph here
    model: TerminalModel | None = None  # of the template; None: the current one

    @property
    def name(self) -> str:
        """Return the name in the manifest or document; empty where only a NIK is known."""
        if self.visitor is not None:
            return self.visitor.name
        document = self.document
        return f"{document.given_names} {document.surname}".strip() if document else ""

    @property
    def passport(self) -> str:
        """Return the passport's number; empty: none."""
        if self.document is not None:
            return self.document.number
        return (self.visitor.passport if self.visitor else None) or ""

    @property
    def visitor_id(self) -> str | None:
        """Return the id on the manifest; None: not on it."""
        return self.visitor.visitor_id if self.visitor else None

    @property
    def label(self) -> str:
        """Return what the history shows: a name, or the end of a NIK."""
        return self.name or (f"NIK …{self.nik[-SHOWN_DIGITS:]}" if self.nik else "")


class Subjects:
    """Looks people up; for one thread, for it decrypts and decodes photographs."""

    def __init__(
        self, manifests: Callable[[], tuple[Visitors, ...]], now: Callable[[], datetime]
    ) -> None:
        """`manifests` gives what is held now; `now` is the trusted time."""
        self._manifests, self._now = manifests, now

    @property
    def today(self) -> date:
        """Return the day it is in Jakarta."""
        return jakarta_day(self._now())

    def by_nik(self, nik: str) -> Subject:
        """Return a visitor with it, or somebody of whom no more is known here."""
        return self._found(lambda one: one.nik == nik) or Subject(nik=nik)

    def by_visitor(self, visitor_id: str) -> Subject | None:
        """Return who has that id; None: not on the manifest."""
        return self._found(lambda one: one.visitor_id == visitor_id)

    def by_passport(self, number: str, document: Document | None = None) -> Subject | None:
        """Return who has it; None: nobody is expected with it, and there is no document.

        Two states give out one number: a document is nobody's who comes with another state's.
        """
        found = self._found(
            lambda one: one.passport == number and _of_one_state(one, document), document
        )
        if found is None and document is not None:
            return Subject(document=document)
        return found

    def expected(self, number: str) -> bool:
        """Return whether somebody is expected with that passport."""
        return any(one.passport == number for _, one in self._all())

    def _all(self) -> Iterator[tuple[Visitors, Visitor]]:
        for held in self._manifests():
            for visitor in held.visitors:
                yield held, visitor

    def _found(
        self, who: Callable[[Visitor], bool], document: Document | None = None
    ) -> Subject | None:
        """Return the visitor for whom `who` is true. Who comes several days: today, or next."""
        first = min(
            (each for each in self._all() if who(each[1])),
            key=lambda each: (each[1].day, _is_another_name(each[1], document)),
            default=None,
        )
        if first is None:
            return None
        held, visitor = first
        jpeg = held.photograph(visitor)
        portrait = from_jpeg(jpeg) if jpeg else None
        template, model = held.template(visitor), held.model(visitor)
        return Subject(visitor.nik, visitor, document, template, portrait, model)


def _of_one_state(visitor: Visitor, document: Document | None) -> bool:
    """Return whether a document may be the visitor's passport: the state that issued it."""
    return document is None or visitor.passport_state in (None, document.issuer)


def _is_another_name(visitor: Visitor, document: Document | None) -> bool:
    """Return whether a document names somebody else: of two with one number, the other one."""
    if document is None:
        return False
    return not alike(visitor.name, f"{document.given_names} {document.surname}")
