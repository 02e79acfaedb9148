"""The connection to the keeper: many questions at a time over one socket, made again for ever.

While the keeper is away every question ends with KeeperAway, and terminals are told to come again.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sync.central.channel.frames import (
    BUFFERED,
    ChannelError,
    Frame,
    encode,
    read_frame,
    read_header,
)
from sync.central.channel.messages import (
    FROM_KEEPER,
    FromGateway,
    FromKeeper,
    Hello,
    MessagesWait,
    PublishedNotice,
    Refusal,
    TerminalChanged,
    Welcome,
)
from sync.central.channel.refusal import RequestRefused
from sync.central.errors import CentralError
from sync.protocol.errors import PackageError
from sync.protocol.wire import Problem
from sync.software import software

log = logging.getLogger(__name__)

RECONNECT_INTERVAL_S = 0.1
MAX_INTERVAL_S = 1.0  # it doubles while there is no keeper
ANSWER_TIMEOUT_S = 60.0
MAX_BYTES_UNDER_WAY = 64 * 2**20  # of bodies that wait for their answers
HELLO = 1  # the number of the first question


class KeeperAway(CentralError):
    """The keeper does not run, or has too much to do. It comes back; terminals come again."""


class KeeperFault(Exception):
    """A bug of ours in the keeper; its log says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text)
        self.problem = problem


class KeeperClient:
    """Asks the keeper. Used on one event loop."""

    def __init__(
        self,
        path: Path,
        published: Callable[[int], None],
        changed: Callable[[str], None],
        connected: Callable[[], None],
        messages_wait: Callable[[str], None],
    ) -> None:
        """`path`: of the socket. Call the functions when the keeper says so.

        `connected`: a keeper answers, and what it said to nobody before is lost.
        """
        self._path = path
        self._published, self._changed, self._connected = published, changed, connected
        self._messages_wait = messages_wait
        self._writer: asyncio.StreamWriter | None = None
        self._waiting: dict[int, asyncio.Future[Frame[FromKeeper]]] = {}
        self._number = HELLO
        self._bytes = 0
        self._centre_id = ""
        self._first = asyncio.Event()  # a keeper has answered, or none is waited for any more

    async def wait_connected(self, patience_s: float) -> None:
        """Wait until a keeper has answered, for that long at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                await self._first.wait()

    def wait_no_longer(self) -> None:
        """End `wait_connected`."""
        self._first.set()

    @property
    def is_there(self) -> bool:
        """Return whether a keeper answers now."""
        return self._writer is not None

    @property
    def centre_id(self) -> str:
        """Return the data centre's id. Raise KeeperAway before the keeper has said it."""
        if not self._centre_id:
            raise KeeperAway("the keeper has not answered yet")
        return self._centre_id

    async def ask(self, question: FromGateway, body: bytes = b"") -> Frame[FromKeeper]:
        """Return the answer. Raise RequestRefused, KeeperAway, KeeperFault."""
        writer = self._writer
        if writer is None or self._bytes + len(body) > MAX_BYTES_UNDER_WAY:
            raise KeeperAway("the keeper is away, or has too much to do")
        self._number += 1
        number = self._number
        answer = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self._bytes += len(body)
        try:
            writer.writelines(encode(number, question, body))
            async with asyncio.timeout(ANSWER_TIMEOUT_S):
                await writer.drain()
                found: Frame[FromKeeper] = await answer
        except (TimeoutError, OSError) as error:
            raise KeeperAway("the keeper does not answer") from error
        finally:
            self._bytes -= len(body)
            self._waiting.pop(number, None)
            if not answer.cancel() and not answer.cancelled():
                answer.exception()  # the keeper left while this was being sent: heard already
        if isinstance(found.message, Refusal):
            raise _refusal(found)
        return found

    async def run(self, patience_s: float = 0.0) -> None:
        """Stay connected, until cancelled. A keeper that starts may take `patience_s`."""
        told, pause = False, RECONNECT_INTERVAL_S
        expected_at = asyncio.get_running_loop().time() + patience_s
        while True:
            try:
                await self._connection()
            except (EOFError, OSError, ChannelError) as error:
                was_connected = self._writer is not None
                late = asyncio.get_running_loop().time() >= expected_at
                if was_connected or (late and not told):
                    level = logging.WARNING if was_connected else logging.INFO
                    log.log(level, "the keeper at %s is away: %s", self._path, _reason(error))
                    told = True
                pause = RECONNECT_INTERVAL_S if was_connected else min(2 * pause, MAX_INTERVAL_S)
            finally:
                self._close()
            await asyncio.sleep(pause)

    async def _connection(self) -> None:
        reader, writer = await asyncio.open_unix_connection(self._path, limit=BUFFERED)
        try:
            writer.writelines(encode(HELLO, Hello(software=software())))
            await writer.drain()
            first = await read_frame(reader, await read_header(reader), FROM_KEEPER)
            if not isinstance(first.message, Welcome):
                raise ChannelError("a keeper says welcome first")
            self._centre_id = first.message.centre_id
            self._writer = writer
            log.info("the keeper answers")
            self._connected()
            self._first.set()
            while True:
                self._take(await read_frame(reader, await read_header(reader), FROM_KEEPER))
        finally:
            writer.close()

    def _take(self, frame: Frame[FromKeeper]) -> None:
        match frame.message:
            case PublishedNotice(sequence=sequence):
                self._published(sequence)
            case TerminalChanged(terminal_id=terminal_id):
                self._changed(terminal_id)
            case MessagesWait(terminal_id=terminal_id):
                self._messages_wait(terminal_id)
            case _:
                waiting = self._waiting.get(frame.number)
                if waiting is not None and not waiting.done():  # else its client has left
                    waiting.set_result(frame)

    def _close(self) -> None:
        self._writer = None
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(KeeperAway("the keeper has left"))


def _refusal(found: Frame[FromKeeper]) -> Exception:
    try:
        problem = Problem.from_json(found.body or b"")
    except PackageError:
        return KeeperAway("the keeper's refusal cannot be read")
    if isinstance(found.message, Refusal) and found.message.fault:
        return KeeperFault(problem)
    return RequestRefused.of(problem)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) if isinstance(error, ChannelError) else "it has left"
