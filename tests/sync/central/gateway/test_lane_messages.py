"""Lanes of one checkpoint call each other, through a real gateway and keeper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.central.exchange.terminal_quota import MESSAGE_BURST
from sync.central.registry import audit
from sync.central.registry.schema import Checkpoint
from sync.central.releases import keys
from sync.central.releases.keys import Act
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.lanes import (
    LIFE,
    MAX_CARRIED,
    LaneMessage,
    LaneMessagesReply,
    LaneMessagesRequest,
    Lanes,
    SealedLaneMessage,
    open_message,
    seal_message,
)
from sync.terminal.connection import Connection
from sync.terminal.messenger import Messenger
from sync.terminal.spool import Spool
from tests.present import present
from tests.sync.central.gateway.conftest import Gate, House, problem
from tests.sync.central.gateway.test_events import lines_of
from tests.waiting import PATIENCE_S, until


def exchange(
    gate: Gate, messages: Iterable[SealedLaneMessage] = (), **more: Any
) -> LaneMessagesReply:
    answer = gate.post("/v1/lane-messages", LaneMessagesRequest(messages=tuple(messages), **more))
    assert answer.status_code == 200, answer.text
    return LaneMessagesReply.from_json(answer.content)


def lanes(gate: Gate) -> Lanes:
    found = exchange(gate).lanes
    assert found is not None
    return Lanes.from_json(gate.opened(found, "lanes"))


def said(**more: Any) -> LaneMessage:
    usual: dict[str, Any] = {"kind": "call", "call_id": random_id(), "at": datetime.now(UTC)}
    return LaneMessage(**(usual | more))


def to(gate: Gate, other: Gate, message: LaneMessage) -> SealedLaneMessage:
    return seal_message(
        message, gate.terminal_id, gate.kiosk, other.terminal_id, other.sealing.public, LIFE
    )


def to_centre(gate: Gate, message: LaneMessage, key: SigningKey | None = None) -> SealedLaneMessage:
    centre = gate.house.centre
    return seal_message(
        message, gate.terminal_id, key or gate.kiosk, centre.centre_id, centre.sealing.public, LIFE
    )


@contextmanager
def carried(gate: Gate, folder: Path) -> Iterator[tuple[Messenger, Spool]]:
    """What its agent does with lane messages."""
    centre = gate.house.centre

    def at() -> datetime:
        return datetime.now(UTC)

    with (
        Spool(folder / "spool.db") as spool,
        Connection(
            gate.house.url, centre.centre_id, centre.ca.read_bytes(), gate.signing, at
        ) as connection,
    ):
        keys = (centre.statements.public,)
        yield Messenger(connection, spool, lambda: keys, gate.terminal_id, at), spool


def rows(house: House, gate: Gate) -> list[tuple[str, Any]]:
    with house.centre.registry.session() as session:
        return [
            (row.action, row.details.get("officer"))
            for row in audit.entries(session)
            if row.subject == gate.terminal_id
        ]


def test_a_terminal_hears_which_other_lanes_there_are_and_only_once(house: House) -> None:
    # Of its own: the other tests have brought more lanes to gate-1 than a terminal is told of.
    name = "lanes-alone"
    with house.centre.registry.transaction() as session:
        session.add(Checkpoint(checkpoint_id=name, name=name, settings={"lease_days": 3}))
    one, two = house.gate(checkpoint_id=name), house.gate(checkpoint_id=name)
    elsewhere = house.gate(checkpoint_id="gate-2")
    revoked = house.gate("revoked", checkpoint_id=name)
    pending = house.gate("pending", checkpoint_id=name)
    found = lanes(one)
    known = {lane.terminal_id: lane for lane in found.lanes}
    assert two.terminal_id in known
    assert not {each.terminal_id for each in (one, elsewhere, revoked, pending)} & set(known)
    assert known[two.terminal_id].kiosk_key == two.kiosk.public
    assert known[two.terminal_id].sealing_key == two.sealing.public
    assert exchange(one, lanes=found.digest).lanes is None
    house.gate(checkpoint_id=name)
    assert exchange(one, lanes=found.digest).lanes is not None


def test_lanes_are_told_anew_in_each_epoch_of_the_time(house: House) -> None:
    one = house.gate()
    house.gate()
    before = lanes(one)
    keys.perform(house.centre, Act("reset-time"), house.offline, "sari", datetime.now(UTC))
    found = present(exchange(one, lanes=before.digest).lanes)
    after = Lanes.from_json(one.opened(found, "lanes"))
    assert (after.lanes, after.epoch) == (before.lanes, before.epoch + 1)
    assert exchange(one, lanes=after.digest).lanes is None


def test_a_call_arrives_and_is_announced_at_once(house: House) -> None:
    one, two = house.gate(), house.gate()
    with lines_of(house, two) as heard:
        sent = to(one, two, call := said(officer="1001"))
        exchange(one, [sent])
        while heard.get(timeout=PATIENCE_S) != "event: lane-messages":
            pass
        (came,) = exchange(two).messages
        opened = open_message(
            came, two.terminal_id, two.sealing, {one.terminal_id: one.kiosk.public}.get
        )
        assert opened == (one.terminal_id, call)
        assert exchange(two, taken=(came.message_id,)).messages == ()


def test_what_is_brought_twice_arrives_once(house: House) -> None:
    one, two = house.gate(), house.gate()
    sent = to(one, two, said())
    exchange(one, [sent])
    (came,) = exchange(two).messages
    exchange(two, taken=(came.message_id,))
    exchange(one, [sent])
    assert exchange(two).messages == ()


def test_nobody_writes_to_another_checkpoint_or_to_a_revoked_terminal(house: House) -> None:
    one, elsewhere = house.gate(), house.gate(checkpoint_id="gate-2")
    gone = house.gate("revoked")
    exchange(one, [to(one, elsewhere, said()), to(one, one, said())])
    assert exchange(elsewhere).messages == ()
    assert exchange(one).messages == ()
    exchange(one, [to(one, gone, said())])
    house.set_state(gone, "active")
    nothing = LaneMessagesRequest()
    until(lambda: gone.post("/v1/lane-messages", nothing).status_code == 200)
    assert exchange(gone).messages == ()


def test_calls_and_who_comes_are_on_the_audit_log(house: House) -> None:
    one, two = house.gate(), house.gate()
    exchange(one, [to_centre(one, said(officer="1001"))])
    exchange(one, [to_centre(one, said(officer="1002", cause="duress"))])
    exchange(two, [to_centre(two, said(kind="coming", officer="1003"))])
    exchange(one, [to_centre(one, said(kind="seen"))])
    assert rows(house, one) == [("help-called", "1001"), ("duress-called", "1002")]
    assert rows(house, two) == [("help-coming", "1003")]


def test_an_agent_alone_puts_no_call_on_the_audit_log(house: House) -> None:
    gate = house.gate()
    exchange(gate, [to_centre(gate, said(), SigningKey.generate())])
    exchange(gate, [to_centre(gate, said()).model_copy(update={"sealed": b"nothing"})])
    assert rows(house, gate) == []


@pytest.mark.slow
def test_one_terminal_sends_no_more_than_its_quota_and_hears_others_all_the_same(
    house: House, tmp_path: Path
) -> None:
    one, two, three = house.gate(), house.gate(), house.gate()
    flood = [
        SealedLaneMessage(
            message_id=random_id(), to=gate.terminal_id, until=datetime.now(UTC) + LIFE, sealed=b"x"
        )
        for gate in (two, three)
        for _ in range(MAX_CARRIED // 2)
    ]
    flooding = LaneMessagesRequest(messages=tuple(flood))
    for _ in range(2 * MESSAGE_BURST // MAX_CARRIED):
        if one.post("/v1/lane-messages", flooding).status_code != 200:
            break
    answer = one.post("/v1/lane-messages", flooding)
    assert problem(answer) == "busy"
    assert exchange(two).messages
    with carried(one, tmp_path) as (messenger, spool):  # its agent
        spool.send_messages(flood)
        exchange(two, [theirs := to(two, one, said())])
        assert messenger.carry()
        assert messenger.refused
        assert spool.pop_messages() == (theirs,)
        assert spool.messages_to_send(datetime.now(UTC)) == tuple(flood)
