"""What is sealed opens with its key and in no other way."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.envelope.sealing import MESSAGE_LIMIT, SealingKey, SealingRing, seal
from sync.protocol.errors import EnvelopeError

KEY = SealingKey.generate()


@given(st.binary(max_size=5000), st.text(max_size=40))
def test_the_recipient_reads_what_was_sealed(message: Any, context: Any) -> None:
    assert KEY.unseal(seal(message, KEY.public, context), context) == message


def test_another_recipient_context_or_bit_opens_nothing() -> None:
    sealed = seal(b"the answer", KEY.public, "result 1 a")
    flipped = bytearray(sealed)
    flipped[len(flipped) // 2] ^= 1
    for key, message, context in [
        (SealingKey.generate(), sealed, "result 1 a"),
        (KEY, sealed, "result 1 b"),
        (KEY, bytes(flipped), "result 1 a"),
        (KEY, sealed[:-1], "result 1 a"),
        (KEY, b"", "result 1 a"),
    ]:
        with pytest.raises(EnvelopeError, match="cannot be opened"):
            key.unseal(message, context)


def test_two_seals_of_one_message_differ() -> None:
    assert seal(b"same", KEY.public, "c") != seal(b"same", KEY.public, "c")


def test_a_key_survives_its_bytes() -> None:
    again = SealingKey(KEY.seed)
    assert again.public == KEY.public
    assert again.unseal(seal(b"x", KEY.public, "c"), "c") == b"x"


@pytest.mark.parametrize("public", [b"", bytes(1215), bytes(1217), b"\xff" * 1216])
def test_a_public_key_that_is_none_is_refused(public: bytes) -> None:
    with pytest.raises(EnvelopeError, match="public sealing key"):
        seal(b"x", public, "c")


def test_a_ring_opens_what_was_sealed_to_an_older_key_and_nothing_else() -> None:
    old, new, foreign = (SealingKey(bytes([number]) * 96) for number in (1, 2, 3))
    ring = SealingRing(new, [old])
    assert ring.public == new.public
    for key in (old, new):
        assert ring.unseal(seal(b"result", key.public, "result 1"), "result 1") == b"result"
    with pytest.raises(EnvelopeError, match="the sealed result cannot be opened"):
        ring.unseal(seal(b"result", foreign.public, "result 1"), "result 1")


@pytest.mark.parametrize(
    "act",
    [
        lambda: SealingKey(bytes(95)),
        lambda: KEY.unseal(bytes(MESSAGE_LIMIT + 1), "result 1 a"),
        lambda: seal(bytes(MESSAGE_LIMIT), KEY.public, "result 1 a"),
    ],
)
def test_what_has_the_wrong_size_is_refused_in_one_line(act: Any) -> None:
    with pytest.raises(EnvelopeError) as refused:
        act()
    assert "\n" not in str(refused.value)
