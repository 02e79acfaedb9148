"""Whether a passport is the one that was announced: name, sex, birth and state. Pure.

A zone holds a name in A to Z (`sync/protocol/spelling.py`), and cut where its field is full (ICAO
Doc 9303, part 3, 4.6.3): both spellings are brought to one before they are compared.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from edge_app.documents.mrz import Document
from sync.protocol import nik as niks
from sync.protocol.content import Visitor
from sync.protocol.spelling import shortest, spelled

# What guest lists write before and after a name, and no passport holds.
_TITLES = frozenset(
    shortest(title) for title in {
        "BPK", "DR", "DRA", "DRG", "DRH", "DRS", "H", "HJ", "IBU", "IR", "KH", "MR", "MRS", "MS",
        "NN", "NY", "PROF", "SDR", "TN", "BA", "BSC", "LLM", "MA", "MBA", "MD", "MH", "MHUM",
        "MKOM", "MM", "MPD", "MSC", "MSI", "MT", "PHD", "SAG", "SE", "SH", "SHUM", "SIK", "SIP",
        "SKED", "SKM", "SKOM", "SP", "SPD", "SPDI", "SSI", "SSOS", "ST",
    }
)  # fmt: skip


class Difference(Enum):
    """In what a document is not what the manifest says."""

    NAME = "name"
    SEX = "sex"
    BIRTH = "birth"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Announced:
    """The visitor of a manifest who has the number of a document, and in what it differs."""

    visitor: Visitor
    differs: tuple[Difference, ...]

    @property
    def another_passport(self) -> bool:
        """Return whether it is a passport of its own: two states give out one number."""
        return {Difference.NAME, Difference.STATE} <= set(self.differs)


def announced(document: Document, visitors: Iterable[Visitor], today: date) -> Announced | None:
    """Return which of `visitors` has that passport number; None: nobody.

    Of several the one from whom it differs least; of one person's days the first.
    """
    found = (
        Announced(one, differences(document, one, today))
        for one in visitors
        if one.passport == document.number
    )
    return min(found, key=lambda one: (len(one.differs), one.visitor.day), default=None)


def differences(document: Document, visitor: Visitor, today: date) -> tuple[Difference, ...]:
    """Return in what `document` is not the visitor's.

    What one of the two does not say is no difference. A NIK says sex and date of birth.
    """
    found = []
    if not names_agree(document, visitor.name):
        found.append(Difference.NAME)
    said = niks.parse(visitor.nik, today) if visitor.nik else None
    if isinstance(said, niks.Parsed):
        if document.sex and (document.sex == "F") is not said.woman:
            found.append(Difference.SEX)
        if document.born is not None and _year_of_two(document.born) != _year_of_two(said.born):
            found.append(Difference.BIRTH)
    if visitor.passport_state not in (None, document.issuer):
        found.append(Difference.STATE)
    return tuple(found)


def names_agree(document: Document, name: str) -> bool:
    """Return whether `name` may be written in the document as it is written there."""
    given, surname = _words(document.given_names), _words(document.surname)
    written = [*given, *surname]
    said = [word for word in _words(name) if word not in _TITLES or word in written]
    if not said or not written:
        return False
    if Counter(said) == Counter(written):
        return True
    # One writes in two words what the other writes in one: Abdul Rahman, ABDULRAHMAN.
    joined = shortest("".join(said))
    if joined in (shortest("".join([*given, *surname])), shortest("".join([*surname, *given]))):
        return True
    return document.name_cut and _begin(written, said)


def _begin(written: Sequence[str], said: Sequence[str]) -> bool:
    """Return whether each written word is the beginning of a said one of its own."""
    left = list(said)
    for word in sorted(written, key=len, reverse=True):
        whole = next((one for one in left if one.startswith(word)), None)
        if whole is None:
            return False
        left.remove(whole)
    return True


def _year_of_two(day: date) -> tuple[int, int, int]:
    """Return a date as both write it: without the century."""
    return day.year % 100, day.month, day.day


def _words(name: str) -> list[str]:
    """Return the words of a name as a zone has them; S.E. is one."""
    return spelled(re.sub(r"(?<=\w)\.(?=\w)", "", name))
