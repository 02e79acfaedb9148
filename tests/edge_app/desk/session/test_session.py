"""Sign in, idle lock, shift and handover over a real store and real PINs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.session import idle_seconds
from edge_app.desk.session.views import Notice, SessionState
from sync.protocol.content import OfficerRole
from sync.protocol.envelope.passphrases import pin_matches
from tests.fakes.officers import NOW, PINS, Desk, everybody, officer
from tests.present import present

Open = Callable[..., Desk]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Open]:
    """Opens the kiosk's folder; again, after closing what was open: a restart."""
    desks: list[Desk] = []

    def open_desk(officers: Any = ..., **clocks: Any) -> Desk:
        for before in desks:
            before.close()
        desks[:] = [Desk(tmp_path, everybody() if officers is ... else officers, **clocks)]
        return desks[0]

    yield open_desk
    for desk in desks:
        desk.close()


@pytest.fixture
def desk(opened: Open) -> Desk:
    return opened()


def test_the_right_pin_signs_in_and_begins_a_shift(desk: Desk) -> None:
    assert desk.session.view().state is SessionState.WAITING
    assert not desk.session.view().working
    view = desk.sign_in("1001", PINS["1001"])
    assert view.state is SessionState.SIGNED_IN
    assert view.working
    assert (present(view.officer).name, view.role) == ("Sari Wulandari", OfficerRole.OFFICER)
    view = desk.until(lambda view: present(view.shift).shift_id != "")
    shift = present(view.shift)
    assert (shift.name, shift.began_at) == ("Sari Wulandari", present(view.officer).since)
    assert ("1001", "signed-in", shift.shift_id) in desk.rows("signed-in", "shift-began")


@pytest.mark.parametrize("number", ["1001", "5555", "7777"])
def test_a_wrong_pin_an_unknown_and_a_suspended_number_read_the_same(
    opened: Open, number: str
) -> None:
    gone = officer("1001").model_copy(update={"number": "7777", "suspended": True})
    desk = opened((*everybody(), gone))
    pin = PINS["1001"] if number == "7777" else "999999"
    view = desk.sign_in(number, pin)
    assert (view.officer, view.notice, view.retry_at) == (None, Notice.WRONG, None)
    view = desk.sign_in(number, pin)
    assert (view.notice, view.retry_at) == (Notice.WRONG, desk.monotonic + 2)


def test_the_chain_names_a_refused_number_only_if_it_exists(desk: Desk) -> None:
    desk.sign_in("246810", "1001")  # the PIN typed where the number belongs
    desk.sign_in("1001", "000000")
    desk.sign_in("1001", PINS["1001"])
    rows = [row for row in desk.rows("signed-in") if row[1] == "pin-refused"]
    assert rows == [("kiosk", "pin-refused", ""), ("kiosk", "pin-refused", "1001")]
    kept = desk.database.rows("SELECT number FROM attempts")
    assert "246810" not in {row["number"] for row in kept}


def test_wrong_pins_slow_down_and_the_fifth_locks_the_number(desk: Desk) -> None:
    waits = []
    for _ in range(5):
        view = desk.sign_in("1001", "000000")
        waits.append((view.retry_at or desk.monotonic) - desk.monotonic)
        early = desk.sign_in("1001", PINS["1001"]) if waits[-1] else None
        assert early is None or early.notice in (Notice.SLOWED, Notice.NUMBER_LOCKED)
        desk.pass_time(waits[-1] if waits[-1] < 60 else 0)
    assert waits == [0, 2, 4, 8, 900]
    assert view.notice is Notice.NUMBER_LOCKED
    assert desk.sign_in("1002", PINS["1002"]).state is SessionState.SIGNED_IN
    desk.session.hand_over()
    desk.pass_time(901)
    assert desk.sign_in("1001", PINS["1001"]).state is SessionState.SIGNED_IN


def test_a_locked_number_stays_locked_after_a_restart_with_another_clock(opened: Open) -> None:
    desk = opened()
    for _ in range(5):
        desk.sign_in("1001", "000000")
        desk.pass_time(10)
    desk = opened(monotonic=5.0, trusted=NOW.replace(year=2025))  # a clock that was set back
    view = desk.sign_in("1001", PINS["1001"])
    assert view.notice is Notice.NUMBER_LOCKED
    assert 0 < present(view.retry_at) - desk.monotonic <= 900
    desk.pass_time(901)
    assert desk.sign_in("1001", PINS["1001"]).state is SessionState.SIGNED_IN


def test_trying_many_numbers_slows_the_whole_terminal(desk: Desk) -> None:
    for number in range(5000, 5010):
        view = desk.sign_in(str(number), "000000")
    assert view.state is SessionState.LOCKED_OUT
    assert desk.sign_in("1001", PINS["1001"]).notice is Notice.TERMINAL_SLOWED
    desk.pass_time(6)
    assert desk.sign_in("1001", PINS["1001"]).state is SessionState.SIGNED_IN


@pytest.mark.parametrize(
    "pin", ["", "12345", "1" * 13, "24681o", "٢٤٦٨١٠", "\udc80" * 6, "x" * 9999]
)
def test_what_is_no_pin_is_wrong_and_breaks_nothing(desk: Desk, pin: str) -> None:
    assert desk.sign_in("1001", pin).notice is Notice.WRONG
    assert desk.sign_in("1001", PINS["1001"]).officer is not None


def test_the_screen_warns_then_locks_and_the_shift_goes_on(desk: Desk) -> None:
    desk.sign_in("1001", PINS["1001"])
    began = desk.until(lambda view: present(view.shift).shift_id != "").shift
    desk.pass_time(269)
    assert desk.session.view().warns_in_s is None
    desk.pass_time(2)
    assert desk.session.view().warns_in_s == 29
    desk.session.touched()
    assert desk.session.view().warns_in_s is None
    desk.pass_time(301)
    desk.session.touched()  # too late
    view = desk.session.view()
    assert (view.state, view.officer, view.shift) == (SessionState.LOCKED, None, began)
    view = desk.sign_in("1001", PINS["1001"])
    assert (view.state, view.shift) == (SessionState.SIGNED_IN, began)
    rows = desk.rows("unlocked")
    assert [row[1] for row in rows] == ["shift-began", "signed-in", "locked", "unlocked"]


def test_a_screen_at_which_nobody_looks_locks_too(desk: Desk) -> None:
    desk.sign_in("1001", PINS["1001"])
    desk.pass_time(301)
    desk.rows("locked")


def test_the_idle_time_is_a_setting(desk: Desk) -> None:
    assert [idle_seconds(text) for text in (None, "", "abc", "nan", "1", "600", "1e9")] == [
        300, 300, 300, 300, 60, 600, 3600,
    ]  # fmt: skip
    desk.setting = "60"
    desk.sign_in("1001", PINS["1001"])
    desk.pass_time(45)
    assert desk.until(lambda view: view.warns_in_s is not None).warns_in_s == 15


def test_another_officer_takes_the_shift_over_from_the_lock(desk: Desk) -> None:
    desk.sign_in("1001", PINS["1001"])
    desk.session.lock()
    view = desk.sign_in("1002", PINS["1002"])
    assert (view.number, present(view.shift).number) == ("1002", "1002")
    actions = [row[:2] for row in desk.rows("took-over")]
    assert actions[-3:] == [("1001", "shift-ended"), ("1002", "shift-began"), ("1002", "took-over")]


@pytest.mark.parametrize("number", ["9001", "7001"])
def test_a_supervisor_or_technician_stands_in_and_the_shift_goes_on(
    desk: Desk, number: str
) -> None:
    desk.sign_in("1001", PINS["1001"])
    began = desk.until(lambda view: present(view.shift).shift_id != "").shift
    desk.session.lock()
    view = desk.sign_in(number, PINS[number])
    assert (view.number, view.shift) == (number, began)
    desk.session.lock()
    assert desk.sign_in("1001", PINS["1001"]).shift == began
    assert (number, "stood-in", present(began).shift_id) in desk.rows("unlocked")


def test_a_handover_ends_the_shift(desk: Desk) -> None:
    desk.sign_in("1001", PINS["1001"])
    desk.session.hand_over()
    view = desk.session.view()
    assert (view.state, view.notice) == (SessionState.WAITING, Notice.HANDED_OVER)
    assert (view.officer, view.shift) == (None, None)
    assert [row[1] for row in desk.rows("signed-out")][-2:] == ["shift-ended", "signed-out"]


def test_after_a_restart_in_mid_shift_the_screen_is_locked_and_says_whose_shift_it_is(
    opened: Open,
) -> None:
    desk = opened()
    desk.sign_in("1001", PINS["1001"])
    began = desk.until(lambda view: present(view.shift).shift_id != "").shift
    desk = opened(trusted=desk.trusted)
    view = desk.session.view()
    assert (view.state, view.shift) == (SessionState.LOCKED, began)
    assert desk.sign_in("1001", PINS["1001"]).shift == began


def test_a_shift_that_nobody_ended_is_over_the_next_day(opened: Open) -> None:
    desk = opened()
    desk.sign_in("1001", PINS["1001"])
    desk.until(lambda view: present(view.shift).shift_id != "")
    desk.pass_time(301)
    desk.rows("locked")
    desk.pass_time(17 * 3600)
    assert desk.until(lambda view: view.shift is None).state is SessionState.WAITING
    desk.rows("shift-ended")


def test_an_account_that_the_sync_took_away_is_signed_out_with_a_word(desk: Desk) -> None:
    desk.sign_in("1001", PINS["1001"])
    desk.officers = everybody()[1:]
    view = desk.until(lambda view: view.officer is None)
    assert (view.state, view.notice) == (SessionState.WAITING, Notice.ACCOUNT_GONE)
    assert ("kiosk", "signed-out", "1001") in desk.rows("signed-out", "shift-ended")


def test_a_new_role_counts_at_once(desk: Desk) -> None:
    desk.sign_in("1001", PINS["1001"])
    raised = officer("1001").model_copy(update={"role": OfficerRole.SUPERVISOR})
    desk.officers = (raised, *everybody()[1:])
    assert may(desk.until(lambda view: view.role is OfficerRole.SUPERVISOR).role, Action.IDENTIFY)


def test_accounts_that_have_not_arrived_let_nobody_in_and_say_so(opened: Open) -> None:
    desk = opened(())
    assert desk.session.view().accounts_missing
    view = desk.sign_in("1001", PINS["1001"])
    assert (view.officer, view.notice) == (None, Notice.NO_ACCOUNTS)
    desk.officers = everybody()
    desk.until(lambda view: not view.accounts_missing)
    assert desk.sign_in("1001", PINS["1001"]).officer is not None


def test_a_terminal_without_accounts_works_and_says_so(opened: Open) -> None:
    desk = opened(None)
    view = desk.session.view()
    assert (view.open_mode, view.working, view.officer) == (True, True, None)
    assert may(view.role, Action.ANSWER_ALERT)
    assert not may(view.role, Action.SEE_FAMILY_HINT)
    desk.officers = everybody()  # the configuration asks for them from now on
    assert desk.until(lambda view: not view.open_mode).state is SessionState.WAITING


def test_a_technician_decides_about_nobody() -> None:
    decisions = (Action.ANSWER_ALERT, Action.SECOND_ANSWER, Action.VERIFY, Action.SEE_VISITORS)
    assert not any(may(OfficerRole.TECHNICIAN, action) for action in decisions)
    assert may(OfficerRole.TECHNICIAN, Action.CHANGE_SETTINGS)


def test_a_try_is_counted_before_its_pin_is_compared_for_any_number(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = []

    def compare(pin: str, verifier: str) -> bool:
        counted.append((desk.database.rows("SELECT failures FROM attempts"), verifier[:9]))
        return pin_matches(pin, verifier)

    monkeypatch.setattr("edge_app.desk.session.accounts.pin_matches", compare)
    desk.sign_in("1001", "000000")
    desk.sign_in("4321", "000000")
    # Both numbers take the time, of the PIN and of the one under duress.
    assert [verifier for _, verifier in counted] == ["$argon2id"] * 4
    assert counted[0][0] == [{"failures": 1}]


@pytest.mark.parametrize("set_by", [timedelta(days=1), timedelta(hours=-3)])
def test_a_shift_whose_clock_was_set_says_so_and_one_that_just_goes_on_does_not(
    desk: Desk, set_by: timedelta
) -> None:
    desk.sign_in("1001", PINS["1001"])
    desk.pass_time(9 * 3600)
    desk.monotonic += 1  # no clock goes quite as another
    assert not present(desk.session.view().shift).clock_moved
    desk.trusted += set_by
    assert present(desk.session.view().shift).clock_moved
    desk.session.hand_over()
    desk.sign_in("1002", PINS["1002"])
    assert not present(desk.session.view().shift).clock_moved


def test_a_shift_that_begins_in_the_future_after_a_restart_had_its_clock_set(opened: Open) -> None:
    desk = opened()
    desk.sign_in("1001", PINS["1001"])
    desk.until(lambda view: present(view.shift).shift_id != "")
    desk = opened(monotonic=5.0, trusted=NOW - timedelta(hours=3))
    assert present(desk.session.view().shift).clock_moved
