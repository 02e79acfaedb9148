"""PINs that are guessed first are none; others are taken."""

from __future__ import annotations

from datetime import date

import pytest

from sync.protocol.pins import WeakPin, duress_pin, weak_pin

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("12345", WeakPin.FORM),
        ("4829150000000", WeakPin.FORM),
        ("48291a", WeakPin.FORM),
        ("٤٨٢٩١٥", WeakPin.FORM),
        ("000000", WeakPin.REPEATS),
        ("121212", WeakPin.REPEATS),
        ("483483", WeakPin.REPEATS),
        ("112233", WeakPin.REPEATS),
        ("123456", WeakPin.SEQUENCE),
        ("890123", WeakPin.SEQUENCE),
        ("98765432", WeakPin.SEQUENCE),
        ("147258", WeakPin.SEQUENCE),
        ("170845", WeakPin.BIRTHDAY),
        ("450817", WeakPin.BIRTHDAY),
        ("17081995", WeakPin.BIRTHDAY),
        ("19950817", WeakPin.BIRTHDAY),
        ("731046", WeakPin.NUMBER),
        ("640137", WeakPin.NUMBER),
    ],
)
def test_a_pin_that_is_guessed_first_is_refused(pin: str, why: WeakPin) -> None:
    assert weak_pin(pin, "7310-46" if why is WeakPin.NUMBER else "1001", TODAY) is why


@pytest.mark.parametrize("pin", ["482915", "703816", "925047", "99170845", "310299761"])
def test_any_other_is_taken(pin: str) -> None:
    assert weak_pin(pin, "1001", TODAY) is None


def test_nine_in_ten_of_all_pins_are_left() -> None:
    taken = sum(weak_pin(f"{n:06}", "1001", TODAY) is None for n in range(0, 1_000_000, 37))
    assert taken > 0.9 * 1_000_000 / 37


def test_a_duress_pin_is_no_slip_of_the_finger_and_leads_back() -> None:
    pad = {digit: divmod(place, 3) for place, digit in enumerate("123456789_0")}
    for digit in "0123456789":
        twin = duress_pin("48291" + digit)[-1]
        (row, column), (other_row, other_column) = pad[digit], pad[twin]
        assert abs(row - other_row) > 1 or abs(column - other_column) > 1, (digit, twin)
        assert duress_pin(duress_pin("48291" + digit)) == "48291" + digit


@pytest.mark.parametrize("pin", ["123451", "000005", "838388"])
def test_a_pin_whose_duress_pin_is_guessed_first_is_refused(pin: str) -> None:
    assert weak_pin(pin, "1001", TODAY) in (WeakPin.REPEATS, WeakPin.SEQUENCE)
