"""`gapura central officers`: who works at a checkpoint."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from edge_app.commands.central.desk import home_option, now, opened, opened_by, operator_option
from edge_app.commands.central.reporting import print_report
from edge_app.commands.output import examples, json_option, print_json, progress


@click.group(epilog=examples("gapura central officers import shift.csv --checkpoint gate-1 …"))
def command() -> None:
    """Officers of a checkpoint."""


@command.command(
    "import",
    epilog=examples(
        "gapura central officers import shift.csv --checkpoint gate-1 --operator sari --home …"
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--checkpoint", required=True, metavar="ID")
@click.option("--strict", is_flag=True, help="Store nothing unless every row is good.")
@click.option(
    "--report", type=click.Path(dir_okay=False, path_type=Path), help="REPORT.csv, .jsonl"
)
@operator_option
@home_option
@json_option
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
    """
    from sync.central.registry.officers import import_officers

    with opened_by(home, operator) as centre, progress(as_json) as advance:
        rows = import_officers(
            centre.registry,
            centre.vault,
            checkpoint,
            file,
            operator,
            now(),
            strict,
            lambda done: advance(done, 0, "officers"),
        )
    print_report(rows, report, as_json)


@command.command("list", epilog=examples("gapura central officers list --checkpoint gate-1 …"))
@click.option("--checkpoint", required=True, metavar="ID")
@home_option
@json_option
def list_command(checkpoint: str, home: Path, as_json: bool) -> None:
    """List the officers of a checkpoint; no PIN and no verifier."""
    from sync.central.registry import officers

    with opened(home) as centre, centre.registry.session() as session:
        rows = officers.listed(session, centre.vault, checkpoint)
    if as_json:
        print_json(
            {
                "officers": [
                    {
                        "number": row.number,
                        "name": row.name,
                        "role": row.role.value,
                        "suspended": row.suspended,
                    }
                    for row in rows
                ]
            }
        )
        return
    table = Table("number", "name", "role", "state", box=None, header_style="bold")
    for row in rows:
        state = "suspended" if row.suspended else "active"
        table.add_row(row.number, row.name, row.role.value, state)
    Console().print(table)
