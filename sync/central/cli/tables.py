"""Rows of the data centre as one JSON object or as a table, alike in every command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from sync.command_line import tables
from sync.command_line.output import print_json
from sync.protocol.signs import plain

Row = Mapping[str, Any]
Columns = Mapping[str, Callable[[Row], object]]  # heading -> what stands there; None: a dash


def print_rows(name: str, rows: Sequence[Row], columns: Columns, as_json: bool) -> None:
    """Print `{name: rows}` as JSON, or else the table that `columns` make of the rows."""
    if as_json:
        print_json({name: list(rows)})
    else:
        print_table(list(columns), ([cell(row) for cell in columns.values()] for row in rows))


def print_table(headings: Sequence[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table without lines."""
    table = Table(*headings, box=None, header_style="bold")
    for row in rows:
        table.add_row(*(Text("-" if value is None else plain(value)) for value in row))
    tables.print_table(table)
