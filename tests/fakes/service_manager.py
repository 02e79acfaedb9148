"""systemd's end of NOTIFY_SOCKET: keeps what a process says of itself."""

from __future__ import annotations

import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ServiceManager:
    def __init__(self, path: Path) -> None:
        self.address = str(path)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        self._socket.bind(self.address)
        self.lines: list[str] = []  # all that was heard

    def listen(self, seconds: float = 0.0) -> list[str]:
        """What came since the last time, and comes within so long; one by one."""
        fresh: list[str] = []
        while select.select([self._socket], [], [], seconds)[0]:
            fresh += self._socket.recv(4096).decode().splitlines()
            if not seconds:
                continue
            break
        self.lines += fresh
        return fresh

    def heard(self, line: str) -> bool:
        """Whether that was said at some time."""
        self.listen()
        return line in self.lines

    @property
    def status(self) -> str:
        """The last word for people."""
        self.listen()
        return self.last_status

    @property
    def last_status(self) -> str:
        """The same, where another thread listens."""
        said = [line for line in self.lines if line.startswith("STATUS=")]
        return said[-1].removeprefix("STATUS=") if said else ""

    def fed_again(self) -> bool:
        """Whether the watchdog is fed once more, from now on."""
        return "WATCHDOG=1" in self.listen()

    def starves(self, seconds: float) -> bool:
        """Whether for so long, several times that between two words, nothing feeds the watchdog."""
        self.listen()
        return all("WATCHDOG=1" not in self.listen(seconds / 3) for _ in range(3))

    def close(self) -> None:
        self._socket.close()
        Path(self.address).unlink()


@contextmanager
def service_manager(folder: Path) -> Iterator[ServiceManager]:
    manager = ServiceManager(folder / "notify.sock")
    try:
        yield manager
    finally:
        manager.close()
