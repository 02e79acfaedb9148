"""A call at this lane and at the others: what is claimed is what another lane has said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from edge_app.desk.help.calls import (
    ANSWER_S,
    CALL_S,
    MAX_CALLS,
    MAX_FROM_LANE,
    SOUND_S,
    STAYS_S,
    Calls,
)
from edge_app.desk.help.views import CallState, Coming
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import LaneMessage
from tests.present import present

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
TWO, THREE = "2" * 32, "3" * 32


def said(kind: str = "call", **more: Any) -> LaneMessage:
    usual: dict[str, Any] = {"kind": kind, "call_id": random_id(), "at": NOW}
    return LaneMessage(**(usual | more))


def own(calls: Calls, at: float, possible: bool = True) -> LaneMessage:
    call = said(seconds=int(CALL_S))
    calls.begin(call, at, possible)
    return call


def state(calls: Calls, at: float) -> CallState:
    return present(calls.view(at).own).state


def arrives(calls: Calls, at: float, lane: str = "Lajur 2", **more: Any) -> LaneMessage:
    call = said(**({"seconds": int(CALL_S)} | more))
    calls.take(TWO, lane, call, None, at)
    return call


def again(call: LaneMessage, seconds: float) -> LaneMessage:
    """The same call, made once more."""
    return call.model_copy(update={"at": NOW + timedelta(seconds=seconds)})


# ---- this lane's own -----------------------------------------------------------------------------


def test_nothing_is_claimed_before_somebody_says_it() -> None:
    calls = Calls()
    call = own(calls, 0.0)
    assert state(calls, ANSWER_S - 0.1) is CallState.CALLING
    assert state(calls, ANSWER_S) is CallState.NOBODY
    calls.take(TWO, "Lajur 2", said("seen", call_id=call.call_id, attended=True), None, 9.0)
    assert state(calls, 9.0) is CallState.REACHED  # late, and true all the same
    calls.take(TWO, "Lajur 2", said("coming", call_id=call.call_id, officer="1002"), None, 12.0)
    view = present(calls.view(12.0).own)
    assert (view.state, view.reached) == (CallState.COMING, 1)
    assert view.coming == (Coming("1002", "Lajur 2"),)


def test_a_lane_where_nobody_works_was_not_reached() -> None:
    calls = Calls()
    call = own(calls, 0.0)
    calls.take(TWO, "Lajur 2", said("seen", call_id=call.call_id), None, 1.0)
    assert state(calls, ANSWER_S) is CallState.NOBODY
    calls.take(TWO, "Lajur 2", said("seen", call_id=call.call_id, attended=True), None, 20.0)
    assert state(calls, 20.0) is CallState.REACHED


def test_with_nobody_to_call_the_radio_is_named_at_once() -> None:
    calls = Calls()
    own(calls, 0.0, possible=False)
    assert state(calls, 0.0) is CallState.NOBODY


def test_what_is_said_of_another_call_counts_for_nothing() -> None:
    calls = Calls()
    own(calls, 0.0)
    calls.take(TWO, "Lajur 2", said("seen", attended=True), None, 1.0)
    calls.take(TWO, "Lajur 2", said("coming", officer="1002"), None, 1.0)
    assert state(calls, 1.0) is CallState.CALLING


def test_a_call_ends_by_itself_and_by_hand() -> None:
    calls = Calls()
    own(calls, 0.0)
    assert calls.view(CALL_S).own is None
    call = own(calls, 0.0)
    assert calls.withdraw() == call
    assert calls.view(0.0).own is None
    assert calls.withdraw() is None


def test_a_call_that_nobody_answered_stays_to_be_read_until_it_is_put_away() -> None:
    calls = Calls()
    call = own(calls, 0.0)
    calls.take(TWO, "Lajur 2", said("seen", call_id=call.call_id, attended=True), None, 1.0)
    assert state(calls, CALL_S - 0.1) is CallState.REACHED
    assert state(calls, CALL_S + 3600.0) is CallState.UNANSWERED
    calls.take(TWO, "Lajur 2", said("coming", call_id=call.call_id, officer="1002"), None, 4000.0)
    assert state(calls, 4000.0) is CallState.UNANSWERED  # the other lane has forgotten it, too
    assert calls.again(4000.0, possible=True, at=NOW) is None, "another call is a new one"
    assert calls.withdraw() is None, "nobody is told that a call ends which ended"
    assert calls.view(4000.0).own is None


def test_a_call_that_was_answered_ends_without_a_word() -> None:
    calls = Calls()
    call = own(calls, 0.0)
    calls.take(TWO, "Lajur 2", said("coming", call_id=call.call_id, officer="1002"), None, 12.0)
    assert calls.view(CALL_S).own is None


# ---- of other lanes ------------------------------------------------------------------------------


def test_a_call_is_seen_once_a_screen_has_shown_it_and_again_when_somebody_comes_to_work() -> None:
    calls = Calls()
    arrives(calls, 0.0)
    assert calls.unseen(working=True) == []
    calls.view(0.0)
    assert len(calls.unseen(working=False)) == 1
    assert calls.unseen(working=False) == []
    assert len(calls.unseen(working=True)) == 1
    assert calls.unseen(working=False) == []


def test_it_sounds_until_somebody_goes_or_puts_it_aside() -> None:
    calls = Calls()
    first = arrives(calls, 0.0)
    assert calls.audible(0.0) == first
    assert calls.audible(SOUND_S - 1) is None
    assert calls.audible(SOUND_S) == first
    calls.take(THREE, "Lajur 3", said("coming", call_id=first.call_id), None, SOUND_S + 1)
    assert calls.audible(99.0) is None
    second = arrives(calls, 99.0)
    assert calls.audible(99.0) == second
    calls.hide(second.call_id)
    assert calls.audible(199.0) is None


def test_who_goes_there_is_shown_and_then_the_screen_is_free() -> None:
    calls = Calls()
    call = arrives(calls, 0.0)
    assert present(calls.come(call.call_id, "1002", 1.0)).sender == TWO
    assert calls.come(call.call_id, "1002", 1.0) is None
    (shown,) = calls.view(1.0).calls
    assert (shown.coming, shown.answered) == ((Coming("1002", ""),), True)
    assert calls.view(1.0 + STAYS_S).calls == ()


def test_a_call_made_again_is_heard_again_while_nobody_goes() -> None:
    calls = Calls()
    call = arrives(calls, 0.0)
    assert calls.audible(0.0) == call
    calls.hide(call.call_id)
    calls.take(TWO, "Lajur 2", once_more := again(call, 31.0), None, 31.0)
    assert calls.audible(31.0) == once_more
    assert len(calls.view(31.0).calls) == 1
    assert len(calls.view(31.0 + CALL_S - 1).calls) == 1


def test_who_calls_again_is_seen_and_heard_again_though_somebody_said_that_they_go() -> None:
    calls = Calls()
    call = arrives(calls, 0.0)
    calls.view(0.0)
    calls.unseen(working=True)
    calls.take(THREE, "Lajur 3", said("coming", call_id=call.call_id, officer="1003"), None, 1.0)
    calls.come(call.call_id, "1002", 2.0)
    assert calls.view(2.0 + STAYS_S).calls == ()
    calls.take(TWO, "Lajur 2", once_more := again(call, 40.0), None, 40.0)
    (shown,) = calls.view(40.0).calls
    assert (shown.coming, shown.answered, shown.waits) == ((), False, True)
    assert calls.audible(40.0) == once_more
    assert len(calls.unseen(working=True)) == 1  # the caller counts anew
    assert present(calls.come(call.call_id, "1002", 41.0)).sender == TWO


def test_a_call_that_is_late_renews_nothing() -> None:
    calls = Calls()
    call = arrives(calls, 0.0)
    calls.take(THREE, "Lajur 3", said("coming", call_id=call.call_id), None, 1.0)
    calls.take(TWO, "Lajur 2", again(call, -1.0), None, 2.0)
    assert not calls.view(2.0).calls[0].waits


def test_a_silent_call_is_told_as_seen_again_though_its_clock_was_set_back() -> None:
    calls = Calls()
    call = arrives(calls, 0.0, cause="duress", seconds=600)
    calls.view(1.0)
    assert len(calls.unseen(working=True)) == 1  # it does not arrive there
    calls.take(TWO, "Lajur 2", again(call, -3_600.0), None, 15.0)
    assert len(calls.unseen(working=True)) == 1


def test_who_calls_again_reads_nothing_of_who_said_before_that_they_come() -> None:
    calls = Calls()
    call = own(calls, 0.0)
    calls.take(TWO, "Lajur 2", said("seen", call_id=call.call_id, attended=True), None, 1.0)
    calls.take(TWO, "Lajur 2", said("coming", call_id=call.call_id, officer="1002"), None, 2.0)
    calls.again(60.0, possible=True, at=NOW + timedelta(seconds=60))
    assert state(calls, 60.0) is CallState.CALLING
    assert state(calls, 60.0 + ANSWER_S) is CallState.NOBODY


def test_only_the_caller_withdraws_a_call() -> None:
    calls = Calls()
    call = arrives(calls, 0.0)
    calls.take(THREE, "Lajur 3", said("withdrawn", call_id=call.call_id), None, 1.0)
    assert len(calls.view(1.0).calls) == 1
    calls.take(TWO, "Lajur 2", said("withdrawn", call_id=call.call_id), None, 1.0)
    assert calls.view(1.0).calls == ()


def test_it_is_forgotten_at_its_end() -> None:
    calls = Calls()
    arrives(calls, 0.0, seconds=60)
    assert len(calls.view(59.0).calls) == 1
    assert calls.view(60.0).calls == ()
    assert calls.audible(60.0) is None


def test_one_lane_that_calls_without_end_is_heard_six_times() -> None:
    calls = Calls()
    for second in range(3 * MAX_FROM_LANE):
        arrives(calls, float(second))
    assert len(calls.view(20.0).calls) == MAX_FROM_LANE
    assert calls.dropped == 2 * MAX_FROM_LANE


def test_many_lanes_that_call_at_once_have_a_bound() -> None:
    calls = Calls()
    for number in range(3 * MAX_CALLS):
        calls.take(f"{number:032x}", f"Lajur {number}", said(), None, float(number))
    assert len(calls.view(30.0).calls) == MAX_CALLS


def test_an_officer_under_duress_comes_first() -> None:
    calls = Calls()
    arrives(calls, 0.0, priority=1)
    arrives(calls, 1.0, lane="Lajur 3", cause="duress")
    assert [one.duress for one in calls.view(2.0).calls] == [True, False]


def test_no_other_call_takes_the_place_of_an_officer_under_duress() -> None:
    calls = Calls()
    duress = arrives(calls, 0.0, cause="duress")
    for number in range(3 * MAX_CALLS):
        calls.take(f"{number:032x}", f"Lajur {number}", said(seconds=300), None, 1.0 + number)
    assert duress.call_id in [one.call_id for one in calls.view(30.0).calls]


def test_under_duress_one_who_says_that_they_go_silences_no_other_lane() -> None:
    calls = Calls()
    call = arrives(calls, 0.0, cause="duress", seconds=600)
    calls.take(THREE, "Lajur 3", said("coming", call_id=call.call_id, officer="1003"), None, 1.0)
    later = 1.0 + 10 * STAYS_S
    (shown,) = calls.view(later).calls
    assert (shown.waits, shown.coming) == (True, (Coming("1003", "Lajur 3"),))
    assert calls.audible(later) == call
    calls.come(call.call_id, "1002", later)
    assert calls.audible(later + SOUND_S) is None
    assert calls.view(later + STAYS_S).calls == ()


def test_under_duress_what_a_terminal_repeats_is_told_as_seen_and_rings_no_more() -> None:
    calls = Calls()
    call = arrives(calls, 0.0, cause="duress", seconds=600)
    calls.view(0.0)
    assert len(calls.unseen(working=True)) == 1
    calls.come(call.call_id, "1002", 1.0)
    repeated = again(call, 15.0).model_copy(update={"seconds": 585})
    calls.take(TWO, "Lajur 2", repeated, None, 15.0)
    assert len(calls.unseen(working=True)) == 1  # it may have got lost
    assert calls.audible(30.0) is None
    assert len(calls.view(15.0).calls) == 1
    assert calls.view(1.0 + STAYS_S).calls == ()


def test_no_other_calls_of_a_lane_use_up_its_calls_under_duress() -> None:
    """Whoever threatens may touch the keys of a colleague's call as often as they like."""
    calls = Calls()
    for second in range(3 * MAX_FROM_LANE):
        arrives(calls, float(second))
    duress = arrives(calls, 30.0, cause="duress")
    assert calls.view(30.0).calls[0].call_id == duress.call_id


def test_only_the_call_that_the_screen_shows_is_told_as_seen() -> None:
    calls = Calls()
    first = arrives(calls, 0.0, priority=1)
    arrives(calls, 0.0, lane="Lajur 3", priority=5)
    calls.view(1.0, shows=False)
    assert calls.unseen(working=True) == []
    calls.view(1.0)
    assert [one.message.call_id for one in calls.unseen(working=True)] == [first.call_id]
