"""Run a command with the system calls and socket families that a unit leaves to it, and no others.

`python -m tests.as_unit UNIT COMMAND…`: systemd's SystemCallFilter= and RestrictAddressFamilies=.
"""

from __future__ import annotations

import errno
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pyseccomp
import pytest

UNITS = Path(__file__).resolve().parents[1] / "packaging" / "systemd"


def within(name: str) -> list[str]:
    """What to put before a command so that it runs with no more than `gapura-NAME` leaves."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not installed")
    return [sys.executable, "-m", "tests.as_unit", str(UNITS / f"gapura-{name}.service")]


def calls(words: list[str]) -> set[str]:
    """The system calls of names and @groups, which may hold groups."""
    found: set[str] = set()
    for word in words:
        if not word.startswith("@"):
            found.add(word)
            continue
        shown = subprocess.run(
            ["systemd-analyze", "syscall-filter", word], capture_output=True, text=True, check=True
        ).stdout
        lines = [line.strip() for line in shown.splitlines()[1:]]
        found |= calls([line for line in lines if line and not line.startswith("#")])
    return found


def allowed(unit: Path) -> tuple[set[str], set[str]]:
    """The system calls and socket families that `unit` leaves."""
    left, families = calls(["@default"]), set()
    for line in unit.read_text("utf-8").splitlines():
        name, _, value = line.partition("=")
        if name == "SystemCallFilter" and value.startswith("~"):
            left -= calls(value[1:].split()) - calls(["@default"])
        elif name == "SystemCallFilter":
            left |= calls(value.split())
        elif name == "RestrictAddressFamilies":
            families |= set(value.split())
    return left, families


def shut_in(unit: Path) -> None:
    """Take all else from this process and those that it starts."""
    left, families = allowed(unit)
    rules = pyseccomp.SyscallFilter(pyseccomp.ERRNO(errno.EPERM))
    for name in left - {"socket"}:
        try:
            rules.add_rule(pyseccomp.ALLOW, name)
        except (OSError, ValueError, RuntimeError):  # no call of this machine's
            continue
    for family in families:
        number = getattr(socket, family)
        rules.add_rule(pyseccomp.ALLOW, "socket", pyseccomp.Arg(0, pyseccomp.EQ, int(number)))
    rules.load()


if __name__ == "__main__":
    shut_in(Path(sys.argv[1]))
    os.execvp(sys.argv[2], sys.argv[2:])  # noqa: S606  a test's own command
