"""Import the expected visitors of a checkpoint from a file, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from sync.central.photographs.enroller import Enroller, PhotoRefused
from sync.central.registry import audit, checkpoints, visitors
from sync.central.registry.database import Registry, lock_until_commit
from sync.central.registry.photo_files import PhotoFolder
from sync.central.registry.rows import RowReport, Table, held_back
from sync.central.registry.visitor_rows import InvalidRow, RowReader, ValidRow, read_visitors
from sync.central.storage.blobs import Blobs
from sync.protocol.content import Visitor
from sync.protocol.envelope.vault import Vault
from sync.protocol.spelling import alike, same_name


class _NothingStored(Exception):
    """Some row was refused, and the import is strict: the transaction is rolled back."""


def import_visitors(
    registry: Registry,
    blobs: Blobs,
    vault: Vault,
    enroller: Enroller,
    checkpoint_id: str,
    path: Path,
    operator_id: str,
    now: datetime,
    strict: bool,
    advance: Callable[[int], None] = lambda _: None,
    renames: bool = False,
    table: Table | None = None,
) -> list[RowReport]:
    """Store every valid row in one transaction; with `strict` none unless all are valid.

    Somebody who is expected there on that day already takes the new row's data, another name only
    with `renames`. `table`: what `read_visitors` gave. Raise RegistryError, OperationRefused,
    BlobError.
    """
    with registry.session() as session:
        today = checkpoints.day_at(session, checkpoint_id, now)
    reader = RowReader(registry, blobs, vault, enroller, PhotoFolder(path.parent), today)
    good: list[ValidRow] = []
    report: dict[int, RowReport] = {}
    for row in (table or read_visitors(path)).rows:
        file = row.get("photo") or ""
        try:
            good.append(reader.read(row))
            report[row.line] = RowReport(row.line, "stored", file=file)
        except PhotoRefused as error:
            report[row.line] = RowReport(row.line, "refused", error.reason.value, str(error), file)
        except InvalidRow as error:
            report[row.line] = RowReport(row.line, "refused", error.reason, error.text, file)
        advance(len(report))
    try:
        with registry.transaction() as session:
            lock_until_commit(session, f"visitors {checkpoint_id}")
            day = _Expected(session, vault, checkpoint_id, good, renames)
            for found in good:
                try:
                    changed = visitors.store(
                        session,
                        vault,
                        checkpoint_id,
                        day.placed(found),
                        found.thumbnail,
                        enroller.model_id,
                    )
                    if not changed:
                        report[found.line] = RowReport(found.line, "unchanged", file=found.file)
                except InvalidRow as error:
                    report[found.line] = RowReport(
                        found.line, "refused", error.reason, error.text, found.file
                    )
            refused = sum(each.state == "refused" for each in report.values())
            if strict and refused:
                raise _NothingStored
            details = {"stored": len(report) - refused, "refused": refused}
            audit.append(session, now, operator_id, "visitors-imported", checkpoint_id, details)
    except _NothingStored:
        return [held_back(each) for each in report.values()]
    return list(report.values())


class _Expected:
    """Who is expected at the checkpoint: those of the registry, then the rows of the file."""

    def __init__(
        self,
        session: Session,
        vault: Vault,
        checkpoint_id: str,
        good: list[ValidRow],
        renames: bool,
    ) -> None:
        self._renames = renames
        self._lines: dict[str, int] = {}  # of the file, by visitor id
        self._known: dict[tuple[date, str], list[Visitor]] = {}
        if not good:
            return
        first = min(each.visitor.day for each in good)
        for visitor in visitors.list_all(session, vault, checkpoint_id, first):
            self._add(visitor)

    def _add(self, visitor: Visitor) -> None:
        self._known.setdefault((visitor.day, _number_of(visitor)), []).append(visitor)

    def placed(self, found: ValidRow) -> Visitor:
        """Return the visitor, with the id of who is expected already. Raise InvalidRow."""
        for known in self._same(found.visitor):
            if (line := self._lines.get(known.visitor_id)) is not None:
                same = same_name(known.name, found.visitor.name)
                text = "the same person and day" if same else "the same number with another name"
                raise InvalidRow("duplicate", f"{text} stood in row {line}; leave one out")
            if not alike(known.name, found.visitor.name) and not self._renames:
                raise InvalidRow(
                    "other-name",
                    "somebody with another name is expected with that number on that day; put the "
                    "row right, or take the new name with --rename",
                )
            self._lines[known.visitor_id] = found.line
            return found.visitor.model_copy(update={"visitor_id": known.visitor_id})
        self._lines[found.visitor.visitor_id] = found.line
        self._add(found.visitor)
        return found.visitor

    def _same(self, visitor: Visitor) -> Iterator[Visitor]:
        """Yield who may be meant: by the NIK, or the passport of one state, or of one name."""
        for known in self._known.get((visitor.day, _number_of(visitor)), ()):
            states = {visitor.passport_state, known.passport_state}
            one_state = None not in states and len(states) == 1
            if visitor.nik or one_state or (None in states and alike(known.name, visitor.name)):
                yield known


def _number_of(visitor: Visitor) -> str:
    return f"nik {visitor.nik}" if visitor.nik else f"passport {visitor.passport}"
