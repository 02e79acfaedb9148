"""What can be a NIK, a family card's number, a passport's."""

from __future__ import annotations

from datetime import date

import pytest

from sync.protocol.nik import Fault, Parsed, Part, family_card_fault, parse, parse_partial, passport

TODAY = date(2026, 11, 22)


def parsed(nik: str) -> Parsed:
    found = parse(nik, TODAY)
    assert isinstance(found, Parsed)
    return found


def test_a_nik_says_region_birth_and_sex() -> None:
    man, woman = parsed("3171010408610001"), parsed("3171014408610012")
    assert (man.region, man.born, man.woman, man.serial) == ("317101", date(1961, 8, 4), False, 1)
    assert (woman.born, woman.woman, woman.serial) == (date(1961, 8, 4), True, 12)


def test_the_century_is_the_latest_that_is_not_to_come() -> None:
    assert parsed("3171012211260001").born == date(2026, 11, 22)
    assert parsed("3171012311260001").born == date(1926, 11, 23)
    assert parsed("3171012902000001").born == date(2000, 2, 29)


@pytest.mark.parametrize(
    ("nik", "fault"),
    [
        ("", Fault.LENGTH),
        ("317101040861000", Fault.LENGTH),
        ("31710104086100011", Fault.LENGTH),
        ("3171010408610001\n", Fault.LENGTH),
        ("٣171010408610001", Fault.LENGTH),
        ("1071010408610001", Fault.REGION),
        ("3100010408610001", Fault.REGION),
        ("3171013202610001", Fault.DATE),
        ("3171017202610001", Fault.DATE),
        ("3171012902010001", Fault.DATE),
        ("3171010013610001", Fault.DATE),
        ("3171010408610000", Fault.SERIAL),
    ],
)
def test_what_cannot_be_a_nik_says_why(nik: str, fault: Fault) -> None:
    assert parse(nik, TODAY) is fault


@pytest.mark.parametrize(
    ("digits", "wrong"),
    [
        ("0", Part.PROVINCE),
        ("10", Part.PROVINCE),
        ("3100", Part.REGENCY),
        ("317100", Part.DISTRICT),
        ("3171018", Part.DAY),
        ("31710100", Part.DAY),
        ("31710140", Part.DAY),
        ("31710132", Part.DAY),
        ("31710172", Part.DAY),
        ("317101042", Part.MONTH),
        ("3171010413", Part.MONTH),
        ("3171013104", Part.MONTH),
        ("3171017002", Part.MONTH),
        ("317101290201", Part.YEAR),
        ("3171010408610000", Part.SERIAL),
    ],
)
def test_a_wrong_part_is_known_with_the_first_digit_that_shows_it(digits: str, wrong: Part) -> None:
    assert parse_partial(digits, TODAY).wrong is wrong
    assert parse_partial(digits[:-1], TODAY).wrong is None


def test_a_nik_says_what_it_says_as_it_is_typed() -> None:
    said = parse_partial("31710144", TODAY)
    assert (said.region, said.woman, said.born) == ("317101", True, None)
    assert parse_partial("317101440861", TODAY).born == date(1961, 8, 4)
    assert parse_partial("3", TODAY).region is None
    with pytest.raises(ValueError, match="not the beginning"):
        parse_partial("31x", TODAY)


def test_family_cards_and_passports() -> None:
    assert family_card_fault("3171010408610001") is None
    assert family_card_fault("317101") is Fault.LENGTH
    assert passport(" x1 234-567 ") == "X1234567"
    assert passport("x1") is None
    assert passport("'; DROP") is None
