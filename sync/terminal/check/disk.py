"""The disk of the terminal's folder: room, and how fast it truly writes."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from pathlib import Path

from sync.disk_reserve import free_bytes, is_read_only
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.terminal.errors import DISK_FULL

MIN_FREE = 512 * 2**20  # bytes; below it the officer's screen says so, too
# SD Association, Application Performance Class 1 (A1): the least that a card for programs sustains.
MIN_RATE = 10e6  # bytes a second
PIECE, PIECES = 2**20, 8  # bytes, each on the disk before the next
MEASURED_S = 2.0  # at most, beyond the piece under way


def look_at_disk(folder: Path) -> tuple[Finding, ...]:
    """Return what is wrong with the disk of `folder`; what is written to measure it has no name."""
    if is_read_only(folder):
        return (found(FindingCode.DISK_READ_ONLY),)
    try:
        free = free_bytes(folder)
        if free < MIN_FREE:
            return (_full(free),)
        return judge_rate(*_write(folder))
    except PermissionError:  # another user's: who may write there finds out
        return ()
    except OSError as error:
        if error.errno in DISK_FULL:
            return (_full(0),)
        if error.errno == errno.EROFS:
            return (found(FindingCode.DISK_READ_ONLY),)
        return (found(FindingCode.DISK_FAILING, why=error.strerror or error),)


def judge_rate(written: int, seconds: float) -> tuple[Finding, ...]:
    """Return whether a disk is too slow that took `written` bytes in `seconds`."""
    if written >= MIN_RATE * seconds:
        return ()
    rate, least = int(written / seconds / 1e6), int(MIN_RATE / 1e6)
    return (found(FindingCode.DISK_SLOW, rate=rate, least=least),)


def _full(free: int) -> Finding:
    return found(FindingCode.DISK_FULL, free=free // 2**20, least=MIN_FREE // 2**20)


def _write(folder: Path) -> tuple[int, float]:
    """Write to the disk, and wait for it; return how many bytes, and the seconds."""
    piece, written = os.urandom(PIECE), 0  # nothing that a disk could make smaller
    with tempfile.TemporaryFile(dir=folder, buffering=0) as file:
        begun = time.monotonic()
        for _ in range(PIECES):
            written += file.write(piece)
            os.fsync(file.fileno())
            if time.monotonic() - begun > MEASURED_S:
                break
        return written, time.monotonic() - begun
