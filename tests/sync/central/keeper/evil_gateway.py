"""A gateway in wrong hands: it speaks to the real keeper as its programmer likes."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sync.central.channel.frames import encode
from sync.central.channel.messages import (
    FROM_KEEPER,
    FromGateway,
    FromKeeper,
    Hello,
    MessagesWait,
    PublishedNotice,
    Refusal,
    SignedRequest,
    TerminalChanged,
)
from sync.protocol.wire import Problem
from tests.sync.central.gateway.conftest import Gate
from tests.waiting import PATIENCE_S

_HEADER = struct.Struct(">IIQ")


class EvilGateway:
    """A connection to the keeper's socket."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection
        self.number = 0

    def write(self, message: FromGateway, body: bytes = b"") -> int:
        """Ask, and do not wait."""
        self.number += 1
        self.connection.sendall(b"".join(encode(self.number, message, body)))
        return self.number

    def read(self) -> tuple[int, FromKeeper, bytes]:
        """The next answer; what nobody asked for is passed over. Raise EOFError."""
        while True:
            head, body, number = _HEADER.unpack(self._exactly(_HEADER.size))
            message = FROM_KEEPER.validate_json(self._exactly(head))
            data = self._exactly(body)
            if not isinstance(message, PublishedNotice | TerminalChanged | MessagesWait):
                return number, message, data

    def ask(self, message: FromGateway, body: bytes = b"") -> tuple[FromKeeper, bytes]:
        wanted = self.write(message, body)
        number, answer, data = self.read()
        assert number == wanted
        return answer, data

    def refused(self, message: FromGateway, body: bytes = b"") -> str:
        """The code of the refusal that `message` gets."""
        answer, data = self.ask(message, body)
        assert isinstance(answer, Refusal), answer
        return Problem.from_json(data).problem.value

    def _exactly(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            piece = self.connection.recv(size - len(data))
            if not piece:
                raise EOFError
            data += piece
        return data


@contextmanager
def connected(path: Path, *, greet: bool = True) -> Iterator[EvilGateway]:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(PATIENCE_S)
        connection.connect(str(path))
        gateway = EvilGateway(connection)
        if greet:
            gateway.ask(Hello(software="evil"))
        yield gateway


def signed(gate: Gate, method: str, path: str, body: bytes = b"") -> SignedRequest:
    """What an honest gateway would pass on of a terminal's request."""
    headers = {name.lower(): value for name, value in gate.headers(method, path, body).items()}
    return SignedRequest(
        method=method,
        path=path,
        signature_input=headers["signature-input"],
        signature=headers["signature"],
        content_digest=headers["content-digest"],
    )
