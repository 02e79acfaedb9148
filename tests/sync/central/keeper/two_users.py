"""Commands whose children run as other users, where this Python may be one of root's own."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

# Of every Debian, and of nobody's use in a test.
KEEPER, GATEWAY = "backup", "www-data"

# A private mount namespace in which others can reach a Python that lies in root's home.
_REACHABLE = """
set -e
kept=$(mktemp -d)
mount --bind "$1" "$kept"
mount -t tmpfs -o mode=755 none "$2"
mkdir -p "$1"
find "$2" -type d -exec chmod 755 {} +
mount --bind "$kept" "$1"
shift 2
exec "$@"
"""


def needs_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can start processes as two users")
    for name in (KEEPER, GATEWAY):
        pwd.getpwnam(name)


def reachable() -> list[str]:
    """What to put before a command so that its children can be other users'."""
    base = Path(sys.base_prefix).resolve()
    closed = [each for each in (base, *base.parents) if not each.stat().st_mode & 0o001]
    if not closed:
        return []
    private = ["unshare", "--mount", "--propagation", "private"]
    return [*private, "sh", "-c", _REACHABLE, "sh", str(base), str(closed[-1])]


def as_user(name: str, script: str) -> subprocess.CompletedProcess[str]:
    """Run Python as another user."""
    found = pwd.getpwnam(name)
    become = f"import os; os.setgroups([]); os.setresgid(*[{found.pw_gid}] * 3)\n"
    become += f"os.setresuid(*[{found.pw_uid}] * 3)\n"
    command = [*reachable(), sys.executable, "-c", become + script]
    return subprocess.run(command, capture_output=True, text=True, check=False)
