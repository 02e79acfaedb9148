"""Messages between lanes in the spool: what ends soonest makes way, and no reading has no bound."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.protocol.envelope.random_values import random_id
from sync.protocol.lanes import (
    MAX_CARRIED,
    MAX_LANE_MESSAGE,
    MAX_LOCAL_MESSAGE,
    SealedLaneMessage,
)
from sync.protocol.wire import SealedResult
from sync.terminal.errors import StateError
from sync.terminal.lane_messages import MAX_HELD, MAX_POPPED, MAX_TO_ONE
from sync.terminal.spool import Spool
from sync.terminal.spool_file import MARGIN
from tests.disks import SmallDisk, fill
from tests.fakes.receipts import bring, receipt

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with Spool(tmp_path / "spool.db") as made:
        yield made


def message(
    seconds: float = 20.0, sealed: bytes = b"sealed", to: str = "2" * 32
) -> SealedLaneMessage:
    until = NOW + timedelta(seconds=seconds)
    return SealedLaneMessage(message_id=random_id(), to=to, until=until, sealed=sealed)


def test_a_call_and_a_record_of_it_outlive_what_lanes_say_every_few_seconds(spool: Spool) -> None:
    kept = [message(600.0), message(7 * 86_400.0)]
    spool.send_messages(kept)
    for number in range(2 * MAX_HELD):
        spool.send_messages([message(to=f"{number % 8:032x}")])
    waiting = [each.message_id for each in spool.messages_waiting(NOW, 99)]
    assert len(waiting) == MAX_HELD
    assert {each.message_id for each in kept} < set(waiting)


def test_a_week_of_records_keeps_no_call_from_another_lane(spool: Spool) -> None:
    """The data centre is away, and each record of a call outlives the calls themselves."""
    for _ in range(2 * MAX_HELD):
        spool.send_messages([message(7 * 86_400.0, to="c" * 32)])
    spool.send_messages([call := message(600.0)])
    waiting = spool.messages_waiting(NOW, 99)
    assert call in waiting
    assert len(waiting) == MAX_TO_ONE + 1


def test_a_kiosk_reads_so_many_at_once_in_their_order_and_then_the_rest(spool: Spool) -> None:
    brought = [message() for _ in range(MAX_POPPED + 5)]
    spool.put_messages(brought)
    first, rest = spool.pop_messages(), spool.pop_messages()
    assert (len(first), len(rest)) == (MAX_POPPED, 5)
    assert [*first, *rest] == brought


def test_a_call_passes_on_a_disk_that_takes_no_result_and_no_picture(
    tmp_path: Path, small_disk: SmallDisk
) -> None:
    disk = small_disk(tmp_path / "disk", "24m")
    with Spool(disk / "spool.db") as spool:
        fill(disk / "others.log")
        os.truncate(disk / "others.log", (disk / "others.log").stat().st_size - MARGIN // 2)
        call, face = message(), message(sealed=bytes(MAX_LOCAL_MESSAGE + 1))
        with pytest.raises(StateError, match="full"):
            spool.send_messages([face])
        spool.send_messages([call])
        assert spool.messages_to_send(NOW) == (call,)
        with pytest.raises(StateError, match="full"):
            spool.put_messages([face])
        spool.put_messages([face, call])
        assert spool.pop_messages() == (call,)


def test_however_many_lanes_call_a_receipt_is_taken(tmp_path: Path, small_disk: SmallDisk) -> None:
    disk = small_disk(tmp_path / "disk", "24m")
    with Spool(disk / "spool.db") as spool:
        result = SealedResult(result_id=random_id(), created_at=NOW, sealed=bytes(1000))
        spool.put_results([result])
        fill(disk / "others.log")
        os.truncate(disk / "others.log", (disk / "others.log").stat().st_size - MARGIN // 2)
        with suppress(StateError):
            for _ in range(16):
                brought = [message(sealed=bytes(MAX_LOCAL_MESSAGE)) for _ in range(MAX_CARRIED)]
                spool.put_messages(brought)
        bring(spool, receipt(NOW, [result.result_id]))
        assert spool.counts().waiting == 0


def test_what_is_larger_than_any_message_keeps_no_other_from_the_kiosk(spool: Spool) -> None:
    good = message()
    spool.put_messages([message(), good])
    with spool._writing() as connection:  # an agent in other hands writes what it likes
        connection.execute(
            "UPDATE messages_in SET sealed = ? WHERE message_id != ?",
            [bytes(MAX_LANE_MESSAGE + 1), good.message_id],
        )
    assert spool.pop_messages() == (good,)
