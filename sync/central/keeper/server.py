"""The keeper's local socket: gateways connect, prove their user, and ask.

A gateway in wrong hands can withhold, delay, and pass on what terminals signed; it is given nothing
else. So each of its questions is bounded, and what matters is proven again:
- only the users that were named may connect (SO_PEERCRED);
- connections are bounded for each user, frames, questions under way and their bytes for each
  connection, all bytes together, and questions under way for each terminal, so that no gateway and
  no terminal takes the keeper, or its memory, from the others;
- a part of a file is read only where a terminal's own request was answered with that file.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import socket
import struct
import time
from collections import Counter
from collections.abc import Callable

from cachetools import LRUCache
from pydantic import TypeAdapter

from sync.central.channel.frames import ChannelError, encode, read_frame, read_header
from sync.central.channel.messages import (
    FROM_GATEWAY,
    Answer,
    FileAnswer,
    FromGateway,
    FromKeeper,
    Hello,
    MessagesWait,
    NotUnderstood,
    PublishedNotice,
    ReadFigures,
    ReadFile,
    Refusal,
    RefusedAtGateway,
    SignedRequest,
    TerminalChanged,
    Welcome,
    Who,
    WhoIs,
)
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.keeper.authentication import authenticate, claimed_key_id
from sync.central.keeper.enrolment import enrol
from sync.central.keeper.figures import figures
from sync.central.keeper.refusal_audit import ATTACKS
from sync.central.keeper.repository import PublishedFile
from sync.central.keeper.routes import ENROL, Reply, route_of, routes
from sync.central.keeper.state import KeeperState
from sync.central.registry import callers
from sync.central.registry.errors import RegistryError
from sync.logs import describe_fault
from sync.protocol.errors import SyncError
from sync.protocol.message import Wire
from sync.protocol.wire import Problem, ProblemCode

log = logging.getLogger(__name__)

FIGURES_AGE_S = 5.0  # no gateway makes the keeper count the fleet more often
POLL_INTERVAL_S = 0.2  # between two reads of the last publication
MAX_CONNECTIONS = 80  # of one user; `serve` starts 64 gateways at most, each has one
MAX_BYTES_OF_ALL = 512 * 2**20  # of bodies, of all connections together
MAX_UNDER_WAY = 256  # questions of one gateway; what it asks more waits in the socket
MAX_BYTES_UNDER_WAY = 96 * 2**20  # of their bodies
MAX_OF_TERMINAL = 16  # questions of one terminal; its agent has 8 connections
MAX_UNSENT = 64 * 2**20  # bytes that a gateway may leave unread
MAX_FILES = 4096  # large files that a gateway may read parts of
BACKLOG = 64
DRAIN_TIMEOUT_S = 10.0  # for questions under way when the keeper ends
_CREDENTIALS = struct.Struct("3i")  # pid, uid, gid


class KeeperServer:
    """Answers gateways."""

    def __init__(
        self, open_state: Callable[[Callable[[str], None], Callable[[str], None]], KeeperState]
    ) -> None:
        """`open_state` makes the state from what tells gateways of a terminal.

        That it changed, and that messages wait for it.
        """
        self._state = open_state(self._changed, self._messages_wait)
        self._routes = routes()
        self._gateways: set[_Gateway] = set()
        self._of_terminal: Counter[str] = Counter()
        self._of_user: Counter[int] = Counter()  # connections
        self._bytes = 0  # of bodies under way, of all connections
        self._sequence = 0
        self._making_figures = asyncio.Lock()
        self._figures: tuple[float, bytes | None] = (0.0, None)  # made when, and what

    async def run(
        self,
        listening: socket.socket,
        users: frozenset[int],
        ready: Callable[[], None],
        ending: asyncio.Event,
    ) -> None:
        """Answer gateways of `users` (uids) until `ending` is set; call `ready` at the start."""
        try:
            self._sequence = await asyncio.to_thread(self._latest)
        except RegistryError as error:
            log.warning("%s", error)

        async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._serve(reader, writer, users)

        tasks = [
            asyncio.create_task(self._watch_publications()),
            asyncio.create_task(self._state.fleet.watch()),
        ]
        server = await asyncio.start_unix_server(accepted, sock=listening, backlog=BACKLOG)
        try:
            gc.collect()
            gc.freeze()  # so that later collections are of what comes and goes, and soon
            ready()
            await ending.wait()
        finally:
            server.close()
            for gateway in list(self._gateways):
                await gateway.drain(DRAIN_TIMEOUT_S)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await asyncio.to_thread(self._state.comparison_handler.close)

    async def answer_request(
        self, request: SignedRequest, body: bytes, keep: Callable[[str], int]
    ) -> tuple[FromKeeper, bytes]:
        """Return the answer to a terminal's request. Raise RequestRefused, SyncError.

        `keep` takes the blob of a large file and returns the number to read it by.
        """
        if (request.method, request.path.partition("?")[0]) == ENROL:
            return _answer(await enrol(self._state, request, body), keep)
        route = route_of(self._routes, request.method, request.path)
        if route is None:
            raise RequestRefused(ProblemCode.NOT_FOUND, "there is no such thing here", now())
        claimed = claimed_key_id(request)
        if route.under_way >= route.most or self._of_terminal[claimed] >= MAX_OF_TERMINAL:
            raise RequestRefused(ProblemCode.BUSY, "too much at once; again later", now())
        route.under_way += 1
        self._of_terminal[claimed] += 1
        try:
            call = await authenticate(self._state, request, body, writes=route.writes)
            return _answer(await route.handler(call), keep)
        except RequestRefused as error:
            await self._audit(error.problem.problem, claimed, request.path)
            raise
        finally:
            route.under_way -= 1
            self._of_terminal[claimed] -= 1
            if not self._of_terminal[claimed]:
                del self._of_terminal[claimed]

    async def who_is(self, key_id: str) -> bytes | None:
        """Return the public key of a terminal; None where there is none. Raise RegistryError."""
        found = await self._state.fleet.caller(key_id)
        return None if found is None else found.signing_key

    async def refused(self, note: RefusedAtGateway) -> None:
        """Put a gateway's refusal on the audit log."""
        await self._audit(note.problem, note.terminal_id, note.path)

    async def figures(self) -> bytes:
        """Return what operators watch, at most FIGURES_AGE_S old. Raise SyncError."""
        async with self._making_figures:
            at, found = self._figures
            if found is None or time.monotonic() - at > FIGURES_AGE_S:
                found = await asyncio.to_thread(figures, self._state.centre, now())
                self._figures = time.monotonic(), found
            return found

    async def part(self, blob: str, start: int, length: int) -> bytes:
        """Return a part of a published file. Raise BlobError."""

        def read() -> bytes:
            chunks = self._state.files.blobs.chunks(blob, start, length)
            return next(iter(chunks), b"")[:length]

        return await asyncio.to_thread(read)

    def take_bytes(self, size: int) -> bool:
        """Take room for a body of `size` bytes; return whether there was any."""
        if self._bytes + size > MAX_BYTES_OF_ALL:
            return False
        self._bytes += size
        return True

    def give_bytes_back(self, size: int) -> None:
        """Give back what was taken."""
        self._bytes -= size

    def welcome(self) -> tuple[Welcome, PublishedNotice]:
        """Return what a gateway hears first."""
        return Welcome(centre_id=self._state.centre.centre_id), PublishedNotice(
            sequence=self._sequence
        )

    async def _audit(self, code: ProblemCode, terminal_id: str, path: str) -> None:
        """Record an attack where the terminal is enrolled: no stranger writes to the log."""
        if code in ATTACKS and await self._state.fleet.caller(terminal_id) is not None:
            place = path.partition("?")[0][:200]
            self._state.refusals.record(code, terminal_id, place)

    async def _serve(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, users: frozenset[int]
    ) -> None:
        uid = _user(writer)
        if uid not in users:
            log.error("a process of user %d asked the keeper: refused", uid)
            writer.close()
            return
        if self._of_user[uid] >= MAX_CONNECTIONS:
            log.error("user %d asked for more connections than its gateways need: refused", uid)
            writer.close()
            return
        gateway = _Gateway(self, reader, writer)
        self._gateways.add(gateway)
        self._of_user[uid] += 1
        try:
            await gateway.serve()
        finally:
            self._of_user[uid] -= 1
            self._gateways.discard(gateway)

    def _changed(self, terminal_id: str) -> None:
        for gateway in self._gateways:
            gateway.tell(TerminalChanged(terminal_id=terminal_id))

    def _messages_wait(self, terminal_id: str) -> None:
        for gateway in self._gateways:
            gateway.tell(MessagesWait(terminal_id=terminal_id))

    async def _watch_publications(self) -> None:
        while True:
            await asyncio.sleep(POLL_INTERVAL_S)
            try:
                latest = await asyncio.to_thread(self._latest)
            except RegistryError as error:
                log.warning("%s", error)
                await asyncio.sleep(10 * POLL_INTERVAL_S)
                continue
            if latest != self._sequence:
                self._sequence = latest
                for gateway in self._gateways:
                    gateway.tell(PublishedNotice(sequence=latest))

    def _latest(self) -> int:
        with self._state.centre.registry.session() as session:
            return callers.latest_publication(session)


class _Gateway:
    """One connection."""

    def __init__(
        self, server: KeeperServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
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
            self._writer.write(encode(0, message))

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
        self._writer.write(encode(first.number, welcome) + encode(0, published))

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
            log.warning("%s", error)  # one line without values: registry, blobs, index
            reply, data = Refusal(), _busy("the data centre cannot answer now; try again")
        except Exception as error:  # noqa: BLE001  a fault in one answer must not end the others
            log.error("a fault: %s", describe_fault(error))
            text = "a fault in the data centre; its log says where"
            reply, data = Refusal(fault=True), _busy(text)
        if not number:
            return
        async with self._sending:
            if self._writer.is_closing():
                return
            self._writer.write(encode(number, reply, data))
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


def _answer(reply: Reply, keep: Callable[[str], int]) -> tuple[FromKeeper, bytes]:
    if isinstance(reply, Wire):
        return Answer(), reply.to_json()
    if isinstance(reply, PublishedFile):
        if reply.data is None:
            return FileAnswer(file=keep(reply.blob), size=reply.size), b""
        return FileAnswer(file=0, size=reply.size), reply.data
    return Answer(), reply


def _busy(text: str) -> bytes:
    return Problem(problem=ProblemCode.BUSY, text=text, at=now()).to_json()


def _user(writer: asyncio.StreamWriter) -> int:
    """Return the uid of the process at the other end, as the kernel knows it."""
    peer = writer.get_extra_info("socket")
    size = _CREDENTIALS.size
    _, uid, _ = _CREDENTIALS.unpack(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(uid)
