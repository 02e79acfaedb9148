"""What a front says of those for whom it connects; whatever else comes is no front."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import struct

import pytest

from sync.central.gateway.listener import FRONT, read_proxy_header

SIGNATURE = b"\r\n\r\n\x00\r\nQUIT\n"


def header(family: int, rest: bytes, command: int = 0x21) -> bytes:
    return SIGNATURE + struct.pack("!BBH", command, family, len(rest)) + rest


def addresses(source: str) -> bytes:
    here = ipaddress.ip_address(source)
    return here.packed * 2 + struct.pack("!HH", 50_000, 8443)


def read(said: bytes) -> tuple[str | None, bytes]:
    """What is made of it, and what is left for TLS or HTTP."""

    async def asked() -> tuple[str | None, bytes]:
        here, there = socket.socketpair()
        with here, there:
            here.setblocking(False)
            there.sendall(said)
            there.shutdown(socket.SHUT_WR)
            return await read_proxy_header(here), here.recv(100)

    return asyncio.run(asked())


@pytest.mark.parametrize(
    ("said", "address"),
    [
        (header(0x11, addresses("203.0.113.7")), "203.0.113.7"),
        (header(0x21, addresses("2001:db8::7")), "2001:db8::7"),
        (header(0x11, addresses("203.0.113.7") + b"\x04\x00\x01a"), "203.0.113.7"),
        (header(0x00, b"", command=0x20), FRONT),
    ],
)
def test_a_front_says_for_whom_it_connects(said: bytes, address: str) -> None:
    assert read(said + b"GET / ") == (address, b"GET / ")


def test_a_front_may_only_look_whether_we_are_there() -> None:
    assert read(b"") == (None, b"")


@pytest.mark.parametrize(
    "said",
    [
        b"GET / HTTP/1.1\r\nX-Forwarded-For: 203.0.113.7\r\n\r\n",
        b"PROXY TCP4 203.0.113.7 203.0.113.8 50000 8443\r\n",
        header(0x11, addresses("203.0.113.7"))[:-1],
        SIGNATURE,
        header(0x11, addresses("203.0.113.7")[:8]),
        header(0x31, bytes(216)),  # a Unix socket's
        header(0x11, addresses("203.0.113.7"), command=0x22),
        header(0x11, bytes(537)),
    ],
)
def test_what_no_front_says_is_refused(said: bytes) -> None:
    with pytest.raises(ValueError, match=r"PROXY protocol|without an address|ends too soon"):
        read(said)
