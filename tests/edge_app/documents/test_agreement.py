"""A passport beside the visitor who was announced with its number: what agrees, what differs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from edge_app.documents.agreement import Difference, announced, differences, names_agree
from edge_app.documents.mrz import Document
from tests.edge_app.desk.verification_fixtures import visitor

TODAY = date(2026, 11, 20)
SITI = Document(
    "P", "IDN", "A1234567", "RAHMA", "SITI", "IDN", date(1961, 8, 4), "F", date(2030, 1, 1)
)
WOMAN, MAN = "3171014408610012", "3171010408610001"


def document(surname: str, given: str, cut: bool = False) -> Document:
    return replace(SITI, surname=surname, given_names=given, name_cut=cut)


@pytest.mark.parametrize(
    ("said", "surname", "given"),
    [
        ("Siti Rahma", "RAHMA", "SITI"),
        ("RAHMA, Siti", "RAHMA", "SITI"),
        ("Siti Rahma", "", "SITI RAHMA"),
        ("Siti Rahma", "SITI RAHMA", ""),
        ("Suharto", "", "SUHARTO"),
        ("Dr. Hj. Siti Rahma, S.E., M.Si.", "RAHMA", "SITI"),
        ("H. Agus Salim", "SALIM", "H AGUS"),
        ("Abdul Rahman", "ABDULRAHMAN", ""),
        ("Jean-Luc O'Brien", "OBRIEN", "JEAN LUC"),
        ("Jürgen Groß", "GROSS", "JUERGEN"),
        ("Jürgen Groß", "GROSS", "JURGEN"),
        ("Juergen Gross", "GROSS", "JURGEN"),
        ("Ñusta Muñoz", "MUNXXOZ", "NXXUSTA"),
        ("Søren Ångström", "AANGSTROEM", "SOEREN"),
        ("Þór Æneasson", "AENEASSON", "THOR"),
        ("Nguyễn Thị Đào", "NGUYEN", "THI DAO"),
        ("Łukasz Żółć", "ZOLC", "LUKASZ"),
    ],
)
def test_one_name_in_two_spellings_agrees(said: str, surname: str, given: str) -> None:
    assert names_agree(document(surname, given), said)


@pytest.mark.parametrize(
    ("said", "surname", "given"),
    [
        ("Siti Rahma", "KHAN", "IMRAN"),
        ("Siti Rahma", "RAHMAN", "SITI"),
        ("Siti", "RAHMA", "SITI"),
        ("Siti Rahma Dewi", "RAHMA", "SITI"),
        ("Siti Siti", "SITI", ""),
        ("Dr.", "RAHMA", "SITI"),
        ("李小龙", "LI", "XIAOLONG"),
        ("", "RAHMA", "SITI"),
    ],
)
def test_another_name_differs(said: str, surname: str, given: str) -> None:
    assert not names_agree(document(surname, given), said)


def test_a_name_that_was_cut_to_its_field_agrees_with_the_whole_one() -> None:
    whole = "Papandropoulous Jonathon Anagnostopoulos-Christodoulou Warnambool"
    cut = document("PAPANDROPOULOUS", "JONATHON ANAGNOSTOPOULOS C", cut=True)
    assert names_agree(cut, whole)
    assert not names_agree(replace(cut, name_cut=False), whole)
    assert not names_agree(replace(cut, given_names="JONATHAN ANAGNOSTOPOULOS C"), whole)
    assert not names_agree(replace(cut, given_names="J J"), whole)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        ({}, ()),
        ({"sex": "M"}, (Difference.SEX,)),
        ({"sex": "", "born": None}, ()),
        ({"born": date(1961, 8, 5)}, (Difference.BIRTH,)),
        ({"born": date(2061, 8, 4)}, ()),  # neither writes the century
        ({"issuer": "PAK"}, (Difference.STATE,)),
        ({"surname": "KHAN", "sex": "M"}, (Difference.NAME, Difference.SEX)),
    ],
)
def test_what_differs_is_named(seen: dict[str, Any], expected: tuple[Difference, ...]) -> None:
    known = visitor("0" * 32, name="Siti Rahma", nik=WOMAN, passport_state="IDN")
    assert differences(replace(SITI, **seen), known, TODAY) == expected


def test_of_several_with_one_number_the_one_who_agrees_is_meant() -> None:
    other = visitor("1" * 32, name="Imran Khan", passport=SITI.number, nik=MAN)
    later = visitor("2" * 32, name="Siti Rahma", passport=SITI.number, day=date(2026, 11, 25))
    found = announced(SITI, (other, later), TODAY)
    assert found is not None
    assert (found.visitor, found.differs) == (later, ())
    found = announced(SITI, (other,), TODAY)
    assert found is not None
    assert found.differs == (Difference.NAME, Difference.SEX)
    assert not found.another_passport
    assert announced(SITI, (), TODAY) is None
