"""The PIN of an officer who is threatened: it does all that the PIN does, and calls silently."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_app.desk.session.views import Notice, PinRefusal, SessionState, SessionView
from sync.protocol.envelope.passphrases import pin_matches
from sync.protocol.pins import duress_pin
from tests.fakes.officers import PINS, Desk, everybody
from tests.waiting import PATIENCE_S

NUMBER = "1001"
THREATENED = duress_pin(PINS[NUMBER])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, everybody())
    yield desk
    desk.close()


def signed_in(folder: Path, pin: str) -> tuple[SessionView, list[tuple[str, str, str]], list[str]]:
    """What the screen shows, what the chain says but for random ids, and who was called for."""
    folder.mkdir()
    desk = Desk(folder, everybody())
    try:
        desk.sign_in(NUMBER, "999999")  # a slip before
        desk.sign_in(NUMBER, pin)
        view = desk.until(lambda view: view.shift is not None and view.shift.shift_id != "")
        assert view.shift is not None
        rows = desk.rows("signed-in", "shift-began")
        plain = [
            (actor, action, subject.replace(view.shift.shift_id, "shift"))
            for actor, action, subject in rows
        ]
        assert view.officer is not None
        desk.session.lock()
        return desk.session.view(), plain, desk.threatened
    finally:
        desk.close()


def test_screen_and_chain_are_those_of_the_pin_and_help_is_called(tmp_path: Path) -> None:
    usual, usual_rows, nobody = signed_in(tmp_path / "usual", PINS[NUMBER])
    forced, forced_rows, called = signed_in(tmp_path / "forced", THREATENED)
    assert forced_rows == usual_rows
    assert (forced.state, forced.notice) == (usual.state, usual.notice)
    assert (nobody, called) == ([], [NUMBER])


def test_each_right_pin_waits_for_the_disk_once(desk: Desk) -> None:
    for pin, waited in ((PINS[NUMBER], 1), (THREATENED, 1), (PINS[NUMBER], 2)):
        desk.sign_in(NUMBER, pin)
        assert desk.at_ease == waited
        desk.session.lock()
    desk.sign_in(NUMBER, "999999")
    assert (desk.at_ease, desk.threatened) == (2, [NUMBER])


@pytest.mark.parametrize("pin", [PINS[NUMBER], THREATENED, "999999", "x"])
@pytest.mark.parametrize("number", [NUMBER, "5555"])
def test_every_try_costs_the_same_comparisons(
    desk: Desk, number: str, pin: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    def counting(typed: str, verifier: str) -> bool:
        compared.append(typed)
        return pin_matches(typed, verifier)

    monkeypatch.setattr("edge_app.desk.session.accounts.pin_matches", counting)
    desk.sign_in(number, pin)
    assert len(compared) == 2


def test_a_wrong_pin_calls_nobody(desk: Desk) -> None:
    slip = PINS[NUMBER][:-1] + "1"
    assert slip not in (PINS[NUMBER], THREATENED)
    assert desk.sign_in(NUMBER, slip).notice is Notice.WRONG
    assert desk.threatened == []


def test_a_suspended_officers_calls_nobody(desk: Desk) -> None:
    desk.officers = tuple(
        one.model_copy(update={"suspended": one.number == NUMBER}) for one in everybody()
    )
    desk.until(lambda _: desk.session._officers == desk.officers)
    assert desk.sign_in(NUMBER, THREATENED).notice is Notice.WRONG
    assert desk.threatened == []


def test_it_confirms_a_colleagues_answer_too(desk: Desk) -> None:
    desk.sign_in("1002", PINS["1002"])
    found = desk.session.check_second(NUMBER, THREATENED, ("1002",)).result(PATIENCE_S)
    assert (found.officer and found.officer.number, found.notice) == (NUMBER, None)
    assert desk.threatened == [NUMBER]


def test_it_changes_the_pin_and_the_new_one_has_its_own(desk: Desk) -> None:
    new = "702946"
    assert desk.sign_in(NUMBER, PINS[NUMBER]).state is SessionState.SIGNED_IN
    assert desk.session.change_pin(THREATENED, new).result(PATIENCE_S).why is None
    assert desk.threatened == [NUMBER]
    desk.session.lock()
    assert desk.sign_in(NUMBER, THREATENED).notice is Notice.WRONG
    assert desk.sign_in(NUMBER, duress_pin(new)).state is SessionState.SIGNED_IN
    assert desk.threatened == [NUMBER, NUMBER]


def test_the_duress_pin_of_the_old_one_is_no_new_pin(desk: Desk) -> None:
    desk.sign_in(NUMBER, PINS[NUMBER])
    changed = desk.session.change_pin(PINS[NUMBER], THREATENED).result(PATIENCE_S)
    assert changed.why is PinRefusal.SAME
