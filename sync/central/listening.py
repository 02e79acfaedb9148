"""Sockets that listen: at a path of this machine for gateways and a front, at a port for others."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sync.central.errors import CentralError

MODE = 0o660
BACKLOG = 2048  # of terminals
USER_TIMEOUT_MS = 60_000  # a client that takes nothing for that long is gone
_REASONS = {
    errno.EADDRINUSE: "another program listens there, perhaps a data centre that runs: stop it, or "
    "take another port with --bind",
    errno.EADDRNOTAVAIL: "this machine has no such address: take one of its own with --bind",
    errno.EACCES: "a port below 1024 is the administrator's: take another with --bind",
}

Bind = tuple[str, int] | Path  # address and port, or the Unix socket to which a front connects


@contextmanager
def listening_at(path: Path, backlog: int) -> Iterator[socket.socket]:
    """Listen at `path`, in place of what a killed process left; it is removed at the end.

    Its group is that of the folder, where the folder was given to one. Raise CentralError.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        before = os.umask(0o777)  # nobody connects before owner and mode are what they must be
        try:
            path.unlink(missing_ok=True)
            listening.bind(str(path))
        except OSError as error:
            too_long = error.errno is None or error.errno == errno.ENAMETOOLONG
            reason = "its path is too long" if too_long else error.strerror
            raise CentralError(f"{path}: {reason}") from error
        finally:
            os.umask(before)
        try:
            path.chmod(MODE)
            listening.listen(backlog)
            listening.setblocking(False)
            yield listening
        finally:
            with suppress(OSError):
                path.unlink()


@contextmanager
def listening_on(bind: Bind) -> Iterator[tuple[socket.socket, str]]:
    """Yield a listening socket and its URL; port 0 takes a free one. Raise CentralError."""
    if isinstance(bind, Path):
        with listening_at(bind, BACKLOG) as listening:
            yield listening, f"unix:{bind}"
        return
    family = socket.AF_INET6 if ":" in bind[0] else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listening:
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # Inherited by every connection: gates vanish without a word.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 60)
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, USER_TIMEOUT_MS)
            listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            listening.bind(bind)
            listening.listen(BACKLOG)
            listening.setblocking(False)
        except OSError as error:
            reason = _REASONS.get(error.errno or 0, str(error.strerror))
            raise CentralError(f"{bind[0]}:{bind[1]}: {reason}") from error
        host, port = listening.getsockname()[:2]
        yield listening, f"https://{f'[{host}]' if ':' in host else host}:{port}"
