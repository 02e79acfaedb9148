"""NIK and family card's numbers as people and spreadsheets write them, or why one cannot be one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sync.protocol import nik as niks

_ROUNDED = re.compile(r"[0-9]+([.,][0-9]+)?[eE]\+?[0-9]+")
_BETWEEN = re.compile(r"[\s.,\-/]")  # what groups digits
_POINT_ZERO = re.compile(r"([0-9]{10,})[.,]0+")  # a number with decimals, as some programs write it
_WHY = {
    niks.Fault.REGION: ("region", "no place has the number in digits 1 to 6; copy it anew"),
    niks.Fault.DATE: (
        "date",
        "digits 7 to 12 are no day of birth (a woman's day has 40 added); copy it anew",
    ),
    niks.Fault.SERIAL: (
        "serial",
        "it ends in 0000, as a spreadsheet rounds it; make the column text, and type it again",
    ),
}


@dataclass(frozen=True, slots=True)
class NumberFault:
    """Why a text is no such number: a code, and what to do. It does not hold the text."""

    reason: str
    text: str


def read_nik(text: str, today: date) -> str | NumberFault:
    """Return the 16 digits of a NIK, or what is wrong with it."""
    digits = _digits(text, "nik", "NIK")
    if isinstance(digits, NumberFault):
        return digits
    found = niks.parse(digits, today)
    return _fault(found, "nik", "NIK") if isinstance(found, niks.Fault) else digits


def read_family_card(text: str) -> str | NumberFault:
    """Return the 16 digits of a family card's number (KK), or what is wrong with it."""
    digits = _digits(text, "family-card", "family card's number")
    if isinstance(digits, NumberFault):
        return digits
    found = niks.family_card_fault(digits)
    return digits if found is None else _fault(found, "family-card", "family card's number")


def written_number(text: str) -> str:
    """Return a number without the apostrophe by which a spreadsheet is told that it is text."""
    return text.lstrip("'’`").strip()


def _digits(text: str, code: str, what: str) -> str | NumberFault:
    written = written_number(text)
    if _ROUNDED.fullmatch(written):
        return NumberFault(
            f"{code}-rounded",
            f"a spreadsheet has rounded the {what}: make the column text, and type it again",
        )
    if whole := _POINT_ZERO.fullmatch(written):
        written = whole[1]
    digits = _BETWEEN.sub("", written)
    if not re.fullmatch("[0-9]*", digits):
        return NumberFault(f"{code}-signs", f"a {what} is made of digits alone; copy it anew")
    if len(digits) != 16:
        text = f"a {what} has 16 digits, this one {len(digits)}; copy it anew"
        return NumberFault(f"{code}-length", text)
    return digits


def _fault(found: niks.Fault, code: str, what: str) -> NumberFault:
    reason, text = _WHY[found]
    return NumberFault(f"{code}-{reason}", f"the {what} cannot be one: {text}")
