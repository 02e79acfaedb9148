"""A name as people write it and as a passport's zone has to are one name, by ICAO's table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.spelling import alike, same_name, spelled

# ICAO Doc 9303, part 3, section 6, table A: what each letter may become in the zone.
TABLE: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("ÁÀÂÃĂĀĄ", ("A",)),
    "Ä": ("AE", "A"), "Å": ("AA",), "Æ": ("AE",),
    **dict.fromkeys("ĆĈČĊÇ", ("C",)),
    **dict.fromkeys("ÐĎĐ", ("D",)),
    **dict.fromkeys("ÉÈÊËĚĖĒĘĔ", ("E",)),
    **dict.fromkeys("ĜĞĠĢ", ("G",)),
    **dict.fromkeys("ĤĦ", ("H",)),
    **dict.fromkeys("ÍÌÎÏĨİĪĮĬı", ("I",)),
    "Ĳ": ("IJ",), "Ĵ": ("J",), "Ķ": ("K",),
    **dict.fromkeys("ĹĽĻŁĿ", ("L",)),
    "Ñ": ("N", "NXX"), "Ŋ": ("N",),
    **dict.fromkeys("ŃŇŅ", ("N",)),
    "Ö": ("OE", "O"), "Ø": ("OE",), "Œ": ("OE",),
    **dict.fromkeys("ÓÒÔÕŐŌŎ", ("O",)),
    **dict.fromkeys("ŔŘŖ", ("R",)),
    **dict.fromkeys("ŚŜŠŞ", ("S",)),
    "ß": ("SS",), "ẞ": ("SS",), "Þ": ("TH",),
    **dict.fromkeys("ŤŢŦ", ("T",)),
    "Ü": ("UE", "UXX", "U"),
    **dict.fromkeys("ÚÙÛŬŮŰŨŪŲ", ("U",)),
    "Ŵ": ("W",), "ĸ": ("Q",),
    **dict.fromkeys("ÝŶŸ", ("Y",)),
    **dict.fromkeys("ŹŽŻ", ("Z",)),
}  # fmt: skip
PLAIN = {letter: (letter,) for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ "}
LETTERS = sorted(TABLE) * 3 + sorted(PLAIN)


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """Return a name, and the same as the zone of a passport may have it."""
    letters = draw(st.lists(st.sampled_from(LETTERS), min_size=1, max_size=20))
    zone = (draw(st.sampled_from((TABLE | PLAIN)[letter])) for letter in letters)
    return "".join(letters), "".join(zone)


@pytest.mark.parametrize("letter", sorted(TABLE))
def test_each_letter_of_the_table_is_all_that_it_may_become(letter: str) -> None:
    for zone in TABLE[letter]:
        for written in (letter, letter.lower()):
            assert same_name(f"{written}da Ba{written}k", f"{zone}DA BA{zone}K")
            assert alike(f"Ba{written}k", f"DR BA{zone}K")


@given(spellings())
def test_a_name_of_any_letters_is_its_spelling_in_a_zone(both: tuple[str, str]) -> None:
    name, zone = both
    assert spelled(name) == spelled(zone)
    assert same_name(name, zone) is same_name(zone, name) is bool(name.strip())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "Miller"),
        ("Maxx", "Ma"),
        ("Ñusta", "Xusta"),
        ("Groß", "Grob"),
        ("สิริ", "รีสี"),  # Thai: the vowels stand above
        ("สุรี", "สูรี"),
        ("सीता", "सुत"),
        ("がく", "かく"),
        ("", ""),
        ("-", "-"),
    ],
)
def test_another_name_stays_another(one: str, other: str) -> None:
    assert not same_name(one, other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Siti Rahma", "SITI  RAHMA", True),
        ("Siti Rahma", "RAHMA, SITI", True),
        ("Dr. Siti Rahma, S.H.", "siti rahma", True),
        ("José", "Jose", True),
        ("Siti Rahma", "Siti Aminah", False),
        ("Siti Rahma", "Rahmat", False),
        ("Siti Rahma", "...", False),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str, expected: bool) -> None:
    assert alike(one, other) is alike(other, one) is expected
