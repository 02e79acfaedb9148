"""Accepts connections within their limits, by itself or behind a front, and watches over them.

asyncio's own server would accept without a count, and show a connection only after its handshake.
A front comes through a Unix socket that nobody else may open, and says before each connection, in a
header of the PROXY protocol, version 2, for whom it connects. Headers of HTTP are never believed.
"""

from __future__ import annotations

import asyncio
import errno
import gc
import ipaddress
import socket
import ssl
import struct
import time
from collections.abc import Callable, Coroutine
from typing import Any

from sync.central.gateway import limits
from sync.central.gateway.http_connection import Admission, HttpConnection
from sync.central.gateway.refusals import RefusalKind

JUDGE_INTERVAL_S = 0.5
PROXY_HEADER_S = 5.0
# A connection is a cycle of references that holds some 260 KB of TLS buffers, of which Python's
# collector knows nothing: left to itself, it kept those of half a minute.
COLLECT_AFTER = 32  # connections
PAUSE_S = 0.1  # when the system has no room for one more
FRONT = "front"  # whose address a connection has that the front makes for itself
_FULL = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"
_HEADER = struct.Struct("!12sBBH")  # signature, version and command, family, length of the rest
_LOCAL, _PROXIED = 0x20, 0x21
_FAMILIES = {0x11: 4, 0x21: 16}  # TCP over IPv4 and IPv6 -> bytes of an address
_MAX_REST = 536  # bytes

MakeProtocol = Callable[[str], HttpConnection]  # of an address


class Listener:
    """Accepts from one listening socket for one worker."""

    def __init__(
        self,
        listening: socket.socket,
        context: ssl.SSLContext | None,
        admission: Admission,
        make_protocol: MakeProtocol,
    ) -> None:
        """`context`: None without TLS. At a Unix socket a front says for whom it connects."""
        self._listening, self._context = listening, context
        self._admission, self._make_protocol = admission, make_protocol
        self._rates = limits.Rates(limits.CONNECTS_PER_S, limits.CONNECTS_AT_ONCE)
        self._known_rates = limits.Rates(limits.KNOWN_CONNECTS_PER_S, limits.CONNECTS_AT_ONCE)
        self._tasks: set[asyncio.Task[None]] = set()
        self._met = 0  # connections so far

    def start(self) -> None:
        """Accept from now on."""
        self._spawn(self._accept())
        self._spawn(self._watch())

    def stop(self) -> None:
        """Accept nobody more, and end what has not begun to speak HTTP."""
        for task in self._tasks:
            task.cancel()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _accept(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            try:
                accepted, peer = await loop.sock_accept(self._listening)
            except OSError as error:
                if error.errno in _FULL:
                    self._refuse(RefusalKind.CROWDED, "the system")
                    await asyncio.sleep(PAUSE_S)
                continue  # else it left before it was accepted
            if self._listening.family == socket.AF_UNIX:
                self._spawn(self._ask_front(accepted))
            else:
                self._admit(accepted, peer[0])

    async def _ask_front(self, accepted: socket.socket) -> None:
        try:
            async with asyncio.timeout(PROXY_HEADER_S):
                address = await read_proxy_header(accepted)
        except BaseException as error:
            accepted.close()
            if isinstance(error, (OSError, ValueError)):  # TimeoutError is an OSError
                self._refuse(RefusalKind.PROXY_HEADER, FRONT)
                return
            raise
        if address is None:
            accepted.close()
        else:
            self._admit(accepted, address)

    def _admit(self, accepted: socket.socket, address: str) -> None:
        whose = owner_of(address)
        rates = self._known_rates if self._admission.connections.is_known(whose) else self._rates
        handshakes = self._context is not None  # which are what is dear; a front counts its own
        if handshakes and not rates.take(whose, time.monotonic()):
            self._refuse(RefusalKind.ADDRESS_RATE, whose)
            accepted.close()
            return
        self._met += 1
        protocol = self._make_protocol(whose)
        if not self._admission.connections.admit(protocol):
            self._refuse(RefusalKind.CROWDED, whose)
            accepted.close()
            return
        protocol.end_handshake = self._spawn(self._begin(accepted, protocol)).cancel

    async def _begin(self, accepted: socket.socket, protocol: HttpConnection) -> None:
        tls = self._context is not None
        try:
            await asyncio.get_running_loop().connect_accepted_socket(
                lambda: protocol,
                accepted,
                ssl=self._context,
                ssl_handshake_timeout=limits.HANDSHAKE_S if tls else None,
                ssl_shutdown_timeout=limits.SHUTDOWN_S if tls else None,
            )
        except OSError:  # and with it TLS errors, and the timeout
            self._refuse(RefusalKind.HANDSHAKE, protocol.address)
        finally:
            protocol.end_handshake = _nothing
            if not protocol.is_open:
                self._admission.connections.leave(protocol)
                accepted.close()

    async def _watch(self) -> None:
        admission, met = self._admission, 0
        while True:
            await asyncio.sleep(JUDGE_INTERVAL_S)
            if self._met - met >= COLLECT_AFTER:
                met = self._met
                gc.collect()
            now = time.monotonic()
            admission.clock.tick(now)
            admission.refusals.write_held(now)
            for guest in admission.connections.all():
                guest.judge()

    def _refuse(self, kind: RefusalKind, address: str) -> None:
        self._admission.refusals.count(kind.value, time.monotonic(), detail=f"from {address}")


def owner_of(address: str) -> str:
    """Return whose address it is, as far as limits go: an IPv6 host has all of its /64."""
    if ":" not in address:
        return address
    found = ipaddress.IPv6Address(address.partition("%")[0])
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(found) >> 64 << 64, 64)))


async def read_proxy_header(accepted: socket.socket) -> str | None:
    """Return for whom the front connects; FRONT: for itself; None: it only looked whether we are.

    Raise ValueError for another header than one of PROXY version 2, OSError.
    """
    begun = await _exactly(accepted, _HEADER.size)
    if not begun:
        return None
    signature, command, family, length = _HEADER.unpack(begun)
    if signature != _SIGNATURE or command not in (_LOCAL, _PROXIED) or length > _MAX_REST:
        raise ValueError("no header of the PROXY protocol, version 2")
    rest = await _exactly(accepted, length) if length else b""
    if command == _LOCAL:
        return FRONT
    size = _FAMILIES.get(family)
    if size is None or len(rest) < 2 * size + 4:
        raise ValueError("the front connects for somebody without an address")
    return str(ipaddress.ip_address(rest[:size]))


async def _exactly(accepted: socket.socket, size: int) -> bytes:
    """Return `size` bytes, or none where the other side closed at once. Raise ValueError."""
    loop, received = asyncio.get_running_loop(), b""
    while len(received) < size:
        piece = await loop.sock_recv(accepted, size - len(received))
        if not piece:
            if received:
                raise ValueError("the header ends too soon")
            return b""
        received += piece
    return received


def _nothing() -> None:
    """End no handshake: there is none."""
