"""Machine-readable zones: the examples of ICAO Doc 9303, and what a reader gets wrong."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from edge_app.documents.mrz import (
    Document,
    Field,
    MrzFault,
    MrzFaultKind,
    begins,
    check_digit,
    read,
)

TODAY = date(2012, 4, 15)
TD3 = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10"
TD1 = (
    "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
)
TD2 = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6"
LONG_NUMBER = (
    "I<UTOD23145890<7349<<<<<<<<<<<\n3407127M9507122UTO<<<<<<<<<<<2\nSTEVENSON<<PETER<JOHN<<<<<<<<<"
)


@pytest.mark.parametrize(
    ("zone", "kind", "number"),
    [(TD3, "P", "L898902C3"), (TD1, "I", "D23145890"), (TD2, "I", "D23145890")],
)
def test_the_examples_of_the_specification(zone: str, kind: str, number: str) -> None:
    for text in (zone, zone.replace("\n", ""), zone.replace("\n", "\r\n") + "\r", zone.lower()):
        assert read(text, TODAY) == Document(
            kind=kind,
            issuer="UTO",
            number=number,
            surname="ERIKSSON",
            given_names="ANNA MARIA",
            nationality="UTO",
            born=date(1974, 8, 12),
            sex="F",
            expires=date(2012, 4, 15),
        )


def test_a_card_with_a_number_of_twelve_characters() -> None:
    found = read(LONG_NUMBER, TODAY)
    assert isinstance(found, Document)
    assert (found.number, found.sex) == ("D23145890734", "M")
    assert (found.born, found.expires) == (date(1934, 7, 12), date(1995, 7, 12))


def test_a_document_of_one_name_is_read_in_every_format() -> None:
    names = {
        "P<IND<<RAVI<KUMAR<<<<<<<<<<<<<<<<<<<<<<<<<<<": ("", "RAVI KUMAR"),
        "P<IND<RAVI<KUMAR<<<<<<<<<<<<<<<<<<<<<<<<<<<<": ("", "RAVI KUMAR"),
        "P<INDRAVI<KUMAR<<<<<<<<<<<<<<<<<<<<<<<<<<<<<": ("RAVI KUMAR", ""),
        "P<D<<<<RAVI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<": ("", "RAVI"),
        "PPIND<<RAVI<<KUMAR<<<<<<<<<<<<<<<<<<<<<<<<<<": ("", "RAVI KUMAR"),
    }
    lower = "Z1234567<1IND7408122M3004157<<<<<<<<<<<<<<<4"
    for upper, (surname, given) in names.items():
        found = read(f"{upper}\n{lower}", date(2026, 11, 20))
        assert isinstance(found, Document), upper
        assert (found.surname, found.given_names) == (surname, given)
        assert found.name == f"{given} {surname}".strip()
        assert begins(upper)
    for zone in (
        TD1.replace("ERIKSSON<<ANNA<MARIA<<", "<<ANNA<MARIA<<<<<<<<<<"),
        TD2.replace("ERIKSSON<<ANNA<MARIA<<", "<<ANNA<MARIA<<<<<<<<<<"),
    ):
        found = read(zone, TODAY)
        assert isinstance(found, Document)
        assert found.name == "ANNA MARIA"


@pytest.mark.parametrize("name", ["<" * 39, "<<<ANNA" + "<" * 32, "<<1NNA" + "<" * 33])
def test_a_field_without_a_name_is_still_refused(name: str) -> None:
    zone = f"P<UTO{name}\n" + TD3.split("\n")[1]
    assert read(zone, TODAY) == MrzFault(MrzFaultKind.CHARACTER, Field.NAME)


def test_a_name_that_fills_its_field_may_have_been_cut() -> None:
    zone = "P<UTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K\n" + TD3.split("\n")[1]
    found = read(zone, TODAY)
    assert isinstance(found, Document)
    assert found.name_cut
    whole = read(TD3, TODAY)
    assert isinstance(whole, Document)
    assert not whole.name_cut


def test_the_last_day_of_a_passport_is_still_good() -> None:
    found = read(TD3, TODAY)
    assert isinstance(found, Document)
    assert not found.expired(date(2012, 4, 15))
    assert found.expired(date(2012, 4, 16))


@pytest.mark.parametrize(
    ("old", "new", "trouble", "field"),
    [
        ("L898902C36", "L898902C35", MrzFaultKind.CHECK_DIGIT, Field.NUMBER),
        ("L898902C36", "L89890ZC36", MrzFaultKind.CHECK_DIGIT, Field.NUMBER),
        ("7408122", "7408123", MrzFaultKind.CHECK_DIGIT, Field.BIRTH),
        ("7408122", "74O8122", MrzFaultKind.CHARACTER, Field.BIRTH),
        ("1204159", "1204158", MrzFaultKind.CHECK_DIGIT, Field.EXPIRY),
        ("1204159", "12O4159", MrzFaultKind.CHARACTER, Field.EXPIRY),
        ("1204159", "120415<", MrzFaultKind.CHECK_DIGIT, Field.EXPIRY),
        ("ZE184226B<<<<<1", "ZE184226B<<<<<2", MrzFaultKind.CHECK_DIGIT, Field.OPTIONAL),
        ("ZE184226B<<<<<1", "ZE184226B<<<<<<", MrzFaultKind.CHECK_DIGIT, Field.OPTIONAL),
        ("<<<<<10", "<<<<<11", MrzFaultKind.CHECK_DIGIT, Field.WHOLE),
        ("<<<<<10", "<<<<<1O", MrzFaultKind.CHARACTER, Field.WHOLE),
        ("2F1", "2P1", MrzFaultKind.CHARACTER, Field.SEX),
        ("UTO74", "UT074", MrzFaultKind.CHARACTER, Field.NATIONALITY),
        ("ERIKSSON", "ER1KSSON", MrzFaultKind.CHARACTER, Field.NAME),
        ("P<UTO", "P<UT0", MrzFaultKind.CHARACTER, Field.ISSUER),
        ("P<UTO", "Q<UTO", MrzFaultKind.FORMAT, None),
        ("P<UTO", "V<UTO", MrzFaultKind.VISA, None),
        ("<<ANNA", "<ANNA", MrzFaultKind.LENGTH, None),
        ("<<ANNA", "<#ANNA", MrzFaultKind.CHARACTER, None),
    ],
)
def test_one_wrong_character_is_refused_with_its_field(
    old: str, new: str, trouble: Any, field: Field | None
) -> None:
    assert old in TD3
    assert read(TD3.replace(old, new), TODAY) == MrzFault(trouble, field)


def test_a_day_that_there_is_not_is_refused_though_its_check_digits_are_right() -> None:
    number, born, end = "L898902C36", "741312", "1204159ZE184226B<<<<<1"
    born += str(check_digit(born))
    lower = f"{number}UTO{born}F{end}" + str(check_digit(number + born + end))
    assert read(TD3.split("\n")[0] + lower, TODAY) == MrzFault(MrzFaultKind.DATE, Field.BIRTH)


@pytest.mark.parametrize("text", ["", "P", "<" * 88, "P<" + "A" * 4096, "\u0130" * 88, "0" * 72])
def test_garbage_is_refused(text: str) -> None:
    assert isinstance(read(text, TODAY), MrzFault)


def test_every_line_that_comes_alone_is_known_as_a_beginning() -> None:
    for zone in (TD3, TD1, TD2):
        lines = zone.split("\n")
        assert begins(lines[0])
        assert not begins(zone)
    assert begins("\n".join(TD1.split("\n")[:2]))
    assert not begins("3171014408610012")
    assert not begins("L898902C36UTO7408122F1204159ZE184226B<<<<<10")


def test_a_zone_is_in_no_representation() -> None:
    assert "ERIKSSON" not in repr(read(TD3, TODAY))
