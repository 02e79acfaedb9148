"""The machine's memory: whether there is enough, and whether it may reach a disk."""

from __future__ import annotations

from collections.abc import Iterator

import psutil

from sync.private_memory import Swap
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found

# A kiosk with 100,000 references takes 690 to 770 MB (README, `gapura bench pipeline`).
KIOSK_NEEDS = 800 * 10**6  # bytes
RESERVE = 200 * 10**6  # bytes for the agent, the screen and the system


def look_at_memory(kiosk_runs: bool, swap: Swap) -> Iterator[Finding]:
    """Yield what is wrong; a kiosk that runs has its part already."""
    yield from judge_memory(psutil.virtual_memory().available, kiosk_runs)
    if swap.in_the_clear:
        yield found(FindingCode.SWAP_CLEAR, places=", ".join(swap.in_the_clear))


def judge_memory(available: int, kiosk_runs: bool) -> tuple[Finding, ...]:
    """Return whether `available` bytes are too few."""
    least = RESERVE + (0 if kiosk_runs else KIOSK_NEEDS)
    if available >= least:
        return ()
    return (found(FindingCode.MEMORY_SHORT, free=available // 10**6, least=least // 10**6),)
