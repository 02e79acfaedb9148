"""Regular files in a folder that somebody else may fill: the agent's mirror, an agency's stick.

Whoever opens a FIFO waits for ever for its other end, a device gives bytes without end, and a link
leads wherever its maker likes. What is no regular file is refused as if it could not be read.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def open_regular(
    path: Path, flags: int = os.O_RDONLY, mode: int = 0o600, *, follow: bool = False
) -> int:
    """Return a descriptor of the regular file at `path`; never wait for anybody.

    `flags`, `mode`: os.open's. `follow`: a link that a person named may lead to it. Raise OSError,
    also where it is a link, a FIFO, a device or a folder.
    """
    link = 0 if follow else os.O_NOFOLLOW
    handle = os.open(path, flags | link | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC, mode)
    found = os.fstat(handle).st_mode
    if stat.S_ISREG(found):
        return handle
    os.close(handle)
    if stat.S_ISDIR(found):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.EINVAL, "no regular file", str(path))


def read_regular(path: Path, limit: int, *, follow: bool = False) -> bytes:
    """Return the bytes of the regular file at `path`; `follow`: as `open_regular` has it.

    Raise OSError, also where it has more than `limit` of them.
    """
    with os.fdopen(open_regular(path, follow=follow), "rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(errno.EFBIG, f"more than {limit} bytes", str(path))
    return data
