"""A table on the screen, whole: no cell is cut off, and a pipe takes it as other text."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

WIDEST = 120  # signs, where the screen has fewer: a terminal folds lines, and ids stay whole


def print_table(table: Table) -> None:
    """Print a table as wide as it needs to be, up to WIDEST or the screen. Raise OSError."""
    for column in table.columns:
        column.overflow = "fold"
    console = Console()
    needed = console.measure(table, options=console.options.update(max_width=WIDEST)).maximum
    console = Console(width=max(console.width, needed))
    with console.capture() as shown:  # rich ends the process with 1 where a reader has gone away
        console.print(table)
    click.echo(shown.get(), nl=False)
