"""Members of one family card together, children linked to their adults."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from edge_app.desk.visitors.families import Age, ChildCompany, family_of, member
from tests.edge_app.desk.visitors.visitors_fixtures import CARD, DAY, nik, visitor

FATHER = visitor(1, "Budi", nik=nik(date(1985, 3, 12)), family_card=CARD)
MOTHER = visitor(2, "Siti", nik=nik(date(1987, 6, 1), woman=True), family_card=CARD)
SON = visitor(3, "Eko", nik=nik(date(2015, 1, 5)), family_card=CARD)
DAUGHTER = visitor(4, "Ayu", nik=nik(date(2018, 2, 5), woman=True), family_card=CARD)
AUNT = visitor(5, "Rina", passport="XA12345", family_card=CARD)


def test_adults_stand_first_and_children_last() -> None:
    family = family_of([DAUGHTER, AUNT, SON, MOTHER, FATHER], DAY)
    assert [one.visitor.name for one in family.members] == ["Budi", "Siti", "Rina", "Eko", "Ayu"]
    assert [one.visitor.name for one in family.adults] == ["Budi", "Siti"]
    assert [one.visitor.name for one in family.children] == ["Eko", "Ayu"]


@pytest.mark.parametrize(
    ("born", "age"),
    [
        (date(2009, 11, 20), Age.ADULT),  # 17 today
        (date(2009, 11, 21), Age.CHILD),
        (date(2026, 11, 20), Age.CHILD),
        (date(1950, 1, 1), Age.ADULT),
    ],
)
def test_the_birth_date_in_the_nik_says_who_is_a_child(born: date, age: Age) -> None:
    assert member(visitor(1, "A", nik=nik(born)), DAY).age is age


def test_a_daughters_nik_says_her_age_as_a_sons_does() -> None:
    assert member(DAUGHTER, DAY).years == 8


@pytest.mark.parametrize("traits", [{}, {"passport": "XA12345"}, {"nik": "3171019999990001"}])
def test_without_a_birth_date_nobody_is_called_a_child(traits: dict[str, str]) -> None:
    found = member(visitor(1, "A", **traits), DAY)
    assert found.age is Age.UNKNOWN
    assert found.years is None


def test_a_visitor_of_a_later_day_is_as_old_as_they_will_be() -> None:
    later = visitor(1, "A", nik=nik(date(2009, 11, 25)), day=date(2026, 11, 25))
    assert member(later, DAY).age is Age.ADULT


@pytest.mark.parametrize(
    ("people", "came", "company"),
    [
        ((SON, FATHER), {FATHER.visitor_id: 1}, ChildCompany.ADULT_HERE),
        ((SON, FATHER), {SON.visitor_id: 1}, ChildCompany.ADULT_DUE),
        ((SON, AUNT), {}, ChildCompany.PERHAPS),
        ((SON, DAUGHTER), {SON.visitor_id: 1}, ChildCompany.NOBODY),
        ((SON,), {}, ChildCompany.NOBODY),
    ],
)
def test_who_is_with_a_child_is_known(
    people: tuple[Any, ...], came: dict[str, int], company: Any
) -> None:
    assert family_of(people, DAY).company(came) is company
