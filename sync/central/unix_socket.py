"""Listen at a path of this machine: for gateways, and for a front."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sync.central.errors import CentralError

MODE = 0o660


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
