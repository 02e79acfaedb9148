"""Files that kiosk and agent share: where they are two users, a folder's group says so.

`gapura provision owners` gives `mirror/`, `spool/` and `wake/` to a group of both and sets their
set-group-ID bit, so that what is made in them belongs to that group; in `spool/` the kiosk alone
makes files. Without it a terminal is one
user's, and nobody else reads anything.
"""

from __future__ import annotations

import stat
from pathlib import Path

OWN_FILE, SHARED_FILE = 0o600, 0o660


def file_mode(folder: Path) -> int:
    """Return the mode of a file in `folder` that both processes write. Raise OSError."""
    return SHARED_FILE if folder.stat().st_mode & stat.S_ISGID else OWN_FILE
