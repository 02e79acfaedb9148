"""Lines of `gapura central status` about terminals: silent calls, sticks, who signs nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from sync.central.cli.options import local_time

if TYPE_CHECKING:
    from sync.central.registry.bundled import SticksBack
    from sync.central.registry.calls import SilentCall
    from sync.central.registry.terminals import TerminalStatus

LATE = timedelta(
    minutes=10
)  # a silent call that was longer on its way may be over, or its clock be wrong
SHOWN = 20  # terminals of a kind; `terminals` shows all


def few(terminal_ids: Sequence[str]) -> str:
    """Return the first of them by their shown digits, and how many more there are."""
    more = [f"and {len(terminal_ids) - SHOWN} more"] if len(terminal_ids) > SHOWN else []
    return ", ".join([each[:8] for each in terminal_ids[:SHOWN]] + more)


def stick_lines(sticks: SticksBack, fleet: Sequence[TerminalStatus]) -> list[str]:
    """Return what the last sticks brought, also where it was nothing."""
    lines = [
        f"{checkpoint_id}: its stick came back {local_time(at)} with nothing of any terminal"
        for checkpoint_id, at in sorted(sticks.empty.items())
    ]
    by_stick = [row for row in fleet if row.state == "active" and row.by_stick]
    for row in by_stick[:SHOWN]:
        results = sticks.results.get(row.terminal_id, 0)
        came = f"came back {local_time(row.bundle_at)} with {results or 'no'} results"
        if row.bundle_at is None:
            came = "has not come back yet"
        lines.append(f"{row.terminal_id[:8]} {row.checkpoint_id} {row.lane}: its stick {came}")
    if len(by_stick) > SHOWN:
        lines.append(f"and {len(by_stick) - SHOWN} more by stick: `terminals`")
    return lines


def silent_line(call: SilentCall, lane: str) -> str:
    """Return the line of a silent call."""
    who = f"officer {call.officer}" if call.officer else "an officer"
    goes = f"{', '.join(call.coming)} goes there" if call.coming else "nobody has answered"
    late = call.heard_at - call.at > LATE
    was, heard = (
        ("is or was", f", heard of here {local_time(call.heard_at)}") if late else ("is", "")
    )
    return (
        f"{call.checkpoint_id} {lane}: {who} {was} threatened and called silently, "
        f"{local_time(call.at)}{heard}; {goes}. The screen there says nothing: do not telephone"
    )
