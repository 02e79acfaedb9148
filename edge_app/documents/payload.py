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
from sync.protocol import nik as niks

MAX_PAYLOAD = 4096  # characters; a QR code holds 2,953 bytes
_NIK = re.compile(r"(?<!\w)[0-9]{16}(?!\w)")
_KEYED = re.compile(r"(?<!\w)(?:[A-Za-z]{0,20}_)?(nik|no_?kk|kk)[\"']?\s?[=:]\s?[\"']?$", re.I)
_VISITOR = re.compile("[0-9a-f]{32}")
_MAX_KEY = 40  # characters before a number in which its key is looked for


class Kind(Enum):
    """What a person is named by."""

    NIK = "nik"
    VISITOR = "visitor"  # an id of the manifest
    PASSPORT = "passport"
    MRZ = "mrz"


@dataclass(frozen=True, slots=True, repr=False)
class Named:
    """One person."""

    kind: Kind
    value: str  # NIK, visitor id, passport number
    document: mrz.Document | None = None  # for MRZ


class Nothing(Enum):
    """Why a text names nobody."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_NIK = "no_nik"  # nothing in it is a NIK, nor anything else that is looked for
    WRONG_NIK = "wrong_nik"  # 16 digits that cannot be one
    SEVERAL = "several"  # NIKs of different people


def read(text: str, today: date, expected: Callable[[str], bool]) -> Named | Nothing | mrz.MrzFault:
    """Return whom `text` names; `expected(number)`: whether a passport is on the manifest."""
    if len(text) > MAX_PAYLOAD:
        return Nothing.TOO_LONG
    plain = text.strip()
    if not plain:
        return Nothing.EMPTY
    if _VISITOR.fullmatch(plain.lower()):
        return Named(Kind.VISITOR, plain.lower())
    if _is_zone(plain):
        found = mrz.read(plain, today)
        return found if isinstance(found, mrz.MrzFault) else Named(Kind.MRZ, found.number, found)
    digits = re.sub(r"[\s.\-]", "", plain)
    if re.fullmatch("[0-9]{16}", digits):
        fault = isinstance(niks.parse(digits, today), niks.Fault)
        return Nothing.WRONG_NIK if fault else Named(Kind.NIK, digits)
    number = niks.passport(plain)
    if number is not None and expected(number):
        return Named(Kind.PASSPORT, number)
    return _nik_within(plain, today)


def _is_zone(text: str) -> bool:
    """Return whether somebody meant it as a machine-readable zone."""
    return "<<" in text and re.match("[PIACVpiacv][A-Za-z0-9<]", text) is not None


def _nik_within(text: str, today: date) -> Named | Nothing:
    """Return the one NIK of a URL, of JSON or of `key: value` lines; a family card's is none."""
    keyed: set[str] = set()
    loose: set[str] = set()
    wrong = False
    for match in _NIK.finditer(text):
        before = text[max(0, match.start() - _MAX_KEY) : match.start()]
        key = _KEYED.search(before)
        name = key[1].lower() if key else ""
        if name.endswith("kk"):
            continue
        if isinstance(niks.parse(match[0], today), niks.Fault):
            wrong = True
        else:
            (keyed if name else loose).add(match[0])
    found = keyed or loose
    if len(found) > 1:
        return Nothing.SEVERAL
    if found:
        return Named(Kind.NIK, found.pop())
    return Nothing.WRONG_NIK if wrong else Nothing.NO_NIK
