"""NIK, KK and passport numbers: what can be one. Pure.

A NIK has 16 digits: province, regency and district (2 each), day, month and year of birth (2 each;
40 is added to a woman's day), and a running number from 0001. A family card's number (KK) has the
same form, with the date on which it was issued.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

WOMEN = 40  # added to the day of birth
OLDEST = 120  # years
# From 11 (Aceh) on; new provinces take new numbers, so only the frame is checked.
PROVINCES = range(11, 100)


class Fault(Enum):
    """Why a text is no NIK."""

    LENGTH = "length"  # not 16 digits
    REGION = "region"  # no province, regency or district has such a code
    DATE = "date"  # no such day, or one to come
    SERIAL = "serial"  # the running number is 0000


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a NIK says of its holder."""

    region: str  # 6 digits: province, regency, district
    born: date  # the century is the latest that is not in the future
    woman: bool
    serial: int


class Part(Enum):
    """A part of a NIK, in the order in which it is read."""

    PROVINCE = "province"
    REGENCY = "regency"
    DISTRICT = "district"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    SERIAL = "serial"


_FAULTS = {
    Part.PROVINCE: Fault.REGION,
    Part.REGENCY: Fault.REGION,
    Part.DISTRICT: Fault.REGION,
    Part.DAY: Fault.DATE,
    Part.MONTH: Fault.DATE,
    Part.YEAR: Fault.DATE,
    Part.SERIAL: Fault.SERIAL,
}
_REGIONS = frozenset(f"{code:02}" for code in range(1, 100))
_DAYS = frozenset(f"{day + more:02}" for day in range(1, 32) for more in (0, WOMEN))


@dataclass(frozen=True, slots=True)
class PartialNik:
    """What the first digits of a NIK say: each part as soon as it is whole."""

    wrong: Part | None  # the first part that cannot be; known as early as a digit shows it
    region: str | None = None  # 6 digits
    woman: bool | None = None
    born: date | None = None


def parse_partial(digits: str, today: date) -> PartialNik:
    """Return what the first 0 to 16 digits of a NIK say. Raise ValueError for anything else."""
    if not re.fullmatch("[0-9]{0,16}", digits):
        raise ValueError("not the beginning of a NIK")
    begun = PartialNik(None)
    parts = zip(tuple(Part)[:-1], range(0, 12, 2), strict=True)
    for part, start in parts:
        text = digits[start : start + 2]
        if not any(can.startswith(text) for can in _possible(part, digits, today)):
            return replace(begun, wrong=part)
        if len(text) < 2:
            return begun
        if part is Part.DISTRICT:
            begun = replace(begun, region=digits[:6])
        elif part is Part.DAY:
            begun = replace(begun, woman=int(text) > WOMEN)
        elif part is Part.YEAR:
            begun = replace(begun, born=_born(digits, today))
    return replace(begun, wrong=Part.SERIAL) if digits[12:] == "0000" else begun


def _possible(part: Part, digits: str, today: date) -> Iterable[str]:
    """Return the two digits that `part` may have after those before it."""
    if part is Part.PROVINCE:
        return map(str, PROVINCES)
    if part is Part.DAY:
        return _DAYS
    if part is Part.MONTH:
        day = int(digits[6:8]) % WOMEN
        return (f"{month:02}" for month in range(1, 13) if day <= monthrange(2000, month)[1])
    if part is Part.YEAR:
        years = (f"{year:02}" for year in range(100))
        return (year for year in years if _born(digits[:10] + year, today) is not None)
    return _REGIONS


def _born(digits: str, today: date) -> date | None:
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    return _latest(day % WOMEN, month, year, today)


def parse(nik: str, today: date) -> Parsed | Fault:
    """Return what `nik` says, or what is wrong with it."""
    if not re.fullmatch("[0-9]{16}", nik):
        return Fault.LENGTH
    begun = parse_partial(nik, today)
    if begun.wrong is not None:
        return _FAULTS[begun.wrong]
    if begun.region is None or begun.born is None or begun.woman is None:
        raise AssertionError("16 digits of which none is wrong say everything")
    return Parsed(begun.region, begun.born, begun.woman, int(nik[12:]))


def _latest(day: int, month: int, year: int, today: date) -> date | None:
    """Return the latest such day up to `today`; 29 February may rule a century out."""
    century = today.year // 100 * 100
    for full in (century + year, century - 100 + year):
        try:
            born = date(full, month, day)
        except ValueError:
            continue
        if born <= today and today.year - full <= OLDEST:
            return born
    return None


def family_card_fault(number: str) -> Fault | None:
    """Return what is wrong with a family card's number; None: nothing that can be seen.

    Its six digits of the date are not checked: they are the registry office's.
    """
    if not re.fullmatch("[0-9]{16}", number):
        return Fault.LENGTH
    if int(number[:2]) not in PROVINCES:
        return Fault.REGION
    return Fault.SERIAL if number[12:] == "0000" else None


def passport(text: str) -> str | None:
    """Return `text` in capitals without spaces if it can be a passport's number, else None."""
    plain = re.sub(r"[\s-]", "", text).upper()
    return plain if re.fullmatch("[A-Z0-9]{5,12}", plain) else None
