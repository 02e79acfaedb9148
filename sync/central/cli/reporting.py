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

if TYPE_CHECKING:
    from sync.central.registry.rows import RowReport


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


def print_report(rows: Sequence[RowReport], stem: Path | None, as_json: bool) -> None:
    """Print counts and every refused row; write all rows to `stem`.csv and .jsonl."""
    from sync.central.registry.rows import Report

    with Report(stem) as report:
        for row in rows:
            report.add(row)
    refused = [row for row in rows if row.state == "refused"]
    if as_json:
        counts = {
            state: report.counts.get(state, 0) for state in ("stored", "unchanged", "refused")
        }
        print_json(
            {
                **counts,
                "held_back": report.counts.get("held-back", 0),
                "rows": [asdict(row) for row in refused],
            }
        )
        return
    for row in refused:
        click.echo(f"row {row.row}: {row.reason}{f': {row.text}' if row.text else ''}")
    counted = Counter(row.state for row in rows)
    click.echo(", ".join(f"{count} {state}" for state, count in counted.items()) or "no rows")
