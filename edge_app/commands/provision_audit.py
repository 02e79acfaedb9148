"""`gapura provision audit`: what was done on this terminal, by whom, and whether it is whole."""

from __future__ import annotations

import contextlib
import json
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edge_app.commands.state_option import state_option
from sync.command_line.output import busy, examples, json_option, print_json
from sync.protocol.jakarta import jakarta_text
from sync.terminal.errors import StateError
from sync.terminal.state import TerminalState

if TYPE_CHECKING:
    from edge_app.store.chain import ChainRow


@click.command(
    "audit",
    epilog=examples(
        "gapura provision audit --state /var/lib/gapura",
        "gapura provision audit --state /var/lib/gapura --after 1200 --json",
    ),
)
@state_option
@click.option(
    "--after", default=0, type=click.IntRange(0, 2**31 - 1), help="Print rows behind that number."
)
@json_option
def audit_command(folder: Path, after: int, as_json: bool) -> None:
    """Prove the audit chain and print it; exit status 1 and the first row that does not fit.

    The data centre shows the head that the terminal told last: with it you can also tell when rows
    were cut off the end. With --json one object a row, then one with rows, head and broken.
    """
    from edge_app.store import chain
    from edge_app.terminal.store_key import open_store

    state = TerminalState(folder)
    state.config()
    if not state.kiosk_store.exists():
        raise StateError(f"no kiosk has run in {folder} yet", "missing")
    with contextlib.closing(open_store(state, read_only=True)) as database:
        if not database.rows("SELECT 1 FROM sqlite_master WHERE name = 'chain'"):
            raise StateError(f"{folder} has no audit chain yet: start its kiosk once", "missing")
        with busy("verifying the chain"):
            verdict = chain.verify(database)
        proven = takewhile(lambda row: row.sequence <= verdict.rows, chain.entries(database, after))
        for row in proven:
            _print(row, as_json)
    if as_json:
        print_json({"rows": verdict.rows, "head": verdict.head, "broken": verdict.broken})
    if verdict.broken is not None:
        click.echo(f"gapura: audit row {verdict.broken} was changed, or is missing", err=True)
        raise click.exceptions.Exit(1)
    if not as_json:
        click.echo(f"{verdict.rows} rows, each as it was written; head {verdict.head}")


def _print(row: ChainRow, as_json: bool) -> None:
    if as_json:
        print_json(
            {
                "sequence": row.sequence,
                "at": row.at.isoformat(),
                "actor": row.actor,
                "action": row.action,
                "subject": row.subject,
                "details": row.details,
            }
        )
        return
    said = "  ".join(f"{name}={_said(value)}" for name, value in row.details.items())
    at = jakarta_text(row.at, seconds=True)
    line = (row.sequence, at, row.actor, row.action, row.subject, said)
    click.echo("  ".join(str(one) for one in line if one != ""))


def _said(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)
