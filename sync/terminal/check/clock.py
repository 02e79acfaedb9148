"""The machine's clock: whether anybody set it, and how far it is from the data centre's."""

from __future__ import annotations

from datetime import datetime, timedelta

from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.protocol.jakarta import jakarta_text
from sync.terminal.clock import EARLIEST, TOLERANCE

CLOCK_OFF = timedelta(minutes=5)  # beyond it the officer's screen says so, too


def look_at_clock(
    system: datetime, certain: datetime, trusted: datetime | None
) -> tuple[Finding, ...]:
    """Judge the machine's clock, which shows `system`, without asking anybody.

    `certain`: what has passed for certain; `trusted`: what the time is by the last word of the data
    centre (both TrustedClock's); None: there was none.
    """
    if system < EARLIEST:
        return (found(FindingCode.CLOCK_UNSET, ours=jakarta_text(system)),)
    if system < certain - TOLERANCE:
        ours, before = jakarta_text(system), jakarta_text(certain)
        return (found(FindingCode.CLOCK_BEHIND, ours=ours, before=before),)
    return look_at_difference(system, trusted)


def look_at_difference(
    system: datetime, centre: datetime | None, lasted: timedelta = timedelta(0)
) -> tuple[Finding, ...]:
    """Judge the clock by the data centre's word, which took `lasted` at the most to come."""
    if centre is None or abs(system - centre) <= CLOCK_OFF + lasted:
        return ()
    ours, theirs = jakarta_text(system), jakarta_text(centre)
    return (found(FindingCode.CLOCK_OFF, ours=ours, theirs=theirs),)
