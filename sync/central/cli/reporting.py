"""An import from a file: its options, and its report on the screen, as JSON and into files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.central.cli.options import Function, home_option, operator_option
from sync.command_line.output import json_option, print_json
from sync.protocol.signs import plain

if TYPE_CHECKING:
    from sync.central.registry.rows import Report, RowReport

MAX_TOLD = 100  # rows on the screen


def import_options(function: Function) -> Function:
    """FILE, --checkpoint, --strict, --report, and who asks where.

    The function's parameters: `file: Path, checkpoint: str, strict: bool, report: Path | None,
    operator: str, home: Path, as_json: bool`.
    """
    place = click.Path(dir_okay=False, path_type=Path)
    options: list[Callable[[Any], Any]] = [
        click.argument("file", type=place),
        click.option("--checkpoint", required=True, metavar="ID"),
        click.option("--strict", is_flag=True, help="Store nothing unless every row is good."),
        click.option("--report", type=place, help="REPORT.csv, .jsonl"),
        operator_option,
        home_option,
        json_option,
    ]
    for option in reversed(options):
        function = option(function)
    return function


def print_report(
    rows: Sequence[RowReport],
    notes: Sequence[str],
    stem: Path | None,
    as_json: bool,
    proposal: int | None = None,
) -> None:
    """Print counts, notes and every row of which there is something to say.

    Write all rows to `stem`.csv and .jsonl. `proposal`: what waits for another operator. Exit with
    2 when nothing was taken.
    """
    from sync.central.registry.rows import Report

    with Report(stem) as report:
        for row in rows:
            report.add(row)
    if as_json:
        counts = {
            state: report.counts.get(state, 0)
            for state in ("stored", "unchanged", "proposed", "refused")
        }
        print_json(
            {
                **counts,
                "held_back": report.counts.get("held-back", 0),
                "rows": [asdict(row) for row in rows if row.state == "refused"],
                "notes": list(notes),
                "proposal": proposal,
            }
        )
        end_with(report)
        return
    print_notes(notes)
    print_told([row for row in report.told if row.state != "held-back"])
    counted = Counter(row.state for row in rows)
    click.echo(", ".join(f"{count} {state}" for state, count in counted.items()) or "no rows")
    if proposal is not None:
        click.echo(f"proposal {proposal} waits for another operator: approve {proposal}")
    end_with(report)


def end_with(report: Report) -> None:
    """Exit with 2 when the import took nothing: what it printed says why."""
    if report.took_nothing:
        raise click.exceptions.Exit(2)


def print_notes(notes: Sequence[str]) -> None:
    """Print on stderr what was guessed or left out of a file."""
    for note in notes:
        click.echo(plain(note), err=True)


def print_told(rows: Sequence[RowReport]) -> None:
    """Print a line for each row of which there is something to say; of many, the first ones."""
    for row in rows[:MAX_TOLD]:
        file = f", {row.file}" if row.file else ""
        click.echo(plain(f"row {row.row}{file}: {row.state}, {row.reason}: {row.text}"))
    if len(rows) > MAX_TOLD:
        click.echo(f"and {len(rows) - MAX_TOLD} rows more: --report REPORT names each")
