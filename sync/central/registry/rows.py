"""Read imported files, CSV or JSON lines, row by row; and write the report about them."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TextIO

from sync.central.registry.errors import RegistryError

MAX_LINE = 64 * 1024  # signs
_MAX_FIELD = 4096  # signs


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: its number, and its values by column, without blanks around them."""

    line: int
    values: dict[str, str]

    def __repr__(self) -> str:
        return f"Row({self.line})"

    def get(self, column: str) -> str | None:
        """Return the value in a column; None where it is empty."""
        return self.values.get(column) or None


@dataclass(frozen=True, slots=True)
class RowReport:
    """The outcome of a row, without any of its content."""

    row: int  # line of the file
    state: str  # stored, unchanged, refused, held-back
    reason: str = ""  # a code
    text: str = ""  # for a person


def held_back(report: RowReport) -> RowReport:
    """Return the report of a row that is left out because another row was refused."""
    if report.state == "refused":
        return report
    return RowReport(report.row, "held-back", "strict", "another row was refused")


def read_rows(path: Path, columns: Collection[str], needed: Sequence[str]) -> Iterator[Row]:
    """Yield the rows of a `.csv` (comma or semicolon, a header) or of JSON lines, UTF-8.

    Raise RegistryError: no such file, an unknown column, a needed one missing, not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reading = _json_lines if path.suffix.lower() in (".jsonl", ".ndjson") else _csv_lines
            yield from reading(path, file, columns, needed)
    except OSError as error:
        raise RegistryError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RegistryError(f"{path}: not UTF-8; save it as CSV UTF-8") from error


def _csv_lines(
    path: Path, file: TextIO, columns: Collection[str], needed: Sequence[str]
) -> Iterator[Row]:
    head = file.readline(MAX_LINE)
    delimiter = ";" if head.count(";") > head.count(",") else ","
    names = [name.strip().lower() for name in next(csv.reader([head], delimiter=delimiter), [])]
    _check_columns(path, names, columns, needed)
    if len(set(names)) != len(names):
        raise RegistryError(f"{path}: a column stands there twice")
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            cut = [value.strip()[:_MAX_FIELD] for value in values]
            yield Row(reader.line_num + 1, dict(zip(names, cut, strict=False)))
    except csv.Error as error:
        raise RegistryError(f"{path}: line {reader.line_num + 1}: not CSV: {error}") from error


def _json_lines(
    path: Path, file: TextIO, columns: Collection[str], needed: Sequence[str]
) -> Iterator[Row]:
    for number, line in enumerate(iter(lambda: file.readline(MAX_LINE), ""), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            raise RegistryError(f"{path}: line {number}: not JSON") from error
        if not isinstance(found, dict):
            raise RegistryError(f"{path}: line {number}: not a JSON object")
        _check_columns(path, list(found), columns, needed, number)
        values = {key: "" if value is None else str(value).strip() for key, value in found.items()}
        yield Row(number, {key: value[:_MAX_FIELD] for key, value in values.items()})


def _check_columns(
    path: Path,
    names: Sequence[str],
    columns: Collection[str],
    needed: Sequence[str],
    line: int = 1,
) -> None:
    missing = [name for name in needed if name not in names]
    unknown = [name for name in names if name not in columns]
    where = f"{path}: line {line}: "
    if missing:
        raise RegistryError(f"{where}no column {missing[0]}; there may be: {', '.join(columns)}")
    if unknown:
        raise RegistryError(f"{where}an unknown column; there may be: {', '.join(columns)}")


class Report:
    """The report of an import, written row by row to `<stem>.csv` and `<stem>.jsonl`."""

    def __init__(self, stem: Path | None) -> None:
        """Write to `stem`, a path without suffix; None: count only. Raise OSError."""
        self.counts: dict[str, int] = {}
        self.reasons: dict[str, int] = {}
        self._files: list[TextIO] = []
        if stem is not None:
            for suffix in (".csv", ".jsonl"):
                path = stem.with_name(stem.name + suffix)
                self._files.append(path.open("w", encoding="utf-8", newline=""))
            self._csv = csv.writer(self._files[0])
            self._csv.writerow(["row", "state", "reason", "text"])

    def add(self, report: RowReport) -> None:
        """Write a row's report, and count it."""
        self.counts[report.state] = self.counts.get(report.state, 0) + 1
        if report.reason:
            self.reasons[report.reason] = self.reasons.get(report.reason, 0) + 1
        if self._files:
            self._csv.writerow([report.row, report.state, report.reason, report.text])
            self._files[1].write(json.dumps(asdict(report), ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Close the files."""
        for file in self._files:
            file.close()

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
