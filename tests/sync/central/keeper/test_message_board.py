"""Messages between lanes wait in memory, for minutes, and within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.central.keeper import message_board
from sync.central.keeper.message_board import MAX_BYTES, MAX_FROM_ONE, MessageBoard
from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import LIFE, MAX_LANE_MESSAGE, SealedLaneMessage

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
ONE, TWO, THREE = "1" * 32, "2" * 32, "3" * 32


def message(to: str = TWO, size: int = 10, life: timedelta = LIFE) -> SealedLaneMessage:
    return SealedLaneMessage(message_id=random_id(), to=to, until=NOW + life, sealed=bytes(size))


def ids(messages: Iterable[SealedLaneMessage]) -> list[str]:
    return [each.message_id for each in messages]


def test_a_message_waits_until_its_terminal_has_taken_it() -> None:
    board, first, second = MessageBoard(), message(), message()
    assert board.put(ONE, [first, second], NOW) == {TWO}
    assert ids(board.take(TWO, (), 99)) == ids((first, second))
    assert board.take(ONE, (), 99) == []
    assert ids(board.take(TWO, [first.message_id], 99)) == ids((second,))
    assert board.take(TWO, [second.message_id], 99) == []
    assert len(board) == 0


def test_nobody_takes_what_waits_for_another() -> None:
    board, sent = MessageBoard(), message()
    board.put(ONE, [sent], NOW)
    assert board.take(THREE, [sent.message_id], 99) == []
    assert ids(board.take(TWO, (), 99)) == ids((sent,))


def test_it_is_gone_at_its_end_whatever_it_claims() -> None:
    at = 0.0
    board = MessageBoard(lambda: at)
    board.put(ONE, [message(life=timedelta(seconds=30)), message(life=timedelta(days=9))], NOW)
    assert board.put(ONE, [message(life=timedelta(0))], NOW) == set()
    at = 31.0
    assert len(board.take(TWO, (), 99)) == 1
    at = LIFE.total_seconds() + 1
    assert board.take(TWO, (), 99) == []
    assert len(board) == 0


def test_what_is_put_twice_waits_once_and_takes_the_room_of_one() -> None:
    board, sent = MessageBoard(), message(size=1000)
    board.put(ONE, [sent, sent], NOW)
    board.put(ONE, [sent], NOW)
    assert ids(board.take(TWO, (), 99)) == ids((sent,))
    board.take(TWO, [sent.message_id], 99)
    assert (len(board), board._bytes) == (0, 0)


def test_one_sender_takes_nobodys_room() -> None:
    board, others = MessageBoard(), message()
    board.put(THREE, [others], NOW)
    sent = [message() for _ in range(3 * MAX_FROM_ONE)]
    board.put(ONE, sent, NOW)
    assert ids(board.take(TWO, (), 99)) == ids((others, *sent[-MAX_FROM_ONE:]))


def test_all_messages_together_have_a_bound() -> None:
    board, size = MessageBoard(), MAX_LANE_MESSAGE
    for number in range(MAX_BYTES // size + 50):
        board.put(f"{number:032x}", [message(size=size)], NOW)
    assert len(board) == MAX_BYTES // size


@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(0, 40), st.integers(1, 8192)),
        max_size=20,
    )
)
def test_who_fills_the_board_hinders_nobody_who_says_less(
    said: list[tuple[int, int, int]],
) -> None:
    board, size, most = MessageBoard(), MAX_LANE_MESSAGE, 2**20
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(message_board, "MAX_BYTES", most)
        for number in range(most // size + 3):  # three broken-in terminals write to everybody
            board.put("abc"[number % 3] * 32, [message(f"{number:032x}", size)], NOW)
        told: dict[tuple[int, str], list[str]] = {}
        for sender, number, length in said:
            one = message(f"{number:032x}", length)
            assert board.put(f"{sender:032x}", [one], NOW) == {one.to}
            told.setdefault((sender, one.to), []).append(one.message_id)
    for (_, recipient), sent in told.items():
        assert set(sent[-MAX_FROM_ONE:]) <= set(ids(board.take(recipient, (), 999)))


def test_what_is_brought_twice_is_known() -> None:
    board, sent = MessageBoard(), message()
    assert not board.knows(sent.message_id)
    board.remember([sent.message_id])
    assert board.knows(sent.message_id)


def test_a_call_outlives_what_a_lane_says_again_soon() -> None:
    board, call = MessageBoard(), message()
    board.put(ONE, [call], NOW)
    board.put(ONE, [message(life=timedelta(seconds=20)) for _ in range(3 * MAX_FROM_ONE)], NOW)
    assert call.message_id in ids(board.take(TWO, (), 99))
