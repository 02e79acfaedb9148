"""One connection of a gateway: its questions are read, bounded, answered and numbered."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Protocol

from cachetools import LRUCache
from pydantic import TypeAdapter

from sync.central.channel.frames import ChannelError, encode, read_frame, read_header
from sync.central.channel.messages import (
    FROM_GATEWAY,
    Answer,
    FromGateway,
    FromKeeper,
    Hello,
    NotUnderstood,
    PublishedNotice,
    ReadFigures,
    ReadFile,
    Refusal,
    RefusedAtGateway,
    SignedRequest,
    Welcome,
    Who,
    WhoIs,
)
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.logs import describe_fault
from sync.protocol.errors import SyncError
from sync.protocol.wire import Problem, ProblemCode
from sync.repeated_lines import RepeatedLines

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)

MAX_UNDER_WAY = 256  # questions of one gateway; what it asks more waits in the socket
MAX_BYTES_UNDER_WAY = 96 * 2**20  # of their bodies
MAX_UNSENT = 64 * 2**20  # bytes that a gateway may leave unread
MAX_FILES = 4096  # large files that a gateway may read parts of


class Server(Protocol):
    """What a connection asks of the keeper: `KeeperServer`."""

    def welcome(self) -> tuple[Welcome, PublishedNotice]:
        """Return what a gateway hears first."""

    def take_bytes(self, size: int) -> bool:
        """Take room for a body of `size` bytes; return whether there was any."""

    def give_bytes_back(self, size: int) -> None:
        """Give back what was taken."""

    async def answer_request(
        self, request: SignedRequest, body: bytes, keep: Callable[[str], int]
    ) -> tuple[FromKeeper, bytes]:
        """Return the answer to a terminal's request. Raise RequestRefused, SyncError."""

    async def who_is(self, key_id: str) -> bytes | None:
        """Return the public key of a terminal; None where there is none."""

    async def part(self, blob: str, start: int, length: int) -> bytes:
        """Return a part of a published file."""

    async def refused(self, note: RefusedAtGateway) -> None:
        """Put a gateway's refusal on the audit log."""

    async def figures(self) -> bytes:
        """Return what operators watch."""


class GatewayConnection:
    """One connection of a gateway."""

    def __init__(
        self, server: Server, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self._server, self._reader, self._writer = server, reader, writer
        self._places = asyncio.Semaphore(MAX_UNDER_WAY)
        self._bytes = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._files: LRUCache[int, str] = LRUCache(MAX_FILES)  # blobs by number
        self._file_count = 0
        self._sending = asyncio.Lock()

    async def serve(self) -> None:
        """Answer until the gateway leaves."""
        try:
            await self._greet()
            while True:
                await self._places.acquire()
                await self._next()
        except ChannelError as error:
            log.error("a gateway was cut off: %s", error)
        except (EOFError, OSError):
            log.info("a gateway has left")
        finally:
            self._writer.close()

    def tell(self, message: FromKeeper) -> None:
        """Send a message that nobody asked for."""
        if self._writer.transport.get_write_buffer_size() > MAX_UNSENT:
            self._writer.transport.abort()  # it has stopped reading; it will connect again
        else:
            self._writer.writelines(encode(0, message))

    async def drain(self, timeout: float) -> None:
        """Answer what is under way, then end the connection."""
        if self._tasks:
            await asyncio.wait(list(self._tasks), timeout=timeout)
        self._writer.close()

    async def _greet(self) -> None:
        known: TypeAdapter[FromGateway] = FROM_GATEWAY
        first = await read_frame(self._reader, await read_header(self._reader), known)
        if not isinstance(first.message, Hello):
            raise ChannelError("a gateway says hello first")
        welcome, published = self._server.welcome()
        self._writer.writelines(encode(first.number, welcome) + encode(0, published))

    async def _next(self) -> None:
        """Read one question and begin to answer it; its place is given back when that ends."""
        header = await read_header(self._reader)
        wanted = self._bytes + header.body <= MAX_BYTES_UNDER_WAY
        wanted = wanted and self._server.take_bytes(header.body)
        size = header.body if wanted else 0  # from here on: its other end may be slow to send it
        self._bytes += size
        try:
            frame = await read_frame(self._reader, header, FROM_GATEWAY, wanted=wanted)
        except BaseException:
            self._server.give_bytes_back(size)
            raise
        task = asyncio.create_task(self._answer(frame.number, frame.message, frame.body))
        self._tasks.add(task)

        def ended(done: asyncio.Task[None]) -> None:
            self._tasks.discard(done)
            self._bytes -= size
            self._server.give_bytes_back(size)
            self._places.release()

        task.add_done_callback(ended)

    async def _answer(self, number: int, message: FromGateway | None, body: bytes | None) -> None:
        try:
            reply, data = await self._reply(message, body)
        except RequestRefused as error:
            reply, data = Refusal(), error.problem.to_json()
        except SyncError as error:
            repeated.warn(error)  # one line without values: registry, blobs, index
            reply, data = Refusal(), _busy("the data centre cannot answer now; try again")
        except Exception as error:  # noqa: BLE001  a fault in one answer must not end the others
            repeated.fault(f"a fault: {describe_fault(error)}")
            text = "a fault in the data centre; its log says where"
            reply, data = Refusal(fault=True), _busy(text)
        if not number:
            return
        async with self._sending:
            if self._writer.is_closing():
                return
            self._writer.writelines(encode(number, reply, data))
            try:
                await self._writer.drain()
            except OSError:
                return  # it has left; `serve` sees it too

    async def _reply(
        self, message: FromGateway | None, body: bytes | None
    ) -> tuple[FromKeeper, bytes]:
        if body is None:
            raise RequestRefused(ProblemCode.BUSY, "too much is being received; again", now())
        match message:
            case SignedRequest():
                return await self._server.answer_request(message, body, self._keep)
            case WhoIs():
                return Who(signing_key=await self._server.who_is(message.key_id)), b""
            case ReadFile():
                blob = self._files.get(message.file)
                if blob is None:
                    raise RequestRefused(ProblemCode.BUSY, "ask for the file again", now())
                return Answer(), await self._server.part(blob, message.start, message.length)
            case RefusedAtGateway():
                await self._server.refused(message)
                return Answer(), b""
            case ReadFigures():
                return Answer(), await self._server.figures()
            case _:
                return NotUnderstood(), b""

    def _keep(self, blob: str) -> int:
        self._file_count += 1
        self._files[self._file_count] = blob
        return self._file_count


def _busy(text: str) -> bytes:
    return Problem(problem=ProblemCode.BUSY, text=text, at=now()).to_json()
