"""Officers' PINs: which are guessed first, and so are none; and what calls for help silently.

Pure; both ends ask.
"""

from __future__ import annotations

import re
from datetime import date
from enum import Enum
from itertools import pairwise

PIN = re.compile("[0-9]{6,12}")
MAX_CHANGES_A_DAY = 5  # of one officer's PIN, by the officer: at a kiosk, and at the data centre
_MIN_DIGITS = 3  # different ones
_AGES = range(14, 91)  # years: of whom a date of birth may be, the officer's or a child's parent's
# Lines and corners of a number pad, in both directions.
_PAD = ("147258369", "159753", "159357", "258036", "321654987", "741852963", "789456123")


class WeakPin(Enum):
    """Why a PIN is refused."""

    FORM = "form"  # not 6 to 12 digits
    REPEATS = "repeats"  # few digits, again and again
    SEQUENCE = "sequence"  # digits in the order of counting, or of the pad
    BIRTHDAY = "birthday"  # a date on which somebody at work may be born
    NUMBER = "number"  # holds the officer's own number


def duress_pin(pin: str) -> str:
    """Return the PIN that signs in like `pin` and says that the officer is threatened.

    Its last digit is five more, or five less: 1 and 6, 2 and 7, 3 and 8, 4 and 9, 5 and 0. No two
    of these are neighbours on a pad, so a finger that slips calls nobody; and the duress PIN of a
    duress PIN is the PIN, so who is told one of the two cannot know which it is.
    """
    return pin[:-1] + str((int(pin[-1]) + 5) % 10)


def weak_pin(pin: str, number: str, today: date) -> WeakPin | None:
    """Return why `pin` is no PIN for the officer `number`; None: it is one.

    Its duress PIN opens the screen too: where everybody would guess that, it is none either.
    """
    found = _weak_pin(pin, number, today)
    if found is None:
        twin = _weak_pin(duress_pin(pin), number, today)
        return twin if twin in (WeakPin.REPEATS, WeakPin.SEQUENCE) else None
    return found


def _weak_pin(pin: str, number: str, today: date) -> WeakPin | None:
    if not PIN.fullmatch(pin):
        return WeakPin.FORM
    if len(set(pin)) < _MIN_DIGITS or re.fullmatch(r"(.+?)\1+", pin) or _in_pairs(pin):
        return WeakPin.REPEATS
    if _is_counted(pin) or any(pin in line or pin[::-1] in line for line in _PAD):
        return WeakPin.SEQUENCE
    digits = re.sub("[^0-9]", "", number)
    if len(digits) >= 3 and (digits in pin or digits[::-1] in pin):
        return WeakPin.NUMBER
    return WeakPin.BIRTHDAY if _is_birthday(pin, today) else None


def _in_pairs(pin: str) -> bool:
    """Return whether each digit stands twice, as in 112233."""
    return re.fullmatch(r"(?:(.)\1)+", pin) is not None


def _is_counted(pin: str) -> bool:
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return steps in ({1}, {9})


def _is_birthday(pin: str, today: date) -> bool:
    forms = {
        6: (("d", "m", "y"), ("m", "d", "y"), ("y", "m", "d")),
        8: (("d", "m", "Y"), ("m", "d", "Y"), ("Y", "m", "d")),
    }
    for form in forms.get(len(pin), ()):
        at, found = 0, {}
        for part in form:
            size = 4 if part == "Y" else 2
            found[part.lower()] = int(pin[at : at + size])
            at += size
        year = found["y"]
        years = (year,) if "Y" in form else (1900 + year, 2000 + year)
        if any(_is_day(each, found["m"], found["d"], today) for each in years):
            return True
    return False


def _is_day(year: int, month: int, day: int, today: date) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return today.year - year in _AGES
