"""What a lane says to another one: nobody on the way reads, makes or changes it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey, seal
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.lanes import (
    LIFE,
    MAX_FACE,
    MAX_LANE_MESSAGE,
    LaneMessage,
    SealedLaneMessage,
    open_message,
    seal_message,
)

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
CALL = LaneMessage(kind="call", call_id=random_id(), at=NOW, officer="1001", face=b"JPEG")
SENDER, TO = random_id(), random_id()
KIOSK, THEIRS = SigningKey.generate(), SealingKey.generate()


def sealed(message: LaneMessage = CALL, key: SigningKey = KIOSK) -> SealedLaneMessage:
    return seal_message(message, SENDER, key, TO, THEIRS.public, LIFE)


def opened(given: SealedLaneMessage, to: str = TO) -> tuple[str, LaneMessage]:
    return open_message(given, to, THEIRS, {SENDER: KIOSK.public}.get)


def test_it_arrives_as_it_was_said() -> None:
    assert opened(sealed()) == (SENDER, CALL)


def test_the_largest_call_fits() -> None:
    whole = CALL.model_copy(update={"face": bytes(range(256)) * (MAX_FACE // 256)})
    assert len(sealed(whole).sealed) <= MAX_LANE_MESSAGE
    assert opened(sealed(whole)) == (SENDER, whole)


def test_it_lives_for_minutes_only() -> None:
    assert sealed().until == NOW + timedelta(minutes=10)


def test_nobody_else_opens_it() -> None:
    with pytest.raises(EnvelopeError):
        open_message(sealed(), TO, SealingKey.generate(), {SENDER: KIOSK.public}.get)


@pytest.mark.parametrize("change", ["message_id", "sealed"])
def test_what_was_changed_on_the_way_is_refused(change: str) -> None:
    made = sealed()
    other = random_id() if change == "message_id" else made.sealed[:-1] + b"\0"
    with pytest.raises(EnvelopeError):
        opened(made.model_copy(update={change: other}))


def test_a_stranger_and_a_forger_are_refused() -> None:
    with pytest.raises(PackageError, match="none of this checkpoint"):
        open_message(sealed(), TO, THEIRS, lambda _: None)
    with pytest.raises(PackageError, match="not signed by its kiosk"):
        opened(sealed(key=SigningKey.generate()))


def test_who_received_it_cannot_pass_it_on_as_the_senders() -> None:
    """The signature names for whom it was: a lane cannot make another one's call its own news."""
    third, made = random_id(), sealed()
    text = THEIRS.unseal(made.sealed, f"lane-message {made.message_id} {TO}")
    again = seal(text, THEIRS.public, f"lane-message {made.message_id} {third}")
    passed = made.model_copy(update={"to": third, "sealed": again})
    with pytest.raises(PackageError, match="not signed by its kiosk"):
        open_message(passed, third, THEIRS, {SENDER: KIOSK.public}.get)
