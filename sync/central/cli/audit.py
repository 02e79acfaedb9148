"""`gapura central audit`: what was done, by whom."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from sync.central.cli.options import home_option, iso_time, local_time, open_centre
from sync.command_line.output import examples, json_option, print_json
from sync.protocol.signs import plain


@click.group(epilog=examples("gapura central audit verify --home /srv/gapura"))
def command() -> None:
    """Verify or list the audit log."""


@command.command("verify", epilog=examples("gapura central audit verify --home … --json"))
@home_option
@json_option
def verify(home: Path, as_json: bool) -> None:
    """Verify the whole log; exit status 2 and the first row that was changed.

    Note the head elsewhere: with it you can also tell when rows were cut off the end.
    """
    from sync.central.registry import audit
    from sync.central.registry.errors import RegistryError

    with open_centre(home) as centre, centre.registry.session() as session:
        found = audit.verify(session)
    if as_json:
        print_json({"rows": found.rows, "head": found.head, "broken": found.broken})
    if found.broken is not None:
        raise RegistryError(f"audit row {found.broken} was changed, or is missing")
    if not as_json:
        click.echo(f"{found.rows} rows, each as it was written; head {found.head}")


@command.command("list", epilog=examples("gapura central audit list --after 100 --json --home …"))
@click.option("--after", default=0, type=click.IntRange(0), help="Rows behind that number.")
@home_option
@json_option
def list_command(after: int, home: Path, as_json: bool) -> None:
    """List the rows; with --json one object a line."""
    from sync.central.registry import audit

    with open_centre(home) as centre, centre.registry.session() as session:
        for row in audit.entries(session, after):
            if as_json:
                print_json(
                    {
                        "sequence": row.sequence,
                        "at": iso_time(row.at),
                        "actor": row.actor,
                        "action": row.action,
                        "subject": row.subject,
                        "details": row.details,
                        "hash": row.hash,
                    }
                )
            else:
                details = "  ".join(
                    f"{key}={_value_text(value)}" for key, value in row.details.items()
                )
                line = (
                    row.sequence,
                    local_time(row.at),
                    row.actor,
                    row.action,
                    row.subject,
                    details,
                )
                click.echo("  ".join(map(str, line)).rstrip())


def _value_text(value: Any) -> str:
    return plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
