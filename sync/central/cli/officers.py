"""`gapura central officers`: who works at a checkpoint."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import (
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
)
from sync.central.cli.reporting import import_options, print_report
from sync.central.cli.tables import Columns, print_rows
from sync.command_line.output import examples, json_option, progress


@click.group(
    epilog=examples("gapura central officers import shift.csv --checkpoint gate-1 --operator sari")
)
def command() -> None:
    """Import or list the officers of a checkpoint."""


@command.command(
    "import",
    epilog=examples("gapura central officers import shift.csv --checkpoint gate-1 --operator sari"),
)
@import_options
def import_command(
    file: Path,
    checkpoint: str,
    strict: bool,
    report: Path | None,
    operator: str,
    home: Path,
    as_json: bool,
) -> None:
    """Take CSV or JSON lines: number, name, role, and pin or pin_verifier, suspended.

    Roles: officer, supervisor, technician. A PIN leaves only its verifier; delete the file then.
    Another operator approves the accounts; a suspension alone counts at once.
    """
    from sync.central.registry.officers import import_officers, read_officers
    from sync.central.registry.proposals import propose

    table = read_officers(file)
    with open_as_operator(home, operator) as centre, progress(as_json) as advance:
        imported = import_officers(
            centre.registry,
            centre.vault,
            checkpoint,
            file,
            operator,
            now(),
            strict,
            lambda done: advance(done, len(table.rows), "officers"),
            table,
        )
        number = None
        if imported.change is not None:
            with centre.registry.transaction() as session:
                number = propose(session, centre.vault, imported.change, operator, now())
    print_report(imported.report, table.notes, report, as_json, number)


@command.command("list", epilog=examples("gapura central officers list --checkpoint gate-1"))
@click.option("--checkpoint", required=True, metavar="ID")
@home_option
@json_option
def list_command(checkpoint: str, home: Path, as_json: bool) -> None:
    """List the officers of a checkpoint; no PIN and no verifier."""
    from sync.central.registry import filters, officers

    with open_centre(home) as centre, centre.registry.session() as session:
        filters.must_exist(session, checkpoint_id=checkpoint)
        rows = officers.list_all(session, centre.vault, checkpoint)
    found = [
        {
            "number": row.number,
            "name": row.name,
            "role": row.role.value,
            "suspended": row.suspended,
            "pin_reset_at": iso_time(row.pin_reset_at),
            "pin_changed_at": iso_time(row.pin_changed_at),
        }
        for row in rows
    ]
    columns: Columns = {
        "number": lambda row: row["number"],
        "name": lambda row: row["name"],
        "role": lambda row: row["role"],
        "state": lambda row: "suspended" if row["suspended"] else "active",
        "PIN by operators": lambda row: local_time(row["pin_reset_at"]),
        "by the officer": lambda row: local_time(row["pin_changed_at"]),
    }
    print_rows("officers", found, columns, as_json)
