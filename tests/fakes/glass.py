"""The screen of a real process, by hand: Qt shows it over RFB (VNC) on this machine.

Keys and fingers arrive as those of a keyboard and a touch screen do, from outside of the process.
"""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from tests.waiting import PATIENCE_S, until

HOST = "127.0.0.1"
SIZE = (1280, 800)
CONTROL, ALT, F4, F11, ENTER, ESCAPE = 0xFFE3, 0xFFE9, 0xFFC1, 0xFFC8, 0xFF0D, 0xFF1B  # keysyms


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def platform(port: int) -> str:
    """Return QT_QPA_PLATFORM for a process whose screen is to be reached at that port."""
    return f"vnc:size={SIZE[0]}x{SIZE[1]}:depth=32:port={port}"


class Glass:
    """Touches and sees the screen at `port`; a context manager."""

    def __init__(self, port: int) -> None:
        self._socket = until(lambda: _connected(port), "the screen")
        version = self._read(12)
        self._socket.sendall(b"RFB 003.003\n")
        assert version.startswith(b"RFB 003")
        assert struct.unpack(">I", self._read(4)) == (1,)  # no authentication
        self._socket.sendall(b"\x01")
        self.width, self.height = struct.unpack(">HH", self._read(4))
        self._read(16)  # its own pixels; ours are asked for
        self._read(struct.unpack(">I", self._read(4))[0])
        little, true_colour = 0, 1
        pixels = struct.pack(">BBBBHHHBBBxxx", 32, 24, little, true_colour, 255, 255, 255, 16, 8, 0)
        self._socket.sendall(b"\x00\x00\x00\x00" + pixels)
        self._socket.sendall(struct.pack(">BxHi", 2, 1, 0))  # raw pixels alone

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._socket.close()

    def key(self, sign: str | int, held: Sequence[int] = (), pace_s: float = 0.0) -> None:
        """Press and let go of a key, with others held, that long after each other."""
        keysym = ord(sign) if isinstance(sign, str) else sign
        for one in held:
            self._press(one, down=True)
            time.sleep(pace_s)
        self._press(keysym, down=True)
        for one in (keysym, *reversed(held)):
            self._press(one, down=False)
        time.sleep(pace_s)

    def type(self, text: str) -> None:
        """Type as fast as a reader does, and its Enter."""
        for sign in text:
            self.key(sign)
        self.key(ENTER)

    def touch(self, x: int, y: int) -> None:
        """Touch a place with one finger."""
        for buttons in (1, 0):
            self._socket.sendall(struct.pack(">BBHH", 5, buttons, x, y))

    def picture(self) -> NDArray[np.uint8]:
        """Return what is on the screen: (height, width, 3), red first."""
        ask = struct.pack(">BBHHHH", 3, 0, 0, 0, self.width, self.height)
        self._socket.sendall(ask)
        seen = np.zeros((self.height, self.width, 4), np.uint8)
        missing = self.width * self.height
        while missing > 0:
            (kind,) = self._read(1)
            assert kind == 0
            (count,) = struct.unpack(">xH", self._read(3))
            for _ in range(count):
                x, y, width, height, encoding = struct.unpack(">HHHHi", self._read(12))
                assert encoding == 0
                raw = np.frombuffer(self._read(4 * width * height), np.uint8)
                seen[y : y + height, x : x + width] = raw.reshape(height, width, 4)
                missing -= width * height
            if missing > 0:
                self._socket.sendall(ask)
        return seen[..., 2::-1]

    def _press(self, keysym: int, *, down: bool) -> None:
        self._socket.sendall(struct.pack(">BBxxI", 4, down, keysym))

    def _read(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            piece = self._socket.recv(size - len(found))
            assert piece, "the screen is gone"
            found += piece
        return found


def _connected(port: int) -> socket.socket | None:
    try:
        made = socket.create_connection((HOST, port), PATIENCE_S)
    except OSError:
        return None
    return made
