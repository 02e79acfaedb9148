"""Waking the other process: a datagram on a Unix socket means "look again", and nothing more."""

from __future__ import annotations

import contextlib
import os
import select
import socket
from collections.abc import Iterator
from pathlib import Path

from sync.terminal.shared_folder import file_mode


@contextlib.contextmanager
def _address(path: Path) -> Iterator[str]:
    """Yield a short name of `path`: the kernel takes 107 bytes, and folders may be deeper."""
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


class Waker:
    """Wakes whoever listens at a path."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self) -> bool:
        """Wake the listener; never wait, never raise.

        False: nobody listens; whoever will reads everything when it starts.
        """
        try:
            with (
                socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as sender,
                _address(self._path) as address,
            ):
                sender.sendto(b"!", address)
        except BlockingIOError:
            return True  # so many datagrams wait there that one more says nothing new
        except OSError:
            return False
        return True

    def is_heard(self) -> bool:
        """Return whether somebody listens; wake nobody."""
        try:
            with (
                socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as asked,
                _address(self._path) as address,
            ):
                asked.connect(address)
        except OSError:
            return False
        return True


class Listener:
    """Listens at a path; a context manager."""

    def __init__(self, path: Path) -> None:
        """Make the socket, in place of one that a dead process left. Raise OSError.

        It is its user's alone, or its folder's group's.
        """
        self._path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
        try:
            # What bind makes has the socket's mode.
            os.fchmod(self._socket.fileno(), file_mode(path.parent))
            path.unlink(missing_ok=True)
            with _address(path) as address:
                self._socket.bind(address)
        except BaseException:
            self._socket.close()
            raise

    def fileno(self) -> int:
        """Return the descriptor, for a loop that waits for several things; then call `wait(0)`."""
        return self._socket.fileno()

    def wait(self, timeout: float) -> bool:
        """Return whether somebody called within `timeout` seconds; several calls are one."""
        if not select.select([self._socket], [], [], timeout)[0]:
            return False
        with contextlib.suppress(BlockingIOError):
            while True:
                self._socket.recv(1)
        return True

    def close(self) -> None:
        """Stop listening and remove the socket."""
        self._socket.close()
        self._path.unlink(missing_ok=True)

    def __enter__(self) -> Listener:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
