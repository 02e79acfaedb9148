"""Read imported files, CSV or JSON lines, row by row; and write the report about them.

Files come from spreadsheets: with a comma, semicolon or tab, a `sep=` line, UTF-8, UTF-16 or
Windows-1252, Indonesian headings, columns that nobody asked for. What was guessed or left out is
in `Table.notes`, for the person who imports.
"""

from __future__ import annotations

import csv
import errno
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from models.regular_file import read_regular
from models.whole_file import write_whole
from sync.central.registry.errors import RegistryError
from sync.protocol.signs import is_latin, plain

MAX_BYTES = 256 * 2**20  # of a file
_MAX_FIELD = 4096  # signs
_DELIMITERS = ",;\t|"
_SPACES = "\t\n\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
_SPACES += "\u202f\u205f\u3000"
_SEVERAL_SPACES = re.compile(f"[{_SPACES}]+")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx and .ods; .xls
# Headings that offices use, as `_heading` writes them, and the column that each means.
HEADINGS = {
    "berkas": "photo",
    "berkas_foto": "photo",
    "daftar": "list",
    "ditangguhkan": "suspended",
    "file_foto": "photo",
    "foto": "photo",
    "gambar": "photo",
    "hari": "day",
    "id_luar": "external_id",
    "jabatan": "role",
    "kartu_keluarga": "family_card",
    "kk": "family_card",
    "nama": "name",
    "nama_file": "photo",
    "nama_lengkap": "name",
    "negara_paspor": "passport_state",
    "negara_penerbit": "passport_state",
    "no_kk": "family_card",
    "no_ktp": "nik",
    "no_nik": "nik",
    "no_paspor": "passport",
    "no_registrasi": "external_id",
    "nomor": "number",
    "nomor_kk": "family_card",
    "nomor_ktp": "nik",
    "nomor_nik": "nik",
    "nomor_paspor": "passport",
    "nomor_petugas": "number",
    "nomor_registrasi": "external_id",
    "paspor": "passport",
    "pas_foto": "photo",
    "passport_no": "passport",
    "passport_number": "passport",
    "peran": "role",
    "rombongan": "party",
    "tanggal": "day",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the file: its number, and its values by column, without blanks around them."""

    line: int
    values: Mapping[str, str]
    fault: str = ""  # why it cannot be read; empty: it can

    def __repr__(self) -> str:
        return f"Row({self.line})"

    def get(self, column: str) -> str | None:
        """Return the value in a column; None where it is empty."""
        return self.values.get(column) or None


@dataclass(frozen=True, slots=True)
class RowReport:
    """The outcome of a row; of its content only the name of its photograph's file."""

    row: int  # line of the file
    state: str  # stored, unchanged, proposed, refused, held-back
    reason: str = ""  # a code
    text: str = ""  # for a person: what is wrong, and what to do
    file: str = ""  # the photograph's, as the row names it


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read."""

    rows: tuple[Row, ...]
    notes: tuple[str, ...]  # what was guessed or left out; each a sentence


def held_back(report: RowReport) -> RowReport:
    """Return the report of a row that is left out because another row was refused."""
    if report.state == "refused":
        return report
    text = "another row was refused"
    return RowReport(report.row, "held-back", "strict", text, report.file)


def read_table(path: Path, columns: Sequence[str], needed: Sequence[str]) -> Table:
    """Read a `.csv` with a header, or JSON lines.

    Raise RegistryError: no such file, no text that can be read, a needed column missing.
    """
    try:
        data = read_regular(path, MAX_BYTES, follow=True)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise RegistryError(f"{path}: over {MAX_BYTES >> 20} MiB; divide it") from error
        raise RegistryError(f"{path}: {error.strerror}") from error
    text, notes = decoded(path, data)
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        rows, unread = _json_lines(path, text, columns, needed)
    else:
        rows, unread = _csv_lines(path, text, columns, needed)
    if unread:
        named = ", ".join(dict.fromkeys(map(plain, unread)))
        notes.append(f"not read: {named}; there may be: {', '.join(columns)}")
    if not rows:
        notes.append(f"{path.name}: there is no row in it")
    if others := sum(not is_latin(row.get("name") or "") for row in rows):
        notes.append(
            f"names in other than Latin letters: {others}; a screen without fonts for them shows "
            "boxes, and officers may not read them: write names as the passport's Latin line has "
            "them, or install fonts-noto-core and fonts-noto-cjk on the terminals"
        )
    return Table(tuple(rows), tuple(notes))


def decoded(path: Path, data: bytes) -> tuple[str, list[str]]:
    """Return the text of a file that an office's program wrote, and what was guessed of it.

    Raise RegistryError.
    """
    if not data.strip():
        raise RegistryError(f"{path}: the file is empty")
    if data.startswith(_WORKBOOKS):
        raise RegistryError(f"{path}: a workbook; save the sheet as CSV UTF-8")
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        note = "not UTF-8: read as Windows-1252; look at names with accents"
        return text, [note] if encoding == "cp1252" else []
    raise RegistryError(f"{path}: no text that can be read; save it as CSV UTF-8")


def _encodings(data: bytes) -> tuple[str, ...]:
    """Return what the file may be written in; without its mark, UTF-16 has a 0 in each heading."""
    if data.startswith(_UTF16):
        return ("utf-16",)
    if b"\0" in data[:64]:
        return ("utf-16-le",) if data[1] == 0 else ("utf-16-be",)
    return "utf-8-sig", "cp1252"


def _csv_lines(
    path: Path, text: str, columns: Sequence[str], needed: Sequence[str]
) -> tuple[list[Row], list[str]]:
    file, before, delimiter = io.StringIO(text, newline=""), 0, ""
    head = file.readline()
    if told := re.fullmatch(r"\"?sep=(.)\"?", head.rstrip("\r\n"), re.IGNORECASE):
        delimiter, before = told[1], 1
    else:
        file.seek(0)
        delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    rows: list[Row] = []
    try:
        names, unread = _columns(path, next(reader, []), columns, needed, before + 1)
        last = reader.line_num
        for values in reader:
            line, last = before + last + 1, reader.line_num
            if not any(value.strip(_SPACES) for value in values):
                continue
            found = {
                name: _value(name, value)
                for name, value in zip(names, values, strict=False)
                if name in columns
            }
            more = any(value.strip(_SPACES) for value in values[len(names) :])
            fault = "it has more cells than there are headings: a comma in a name?" if more else ""
            rows.append(Row(line, found, fault))
    except csv.Error as error:
        line = before + reader.line_num
        raise RegistryError(f"{path}: line {line}: not CSV: {error}") from error
    return rows, unread


def _json_lines(
    path: Path, text: str, columns: Sequence[str], needed: Sequence[str]
) -> tuple[list[Row], list[str]]:
    rows: list[Row] = []
    unread: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError as error:
            raise RegistryError(f"{path}: line {number}: not JSON") from error
        if not isinstance(found, dict):
            raise RegistryError(f"{path}: line {number}: not a JSON object")
        names, more = _columns(path, list(found), columns, needed, number)
        unread += more
        values = {
            name: _value(name, "" if value is None else str(value))
            for name, value in zip(names, found.values(), strict=True)
            if name in columns
        }
        rows.append(Row(number, values))
    return rows, unread


def _columns(
    path: Path, headings: Sequence[str], columns: Sequence[str], needed: Sequence[str], line: int
) -> tuple[list[str], list[str]]:
    """Return the column that each heading means, "" for none, and the headings that mean none."""
    where = f"{path}: line {line}: "
    names: list[str] = []
    unread: list[str] = []
    for heading in headings:
        name = _heading(heading)
        name = name if name in columns else HEADINGS.get(name, "")
        if name not in columns:
            name = ""
            if heading.strip(_SPACES):
                unread.append(heading.strip(_SPACES))
        elif name in names:
            raise RegistryError(f"{where}there are two columns for {name}")
        names.append(name)
    if missing := [name for name in needed if name not in names]:
        there = f"; there is: {', '.join(map(plain, unread))}" if unread else ""
        may = ", ".join(columns)
        raise RegistryError(f"{where}no column {missing[0]}{there}; there may be: {may}")
    return names, unread


def _heading(heading: str) -> str:
    return "_".join(re.findall(r"\w+", heading.casefold().replace("_", " ")))


def _value(name: str, value: str) -> str:
    cut = value.strip(_SPACES)[:_MAX_FIELD]
    return cut if name == "photo" else _SEVERAL_SPACES.sub(" ", cut)


class Report:
    """The report of an import: `<stem>.csv` and `<stem>.jsonl`, written whole when it is closed."""

    def __init__(self, stem: Path | None) -> None:
        """Write to `stem`, a path without suffix; None: count only."""
        self.counts: dict[str, int] = {}
        self.reasons: dict[str, int] = {}
        self.told: list[RowReport] = []  # of rows about which there is something to say
        self._stem = stem
        self._rows: list[RowReport] = []

    @property
    def took_nothing(self) -> bool:
        """Return whether there were rows, and every one was refused or held back for another."""
        return bool(self.counts) and self.counts.keys() <= {"refused", "held-back"}

    def add(self, report: RowReport) -> None:
        """Take a row's report, and count it."""
        self.counts[report.state] = self.counts.get(report.state, 0) + 1
        if report.reason:
            self.reasons[report.reason] = self.reasons.get(report.reason, 0) + 1
            self.told.append(report)
        if self._stem is not None:
            self._rows.append(report)

    def close(self) -> None:
        """Write the files, readable by their owner alone. Raise OSError."""
        if self._stem is None:
            return
        held = io.StringIO(newline="")
        table = csv.writer(held)
        table.writerow(["row", "state", "reason", "text", "file"])
        for each in self._rows:
            # No spreadsheet runs a file's name as a formula.
            file = f"'{each.file}" if each.file[:1] in ("=", "+", "-", "@") else each.file
            table.writerow([each.row, each.state, each.reason, each.text, file])
        lines = "".join(json.dumps(asdict(each)) + "\n" for each in self._rows)
        for suffix, text in ((".csv", held.getvalue()), (".jsonl", lines)):
            write_whole(self._stem.with_name(self._stem.name + suffix), text.encode(), 0o600)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
