"""`gapura central verifications`: whom terminals compared 1:1."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.central.cli.options import home_option, iso_time, local_time, open_centre
from sync.central.cli.tables import Columns, print_rows
from sync.central.cli.typed import AMOUNT, SINCE_HELP, JakartaTime
from sync.command_line.output import examples, json_option

if TYPE_CHECKING:
    from sync.central.registry.verifications import Verification

COLUMNS: Columns = {
    "verification": lambda row: row["verification"][:8],
    "at": lambda row: local_time(row["at"]),
    "checkpoint": lambda row: row["checkpoint"],
    "lane": lambda row: row["lane"],
    "officer": lambda row: row["officer"],
    "against": lambda row: row["method"],
    "outcome": lambda row: row["outcome"],
    "score": lambda row: None if row["score"] is None else f"{row['score']:.3f}",
    "live": lambda row: {None: None, True: "yes", False: "no"}[row["live"]],
    "let in": lambda row: "yes" if row["admitted"] else "no",
    "differs": lambda row: ", ".join(row["differs"]) or None,
    "reason": lambda row: row["reason"] or None,
}


@click.group(epilog=examples("gapura central verifications list --home /srv/gapura --json"))
def command() -> None:
    """List whom terminals compared 1:1, and who was let in."""


@command.command("list", epilog=examples("gapura central verifications list --checkpoint gate-1"))
@click.option("--checkpoint", metavar="ID", help="Of one checkpoint.")
@click.option("--since", type=JakartaTime(), help=SINCE_HELP)
@click.option("--most", "limit", default=50, show_default=True, type=AMOUNT, help="Newest first.")
@home_option
@json_option
def list_command(
    checkpoint: str | None, since: datetime | None, limit: int, home: Path, as_json: bool
) -> None:
    """List them: where, by which officer, how it came out; no name, no NIK, no face."""
    from sync.central.registry import filters
    from sync.central.registry.verifications import verifications

    with open_centre(home) as centre, centre.registry.session() as session:
        filters.must_exist(session, checkpoint_id=checkpoint)
        found = verifications(session, centre.vault, checkpoint, since, limit=limit)
        rows = [_row(each) for each in found]
    print_rows("verifications", rows, COLUMNS, as_json)


def _row(found: Verification) -> dict[str, Any]:
    verified = found.verified
    return {
        "verification": verified.verification_id,
        "at": iso_time(verified.at),
        "checkpoint": found.checkpoint_id,
        "terminal": found.terminal_id,
        "lane": verified.lane,
        "officer": verified.officer,
        "method": verified.method,
        "visitor": verified.visitor_id,
        "outcome": verified.outcome,
        "score": None if verified.score is None else round(verified.score, 5),
        "threshold": None if verified.threshold is None else round(verified.threshold, 5),
        "live": verified.live,
        "admitted": verified.admitted,
        "reason": verified.reason,
        "differs": list(verified.differs),
        "alert": verified.alert_id,
        "received_at": iso_time(found.received_at),
    }
