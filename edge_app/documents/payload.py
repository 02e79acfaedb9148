"""What a code or a reader hands over: the one person it names, or why it names none. Pure.

Only what is looked for is taken out; the rest of a text is never shown, kept or logged.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from edge_app.documents import mrz
from edge_app.documents.labelled_numbers import Label, labelled_numbers, mentions_family_card
from sync.protocol import nik as niks

MAX_PAYLOAD = 4096  # characters; a QR code holds 2,953 bytes
_VISITOR = re.compile("[0-9a-f]{32}")
# No family card's number carries an earlier date: registers of the population began to be kept by
# computer (SIMDUK) then.
_CARDS_SINCE = 1995


class PayloadKind(Enum):
    """What a person is named by."""

    NIK = "nik"
    VISITOR = "visitor"  # an id of the manifest
    PASSPORT = "passport"
    MRZ = "mrz"


@dataclass(frozen=True, slots=True, repr=False)
class Named:
    """One person."""

    kind: PayloadKind
    value: str  # NIK, visitor id, passport number
    document: mrz.Document | None = None  # for MRZ


class Nothing(Enum):
    """Why a text names nobody."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_NIK = "no_nik"  # nothing in it is a NIK, nor anything else that is looked for
    WRONG_NIK = "wrong_nik"  # 16 digits that cannot be one
    FAMILY_CARD = "family_card"  # the number of a family card, which is nobody's own
    SEVERAL = "several"  # NIKs of different people


def read(
    text: str,
    today: date,
    expected: Callable[[str], bool],
    is_family_card: Callable[[str], bool] = lambda _: False,
) -> Named | Nothing | mrz.MrzFault:
    """Return whom `text` names.

    `expected(number)`: whether a passport is on the manifest; `is_family_card(number)`: whether 16
    digits are known as a family card's, which have the form of a NIK.
    """
    if len(text) > MAX_PAYLOAD:
        return Nothing.TOO_LONG
    plain = text.strip()
    if not plain:
        return Nothing.EMPTY
    if _VISITOR.fullmatch(plain.lower()):
        return Named(PayloadKind.VISITOR, plain.lower())
    if _is_zone(plain):
        found = mrz.read(plain, today)
        return (
            found
            if isinstance(found, mrz.MrzFault)
            else Named(PayloadKind.MRZ, found.number, found)
        )
    digits = re.sub(r"[\s.\-]", "", plain)
    if re.fullmatch("[0-9]{16}", digits):
        if is_family_card(digits):
            return Nothing.FAMILY_CARD
        fault = isinstance(niks.parse(digits, today), niks.Fault)
        return Nothing.WRONG_NIK if fault else Named(PayloadKind.NIK, digits)
    number = niks.passport(plain)
    if number is not None and expected(number):
        return Named(PayloadKind.PASSPORT, number)
    return _nik_within(plain, today, is_family_card)


def _is_zone(text: str) -> bool:
    """Return whether somebody meant it as a machine-readable zone."""
    return "<<" in text and re.match("[PIACVpiacv][A-Za-z0-9<]", text) is not None


def _nik_within(text: str, today: date, is_family_card: Callable[[str], bool]) -> Named | Nothing:
    """Return the one NIK of a URL, of JSON or of `key: value` lines; a family card's is none."""
    numbers = labelled_numbers(text)
    cards = {one.digits for one in numbers if one.label is Label.FAMILY_CARD}
    cards |= {one.digits for one in numbers if is_family_card(one.digits)}
    said = mentions_family_card(text)
    keyed: set[str] = set()
    loose: set[str] = set()
    wrong = False
    for one in numbers:
        if one.digits in cards:
            continue
        parsed = niks.parse(one.digits, today)
        if isinstance(parsed, niks.Fault):
            wrong = True
        elif one.label is Label.NIK:
            keyed.add(one.digits)
        elif not said or _is_a_persons(parsed):
            loose.add(one.digits)
        else:
            cards.add(one.digits)
    found = keyed or loose
    if len(found) > 1:
        return Nothing.SEVERAL
    if found:
        return Named(PayloadKind.NIK, found.pop())
    if wrong:
        return Nothing.WRONG_NIK
    return Nothing.FAMILY_CARD if cards else Nothing.NO_NIK


def _is_a_persons(parsed: niks.Parsed) -> bool:
    """Return whether a number can be no family card's: a woman's day, or a date before cards."""
    return parsed.woman or parsed.born.year < _CARDS_SINCE
