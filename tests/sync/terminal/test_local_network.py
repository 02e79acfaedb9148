"""Messages between lanes over the local network: those of lanes arrive, all else is dropped.

Real sockets and spools; the network is this machine's loopback.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.lanes import (
    LIFE,
    MAX_DATAGRAM,
    MAX_LOCAL_MESSAGE,
    LocalSaying,
    SealedLaneMessage,
    sign_datagram,
)
from sync.terminal.lane_messages import MAX_HELD
from sync.terminal.local_network import (
    GRACE_S,
    MAX_AGE,
    MAX_FROM_ONE,
    MAX_OF_STRANGERS,
    LocalNetwork,
)
from sync.terminal.spool import Spool

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
EVERYBODY = "127.255.255.255"


class Lane:
    """An agent's half of a terminal; its seconds are the test's."""

    def __init__(self, place: Path, port: int, others: Callable[[], frozenset[str]]) -> None:
        self.spool, self.key = Spool(place), SigningKey.generate()
        self.terminal_id = fingerprint(self.key.public)[:32]
        self.seconds, self.woken, self.port = 100.0, 0, port
        self.network = LocalNetwork(
            self.spool, self.key, self.terminal_id, others, lambda: NOW, self._wake, port, self._now
        )

    def _now(self) -> float:
        self.seconds += 0.01
        return self.seconds

    def _wake(self) -> None:
        self.woken += 1

    def sends(self, to: Lane, size: int = 100) -> SealedLaneMessage:
        message = SealedLaneMessage(
            message_id=random_id(), to=to.terminal_id, until=NOW + LIFE, sealed=bytes(size)
        )
        self.spool.send_messages([message])
        return message

    def waits(self) -> int:
        return len(self.spool.messages_to_send(NOW))

    def close(self) -> None:
        self.network.close()
        self.spool.close()


@pytest.fixture
def lanes(tmp_path: Path) -> Iterator[tuple[Lane, Lane]]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as free:
        free.bind(("", 0))
        port = free.getsockname()[1]
    made: list[Lane] = []

    def known() -> frozenset[str]:
        return frozenset(lane.terminal_id for lane in made)

    with ExitStack() as opened:
        for name in ("one", "two"):
            made.append(Lane(tmp_path / name, port, known))
            opened.callback(made[-1].close)
        for lane in made:
            lane.network.step()  # both listen from here on
        yield made[0], made[1]


def says(port: int, data: bytes) -> None:
    """Somebody in the network says that."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        sender.sendto(data, (EVERYBODY, port))


def turns(*lanes: Lane) -> None:
    for _ in range(4):
        for lane in lanes:
            lane.network.step()
            lane.seconds += GRACE_S


def message_to(lane: Lane) -> SealedLaneMessage:
    return SealedLaneMessage(
        message_id=random_id(), to=lane.terminal_id, until=NOW + LIFE, sealed=b"sealed"
    )


def test_a_message_arrives_and_is_not_sent_again_once_it_did(lanes: tuple[Lane, Lane]) -> None:
    one, two = lanes
    sent = one.sends(two)
    turns(one, two)
    assert [each.message_id for each in two.spool.pop_messages()] == [sent.message_id]
    assert two.woken == 1
    assert one.waits() == 0
    turns(one, two)
    assert two.spool.pop_messages() == ()
    assert (one.network.dropped, two.network.dropped) == (0, 0)


def test_the_data_centre_comes_first(lanes: tuple[Lane, Lane]) -> None:
    one, two = lanes
    one.sends(two)
    one.network.step()
    two.network.step()
    assert two.spool.pop_messages() == ()


def test_what_is_large_waits_for_the_data_centre(lanes: tuple[Lane, Lane]) -> None:
    one, two = lanes
    one.sends(two, MAX_LOCAL_MESSAGE + 1)
    turns(one, two)
    assert two.spool.pop_messages() == ()
    assert one.waits() == 1


def test_the_largest_fits_into_a_datagram() -> None:
    message = SealedLaneMessage(
        message_id=random_id(), to=random_id(), until=NOW, sealed=bytes(MAX_LOCAL_MESSAGE)
    )
    saying = LocalSaying(at=NOW, message=message)
    assert len(sign_datagram(saying, SigningKey.generate()).to_json()) <= MAX_DATAGRAM


def test_strangers_old_sayings_and_noise_are_dropped_and_counted(
    lanes: tuple[Lane, Lane],
) -> None:
    one, two = lanes
    stranger = sign_datagram(LocalSaying(at=NOW, message=message_to(two)), SigningKey.generate())
    old = sign_datagram(
        LocalSaying(at=NOW - MAX_AGE - timedelta(seconds=1), message=message_to(two)), one.key
    )
    good = sign_datagram(LocalSaying(at=NOW, message=message_to(two)), one.key)
    forged = good.model_copy(update={"body": good.body.replace("sealed", "SEALED")})
    for data in (
        stranger.to_json(),
        old.to_json(),
        forged.to_json(),
        b"noise",
        bytes(MAX_DATAGRAM + 1),
    ):
        says(two.port, data)
    turns(two)
    assert two.spool.pop_messages() == ()
    assert two.network.dropped == 5


def test_a_recorded_message_is_kept_once(lanes: tuple[Lane, Lane]) -> None:
    one, two = lanes
    data = sign_datagram(LocalSaying(at=NOW, message=message_to(two)), one.key).to_json()
    for _ in range(5):
        says(two.port, data)
    turns(two)
    assert len(two.spool.pop_messages()) == 1


def test_only_the_recipient_ends_a_message(lanes: tuple[Lane, Lane]) -> None:
    one, two = lanes
    sent = one.sends(two)
    said = sign_datagram(LocalSaying(at=NOW, taken=sent.message_id), one.key)
    says(one.port, said.to_json())
    stranger = sign_datagram(LocalSaying(at=NOW, taken=sent.message_id), SigningKey.generate())
    says(one.port, stranger.to_json())
    one.network.step()
    assert one.waits() == 1


def test_a_flood_costs_a_second_of_its_sources_share(lanes: tuple[Lane, Lane]) -> None:
    one, two = lanes
    two.network._counts.clear()
    for _ in range(3 * MAX_FROM_ONE):
        two.network._take(b"noise", "192.0.2.9", frozenset())
        two.seconds -= 0.01  # all within one second
    assert two.network._counts["192.0.2.9"] == MAX_FROM_ONE
    data = sign_datagram(LocalSaying(at=NOW, message=message_to(two)), one.key).to_json()
    two.network._take(data, "192.0.2.1", frozenset({one.terminal_id}))
    assert len(two.spool.pop_messages()) == 1


def test_forged_addresses_drown_no_lane_that_was_heard(lanes: tuple[Lane, Lane]) -> None:
    one, two = lanes
    known = frozenset({one.terminal_id})

    def call(at: datetime = NOW) -> bytes:
        return sign_datagram(LocalSaying(at=at, message=message_to(two)), one.key).to_json()

    first = call()
    two.network._take(first, "192.0.2.1", known)
    two.network._take(first, "192.0.2.66", known)  # a recording, from elsewhere
    two.seconds += 1
    for number in range(2 * MAX_OF_STRANGERS):
        two.network._take(b"noise", f"198.51.100.{number % 16}", known)
        two.seconds -= 0.01  # all within one second
    two.network._take(call(NOW + timedelta(seconds=1)), "192.0.2.66", known)
    assert len(two.spool.pop_messages()) == 1  # the recording opened no way
    two.network._take(call(NOW + timedelta(seconds=2)), "192.0.2.1", known)
    assert len(two.spool.pop_messages()) == 1


@pytest.mark.parametrize("life", [LIFE, timedelta(days=365)])
def test_no_lane_takes_the_room_of_another_one(lanes: tuple[Lane, Lane], life: timedelta) -> None:
    """The agent of a third lane is broken in, and brings a lot while the kiosk starts anew."""
    one, two = lanes
    evil = SigningKey.generate()
    known = frozenset({one.terminal_id, fingerprint(evil.public)[:32]})

    def brought(message: SealedLaneMessage, key: SigningKey, source: str) -> None:
        data = sign_datagram(LocalSaying(at=NOW, message=message), key).to_json()
        two.network._take(data, source, known)

    for number in range(MAX_HELD):
        lasting = message_to(two).model_copy(update={"until": NOW + life})
        brought(lasting, evil, f"192.0.2.{number}")
        two.seconds += 0.1
    call = message_to(two)
    brought(call, one.key, "198.51.100.1")
    kept = [each.message_id for _ in range(3) for each in two.spool.pop_messages()]
    assert call.message_id in kept
    assert len(kept) <= MAX_HELD / 2
