"""Frames: a header of fixed size, a message as JSON, and a body of plain bytes.

A frame's sizes are judged before anything is read of it. What breaks the rules ends the connection.
"""

from __future__ import annotations

import asyncio
import struct
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from sync.central.channel.messages import Message
from sync.central.errors import CentralError
from sync.protocol.wire import REQUEST_LIMIT

MAX_HEAD = 32 * 1024  # bytes of a message
MAX_BODY = REQUEST_LIMIT
BUFFERED = 1 << 20  # bytes of a stream that are read ahead of whoever reads it
_HEADER = struct.Struct(">IIQ")  # bytes of the message, bytes of the body, number of the question
_PIECE = 64 * 1024  # bytes that are read at once of a body that nobody wants

Said = TypeVar("Said", bound=Message)


class ChannelError(CentralError):
    """The other end breaks the rules of the channel, or is away."""


@dataclass(frozen=True, slots=True)
class Frame(Generic[Said]):
    """A message with its body."""

    number: int  # of the question, and of its answer; 0: there is none
    message: Said | None  # None: of a kind that this version does not know
    body: bytes | None  # None: it was not wanted


@dataclass(frozen=True, slots=True)
class FrameHeader:
    """The sizes of a frame that is not read yet."""

    head: int  # bytes
    body: int  # bytes
    number: int


def encode(number: int, message: Message, body: bytes = b"") -> tuple[bytes, bytes]:
    """Return the frame in two parts, so that no large body is copied for a small head.

    Raise ChannelError for one that the other end would refuse.
    """
    head = message.to_json()
    if len(head) > MAX_HEAD or len(body) > MAX_BODY:
        raise ChannelError("a message between gateway and keeper is too long")
    return _HEADER.pack(len(head), len(body), number) + head, body


async def read_header(reader: asyncio.StreamReader) -> FrameHeader:
    """Return the header of the next frame. Raise ChannelError, EOFError, OSError."""
    found = FrameHeader(*_HEADER.unpack(await reader.readexactly(_HEADER.size)))
    if found.head > MAX_HEAD or found.body > MAX_BODY:
        raise ChannelError("a message between gateway and keeper is too long")
    return found


async def read_frame(
    reader: asyncio.StreamReader,
    header: FrameHeader,
    known: TypeAdapter[Said],
    *,
    wanted: bool = True,
) -> Frame[Said]:
    """Return the frame of `header`; where it is not `wanted`, without its body.

    Raise ChannelError, EOFError, OSError.
    """
    message = _parsed(await reader.readexactly(header.head), known)
    if wanted:
        return Frame(header.number, message, await reader.readexactly(header.body))
    left = header.body
    while left:
        piece = await reader.read(min(left, _PIECE))
        if not piece:
            raise asyncio.IncompleteReadError(b"", left)
        left -= len(piece)
    return Frame(header.number, message, None)


def _parsed(head: bytes, known: TypeAdapter[Said]) -> Said | None:
    try:
        return known.validate_json(head)
    except ValidationError as error:
        # Neither values nor texts: they may hold what a terminal sent.
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
        if first["type"] == "union_tag_invalid":
            return None
        raise ChannelError(
            f"a message between gateway and keeper is none: {first['type']}"
        ) from None
