"""A second officer's own PIN, and a disk that takes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_app.desk.session.views import Notice, SessionState
from edge_app.errors import StoreError
from tests.fakes.officers import PINS, Desk, everybody


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, everybody())
    desk.sign_in("1001", PINS["1001"])
    yield desk
    desk.close()


@pytest.mark.parametrize(
    ("number", "pin", "notice"),
    [
        ("1002", PINS["1002"], None),
        ("9001", PINS["9001"], None),
        ("1001", PINS["1001"], Notice.SAME_OFFICER),
        ("7001", PINS["7001"], Notice.ROLE_MAY_NOT),
        ("1002", "000000", Notice.WRONG),
        ("4444", PINS["1002"], Notice.WRONG),
    ],
)
def test_another_officer_confirms_with_their_own_pin(
    desk: Desk, number: str, pin: str, notice: Notice | None
) -> None:
    found = desk.session.check_second(number, pin, ("1001",)).result(20)
    assert found.notice is notice
    assert (found.officer.number if found.officer else None) == (None if notice else number)
    assert desk.session.view().number == "1001"  # who is signed in stays so


def test_wrong_pins_of_a_second_officer_count_as_at_the_sign_in(desk: Desk) -> None:
    for _ in range(5):
        found = desk.session.check_second("1002", "000000", ("1001",)).result(20)
        desk.pass_time(10)
    assert found.notice is Notice.NUMBER_LOCKED
    desk.session.lock()
    assert desk.sign_in("1002", PINS["1002"]).notice is Notice.NUMBER_LOCKED


def test_what_a_full_disk_does_not_take_is_written_in_order_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = desk.rows("signed-in")
    transaction = desk.database.transaction

    def full() -> None:
        raise StoreError("the disk is full", "full")

    monkeypatch.setattr(desk.database, "transaction", full)
    desk.session.lock()
    assert desk.sign_in("1002", "000000").notice is Notice.WRONG
    assert desk.sign_in("1002", PINS["1002"]).state is SessionState.SIGNED_IN
    monkeypatch.setattr(desk.database, "transaction", transaction)
    rows = desk.rows("took-over")[len(before) :]
    assert [action for _, action, _ in rows] == [
        "locked", "pin-refused", "shift-ended", "shift-began", "took-over",
    ]  # fmt: skip
    assert not any(pin in caplog.text for pin in ("000000", *PINS.values()))
    caplog.clear()
