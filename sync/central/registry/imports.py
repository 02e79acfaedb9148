"""Import many photographs: a CSV names them, and they are enrolled row by row.

Each row is a transaction of its own, and a photograph that is kept already changes nothing: an
import that was interrupted is simply started again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from sync.central.blobs import Blobs
from sync.central.enroller import Enroller, PhotoRefused, Reason
from sync.central.registry.database import Registry
from sync.central.registry.enrolment import enrol
from sync.central.registry.errors import OperationRefused, RegistryError
from sync.central.registry.persons import MAX_PHOTO, Identity
from sync.central.registry.rows import Report, Row, RowReport, read_rows
from sync.protocol import nik as niks
from sync.protocol.envelope import Vault

COLUMNS = ("photo", "name", "nik", "external_id", "family_card", "list")
CSV_NAME = "persons.csv"  # in a folder


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import, counted."""

    stored: int
    unchanged: int
    refused: int
    reasons: dict[str, int]
    members: dict[str, tuple[str, ...]]  # persons by the list that rows name


def csv_of(path: Path) -> Path:
    """Return the CSV in a folder: `persons.csv`, or the only one there. Raise RegistryError."""
    if not path.is_dir():
        return path
    found = sorted(path.glob("*.csv"))
    named = [each for each in found if each.name == CSV_NAME] or found
    if len(named) != 1:
        raise RegistryError(
            f"{path}: expected {CSV_NAME} in it, or one CSV; there are {len(named)}"
        )
    return named[0]


def import_persons(
    registry: Registry,
    blobs: Blobs,
    vault: Vault,
    enroller: Enroller,
    path: Path,
    actor: str,
    clock: Callable[[], datetime],
    report: Report,
    advance: Callable[[int, int], None],
    list_id: str | None = None,
) -> Imported:
    """Enrol what the CSV at `path` (or in the folder `path`) names; pictures are relative to it.

    Call `advance(rows done, rows in all)`. `list_id` is for rows that name no list. Raise
    RegistryError for a file that cannot be read as CSV, BlobError.
    """
    table = csv_of(path)
    total = sum(1 for _ in _rows(table))
    members: dict[str, dict[str, None]] = {}
    for done, row in enumerate(_rows(table), 1):
        reported, person_id = _one(
            registry, blobs, vault, enroller, table.parent, row, actor, clock()
        )
        report.add(reported)
        if person_id and (wanted := row.get("list") or list_id):
            members.setdefault(wanted, {})[person_id] = None
        advance(done, total)
    counts = report.counts
    return Imported(
        counts.get("stored", 0),
        counts.get("unchanged", 0),
        counts.get("refused", 0),
        dict(report.reasons),
        {wanted: tuple(persons) for wanted, persons in members.items()},
    )


def _rows(table: Path) -> Iterator[Row]:
    return read_rows(table, COLUMNS, ("photo", "name"))


def _one(
    registry: Registry,
    blobs: Blobs,
    vault: Vault,
    enroller: Enroller,
    folder: Path,
    row: Row,
    actor: str,
    now: datetime,
) -> tuple[RowReport, str | None]:
    """Enrol one row; return its report and the person's id."""
    if (nik := row.get("nik")) and isinstance(niks.parse(nik, now.date()), niks.Fault):
        return RowReport(row.line, "refused", "nik", "the NIK cannot be one"), None
    if (family_card := row.get("family_card")) and niks.family_card_fault(family_card):
        text = "the family card's number cannot be one"
        return RowReport(row.line, "refused", "family_card", text), None
    try:
        identity = Identity(
            name=row.get("name") or "",
            nik=nik,
            external_id=row.get("external_id"),
            family_card=family_card,
        )
        photo = read_photo_file(folder, row.get("photo") or "")
        stored = enrol(registry, blobs, vault, enroller, identity, photo, actor, now)
    except ValidationError:
        return RowReport(row.line, "refused", "name", "the name is missing or too long"), None
    except PhotoRefused as error:
        return RowReport(row.line, "refused", error.reason.value, str(error)), None
    except OperationRefused as error:
        return RowReport(row.line, "refused", "other", str(error)), None
    return RowReport(row.line, "stored" if stored.new else "unchanged"), stored.person_id


def read_photo_file(folder: Path, name: str) -> bytes:
    """Read the file `name` in `folder` or below. Raise PhotoRefused, which names no file."""
    try:
        path = (folder / name).resolve()
        if not name or not path.is_relative_to(folder.resolve()) or not path.is_file():
            raise PhotoRefused(Reason.UNREADABLE, "there is no such file beside the CSV")
        if path.stat().st_size > MAX_PHOTO:
            raise PhotoRefused(Reason.UNREADABLE, f"over {MAX_PHOTO >> 20} MiB; make it smaller")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise PhotoRefused(Reason.UNREADABLE, "the file cannot be read") from error
