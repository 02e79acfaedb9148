"""What the operating system refuses, and the person at the keyboard can mend."""

from __future__ import annotations

import errno

# Disk, permissions, names. What else it refuses is a fault of ours.
_THEIRS = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ENOENT,
    errno.ENOTDIR,
    errno.EISDIR,
}


def refusal(error: OSError) -> str | None:
    """Return what to tell that person, as `/srv/gapura: Permission denied`; None: a fault."""
    if error.errno not in _THEIRS:
        return None
    return f"{error.filename or 'the output'}: {error.strerror}"
