"""A sealed file opens whole, or in any part of it, and never where it was altered or cut off."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.envelope.random_values import KEY_SIZE, random_key
from sync.protocol.envelope.sealed_file import (
    CHUNK,
    HEADER_LIMIT,
    SealedFile,
    seal_chunks,
    sealed_header,
)
from sync.protocol.errors import EnvelopeError

CONTENT_KEY = bytes(range(32))


def sealed_file(plaintext: bytes, header: bytes = b"{}", content_key: bytes = CONTENT_KEY) -> bytes:
    return b"".join(seal_chunks(header, [plaintext], content_key))


def opened(sealed: bytes, content_key: bytes = CONTENT_KEY) -> bytes:
    with SealedFile(io.BytesIO(sealed), content_key) as file:
        return io.BufferedReader(file).read()


@given(
    st.integers(0, 3),
    st.sampled_from([-17, -16, -1, 0, 1, 16, 17]),
    st.lists(st.integers(1, 40_000), max_size=5),
)
def test_a_file_of_any_size_opens_however_it_was_cut_into_pieces(
    chunks: Any, over: Any, cuts: Any
) -> None:
    plaintext = (bytes(range(256)) * (3 * CHUNK // 256 + 1))[: max(0, chunks * CHUNK + over)]
    pieces, rest = [], plaintext
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    sealed = b"".join(seal_chunks(b'{"a":1}', [*pieces, rest], CONTENT_KEY))
    assert opened(sealed) == plaintext
    assert SealedFile(io.BytesIO(sealed), CONTENT_KEY).size == len(plaintext)


@given(st.integers(0, 3 * CHUNK), st.integers(0, 2 * CHUNK))
def test_any_part_is_read_without_the_rest(offset: Any, size: Any) -> None:
    plaintext = bytes(range(251)) * (3 * CHUNK // 251)
    with io.BufferedReader(SealedFile(io.BytesIO(sealed_file(plaintext)), CONTENT_KEY)) as file:
        file.seek(offset)
        assert file.read(size) == plaintext[offset : offset + size]


@given(st.data())
def test_a_cut_or_altered_file_is_never_read_to_its_end(data: Any) -> None:
    plaintext = bytes(2 * CHUNK + 77)
    sealed = bytearray(sealed_file(plaintext))
    if data.draw(st.booleans(), "cut"):
        del sealed[data.draw(st.integers(0, len(sealed) - 1), "length") :]
    else:
        sealed[data.draw(st.integers(0, len(sealed) - 1), "place")] ^= data.draw(
            st.integers(1, 255), "change"
        )
    with pytest.raises(EnvelopeError):
        opened(bytes(sealed))


def test_chunks_cannot_be_exchanged_repeated_or_left_out() -> None:
    body = CHUNK + 16
    sealed = sealed_file(bytes(3 * CHUNK))
    head = len(sealed) - 3 * body
    start, one, two, three = (
        sealed[:head],
        sealed[head : head + body],
        sealed[head + body : head + 2 * body],
        sealed[head + 2 * body :],
    )
    for order in [(two, one, three), (one, one, three), (one, three), (one, two), (two, three)]:
        with pytest.raises(EnvelopeError):
            opened(start + b"".join(order))


def test_another_files_content_key_or_header_is_recognised_at_once() -> None:
    sealed = sealed_file(b"x", b'{"version":1}')
    with pytest.raises(EnvelopeError, match="another file's"):
        SealedFile(io.BytesIO(sealed), random_key())
    with pytest.raises(EnvelopeError, match="another file's"):
        SealedFile(io.BytesIO(sealed.replace(b'"version":1', b'"version":2')), CONTENT_KEY)


@given(st.binary(max_size=300))
def test_whatever_is_no_sealed_file_is_refused(noise: Any) -> None:
    for data in (noise, b"GAPURA\x00\x01" + noise):
        with pytest.raises(EnvelopeError):
            opened(data)


def test_a_header_that_announces_gigabytes_allocates_nothing() -> None:
    with pytest.raises(EnvelopeError, match="no sealed file"):
        sealed_header(io.BytesIO(b"GAPURA\x00\x01" + b"\xff\xff\xff\xff" + b"{}"))


@pytest.mark.parametrize(
    "act",
    [
        lambda: sealed_file(b"x", content_key=bytes(KEY_SIZE - 1)),
        lambda: sealed_file(b"x", header=b""),
        lambda: sealed_file(b"x", header=bytes(HEADER_LIMIT + 1)),
        lambda: sealed_header(io.BytesIO(sealed_file(b"x", header=b"a header")[:16])),
    ],
)
def test_what_has_the_wrong_size_is_refused_in_one_line(act: Any) -> None:
    with pytest.raises(EnvelopeError) as refused:
        act()
    assert "\n" not in str(refused.value)
