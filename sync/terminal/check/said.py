"""What agent and kiosk left of themselves: who runs, how the lists stand, what was revoked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.protocol.jakarta import jakarta_text
from sync.protocol.wire import HeldCollection
from sync.terminal.kiosk_status import KioskSeen, KioskStatus

QUIET = timedelta(minutes=5)  # a kiosk that opens a large list says nothing for a minute


def look_at_processes(
    agent_runs: bool, kiosk_runs: bool, seen: KioskSeen | None, now: datetime
) -> Iterator[Finding]:
    """Yield who does not run, or says nothing though it does. `now`: trusted time."""
    if not agent_runs:
        yield found(FindingCode.AGENT_OFF)
    if not kiosk_runs:
        yield found(FindingCode.KIOSK_OFF)
    elif seen is not None and now - seen.at > QUIET:
        yield found(FindingCode.KIOSK_QUIET, since=jakarta_text(seen.at))


def look_at_kiosk(status: KioskStatus) -> Iterator[Finding]:
    """Yield what a kiosk that runs says of itself, but for its camera and its lists."""
    if status.store_fault:
        yield found(FindingCode.STORE_FAULT, why=status.store_fault)
    if status.fault and status.fault != status.store_fault:
        yield found(FindingCode.KIOSK_FAULT, why=status.fault)
    if status.silent:
        yield found(FindingCode.SOUND_OFF, why=status.silent)
    if status.memory_exposed:
        yield found(FindingCode.MEMORY_EXPOSED, why=status.memory_exposed)


def look_at_lists(
    fact: Callable[[str], str | None], status: KioskStatus | None
) -> Iterator[Finding]:
    """Yield what is wrong with the lists, as the kiosk said last. `fact`: Spool.fact."""
    if fact("revoked") is not None:
        yield found(FindingCode.REVOKED)
        return
    wiped = fact("lease.wiped")
    if wiped is not None and wiped == fact("lease.nonce"):
        yield found(FindingCode.LEASE_OVER)
        return
    for each in status.collections if status is not None else ():
        yield from _of_list(each)


def _of_list(held: HeldCollection) -> Iterator[Finding]:
    if held.state in ("stale", "expired"):
        yield found(FindingCode.LIST_OLD, name=held.collection)
    elif held.state == "failed":
        yield found(FindingCode.LIST_REFUSED, name=held.collection, why=held.error)
    elif held.state == "waiting":
        yield found(FindingCode.LIST_AWAITED, name=held.collection)
