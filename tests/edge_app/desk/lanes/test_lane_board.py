"""What a desk knows of other lanes: order, what is said first, and what comes too late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from edge_app.desk.lanes.board import ANSWER_S, SILENT_S, STAYS_S, LaneBoard
from edge_app.desk.lanes.views import Refusal, WatchedCase
from edge_app.domain import Answer, LaneFault, Reference, WatchList
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import LaneCase, LaneMessage, LaneState
from tests.edge_app.desk.alerts.alerts_fixtures import FACE, LIST
from tests.present import present

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
ONE, TWO = "1" * 32, "2" * 32
A, B = "a" * 32, "b" * 32
LANES = {ONE: "Lajur 1", TWO: "Lajur 2"}
SERVED = {"dpo": LIST.version, "cekal": LIST.version}


def known(list_id: str, reference_id: str) -> tuple[WatchList, Reference] | None:
    priority = {"dpo": 1, "cekal": 4}.get(list_id)
    if priority is None:
        return None
    listed = LIST.model_copy(update={"list_id": list_id, "priority": priority})
    return listed, Reference(reference_id, "Budi", list_id, FACE)


@pytest.fixture
def board() -> LaneBoard:
    made = LaneBoard(known)
    made.follow(LANES, SERVED)
    return made


def case(alert_id: str, step: str = "open", list_id: str = "dpo", **more: Any) -> LaneCase:
    told = {"alert_id": alert_id, "list_id": list_id, "reference_id": "r", "step": step, **more}
    return LaneCase.model_validate(told)


SAID = "e" * 32  # the message with an answer


def says(board: LaneBoard, sender: str, *cases: LaneCase, now: float = 0.0, **more: Any) -> Any:
    at = NOW + timedelta(seconds=more.pop("late", now))
    state = LaneState(camera="live", attended=True, cases=cases, **more)
    message = LaneMessage(kind="lane", call_id=random_id(), at=at, state=state)
    return board.take(sender, message, None, now)


def replies(board: LaneBoard, kind: str, **more: Any) -> None:
    told = {"kind": kind, "call_id": SAID, "at": NOW, "alert_id": A, **more}
    board.take(ONE, LaneMessage.model_validate(told), None, 1.0)


def queue(board: LaneBoard, now: float = 0.0, number: str = "2001") -> list[WatchedCase]:
    return list(board.cases(number, now))


def test_one_queue_has_first_what_this_desk_can_finish(board: LaneBoard) -> None:
    says(board, ONE, case(A, list_id="cekal", here=True), case(B, "answered"))
    says(board, TWO, case("c" * 32), case("d" * 32, "second", first="1001"))
    assert [each.alert_id[0] for each in queue(board)] == ["d", "a", "c", "b"]


def test_a_lane_that_says_nothing_is_not_shown_as_it_was(board: LaneBoard) -> None:
    says(board, ONE, case(A), faults=("dark", "haunted"), more=3)
    lane, unheard = board.lanes(SILENT_S)
    assert (lane.heard, lane.faults, lane.other_faults, lane.cases) == (
        True,
        (LaneFault.DARK,),
        1,
        4,
    )
    assert not unheard.heard
    assert not board.lanes(SILENT_S + 1)[0].heard


def test_what_was_overtaken_on_its_way_changes_nothing(board: LaneBoard) -> None:
    says(board, ONE, case(A, "second"), late=5.0)
    says(board, ONE, case(A), late=2.0)
    assert queue(board)[0].step == "second"


def test_a_lane_whose_clock_was_set_back_is_heard_on(board: LaneBoard) -> None:
    says(board, ONE, case(A, "second"))
    board.answer(ONE, A, Answer.CONFIRMED, SAID, 1.0)
    replies(board, "second-taken", answer="confirmed", second="confirmed")
    says(board, ONE, case(A, "answered"), now=2.0)
    hour = 3_600.0
    for now in (SILENT_S + 3, SILENT_S + 8):  # and the answer was undone there
        says(board, ONE, case(A), now=now, late=now - hour)
    assert board.lanes(SILENT_S + 8)[0].heard
    (shown,) = queue(board, SILENT_S + 8)
    assert (shown.step, shown.said) == ("open", None)


def test_a_case_waits_by_the_clock_of_its_lane(board: LaneBoard) -> None:
    minutes = timedelta(minutes=9)
    raised_at = NOW + minutes - timedelta(seconds=30)
    says(board, ONE, case(A, raised_at=raised_at), now=2.0, late=minutes.total_seconds())
    assert queue(board, 5.0)[0].waited == timedelta(seconds=33)


def test_an_answer_that_was_taken_is_refused_by_nothing_that_comes_late(board: LaneBoard) -> None:
    says(board, ONE, case(A, "second"))
    board.answer(ONE, A, Answer.CONFIRMED, SAID, 1.0)
    replies(board, "second-taken", answer="confirmed", second="confirmed")
    replies(board, "second-refused", why="other")
    said = present(queue(board, 1.0)[0].said)
    assert (said.taken, said.refused) == (True, None)


def test_a_new_case_and_a_wait_for_a_second_officer_are_heard_once(board: LaneBoard) -> None:
    def priorities(*cases: LaneCase) -> list[int]:
        return [one.priority for one in says(board, ONE, *cases)]

    assert priorities(case(A), case(B, list_id="nobodys")) == [1]
    assert priorities(case(A)) == []
    assert priorities(case(A, "second")) == [1]
    assert priorities(case(A, "second")) == []
    assert priorities(case(A, "answered")) == []


@pytest.mark.parametrize(
    ("number", "first", "may"),
    [("2001", "1001", True), ("1001", "1001", False), ("", "1001", False)],
)
def test_only_another_officer_is_the_second(
    board: LaneBoard, number: str, first: str, may: bool
) -> None:
    says(board, ONE, case(A, "second", first=first))
    assert queue(board, number=number)[0].may_answer is may


def test_of_the_first_answer_nothing_is_known_before_the_second_is_taken(board: LaneBoard) -> None:
    says(board, ONE, case(A, "second", first="1001"))
    assert board.answer(ONE, A, Answer.CONFIRMED, SAID, 0.0)
    assert not board.answer(ONE, A, Answer.CANNOT_TELL, SAID, 0.0)  # one's word stands
    (shown,) = queue(board)
    assert present(shown.said).first is None
    assert not shown.may_answer
    replies(board, "second-taken", answer="cannot_tell", officer="1001")
    says(board, ONE, now=2.0)  # the lane has closed it
    (shown,) = queue(board, 3.0)
    said = present(shown.said)
    assert (said.taken, said.first, said.first_officer) == (True, Answer.CANNOT_TELL, "1001")
    assert shown.step == "answered"
    assert queue(board, 3.0 + STAYS_S) == []


def test_an_answer_that_the_lane_does_not_own_up_to_can_be_given_again(board: LaneBoard) -> None:
    says(board, ONE, case(A, "second", first="1001"))
    board.answer(ONE, A, Answer.CONFIRMED, SAID, 0.0)
    (shown,) = queue(board, ANSWER_S + 1)
    assert present(shown.said).refused is Refusal.UNHEARD
    assert shown.may_answer
    assert board.answer(ONE, A, Answer.CONFIRMED, SAID, ANSWER_S + 1)
    replies(board, "second-refused", why="may-not")
    (shown,) = queue(board, ANSWER_S + 2)
    assert (present(shown.said).refused, shown.may_answer) == (Refusal.MAY_NOT, False)


@pytest.mark.parametrize("step", ["open", "answered"])
def test_nothing_is_answered_that_waits_for_no_second_officer(board: LaneBoard, step: str) -> None:
    says(board, ONE, case(A, step))
    assert not board.answer(ONE, A, Answer.CONFIRMED, SAID, 0.0)
    assert not board.answer(TWO, A, Answer.CONFIRMED, SAID, 0.0)


def test_asked_anew_after_an_undo_the_former_answer_is_over(board: LaneBoard) -> None:
    says(board, ONE, case(A, "second", first="1001"))
    board.answer(ONE, A, Answer.CONFIRMED, SAID, 0.0)
    replies(board, "second-taken", answer="confirmed", officer="1001")
    says(board, ONE, case(A), now=3.0)
    says(board, ONE, case(A, "second", first="1001"), now=4.0)
    (shown,) = queue(board, 4.0)
    assert (shown.said, shown.may_answer) == (None, True)


def test_of_a_list_that_is_not_here_the_case_is_shown_all_the_same(board: LaneBoard) -> None:
    says(board, ONE, case(A, list_id="nobodys"))
    (shown,) = queue(board)
    assert (shown.watch_list, shown.reference, shown.priority) == (None, None, 9)


def test_a_lane_that_asks_anew_is_answered_by_who_sees_nothing_else(board: LaneBoard) -> None:
    """Only the cases for a second officer are told to him: between them there was none."""
    waits = case(A, "second", first="1001")
    says(board, ONE, waits)
    assert board.answer(ONE, A, Answer.CONFIRMED, SAID, 0.0)
    replies(board, "second-taken", answer="confirmed", officer="1001")
    says(board, ONE, now=2.0)
    says(board, ONE, waits, now=4.0)
    (shown,) = queue(board, 4.0)
    assert (shown.said, shown.may_answer) == (None, True)


def test_a_reply_to_an_answer_that_was_given_up_says_nothing_of_the_next(board: LaneBoard) -> None:
    says(board, ONE, case(A, "second", first="1001"))
    board.answer(ONE, A, Answer.CONFIRMED, SAID, 0.0)
    queue(board, ANSWER_S + 1)
    assert board.answer(ONE, A, Answer.NOT_THIS_PERSON, "f" * 32, ANSWER_S + 1)
    replies(board, "second-taken", answer="confirmed", officer="1001")  # of the first, late
    assert not present(queue(board, ANSWER_S + 2)[0].said).taken


def test_who_it_is_goes_with_the_list_and_comes_with_its_next_version() -> None:
    names = {LIST.version: "Budi", LIST.version + 1: "Budi Hartono"}
    version: int | None = LIST.version

    def known(list_id: str, reference_id: str) -> tuple[WatchList, Reference] | None:
        if version is None:
            return None
        listed = LIST.model_copy(update={"list_id": list_id, "version": version})
        return listed, Reference(reference_id, names[version], list_id, FACE)

    board = LaneBoard(known)
    board.follow(LANES, {"dpo": LIST.version})
    says(board, ONE, case(A, "second", first="1001"))
    assert present(queue(board)[0].reference).name == "Budi"
    version = None  # wiped
    board.follow(LANES, {})
    (shown,) = queue(board)
    assert (shown.watch_list, shown.reference) == (None, None)
    version = LIST.version + 1
    board.follow(LANES, {"dpo": version})
    assert present(queue(board)[0].reference).name == "Budi Hartono"


def test_of_two_answers_of_one_officer_the_one_that_counts_is_shown(board: LaneBoard) -> None:
    says(board, ONE, case(A, "second", first="1001"))
    board.answer(ONE, A, Answer.CONFIRMED, SAID, 0.0)
    replies(board, "second-taken", answer="confirmed", officer="1001", second="cannot_tell")
    assert present(queue(board)[0].said).answer is Answer.CANNOT_TELL


def test_nothing_is_answered_of_a_lane_that_has_fallen_silent(board: LaneBoard) -> None:
    says(board, ONE, case(A, "second", first="1001", here=True))
    (shown,) = queue(board, SILENT_S + 1)
    assert (shown.here, shown.may_answer) == (False, False)
    assert not board.answer(ONE, A, Answer.CONFIRMED, SAID, SILENT_S + 1)
    assert queue(board, STAYS_S + 1) == []
