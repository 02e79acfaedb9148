"""Names and numbers are found as they are typed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from edge_app.desk.visitors.search import Searchable, SearchIndex, fold

PEOPLE = [
    Searchable("Ahmad Budiman", "3171011203850001", None),
    Searchable("Budi Santoso", "3171015203850002", None),
    Searchable("José Álvarez de la Cruz", None, "XA1234567"),
    Searchable("Siti Nur'aini", "6471010101900003", None),
    Searchable("Øystein Bjørn-Hansen", None, "31710005"),
    Searchable("عبد الرحمن", None, "E0012345"),
    Searchable("A" * 200, None, None),
    Searchable("Juergen Grossmann", None, None),
]
INDEX = SearchIndex(PEOPLE)


def names(query: str, among: NDArray[np.bool_] | None = None) -> list[str]:
    return [PEOPLE[n].name for n in INDEX.find(query, among)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("budi", ["Budi Santoso", "Ahmad Budiman"]),  # the beginning of the name first
        ("BUDI SAN", ["Budi Santoso"]),
        ("san budi", ["Budi Santoso"]),  # words in any order
        ("jose alvarez", ["José Álvarez de la Cruz"]),
        ("cruz JOSÉ", ["José Álvarez de la Cruz"]),
        ("nuraini", ["Siti Nur'aini"]),
        ("nur'a", ["Siti Nur'aini"]),
        ("oystein", ["Øystein Bjørn-Hansen"]),
        ("hansen", ["Øystein Bjørn-Hansen"]),
        ("عبد", ["عبد الرحمن"]),
        ("oeystein bjoern", ["Øystein Bjørn-Hansen"]),  # as a passport spells it
        ("jürgen großmann", ["Juergen Grossmann"]),
        ("aae", []),  # its shortest spelling, A, is in most names
        ("anto", ["Budi Santoso"]),  # inside a word, when no word begins so
        ("3171", ["Ahmad Budiman", "Budi Santoso", "Øystein Bjørn-Hansen"]),
        ("3171 0152", ["Budi Santoso"]),
        ("xa12", ["José Álvarez de la Cruz"]),
        ("0001", []),  # a NIK is not found by its end
        ("e0012", ["عبد الرحمن"]),
        ("a" * 300, ["A" * 200]),
        ("%_*?", []),
        ("zzz", []),
    ],
)
def test_a_query_finds(query: str, found: list[str]) -> None:
    assert names(query) == found


@pytest.mark.parametrize("query", ["", "   "])
def test_nothing_typed_finds_everybody_in_order(query: str) -> None:
    assert INDEX.find(query) == tuple(range(len(PEOPLE)))


def test_only_those_who_count_are_found() -> None:
    among = np.zeros(len(PEOPLE), np.bool_)
    among[0] = True
    assert names("budi", among) == ["Ahmad Budiman"]


def test_nobody_is_found_where_nobody_is_listed() -> None:
    assert SearchIndex([]).find("budi") == ()


def test_case_accents_and_signs_do_not_count() -> None:
    assert fold("  ÉCLAIR-Łódź,  d'Água\u202e\x00 ") == "eclair lodz dagua"


@given(st.text(max_size=80))
def test_whatever_is_typed_is_answered(query: Any) -> None:
    found = INDEX.find(query)
    assert len(set(found)) == len(found)
    assert set(found) <= set(range(len(PEOPLE)))


@given(st.sampled_from(PEOPLE), st.integers(1, 12))
def test_the_beginning_of_a_name_finds_its_holder(person: Any, letters: Any) -> None:
    assert person.name in names(person.name[:letters])
