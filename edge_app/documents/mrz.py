"""The machine-readable zone of passports and cards: ICAO Doc 9303, parts 4 (TD3), 5 (TD1), 6 (TD2).

A reader types two lines of 44 (a passport), two of 36 or three of 30 characters. What its camera
took for another character is refused and never guessed: an O in a date may be a 0 or a D.

Ours, because no free library fits: those on the package index want OpenCV and Tesseract to read
pictures, or pass a wrong check digit on with a warning; the rules themselves are a page long.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

WEIGHTS = (7, 3, 1)  # of the check digits, in turn: part 3, section 4.9
LIFETIME = 30  # years; no document is valid for longer than this from today on
LONGEST = 120  # characters of a zone with its line breaks, and some to spare
_OLDEST = 120  # years of a holder
_FILLER = "<"


class Field(Enum):
    """What a check digit stands behind."""

    NUMBER = "number"
    BIRTH = "birth"
    EXPIRY = "expiry"
    OPTIONAL = "optional"
    WHOLE = "whole"  # the last digit, over everything of the lower line
    SEX = "sex"
    NAME = "name"
    ISSUER = "issuer"
    NATIONALITY = "nationality"


class MrzFaultKind(Enum):
    """Why a text is not taken."""

    LENGTH = "length"  # not 88, 72 or 90 characters: a line is missing or was typed twice
    FORMAT = "format"  # no document begins like this
    VISA = "visa"  # a visa's sticker, which says nothing of who holds the passport
    CHARACTER = "character"  # a letter where digits belong, or the other way round
    CHECK_DIGIT = "check_digit"
    DATE = "date"  # no such day


@dataclass(frozen=True, slots=True)
class MrzFault:
    """What is wrong, and where."""

    trouble: MrzFaultKind
    field: Field | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """What a zone says; every check digit was right."""

    kind: str  # its first one or two letters: P, I, A, C ...
    issuer: str  # 3 letters, as in the zone (D for Germany)
    number: str
    surname: str  # one of the two may be empty
    given_names: str
    nationality: str
    born: date | None  # None: the document does not say the whole date
    sex: str  # M, F, or empty: not stated
    expires: date | None
    name_cut: bool = False  # the name fills its field: words may be short or missing

    @property
    def name(self) -> str:
        """Return the whole name, the surname last."""
        return f"{self.given_names} {self.surname}".strip()

    def expired(self, today: date) -> bool:
        """Return whether it has run out; the day it says is its last."""
        return self.expires is not None and self.expires < today


@dataclass(frozen=True, slots=True)
class _Cut:
    """The fields of a zone, as they stand; check digits with their fields."""

    kind: str
    issuer: str
    name: str
    number: str
    number_check: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    optional: str
    optional_check: str | None  # None: this format has none
    covered: str  # what the last check digit stands behind
    check: str


def begins(text: str) -> bool:
    """Return whether `text` may be the first lines of a zone whose last is still to come.

    A reader that ends each line with Enter gives them one at a time.
    """
    zone = _joined(text)
    lines = {44, 36, 30, 60}
    return len(zone) in lines and re.fullmatch("[PIACV][A-Z<][A-Z<]{3}[A-Z0-9<]*", zone) is not None


def read(text: str, today: date) -> Document | MrzFault:
    """Return what the zone in `text` says, with or without line breaks."""
    zone = _joined(text)
    if zone[:1] == "V" and len(zone) in (88, 72):
        return MrzFault(MrzFaultKind.VISA)
    if len(zone) not in (88, 90, 72):
        return MrzFault(MrzFaultKind.LENGTH)
    if not re.fullmatch("[A-Z0-9<]+", zone):
        return MrzFault(MrzFaultKind.CHARACTER)
    if not re.match("P[A-Z<]" if len(zone) == 88 else "[IACP][A-Z<]", zone):
        return MrzFault(MrzFaultKind.FORMAT)
    cut = {88: _td3, 90: _td1, 72: _td2}[len(zone)](zone)
    cut = _with_long_number(cut)
    return _refused(cut, today) or _document(cut, today)


def check_digit(field: str) -> int:
    """Return the digit over digits, letters from A = 10 to Z = 35, and fillers that count 0."""
    values = (0 if sign == _FILLER else int(sign, 36) for sign in field)
    return sum(value * WEIGHTS[place % 3] for place, value in enumerate(values)) % 10


def _joined(text: str) -> str:
    """Return `text` without line breaks; where capitals were locked, all letters turned round."""
    if len(text) > LONGEST or not text.isascii():
        return ""
    return "".join(text.split()).upper()


def _td3(zone: str) -> _Cut:
    upper, lower = zone[:44], zone[44:]
    covered = lower[0:10] + lower[13:20] + lower[21:43]
    optional, check = lower[28:42], lower[42]
    return _two_lines(upper, lower, optional, check, covered)


def _td2(zone: str) -> _Cut:
    upper, lower = zone[:36], zone[36:]
    covered = lower[0:10] + lower[13:20] + lower[21:35]
    return _two_lines(upper, lower, lower[28:35], None, covered)


def _two_lines(
    upper: str, lower: str, optional: str, optional_check: str | None, covered: str
) -> _Cut:
    return _Cut(
        kind=upper[:2],
        issuer=upper[2:5],
        name=upper[5:],
        number=lower[:9],
        number_check=lower[9],
        nationality=lower[10:13],
        birth=lower[13:20],
        sex=lower[20],
        expiry=lower[21:28],
        optional=optional,
        optional_check=optional_check,
        covered=covered,
        check=lower[-1],
    )


def _td1(zone: str) -> _Cut:
    upper, middle, name = zone[:30], zone[30:60], zone[60:]
    return _Cut(
        kind=upper[:2],
        issuer=upper[2:5],
        name=name,
        number=upper[5:14],
        number_check=upper[14],
        nationality=middle[15:18],
        birth=middle[:7],
        sex=middle[7],
        expiry=middle[8:15],
        optional=upper[15:30],
        optional_check=None,
        covered=upper[5:30] + middle[0:7] + middle[8:15] + middle[18:29],
        check=middle[29],
    )


def _with_long_number(cut: _Cut) -> _Cut:
    """Join a number of over nine characters; it goes on in the optional field: part 5, 4.2.4."""
    if cut.number_check != _FILLER or cut.optional_check is not None:
        return cut
    more = cut.optional.partition(_FILLER)[0]
    if len(more) < 2:
        return cut
    return replace(cut, number=cut.number + more[:-1], number_check=more[-1])


def _refused(cut: _Cut, today: date) -> MrzFault | None:
    shapes = (
        (Field.ISSUER, cut.issuer, "[A-Z]{1,3}<*"),
        # Without a surname the field begins with fillers, as in many Indian passports.
        (Field.NAME, cut.name, "<{0,2}[A-Z][A-Z<]*"),
        (Field.NUMBER, cut.number + cut.number_check, "[A-Z0-9][A-Z0-9<]*[0-9]"),
        (Field.NATIONALITY, cut.nationality, "[A-Z]{1,3}<*"),
        (Field.BIRTH, cut.birth, "([0-9]{2}|<<){3}[0-9]"),
        (Field.SEX, cut.sex, "[MF<]"),
        (Field.EXPIRY, cut.expiry, "([0-9]{6}|<{6})[0-9<]"),
        (Field.OPTIONAL, cut.optional_check or "<", "[0-9<]"),
        (Field.WHOLE, cut.check, "[0-9]"),
    )
    for field, value, shape in shapes:
        if not re.fullmatch(shape, value):
            return MrzFault(MrzFaultKind.CHARACTER, field)
    checks = (
        (Field.NUMBER, cut.number, cut.number_check),
        (Field.BIRTH, cut.birth[:6], cut.birth[6]),
        (Field.EXPIRY, cut.expiry[:6], cut.expiry[6]),
        (Field.OPTIONAL, cut.optional, cut.optional_check),
        (Field.WHOLE, cut.covered, cut.check),
    )
    for field, value, digit in checks:
        if digit is None:
            continue
        # A filler may stand for 0 behind a field that is not used: part 4, 4.2.2.2.
        unused = digit == _FILLER and not value.strip(_FILLER)
        if not unused and digit != str(check_digit(value)):
            return MrzFault(MrzFaultKind.CHECK_DIGIT, field)
    for field, value in ((Field.BIRTH, cut.birth[:6]), (Field.EXPIRY, cut.expiry[:6])):
        if _FILLER not in value and _day(value, field, today) is None:
            return MrzFault(MrzFaultKind.DATE, field)
    return None


def _day(text: str, field: Field, today: date) -> date | None:
    """Return the day of YYMMDD: no birth in the future, no end further off than LIFETIME."""
    year, month, day = int(text[:2]), int(text[2:4]), int(text[4:])
    century = today.year // 100 * 100
    for full in (century + 100 + year, century + year, century - 100 + year):
        try:
            found = date(full, month, day)
        except ValueError:
            continue
        if field is Field.BIRTH and found <= today and today.year - full <= _OLDEST:
            return found
        if field is Field.EXPIRY and full - today.year <= LIFETIME:
            return found
    return None


def _document(cut: _Cut, today: date) -> Document:
    surname, _, given = cut.name.rstrip(_FILLER).partition("<<")
    if surname.startswith(_FILLER):  # one filler before the only name
        surname, given = "", surname
    return Document(
        kind=cut.kind.rstrip(_FILLER),
        issuer=cut.issuer.rstrip(_FILLER),
        number=cut.number.rstrip(_FILLER),
        surname=_spaced(surname),
        given_names=_spaced(given),
        nationality=cut.nationality.rstrip(_FILLER),
        born=None if _FILLER in cut.birth[:6] else _day(cut.birth[:6], Field.BIRTH, today),
        sex=cut.sex.rstrip(_FILLER),
        expires=None if _FILLER in cut.expiry[:6] else _day(cut.expiry[:6], Field.EXPIRY, today),
        # Part 3, 4.6.3: a letter in the last place says that something may have been left out.
        name_cut=cut.name[-1] != _FILLER,
    )


def _spaced(names: str) -> str:
    return " ".join(names.replace(_FILLER, " ").split())
