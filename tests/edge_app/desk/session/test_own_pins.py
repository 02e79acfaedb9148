"""An officer changes their PIN at the kiosk: what counts there, and until when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from edge_app.desk.session.own_pins import settled
from edge_app.desk.session.views import Notice, PinOutcome, PinRefusal, SessionState
from edge_app.store.entries import PinChange
from sync.protocol.content import Officer
from sync.protocol.envelope.passphrases import is_agreed, pin_matches, pin_verifier
from sync.protocol.pins import MAX_CHANGES_A_DAY, WeakPin
from sync.protocol.result_content import OfficerPinChanged
from tests.edge_app.store.store_fixtures import Kiosk
from tests.fakes.officers import NOW, PINS, Desk, everybody, officer
from tests.waiting import PATIENCE_S, until

OLD, NEW, NEWER = PINS["1001"], "702946", "385017"
T = [NOW + timedelta(hours=n) for n in range(5)]

Open = Callable[..., Desk]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens the kiosk's folder, with 1001 signed in; again, after a restart."""
    desks: list[Desk] = []

    def open_desk(officers: Any = ..., pin: str = OLD) -> Desk:
        for before in desks:
            before.close()
        desks[:] = [Desk(tmp_path, everybody() if officers is ... else officers)]
        if pin:
            assert desks[0].sign_in("1001", pin).officer is not None
        return desks[0]

    yield open_desk
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(opened: Open) -> Desk:
    return opened()


def changed(desk: Desk, old: str, new: str) -> PinOutcome:
    return desk.session.change_pin(old, new).result(PATIENCE_S)


def tried(desk: Desk, pin: str, number: str = "1001") -> Notice | None:
    """What another sign-in with that PIN comes to; None: it signs in."""
    desk.session.lock()
    desk.session.forget_notice()
    return desk.sign_in(number, pin).notice


def with_account(**changes: Any) -> tuple[Officer, ...]:
    """All accounts, that of 1001 otherwise."""
    others = tuple(one for one in everybody() if one.number != "1001")
    return (officer("1001").model_copy(update=changes), *others)


def until_served(desk: Desk, verifier: str) -> None:
    """Wait until it is by this that 1001 signs in: a try that is too early would count."""

    def served() -> bool:
        found = desk.session._officers or ()
        return any((one.number, one.pin_verifier) == ("1001", verifier) for one in found)

    until(served)


def test_the_new_pin_counts_at_once_and_the_old_one_no_more(desk: Desk) -> None:
    assert changed(desk, OLD, NEW) == PinOutcome(None)
    assert desk.session.view().state is SessionState.SIGNED_IN
    assert tried(desk, OLD) is Notice.WRONG
    assert tried(desk, NEW) is None
    assert ("1001", "pin-changed", "1001") in desk.rows("pin-changed")
    kept = str(desk.database.rows("SELECT * FROM pins")) + str(desk.rows())
    assert NEW not in kept
    assert OLD not in kept


def test_the_new_pin_outlives_a_restart_without_a_network(opened: Open) -> None:
    assert changed(opened(), OLD, NEW).why is None
    desk = opened(pin=NEW)
    assert tried(desk, OLD) is Notice.WRONG


def test_a_second_change_proves_the_first(desk: Desk) -> None:
    assert changed(desk, OLD, NEW).why is None
    assert changed(desk, OLD, NEWER).why is Notice.WRONG
    desk.pass_time(1)
    assert changed(desk, NEW, NEWER).why is None
    assert tried(desk, NEWER) is None


def test_a_wrong_old_pin_counts_as_at_the_sign_in_and_locks_the_number(desk: Desk) -> None:
    found = []
    for _ in range(5):
        outcome = changed(desk, "999999", NEW)
        found.append(outcome.why)
        desk.pass_time(10)
    assert found == [*[Notice.WRONG] * 4, Notice.NUMBER_LOCKED]
    assert changed(desk, OLD, NEW).why is Notice.NUMBER_LOCKED, "the right one waits too"
    assert tried(desk, OLD) is Notice.NUMBER_LOCKED
    refused = [row for row in desk.rows("pin-refused") if row[1] == "pin-refused"]
    assert refused == [("kiosk", "pin-refused", "1001")] * 5
    desk.pass_time(901)
    assert tried(desk, OLD) is None


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("123456", WeakPin.SEQUENCE),
        ("121212", WeakPin.REPEATS),
        ("170845", WeakPin.BIRTHDAY),
        ("731001", WeakPin.NUMBER),
        ("7029", WeakPin.FORM),
        ("70294x", WeakPin.FORM),
        (OLD, PinRefusal.SAME),
    ],
)
def test_what_is_no_new_pin_is_refused_and_nothing_is_tried(
    desk: Desk, pin: str, why: object
) -> None:
    for _ in range(6):
        assert changed(desk, OLD, pin).why is why
    assert tried(desk, OLD) is None
    assert desk.database.rows("SELECT * FROM pins") == []


def test_an_officer_changes_it_so_often_a_day(desk: Desk) -> None:
    pins = [OLD, NEW, NEWER, "948320", "275906", "806143", "519284"]
    for number in range(MAX_CHANGES_A_DAY):
        assert changed(desk, pins[number], pins[number + 1]).why is None
    last = pins[MAX_CHANGES_A_DAY]
    assert changed(desk, last, "640285").why is PinRefusal.TOO_OFTEN
    desk.pass_time(86_400)
    assert tried(desk, last) is None
    assert changed(desk, last, "640285").why is None


def test_nobody_changes_one_who_is_not_signed_in(opened: Open) -> None:
    desk = opened(pin="")
    assert changed(desk, OLD, NEW).why is Notice.ACCOUNT_GONE
    assert tried(desk, OLD) is None


def test_a_change_goes_with_its_account(desk: Desk) -> None:
    assert changed(desk, OLD, NEW).why is None
    desk.officers = ()  # the collection is away for a moment, as at every start
    desk.until(lambda view: view.accounts_missing)
    desk.officers = tuple(one for one in everybody() if one.number != "1001")
    assert ("kiosk", "pin-settled", "1001") in desk.rows("pin-settled")
    desk.officers = everybody()
    until_served(desk, officer("1001").pin_verifier)
    assert tried(desk, OLD) is None


def test_a_wipe_takes_the_verifiers_with_the_accounts(desk: Desk) -> None:
    assert changed(desk, OLD, NEW).why is None
    desk.store.forget_references()
    assert desk.database.rows("SELECT * FROM pins") == []
    until_served(desk, officer("1001").pin_verifier)
    assert tried(desk, OLD) is None


def test_what_operators_set_later_wins_over_the_change(desk: Desk) -> None:
    assert changed(desk, OLD, NEW).why is None
    later = NOW - timedelta(hours=1)  # than what this kiosk knew, whatever its clock says
    verifier = pin_verifier(NEWER)
    desk.officers = with_account(pin_verifier=verifier, pin_reset_at=later)
    until_served(desk, verifier)
    desk.rows("pin-settled")
    assert tried(desk, NEW) is Notice.WRONG
    assert tried(desk, NEWER) is None


def test_the_same_change_comes_back_as_the_account(desk: Desk) -> None:
    assert changed(desk, OLD, NEW).why is None
    ((verifier, at),) = [
        (row["verifier"], row["changed_at"]) for row in desk.database.rows("SELECT * FROM pins")
    ]
    at = datetime.fromisoformat(at)
    desk.officers = with_account(pin_verifier=verifier, pin_changed_at=at)
    desk.rows("pin-settled")
    (row,) = desk.database.rows("SELECT verifier, replaced FROM pins")
    assert row == {"verifier": None, "replaced": None}
    assert tried(desk, NEW) is None
    # Now with a clock that is behind what the account says: the next change is later all the same.
    desk.trusted -= timedelta(minutes=2)
    assert changed(desk, NEW, NEWER).why is None
    (row,) = desk.database.rows("SELECT changed_at FROM pins")
    assert datetime.fromisoformat(row["changed_at"]) > at
    assert tried(desk, NEWER) is None


def change(at: datetime, reset_at: datetime | None = None) -> PinChange:
    return PinChange("1001", at, "$argon2id$mine", "$argon2id$before", reset_at)


@pytest.mark.parametrize(
    ("account", "made", "cause"),
    [
        ({"pin_verifier": "$argon2id$before"}, change(T[1]), ""),
        ({"pin_verifier": "$argon2id$mine", "pin_changed_at": T[1]}, change(T[1]), "taken"),
        # Another kiosk: earlier, and later.
        ({"pin_verifier": "$argon2id$other", "pin_changed_at": T[0]}, change(T[1]), ""),
        ({"pin_verifier": "$argon2id$other", "pin_changed_at": T[2]}, change(T[1]), "newer"),
        # The data centre did not take it: suspended, or too often.
        ({"pin_verifier": "$argon2id$before", "pin_changed_at": T[1]}, change(T[1]), "declined"),
        ({"pin_verifier": "$argon2id$other", "pin_reset_at": T[0]}, change(T[1]), "reset"),
        ({"pin_verifier": "$argon2id$before", "pin_reset_at": T[0]}, change(T[1], T[0]), ""),
        # An older data centre keeps no times.
        ({"pin_verifier": "$argon2id$other"}, change(T[1]), "reset"),
    ],
)
def test_the_account_counts_when_it_is_as_new(
    account: dict[str, Any], made: PinChange, cause: str
) -> None:
    assert settled(made, officer("1001").model_copy(update=account)) == cause


def test_the_data_centre_is_told_the_verifier_signed_and_counted(tmp_path: Path) -> None:
    made = PinChange("1001", T[1], pin_verifier(NEW), "$argon2id$before", T[0])
    with Kiosk(tmp_path) as kiosk:
        kiosk.store.start()
        kiosk.store.pin_changed(made).result(PATIENCE_S)
        kiosk.store.pin_changed(made).result(PATIENCE_S)
        (content,) = until(kiosk.results).values()
        assert not kiosk.store.unsigned
    assert content.number == 1, "written twice, it is told once"
    body = content.body
    assert isinstance(body, OfficerPinChanged)
    assert (body.officer, body.at, body.pin_reset_at) == ("1001", T[1], T[0])
    assert is_agreed(body.pin_verifier)
    assert pin_matches(NEW, body.pin_verifier)


def test_a_kiosk_that_does_not_sign_changes_none(tmp_path: Path) -> None:
    folder = tmp_path / "unsigned"
    folder.mkdir()
    with Kiosk(folder, signing=None) as kiosk:
        assert kiosk.store.unsigned
        desk = Desk(tmp_path, everybody(), record=kiosk.store)
        try:
            desk.sign_in("1001", OLD)
            assert changed(desk, OLD, NEW).why is PinRefusal.UNSIGNED
            assert tried(desk, OLD) is None
        finally:
            desk.close()
