"""NIK, KK and passport numbers: what can be one. Pure.

A NIK has 16 digits: province, regency and district (2 each), day, month and year of birth (2 each;
40 is added to a woman's day), and a running number from 0001. A family card's number (KK) has the
same form, with the date on which it was issued.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
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


def parse(nik: str, today: date) -> Parsed | Fault:
    """What `nik` says, or what is wrong with it."""
    if not re.fullmatch("[0-9]{16}", nik):
        return Fault.LENGTH
    province, regency, district = int(nik[:2]), int(nik[2:4]), int(nik[4:6])
    if province not in PROVINCES or not regency or not district:
        return Fault.REGION
    day, month, year = int(nik[6:8]), int(nik[8:10]), int(nik[10:12])
    woman = day > WOMEN
    born = _latest(day - WOMEN if woman else day, month, year, today)
    if born is None:
        return Fault.DATE
    if nik[12:] == "0000":
        return Fault.SERIAL
    return Parsed(nik[:6], born, woman, int(nik[12:]))


def _latest(day: int, month: int, year: int, today: date) -> date | None:
    """The latest such day up to `today`; 29 February may rule a century out."""
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
    """What is wrong with a family card's number; None: nothing that can be seen.

    Its six digits of the date are not checked: they are the registry office's.
    """
    if not re.fullmatch("[0-9]{16}", number):
        return Fault.LENGTH
    if int(number[:2]) not in PROVINCES:
        return Fault.REGION
    return Fault.SERIAL if number[12:] == "0000" else None


def passport(text: str) -> str | None:
    """`text` in capitals without spaces when it can be a passport's number, else None."""
    plain = re.sub(r"[\s-]", "", text).upper()
    return plain if re.fullmatch("[A-Z0-9]{5,12}", plain) else None
