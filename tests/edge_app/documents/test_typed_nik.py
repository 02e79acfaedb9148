"""A NIK under a finger: digit by digit, pasted, from a reader."""

from __future__ import annotations

from datetime import date

import pytest

from edge_app.documents.typed_nik import TypedNik, Typo, age
from sync.protocol.nik import Part

TODAY = date(2026, 11, 22)
NIK = "3171014408610012"


def test_digits_say_what_they_say() -> None:
    typed = TypedNik()
    for digit in NIK:
        typed = typed.add(digit)
        assert typed.typo is None
    assert typed.digits == NIK
    assert typed.complete
    said = typed.says(TODAY)
    assert (said.woman, said.born, said.wrong) == (True, date(1961, 8, 4), None)
    assert age(date(1961, 8, 4), TODAY) == 65
    assert age(date(1961, 11, 23), TODAY) == 64


def test_the_wrong_part_is_known_before_the_number_is_whole() -> None:
    typed = TypedNik().add("3171018")
    assert typed.says(TODAY).wrong is Part.DAY
    assert typed.delete().says(TODAY).wrong is None
    assert typed.digits == "3171018"


@pytest.mark.parametrize("text", ["3171 0144 0861 0012", "317101.440861.0012", f"{NIK}\n"])
def test_a_whole_nik_that_is_pasted_replaces_what_stands(text: str) -> None:
    assert TypedNik("12").add(text) == TypedNik(NIK)


@pytest.mark.parametrize(
    ("text", "typo"),
    [
        ("a", Typo.NO_DIGIT),
        ("٣", Typo.NO_DIGIT),
        ("NIK 3171014408610012", Typo.NO_DIGIT),
        ("\u202e12", Typo.NO_DIGIT),
        ("1" * 17, Typo.TOO_LONG),
        ("1" * 100_000, Typo.TOO_LONG),
    ],
)
def test_what_is_no_digit_changes_nothing_and_says_why(text: str, typo: Typo) -> None:
    assert TypedNik("3171").add(text) == TypedNik("3171", typo)


def test_forty_digits_leave_the_first_sixteen() -> None:
    typed = TypedNik()
    for digit in NIK + "7" * 24:
        typed = typed.add(digit)
    assert typed == TypedNik(NIK, Typo.TOO_LONG)
    assert typed.delete() == TypedNik(NIK[:-1])


def test_a_nik_is_in_no_representation() -> None:
    assert NIK not in repr(TypedNik(NIK))
