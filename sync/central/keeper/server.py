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

from sync.central.channel.frames import BUFFERED
from sync.central.channel.messages import (
    Answer,
    FileAnswer,
    FromKeeper,
    MessagesWait,
    PublishedNotice,
    RefusedAtGateway,
    SignedRequest,
    TerminalChanged,
    Welcome,
)
from sync.central.channel.refusal import RequestRefused
from sync.central.clock import now
from sync.central.keeper.authentication import authenticate, claimed_key_id
from sync.central.keeper.enrolment import enrol
from sync.central.keeper.figures import figures
from sync.central.keeper.gateway_connection import GatewayConnection
from sync.central.keeper.refusal_audit import ATTACKS
from sync.central.keeper.repository import PublishedFile
from sync.central.keeper.routes import ENROL, Reply, route_of, routes
from sync.central.keeper.state import KeeperState
from sync.central.registry import callers
from sync.central.registry.errors import RegistryError
from sync.protocol.message import Wire
from sync.protocol.wire import ProblemCode
from sync.repeated_lines import RepeatedLines

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)

FIGURES_AGE_S = 5.0  # no gateway makes the keeper count the fleet more often
POLL_INTERVAL_S = 0.2  # between two reads of the last publication
MAX_CONNECTIONS = 80  # of one user; `serve` starts 64 gateways at most, each has one
MAX_BYTES_OF_ALL = 512 * 2**20  # of bodies, of all connections together
MAX_OF_TERMINAL = 16  # questions of one terminal; its agent has 8 connections
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
        self._gateways: set[GatewayConnection] = set()
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
        server = await asyncio.start_unix_server(
            accepted, sock=listening, backlog=BACKLOG, limit=BUFFERED
        )
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
            call = await authenticate(
                self._state,
                request,
                body,
                writes=route.writes,
                of_any_state=route.of_any_state,
            )
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
        gateway = GatewayConnection(self, reader, writer)
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
                repeated.warn(error)
                await asyncio.sleep(10 * POLL_INTERVAL_S)
                continue
            if latest != self._sequence:
                self._sequence = latest
                for gateway in self._gateways:
                    gateway.tell(PublishedNotice(sequence=latest))

    def _latest(self) -> int:
        with self._state.centre.registry.session() as session:
            return callers.latest_publication(session)


def _answer(reply: Reply, keep: Callable[[str], int]) -> tuple[FromKeeper, bytes]:
    if isinstance(reply, Wire):
        return Answer(), reply.to_json()
    if isinstance(reply, PublishedFile):
        if reply.data is None:
            return FileAnswer(file=keep(reply.blob), size=reply.size), b""
        return FileAnswer(file=0, size=reply.size), reply.data
    return Answer(), reply


def _user(writer: asyncio.StreamWriter) -> int:
    """Return the uid of the process at the other end, as the kernel knows it."""
    peer = writer.get_extra_info("socket")
    size = _CREDENTIALS.size
    _, uid, _ = _CREDENTIALS.unpack(peer.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, size))
    return int(uid)
