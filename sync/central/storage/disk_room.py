"""Room on the data centre's own disks: what is kept free, to erase with, and when it runs low."""

from __future__ import annotations

from collections.abc import Mapping

RESERVE = 16 * 2**20  # bytes; the largest single result has 2 MiB
STEP = 2**20  # bytes by which less of it is taken
RESULTS_LEAVE = 64 * 2**20  # bytes: with less, no result is taken, and terminals keep theirs
LOW = 2**30  # bytes; less is told to the operators


def told(free: Mapping[str, int]) -> str:
    """Return one line about the disks that run low; empty where none does. Pure."""
    found = {name: left for name, left in free.items() if left < LOW}
    if not found:
        return ""
    left = min(found.values())
    ends = (
        "no result is taken from terminals, which keep theirs"
        if left < RESULTS_LEAVE
        else f"below {RESULTS_LEAVE >> 20} MB no result is taken from terminals"
    )
    return f"the disk of {', '.join(sorted(found))} has {left / 1e6:.0f} MB left: make room; {ends}"
