"""Import many photographs: a CSV names them, and they are enrolled row by row.

Each row is a transaction of its own, and a photograph that is kept already changes nothing: an
import that was interrupted is simply started again. No row renames anybody, and none makes two
persons one: it is refused, and the report says what differs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from sync.central.photographs.enroller import Enroller, PhotoRefused
from sync.central.registry.database import Registry
from sync.central.registry.enrolment import IdentityRefused, StoredPhoto, enrol
from sync.central.registry.errors import OperationRefused, RegistryError
from sync.central.registry.list_changes import must_take
from sync.central.registry.numbers import NumberFault, read_family_card, read_nik, written_number
from sync.central.registry.person_changes import PersonChange, delete_photographs
from sync.central.registry.persons import Identity
from sync.central.registry.photo_files import PhotoFolder
from sync.central.registry.rows import Report, Row, RowReport, read_table
from sync.central.storage.blobs import Blobs
from sync.protocol.envelope.vault import Vault
from sync.protocol.signs import plain

COLUMNS = ("photo", "name", "nik", "external_id", "family_card", "list")
CSV_NAME = "persons.csv"  # in a folder


@dataclass(slots=True)
class Imported:
    """The result of an import, counted."""

    rows: int
    done: int = 0  # less than `rows`: it was interrupted
    stored: int = 0
    unchanged: int = 0
    proposed: int = 0
    refused: int = 0
    notes: tuple[str, ...] = ()  # what was guessed or left out of the file
    members: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by the list of their rows
    changes: tuple[PersonChange, ...] = ()  # of persons on lists: for two operators

    @property
    def interrupted(self) -> bool:
        """Return whether rows are left."""
        return self.done < self.rows


def csv_of(path: Path) -> Path:
    """Return the CSV in a folder: `persons.csv`, or the only one there. Raise RegistryError."""
    if not path.is_dir():
        return path
    found = sorted(each for each in path.iterdir() if each.suffix.lower() == ".csv")
    named = [each for each in found if each.name.lower() == CSV_NAME] or found
    if len(named) != 1:
        raise RegistryError(
            f"{path}: expected {CSV_NAME} in it, or one CSV; there are {len(named)}"
        )
    if named[0].is_symlink():
        raise RegistryError(f"{named[0]}: a link; name the file that it leads to")
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
    stopped: Callable[[], bool] = lambda: False,
) -> Imported:
    """Enrol what the CSV at `path` (or in the folder `path`) names; pictures are relative to it.

    Call `advance(rows done, rows in all)`. `list_id` is for rows that name no list. `stopped` is
    asked before each row: where it says so, what was stored stays, and nothing is to be proposed.
    Raise RegistryError for a file that cannot be read, BlobError.
    """
    table_path = csv_of(path)
    table = read_table(table_path, COLUMNS, ("photo", "name"))
    folder = PhotoFolder(table_path.parent)
    imported = Imported(len(table.rows), notes=table.notes)
    members: dict[str, dict[str, None]] = {}
    changes: dict[tuple[object, ...], PersonChange] = {}
    try:
        for row in table.rows:
            if stopped():
                break
            if fault := _fault_of_list(registry, row, clock()):
                report.add(RowReport(row.line, "refused", "list", fault, row.get("photo") or ""))
                imported.done += 1
                advance(imported.done, imported.rows)
                continue
            reported, stored = _one(registry, blobs, vault, enroller, folder, row, actor, clock())
            report.add(reported)
            imported.done += 1
            if stored is not None:
                if wanted := row.get("list") or list_id:
                    members.setdefault(wanted, {})[stored.person_id] = None
                if stored.change is not None:
                    _collect(blobs, changes, stored.change)
            advance(imported.done, imported.rows)
    except BaseException:
        delete_photographs(blobs, changes.values())
        raise
    if imported.interrupted:
        delete_photographs(blobs, changes.values())
        members.clear()
        changes.clear()
    counts = report.counts
    imported.stored, imported.unchanged = counts.get("stored", 0), counts.get("unchanged", 0)
    imported.proposed, imported.refused = counts.get("proposed", 0), counts.get("refused", 0)
    imported.members = {wanted: tuple(persons) for wanted, persons in members.items()}
    imported.changes = tuple(changes.values())
    return imported


def _fault_of_list(registry: Registry, row: Row, now: datetime) -> str:
    """Return why nobody can be proposed for the list that a row names; empty: somebody can be."""
    wanted = row.get("list")
    if wanted is None:
        return ""
    try:
        with registry.session() as session:
            must_take(session, wanted, now)
    except OperationRefused as error:
        return plain(str(error))
    return ""


def _collect(
    blobs: Blobs, changes: dict[tuple[object, ...], PersonChange], change: PersonChange
) -> None:
    """Keep a change once: a row may stand twice in the file."""
    photograph = change.photograph
    key = (
        change.person_id,
        *sorted(change.identity.items()),
        photograph.photo_index if photograph else None,
    )
    if key in changes:
        delete_photographs(blobs, [change])
    else:
        changes[key] = change


def _one(
    registry: Registry,
    blobs: Blobs,
    vault: Vault,
    enroller: Enroller,
    folder: PhotoFolder,
    row: Row,
    actor: str,
    now: datetime,
) -> tuple[RowReport, StoredPhoto | None]:
    """Enrol one row; return its report and what was stored."""
    file = row.get("photo") or ""
    try:
        identity = _identity(row, now)
        photo = folder.read(file)
        stored = enrol(registry, blobs, vault, enroller, identity, photo, actor, now)
    except PhotoRefused as error:
        return RowReport(row.line, "refused", error.reason.value, str(error), file), None
    except IdentityRefused as error:
        return RowReport(row.line, "refused", error.reason, str(error), file), None
    except OperationRefused as error:
        return RowReport(row.line, "refused", "other-number", str(error), file), None
    if stored.change is not None:
        text = "the person is on a list: another operator approves the change"
        return RowReport(row.line, "proposed", "listed", text, file), stored
    if stored.waits:
        text = "the change is proposed already: another operator approves it"
        return RowReport(row.line, "unchanged", "listed", text, file), stored
    if stored.changed:
        text = "the photograph was here; the new number was added"
        return RowReport(row.line, "stored", "number-added", text, file), stored
    return RowReport(row.line, "stored" if stored.new else "unchanged", file=file), stored


def _identity(row: Row, now: datetime) -> Identity:
    """Return whom a row names. Raise IdentityRefused."""
    if row.fault:
        raise IdentityRefused("cells", row.fault)
    numbers: dict[str, str] = {}
    if nik := row.get("nik"):
        numbers["nik"] = _number(read_nik(nik, now.date()))
    if family_card := row.get("family_card"):
        numbers["family_card"] = _number(read_family_card(family_card))
    if external := row.get("external_id"):
        numbers["external_id"] = written_number(external)
    name = row.get("name")
    if not name:
        raise IdentityRefused("name", "the name is missing")
    try:
        return Identity.model_validate({"name": name, **numbers})
    except ValidationError as error:
        text = "the name or the external id is longer than 200 signs"
        raise IdentityRefused("name", text) from error


def _number(found: str | NumberFault) -> str:
    if isinstance(found, NumberFault):
        raise IdentityRefused(found.reason, found.text)
    return found
