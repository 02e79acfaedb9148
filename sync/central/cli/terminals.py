"""`gapura central terminals`: the fleet."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.central.cli.options import home_option, iso_time, local_time, now, open_centre
from sync.central.cli.tables import print_table
from sync.command_line.output import examples, json_option, print_json
from sync.counts import number_of

if TYPE_CHECKING:
    from sync.central.registry.attestations import Standing
    from sync.central.registry.terminal_reports import ReportView
    from sync.central.registry.terminals import TerminalStatus
    from sync.protocol.wire import KioskReport

MAX_SERVED = 20  # collections in one cell


@click.command(epilog=examples("gapura central terminals --home /srv/gapura --json"))
@click.option("--troubled", is_flag=True, help="Only those that are not as they should be.")
@click.option(
    "--all", "everything", is_flag=True, help="Also those that were revoked, and whether they know."
)
@home_option
@json_option
def command(troubled: bool, everything: bool, home: Path, as_json: bool) -> None:
    """Show the terminals: what each serves, when it was heard of, who is stale and why."""
    from sync.central.registry import terminals

    with open_centre(home) as centre, centre.registry.session() as session:
        rows = [
            row
            for row in terminals.fleet(session, now())
            if (row.troubles or not troubled) and (everything or row.state != "revoked")
        ]
    if as_json:
        print_json({"terminals": [_json(row) for row in rows]})
        return
    print_table(
        (
            *("terminal", "checkpoint", "lane", "state", "heard of", "serves", "people"),
            *("pictures", "trouble"),
        ),
        (
            (
                row.terminal_id[:8],
                row.checkpoint_id,
                row.lane,
                _state(row),
                _heard_of(row),
                _serves(row),
                _people(row),
                _pictures(row),
                "; ".join(trouble.text for trouble in row.troubles) or None,
            )
            for row in rows
        ),
    )


def _state(row: TerminalStatus) -> str:
    """Return also whether a revoked terminal knows it: one that does not may still serve."""
    if row.state != "revoked":
        return f"{row.state}, enrolled by stick" if row.stick_read_by else row.state
    if row.wiped_at is not None:
        return f"wiped, as it signed {local_time(row.wiped_at)}"
    told = f"told {local_time(row.told_at)}" if row.told_at else "not yet told"
    by = f"replaced by {row.replaced_by[:8]}, " if row.replaced_by else ""
    return f"revoked, {by}{told}"


def _heard_of(row: TerminalStatus) -> str:
    if not row.by_stick:
        return local_time(row.seen_at)
    return f"{local_time(row.bundle_at)}, by stick"


def _serves(row: TerminalStatus) -> str | None:
    kiosk = _kiosk(row)
    held = kiosk.collections if kiosk is not None else ()
    found = [f"{each.collection} {each.version}" for each in held if each.state == "serving"]
    more = [f"and {len(found) - MAX_SERVED} more"] if len(found) > MAX_SERVED else []
    return ", ".join(found[:MAX_SERVED] + more) or None


def _people(row: TerminalStatus) -> str | None:
    """Return how many people it has seen since its start, and how many alerts it raised."""
    kiosk = _kiosk(row)
    return None if kiosk is None else f"{kiosk.people}, {number_of(kiosk.alerts, 'alert')}"


def _pictures(row: TerminalStatus) -> str | None:
    """Return how many pictures it looks at, of how many, and how soon it decides."""
    kiosk = _kiosk(row)
    if kiosk is None or kiosk.frame_rate is None:
        return None
    of = "" if kiosk.camera_rate is None else f" of {kiosk.camera_rate:.0f}"
    taken = "" if kiosk.latency_ms is None else f", {kiosk.latency_ms / 1000:.1f} s"
    return f"{kiosk.frame_rate:.0f}{of} a second{taken}"


def _kiosk(row: TerminalStatus) -> KioskReport | None:
    return row.heartbeat.kiosk if row.heartbeat and row.state == "active" else None


def _json(row: TerminalStatus) -> dict[str, Any]:
    return {
        "terminal": row.terminal_id,
        "checkpoint": row.checkpoint_id,
        "lane": row.lane,
        "state": row.state,
        "told_at": iso_time(row.told_at),
        "enrolled_at": iso_time(row.enrolled_at),
        "seen_at": iso_time(row.seen_at),
        "bundle_at": iso_time(row.bundle_at),
        "by_stick": row.by_stick,
        "lease_until": iso_time(row.lease_until),
        "troubles": [{"code": each.code, "text": each.text} for each in row.troubles],
        "chain_cut_at": iso_time(row.chain_cut_at),
        "enrolled_by_stick": row.stick_read_by is not None,
        "stick_read_by": row.stick_read_by,
        "wiped_at": iso_time(row.wiped_at),
        "wipe_proof": row.wipe_proof,
        "replaces": row.replaces,
        "replaced_by": row.replaced_by,
        "kiosk_key": row.kiosk_key,
        "words": row.words,
        "attestation": _attestation(row.standing) if row.standing is not None else None,
        "report": _report(row.report) if row.report is not None else None,
        "heartbeat": row.heartbeat.model_dump(mode="json") if row.heartbeat else None,
    }


def _attestation(standing: Standing) -> dict[str, Any]:
    """Return how its word of what it booted stands."""
    return {
        "verdict": standing.verdict.value,
        "withheld": standing.withheld,
        "text": standing.text,
    }


def _report(said: ReportView) -> dict[str, Any]:
    """Return what the kiosk signed of itself last."""
    return {
        **asdict(said),
        "at": iso_time(said.at),
        "received_at": iso_time(said.received_at),
    }
