"""The demo's people are what a real manifest and a real roster could hold."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from edge_app.demo.people import LISTED_FAMILIES, accounts, guests
from sync.protocol import nik as niks
from sync.protocol.content import OfficerRole
from sync.protocol.pins import PIN

DAYS = [date(2026, 11, 22), date(2027, 1, 1), date(2028, 2, 29), date(2031, 12, 31)]


@pytest.mark.parametrize("today", DAYS)
def test_every_number_can_be_one_and_nobody_is_there_twice(today: date) -> None:
    expected = guests(today)
    assert len(expected) >= 45
    for guest in expected:
        assert not guest.nik or isinstance(niks.parse(guest.nik, today), niks.Parsed)
        assert not guest.family_card or niks.family_card_fault(guest.family_card) is None
        assert not guest.passport or niks.passport(guest.passport) == guest.passport
    assert len({guest.nik or guest.passport for guest in expected}) == len(expected)
    assert len({guest.name for guest in expected}) == len(expected)


def test_a_family_of_two_adults_and_two_children_is_among_them() -> None:
    today = DAYS[0]
    ((card, count),) = Counter(
        guest.family_card
        for guest in guests(today)
        if guest.family_card and guest.family_card not in LISTED_FAMILIES.values()
    ).items()
    family = [guest for guest in guests(today) if guest.family_card == card]
    parsed = [niks.parse(guest.nik, today) for guest in family]
    ages = [today.year - one.born.year for one in parsed if isinstance(one, niks.Parsed)]
    assert (count, [age >= 17 for age in ages]) == (4, [True, True, False, False])
    assert all(guest.day == today for guest in family)


def test_one_shares_the_card_of_somebody_listed_and_one_brings_a_photograph() -> None:
    cards = set(LISTED_FAMILIES.values())
    assert sum(guest.family_card in cards for guest in guests(DAYS[0])) == 1
    (pictured,) = [guest for guest in guests(DAYS[0]) if guest.photo]
    assert (pictured.name, bool(pictured.nik)) == ("Eileen Collins", True)


def test_each_role_has_an_account_whose_pin_is_the_draw() -> None:
    drawn = iter("012345482915703816111111925047")
    found = accounts(lambda: int(next(drawn)), DAYS[0])
    assert {account.role for account in found} == set(OfficerRole) - {OfficerRole.OTHER}
    assert [account.pin for account in found] == ["482915", "703816", "925047"]
    assert all(PIN.fullmatch(account.pin) for account in found)
    assert "482915" not in repr(found)
