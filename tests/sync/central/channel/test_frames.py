"""Frames: sizes are judged before anything is read; what is new is passed over."""

from __future__ import annotations

import asyncio
import struct

import pytest

from sync.central.channel.frames import (
    MAX_BODY,
    MAX_HEAD,
    ChannelError,
    Frame,
    encode,
    read_frame,
    read_header,
)
from sync.central.channel.messages import FROM_GATEWAY, FromGateway, Hello, WhoIs


def read(data: bytes, *, wanted: bool = True) -> Frame[FromGateway]:
    async def reading() -> Frame[FromGateway]:
        reader = asyncio.StreamReader()
        reader.feed_data(data)
        reader.feed_eof()
        return await read_frame(reader, await read_header(reader), FROM_GATEWAY, wanted=wanted)

    return asyncio.run(reading())


def raw(head: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">IIQ", len(head), len(body), 7) + head + body


def test_a_frame_is_read_as_it_was_written() -> None:
    frame = read(b"".join(encode(7, WhoIs(key_id="a" * 32), b"body")))
    assert (frame.number, frame.message, frame.body) == (7, WhoIs(key_id="a" * 32), b"body")


def test_a_body_that_is_not_wanted_is_read_away() -> None:
    frame = read(b"".join(encode(7, WhoIs(key_id="a" * 32), b"x" * 200_000)), wanted=False)
    assert frame.body is None
    assert frame.message is not None


def test_a_field_of_a_newer_version_is_passed_over() -> None:
    assert read(raw(b'{"kind":"hello","software":"x","colour":1}')).message == Hello(software="x")


def test_a_message_of_a_newer_version_is_not_understood_and_no_error() -> None:
    assert read(raw(b'{"kind":"weigh","grams":1}')).message is None


@pytest.mark.parametrize(
    "head", [b"", b"{", b"[]", b'{"kind":"who-is"}', b'{"kind":"who-is","key_id":"../x"}', b"\xff"]
)
def test_what_is_no_message_ends_the_connection_without_a_value(head: bytes) -> None:
    with pytest.raises(ChannelError) as told:
        read(raw(head))
    assert "../x" not in str(told.value)


@pytest.mark.parametrize(("head", "body"), [(MAX_HEAD + 1, 0), (2, MAX_BODY + 1), (2**32 - 1, 0)])
def test_sizes_over_the_limit_are_refused_before_anything_is_read(head: int, body: int) -> None:
    with pytest.raises(ChannelError):
        read(struct.pack(">IIQ", head, body, 1))


def test_a_format_that_needs_a_newer_version_is_refused() -> None:
    with pytest.raises(ChannelError):
        read(raw(b'{"kind":"hello","software":"x","format":2}'))
