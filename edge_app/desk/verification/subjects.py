"""Who is to be verified: as the manifests and the documents that they show name them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from edge_app.documents.agreement import Announced, Difference, announced
from edge_app.documents.mrz import Document
from edge_app.domain import Image, Probe, Template
from edge_app.jpeg import from_jpeg
from edge_app.lists.rosters import Visitors
from edge_app.lists.terminal_model import TerminalModel
from models.calibration import Calibration
from models.verification import Verdict, verify
from sync.protocol.content import Visitor
from sync.protocol.spelling import same_name
from sync.protocol.zones import Zone, gate_day

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
    announced: Announced | None = field(default=None, repr=False)  # whose number it has

    @property
    def name(self) -> str:
        """Return the name in the manifest or document; empty where only a NIK is known."""
        if self.visitor is not None:
            return self.visitor.name
        return self.document.name if self.document else ""

    @property
    def document_name(self) -> str:
        """Return the name in the document itself, else the one that is known of it."""
        return self.document.name if self.document is not None else self.name

    @property
    def differs(self) -> tuple[Difference, ...]:
        """Return in what the document is not the one that was announced with its number."""
        return self.announced.differs if self.announced else ()

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
        self,
        manifests: Callable[[], tuple[Visitors, ...]],
        now: Callable[[], datetime],
        zone: Callable[[], Zone],
    ) -> None:
        """`manifests` gives what is held now; `now` is the trusted time, `zone` the gate's."""
        self._manifests, self._now, self._zone = manifests, now, zone

    @property
    def today(self) -> date:
        """Return the day it is at the gate."""
        return gate_day(self._now(), self._zone())

    def by_nik(self, nik: str) -> Subject:
        """Return a visitor with it, or somebody of whom no more is known here."""
        return self._found(lambda one: one.nik == nik) or Subject(nik=nik)

    def by_visitor(self, visitor_id: str) -> Subject | None:
        """Return who has that id; None: not on the manifest."""
        return self._found(lambda one: one.visitor_id == visitor_id)

    def by_passport(self, number: str, document: Document | None = None) -> Subject | None:
        """Return who has it; None: nobody is expected with it, and there is no document.

        A number alone is nobody's identity: the subject says in what a document differs from what
        was announced, and one of another state and another name is no visitor's.
        """
        if document is None:
            return self._found(lambda one: one.passport == number)
        known = announced(document, (one for _, one in self._all()), self.today)
        if known is None or known.another_passport:
            return Subject(document=document, announced=known)
        found = self._found(lambda one: one == known.visitor)
        return replace(found, document=document, announced=known) if found else None

    def guest_portrait(self, name: str, probe: Probe, calibration: Calibration) -> Image | None:
        """Return the photograph of the visitor of that name whose face may be the probe's.

        None: the terminal holds none. It compares here, and asks nobody.
        """
        for held, visitor in self._all():
            template = held.template(visitor) if same_name(visitor.name, name) else None
            if template is None:
                continue
            model = held.model(visitor)
            own = probe.templates.get(model.model_id if model else probe.model_id)
            if own is None:
                continue
            found = verify(template[None], own, model.calibration if model else calibration)
            jpeg = held.photograph(visitor) if found.verdict is not Verdict.NO else b""
            if jpeg:
                return from_jpeg(jpeg)
        return None

    def expected(self, number: str) -> bool:
        """Return whether somebody is expected with that passport."""
        return any(one.passport == number for _, one in self._all())

    def is_family_card(self, number: str) -> bool:
        """Return whether the manifests have that number as a family card's and nobody's NIK."""
        cards = False
        for _, one in self._all():
            if one.nik == number:
                return False
            cards = cards or one.family_card == number
        return cards

    def _all(self) -> Iterator[tuple[Visitors, Visitor]]:
        for held in self._manifests():
            for visitor in held.visitors:
                yield held, visitor

    def _found(self, who: Callable[[Visitor], bool]) -> Subject | None:
        """Return the visitor for whom `who` is true. Who comes several days: today, or next."""
        first = min(
            (each for each in self._all() if who(each[1])),
            key=lambda each: each[1].day,
            default=None,
        )
        if first is None:
            return None
        held, visitor = first
        jpeg = held.photograph(visitor)
        portrait = from_jpeg(jpeg) if jpeg else None
        template, model = held.template(visitor), held.model(visitor)
        return Subject(visitor.nik, visitor, None, template, portrait, model)
