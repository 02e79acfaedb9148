"""A table on the screen, whole: no cell is cut off, and a pipe takes it as other text."""

from __future__ import annotations

from contextlib import nullcontext

import click
from rich.console import Console
from rich.table import Table

from sync.command_line.output import busy

WIDEST = 120  # signs, where the screen has fewer: a terminal folds lines, and ids stay whole
MANY = 4_000  # rows that take longer than two seconds


def print_table(table: Table) -> None:
    """Print a table as wide as it needs to be, up to WIDEST or the screen. Raise OSError."""
    for column in table.columns:
        column.overflow = "fold"
    console = Console()
    with busy("drawing the table") if table.row_count > MANY else nullcontext():
        needed = console.measure(table, options=console.options.update(max_width=WIDEST)).maximum
        console = Console(width=max(console.width, needed))
        with console.capture() as shown:  # rich ends the process with 1 where a reader is gone
            console.print(table)
    click.echo(shown.get(), nl=False)
