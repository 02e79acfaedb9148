"""The kiosk's side of messages between lanes, over a real spool and real keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from edge_app.desk.help.lane_link import LaneLink
from edge_app.errors import CallError
from sync.central.exchange import statements
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.lanes import (
    LIFE,
    LaneMessage,
    NeighbourLane,
    SealedLaneMessage,
    open_message,
    seal_message,
)
from sync.terminal.errors import StateError
from sync.terminal.messenger import LANES_FACT
from sync.terminal.spool import Spool

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
CENTRE_ID = "c" * 32


@dataclass
class Facts:
    """What the kiosk keeps, in memory."""

    kept: dict[str, str | None] = field(default_factory=dict)

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def update(self, values: Mapping[str, str | None]) -> None:
        self.kept.update(values)


class Other:
    """Another lane."""

    def __init__(self, name: str) -> None:
        self.terminal_id = random_id()
        self.sealing, self.kiosk = SealingKey.generate(), SigningKey.generate()
        self.lane = NeighbourLane(
            terminal_id=self.terminal_id,
            name=name,
            sealing_key=self.sealing.public,
            kiosk_key=self.kiosk.public,
        )


class Gate:
    """This lane, its agent's spool, and the data centre's keys."""

    def __init__(self, path: Path, signs: bool = True) -> None:
        self.spool, self.facts = Spool(path), Facts()
        self.terminal_id, self.statements = random_id(), SigningKey.generate()
        self.sealing, self.kiosk = SealingKey.generate(), SigningKey.generate()
        self.centre, self.knows_centre = SealingKey.generate(), True
        self.now, self.epoch = NOW, 0
        self.open(signs)

    def open(self, signs: bool = True) -> None:
        self.link = LaneLink(
            self.spool,
            self.terminal_id,
            CENTRE_ID,
            self.sealing,
            self.kiosk if signs else None,
            lambda: self.centre.public if self.knows_centre else None,
            lambda: (self.statements.public,),
            self.facts,
            lambda: self.now,
            lambda: None,
            lambda: self.epoch,
        )

    def tell(
        self,
        *others: Other,
        at: datetime = NOW,
        key: SigningKey | None = None,
        to: str = "",
        epoch: int = 0,
    ) -> None:
        """What the agent brought of the lanes."""
        lanes = [other.lane for other in others]
        statement = statements.lanes(
            key or self.statements, to or self.terminal_id, "nonce", at, "0d" * 32, lanes, epoch
        )
        self.spool.put_facts({LANES_FACT: statement.to_json().decode()})

    def known(self) -> list[str]:
        return [lane.name for lane in self.link.lanes().values()]

    def from_lane(self, other: Other, key: SigningKey | None = None, **more: Any) -> LaneMessage:
        message = said(**more)
        self.bring(
            seal_message(
                message,
                other.terminal_id,
                key or other.kiosk,
                self.terminal_id,
                self.sealing.public,
                LIFE,
            )
        )
        return message

    @contextmanager
    def broken_disk(self) -> Iterator[None]:
        """Let the spool take nothing, as one on a disk that has become read-only."""
        run = self.spool._connection.execute
        run("PRAGMA query_only = ON")
        yield
        run("PRAGMA query_only = OFF")

    def heard(self, other: Other, now: datetime = NOW) -> list[LaneMessage]:
        """What that lane has got, once."""
        came = [each for each in self.spool.messages_to_send(now) if each.to == other.terminal_id]
        self.spool.messages_sent(each.message_id for each in came)
        mine = {self.terminal_id: self.kiosk.public}
        return [open_message(each, each.to, other.sealing, mine.get)[1] for each in came]

    def bring(self, message: SealedLaneMessage) -> None:
        self.spool.put_messages([message])


def said(**more: Any) -> LaneMessage:
    return LaneMessage.model_validate({"kind": "call", "call_id": random_id(), "at": NOW} | more)


@pytest.fixture
def gate(tmp_path: Path) -> Iterator[Gate]:
    made = Gate(tmp_path / "spool.db")
    yield made
    made.spool.close()


def test_lanes_are_believed_that_the_data_centre_signed_for_this_terminal(gate: Gate) -> None:
    two = Other("Lajur 2")
    assert gate.known() == []
    gate.tell(two, key=SigningKey.generate())
    assert gate.known() == []
    gate.tell(two, to=random_id())
    assert gate.known() == []
    gate.tell(two)
    assert gate.known() == ["Lajur 2"]


def test_an_agent_brings_no_lane_back_that_was_taken_away(gate: Gate) -> None:
    two, three = Other("Lajur 2"), Other("Lajur 3")
    gate.tell(two, at=NOW)
    assert gate.known() == ["Lajur 2"]
    gate.tell(two, three, at=NOW - timedelta(minutes=1))
    assert gate.known() == ["Lajur 2"]
    gate.open()  # a restart
    assert gate.known() == []
    gate.tell(three, at=NOW + timedelta(minutes=1))
    assert gate.known() == ["Lajur 3"]


def test_what_is_sent_is_for_each_lane_alone_and_the_centre_gets_no_face(gate: Gate) -> None:
    two, three = Other("Lajur 2"), Other("Lajur 3")
    gate.tell(two, three)
    call = said(face=b"JPEG", officer="1001")
    gate.link.send(call, gate.link.lanes().values(), record=True)
    sent = {each.to: each for each in gate.spool.messages_to_send(NOW)}
    assert set(sent) == {two.terminal_id, three.terminal_id, CENTRE_ID}
    mine = {gate.terminal_id: gate.kiosk.public}
    for other in (two, three):
        opened = open_message(sent[other.terminal_id], other.terminal_id, other.sealing, mine.get)
        assert opened == (gate.terminal_id, call)
    _, told = open_message(sent[CENTRE_ID], CENTRE_ID, gate.centre, mine.get)
    assert told == call.model_copy(update={"face": b""})


def test_what_another_lane_says_is_received_once(gate: Gate) -> None:
    two = Other("Lajur 2")
    gate.tell(two)
    message = gate.from_lane(two)
    assert gate.link.receive() == [(two.lane, message)]
    assert gate.link.receive() == []
    assert gate.link.dropped == 0


def test_a_message_that_is_brought_again_is_dropped(gate: Gate) -> None:
    two = Other("Lajur 2")
    gate.tell(two)
    message = seal_message(
        said(), two.terminal_id, two.kiosk, gate.terminal_id, gate.sealing.public, LIFE
    )
    for _ in range(3):
        gate.bring(message)
        gate.link.receive()
    assert gate.link.dropped == 2


@pytest.mark.parametrize("minutes", [-11, 11])
def test_one_of_another_time_is_dropped(gate: Gate, minutes: int) -> None:
    two = Other("Lajur 2")
    gate.tell(two)
    gate.from_lane(two, at=NOW + timedelta(minutes=minutes))
    assert gate.link.receive() == []
    assert gate.link.dropped == 1


@pytest.mark.slow
def test_however_many_came_since_a_message_counts_once_while_it_would_count(gate: Gate) -> None:
    """A desk of many lanes hears a thousand in two minutes."""
    two = Other("Lajur 2")
    gate.tell(two)

    def sealed(at: datetime) -> SealedLaneMessage:
        return seal_message(
            said(at=at), two.terminal_id, two.kiosk, gate.terminal_id, gate.sealing.public, LIFE
        )

    first = sealed(NOW)
    gate.bring(first)
    assert len(gate.link.receive()) == 1
    for _ in range(1_100):
        gate.bring(sealed(NOW))
        gate.link.receive()
    gate.bring(first)
    assert gate.link.receive() == []
    gate.now = NOW + LIFE + timedelta(seconds=1)
    gate.bring(sealed(gate.now))
    gate.link.receive()
    assert len(gate.link._known) == 1  # what is too old to count is remembered no more


def test_lanes_of_a_new_epoch_of_the_time_are_believed(gate: Gate) -> None:
    """The data centre's clock was a year ahead, and was set right."""
    gate.tell(Other("Lajur 2"), at=NOW + timedelta(days=365))
    assert gate.known() == ["Lajur 2"]
    gate.tell(Other("Lajur 3"), at=NOW)
    assert gate.known() == ["Lajur 2"]
    gate.epoch = 1
    assert gate.known() == ["Lajur 2"]
    gate.tell(Other("Lajur 3"), at=NOW, epoch=1)
    assert gate.known() == ["Lajur 3"]
    gate.open()  # a restart
    gate.tell(Other("Lajur 4"), at=NOW - timedelta(minutes=1), epoch=1)
    assert gate.known() == []


def test_an_agent_brings_nothing_back_that_it_kept_from_an_earlier_epoch(gate: Gate) -> None:
    """It would stand for years: the data centre's clock was ahead when it signed it."""
    gate.tell(Other("Lajur 2"), at=NOW + timedelta(days=365))
    assert gate.known() == ["Lajur 2"]
    gate.epoch = 1
    gate.tell(Other("stolen"), at=NOW + timedelta(days=366))
    assert gate.known() == ["Lajur 2"]
    gate.open()  # a restart
    assert gate.known() == []
    gate.tell(Other("Lajur 3"), at=NOW, epoch=1)
    assert gate.known() == ["Lajur 3"]
    gate.tell(Other("stolen"), at=NOW + timedelta(days=366))
    assert gate.known() == ["Lajur 3"]


def test_lanes_that_were_held_when_the_epoch_came_hold_back_none_that_come_later(
    gate: Gate,
) -> None:
    """The data centre sends its lanes once they change: the epoch comes long before."""
    gate.tell(Other("Lajur 2"), at=NOW + timedelta(days=365))
    assert gate.known() == ["Lajur 2"]
    gate.epoch = 1
    assert gate.known() == ["Lajur 2"]
    gate.open()  # a restart
    assert gate.known() == ["Lajur 2"]
    gate.tell(Other("Lajur 3"), at=NOW, epoch=1)
    assert gate.known() == ["Lajur 3"]


def test_strangers_and_forgers_are_dropped(gate: Gate) -> None:
    two, stranger = Other("Lajur 2"), Other("Lajur 9")
    gate.tell(two)
    gate.from_lane(stranger)
    gate.from_lane(two, key=SigningKey.generate())
    assert gate.link.receive() == []
    assert gate.link.dropped == 2


def test_a_terminal_whose_kiosk_signs_not_calls_nobody(tmp_path: Path) -> None:
    gate = Gate(tmp_path / "spool.db", signs=False)
    two = Other("Lajur 2")
    gate.tell(two)
    assert gate.known() == []
    with pytest.raises(CallError, match="older Gapura"):
        gate.link.send(said(), [two.lane], record=True)
    gate.spool.close()


def test_what_the_centre_is_told_waits_until_its_key_is_known(gate: Gate) -> None:
    gate.knows_centre = False
    gate.link.send(said(cause="duress"), [], record=True)
    gate.link.receive()
    assert gate.spool.messages_to_send(NOW) == ()
    gate.knows_centre = True
    gate.link.receive()
    gate.link.receive()
    (told,) = gate.spool.messages_to_send(NOW)
    mine = {gate.terminal_id: gate.kiosk.public}
    assert open_message(told, CENTRE_ID, gate.centre, mine.get)[1].cause == "duress"


def test_what_the_centre_is_told_is_carried_for_days(gate: Gate) -> None:
    """The data centre is away for longer than any call lasts; its row is written all the same."""
    gate.link.send(said(cause="duress"), [], record=True)
    later = NOW + timedelta(days=6)
    (told,) = gate.spool.messages_to_send(later)
    mine = {gate.terminal_id: gate.kiosk.public}
    assert open_message(told, CENTRE_ID, gate.centre, mine.get)[1].cause == "duress"


def test_what_the_disk_does_not_take_the_centre_is_told_later(gate: Gate) -> None:
    two = Other("Lajur 2")
    gate.tell(two)
    gate.link.lanes()
    with gate.broken_disk(), pytest.raises(CallError):
        gate.link.send(said(), [two.lane], record=True)
    gate.link.receive()
    assert [each.to for each in gate.spool.messages_to_send(NOW)] == [CENTRE_ID]


def test_a_call_that_is_on_its_way_is_no_failure_though_the_centre_is_told_later(
    gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The officer would read that nobody is reached, and the other lane would ring."""
    two = Other("Lajur 2")
    gate.tell(two)
    gate.link.lanes()
    send = gate.spool.send_messages

    def full_after_the_lanes(messages: Sequence[SealedLaneMessage]) -> None:
        if any(each.to == CENTRE_ID for each in messages):
            raise StateError("the disk is full", "full")
        send(messages)

    with monkeypatch.context() as patched:
        patched.setattr(gate.spool, "send_messages", full_after_the_lanes)
        gate.link.send(said(), [two.lane], record=True)
        assert len(gate.heard(two)) == 1
    gate.link.receive()
    assert [each.to for each in gate.spool.messages_to_send(NOW)] == [CENTRE_ID]


def test_lanes_that_came_before_the_new_key_are_believed_with_it(gate: Gate) -> None:
    new = SigningKey.generate()
    gate.tell(Other("Lajur 2"), key=new)
    assert gate.known() == []
    gate.statements = new
    assert gate.known() == ["Lajur 2"]
