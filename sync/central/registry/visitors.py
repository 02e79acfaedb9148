"""Import the expected visitors of a checkpoint from a file, checked row by row.

Columns: day (YYYY-MM-DD), name, nik or passport, passport_state, family_card (KK), party, photo (a
file beside the CSV). Without a photograph, the face of the person with that NIK is taken, if the
registry has one.

A passport's number is nobody's identity: two states give out the same one. It is with its state, or
else with the name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sync.central.blobs import Blobs
from sync.central.enroller import Enroller, PhotoRefused
from sync.central.registry import audit, checkpoints
from sync.central.registry.database import Registry, lock_until_commit
from sync.central.registry.enrolment import face_score
from sync.central.registry.numbers import NumberFault, read_family_card, read_nik, written_number
from sync.central.registry.persons import (
    best_reference,
    by_nik,
    family_index,
    identity_of,
    read_thumbnail,
    template_of,
)
from sync.central.registry.photo_files import PhotoFolder
from sync.central.registry.rows import Row, RowReport, Table, held_back, read_table
from sync.central.registry.schema import Visitor as VisitorRow
from sync.central.releases.storage_names import (
    FIRST_MODEL,
    VISITOR_MODEL,
    visitor_context,
    visitor_thumbnail_context,
)
from sync.protocol import nik as niks
from sync.protocol.content import Thumbnail, Visitor
from sync.protocol.envelope import Vault, random_id
from sync.protocol.jakarta import jakarta_day
from sync.protocol.signs import alike, folded, hidden_sign

COLUMNS = ("day", "name", "nik", "passport", "passport_state", "family_card", "party", "photo")
_NO_PLACE = Thumbnail(offset=0, size=0)


@dataclass(frozen=True, slots=True)
class _ValidRow:
    """A row that may be stored."""

    line: int
    file: str  # of the photograph, as the row names it
    visitor: Visitor
    thumbnail: bytes | None  # JPEG


class _InvalidRow(Exception):
    """A row that may not be stored: a code and a sentence."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(text)
        self.reason, self.text = reason, text


class _NothingStored(Exception):
    """Some row was refused, and the import is strict: the transaction is rolled back."""


def read_visitors(path: Path) -> Table:
    """Return the rows of a file of visitors. Raise RegistryError."""
    return read_table(path, COLUMNS, ("day", "name"))


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
        checkpoints.get(session, checkpoint_id)
    folder = PhotoFolder(path.parent)
    good: list[_ValidRow] = []
    report: dict[int, RowReport] = {}
    for row in (table or read_visitors(path)).rows:
        file = row.get("photo") or ""
        try:
            good.append(_visitor(registry, blobs, vault, enroller, folder, row, now))
            report[row.line] = RowReport(row.line, "stored", file=file)
        except PhotoRefused as error:
            report[row.line] = RowReport(row.line, "refused", error.reason.value, str(error), file)
        except _InvalidRow as error:
            report[row.line] = RowReport(row.line, "refused", error.reason, error.text, file)
        advance(len(report))
    try:
        with registry.transaction() as session:
            lock_until_commit(session, f"visitors {checkpoint_id}")
            day = _Expected(session, vault, checkpoint_id, good, renames)
            for found in good:
                try:
                    changed = _store(
                        session, vault, checkpoint_id, day.placed(found), enroller.model_id
                    )
                    if not changed:
                        report[found.line] = RowReport(found.line, "unchanged", file=found.file)
                except _InvalidRow as error:
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
        good: list[_ValidRow],
        renames: bool,
    ) -> None:
        self._renames = renames
        self._lines: dict[str, int] = {}  # of the file, by visitor id
        self._known: dict[tuple[date, str], list[Visitor]] = {}
        if not good:
            return
        first = min(each.visitor.day for each in good)
        for visitor in list_all(session, vault, checkpoint_id, first):
            self._add(visitor)

    def _add(self, visitor: Visitor) -> None:
        self._known.setdefault((visitor.day, _number_of(visitor)), []).append(visitor)

    def placed(self, found: _ValidRow) -> _ValidRow:
        """Return the row with the id of whom it means, who may be new. Raise _InvalidRow."""
        for known in self._same(found.visitor):
            if (line := self._lines.get(known.visitor_id)) is not None:
                same = folded(known.name) == folded(found.visitor.name)
                text = "the same person and day" if same else "the same number with another name"
                raise _InvalidRow("duplicate", f"{text} stood in row {line}; leave one out")
            if not alike(known.name, found.visitor.name) and not self._renames:
                raise _InvalidRow(
                    "other-name",
                    "somebody with another name is expected with that number on that day; put the "
                    "row right, or take the new name with --rename",
                )
            self._lines[known.visitor_id] = found.line
            visitor = found.visitor.model_copy(update={"visitor_id": known.visitor_id})
            return replace(found, visitor=visitor)
        self._lines[found.visitor.visitor_id] = found.line
        self._add(found.visitor)
        return found

    def _same(self, visitor: Visitor) -> Iterator[Visitor]:
        """Yield who may be meant: by the NIK, or the passport of one state, or of one name."""
        for known in self._known.get((visitor.day, _number_of(visitor)), ()):
            states = {visitor.passport_state, known.passport_state}
            one_state = None not in states and len(states) == 1
            if visitor.nik or one_state or (None in states and alike(known.name, visitor.name)):
                yield known


def _number_of(visitor: Visitor) -> str:
    return f"nik {visitor.nik}" if visitor.nik else f"passport {visitor.passport}"


def forget_past(session: Session, now: datetime) -> int:
    """Delete visitors expected before today, in Jakarta; return how many."""
    gone = session.execute(delete(VisitorRow).where(VisitorRow.day < jakarta_day(now)))
    count = int(getattr(gone, "rowcount", 0))
    if count:
        audit.append(session, now, audit.CENTRE, "visitors-forgotten", "all", {"rows": count})
    return count


def visitor_of(vault: Vault, row: VisitorRow) -> Visitor:
    """Return the visitor. Raise EnvelopeError, PackageError."""
    return _unsealed(vault, row)[0]


def _unsealed(vault: Vault, row: VisitorRow) -> tuple[Visitor, str]:
    """Return the visitor, and the model_id of the template."""
    content = json.loads(vault.unseal(row.sealed, visitor_context(row.visitor_id)))
    model_id = str(content.pop(VISITOR_MODEL, FIRST_MODEL))
    return Visitor.from_json(json.dumps(content)), model_id


def _sealed(vault: Vault, visitor: Visitor, model_id: str) -> bytes:
    content = {**json.loads(visitor.to_json()), VISITOR_MODEL: model_id}
    return vault.seal(json.dumps(content).encode(), visitor_context(visitor.visitor_id))


def list_all(session: Session, vault: Vault, checkpoint_id: str, first_day: date) -> list[Visitor]:
    """Return the visitors from that day on, by day. Raise EnvelopeError, PackageError."""
    query = select(VisitorRow).where(
        VisitorRow.checkpoint_id == checkpoint_id, VisitorRow.day >= first_day
    )
    return [visitor_of(vault, row) for row in session.scalars(query.order_by(VisitorRow.day))]


def _visitor(
    registry: Registry,
    blobs: Blobs,
    vault: Vault,
    enroller: Enroller,
    folder: PhotoFolder,
    row: Row,
    now: datetime,
) -> _ValidRow:
    if row.fault:
        raise _InvalidRow("cells", row.fault)
    day, name = _day(row, now), row.get("name") or ""
    for column in ("name", "party"):
        if hidden := hidden_sign(row.get(column) or ""):
            text = f"the {column} holds a sign that does not show: {hidden}; type it again without"
            raise _InvalidRow("hidden-sign", text)
    nik, passport, family_card = _numbers(row, now)
    face = _face(registry, blobs, vault, enroller, folder, row, nik)
    try:
        visitor = Visitor(
            visitor_id=random_id(),
            day=day,
            name=name,
            nik=nik,
            passport=passport,
            family_card=family_card,
            party=row.get("party"),
            template=face[0] if face else None,
            thumbnail=_NO_PLACE,
            passport_state=_state(row) if passport else None,
        )
    except ValidationError as error:
        column = str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
        raise _InvalidRow(column, f"the {column} is missing or too long") from None
    return _ValidRow(row.line, row.get("photo") or "", visitor, face[1] if face else None)


def _day(row: Row, now: datetime) -> date:
    text = re.sub(r"[ T]00:00(:00)?$", "", row.get("day") or "")  # a spreadsheet's moment
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _InvalidRow("day", "a day is written 2027-01-31") from None
    if day < jakarta_day(now):
        raise _InvalidRow("day", "the day is over")
    return day


def _numbers(row: Row, now: datetime) -> tuple[str | None, str | None, str | None]:
    """Return NIK, passport and family card. Raise _InvalidRow."""
    nik, family_card = row.get("nik"), row.get("family_card")
    nik = _checked(read_nik(nik, jakarta_day(now))) if nik else None
    family_card = _checked(read_family_card(family_card)) if family_card else None
    given = row.get("passport")
    passport = niks.passport(written_number(given)) if given else None
    if given and passport is None:
        raise _InvalidRow("passport", "a passport's number has 5 to 12 letters and digits")
    if not nik and not passport:
        raise _InvalidRow("identity", "a NIK or a passport's number is needed")
    return nik, passport, family_card


def _checked(found: str | NumberFault) -> str:
    if isinstance(found, NumberFault):
        raise _InvalidRow(found.reason, found.text)
    return found


def _state(row: Row) -> str | None:
    """Return the letters of the state that issued the passport."""
    state = (row.get("passport_state") or "").upper().rstrip("<") or None
    if state is not None and not re.fullmatch("[A-Z]{3}|D", state):
        text = "the state's three letters, as the passport's zone has them: IDN, MYS, D"
        raise _InvalidRow("passport_state", text)
    return state


def _face(
    registry: Registry,
    blobs: Blobs,
    vault: Vault,
    enroller: Enroller,
    folder: PhotoFolder,
    row: Row,
    nik: str | None,
) -> tuple[bytes, bytes] | None:
    """Return template (float32 little-endian) and thumbnail, of the photograph or the person.

    Raise _InvalidRow where the registry knows the NIK with another name or another face.
    """
    photo = row.get("photo")
    enrolled = enroller.enrol(folder.read(photo)) if photo else None
    best = None
    if nik is not None:
        with registry.session() as session:
            person = by_nik(session, vault, nik)
            if person is not None:
                if not alike(identity_of(vault, person).name, row.get("name") or ""):
                    raise _InvalidRow(
                        "other-name",
                        f"the NIK belongs to person {person.person_id}, who has another name here; "
                        "put the row right, or the name with `gapura central person edit`",
                    )
                if enrolled is not None:
                    score = face_score(session, vault, person.person_id, enrolled)
                    if score is not None and score[0] < score[1]:
                        raise _InvalidRow(
                            "other-face",
                            f"the NIK belongs to person {person.person_id}, whose photographs here "
                            f"show another face (comparison score {score[0]:.2f}, a same face has "
                            f"{score[1]:.2f}); put the row right",
                        )
                best = best_reference(session, person.person_id, enroller.model_id)
    if enrolled is not None:
        return enrolled.template.astype("<f4").tobytes(), enrolled.thumbnail
    if best is None:
        return None
    template = template_of(vault, best).astype("<f4").tobytes()
    return template, read_thumbnail(blobs, vault, best.reference_id)


def _store(
    session: Session, vault: Vault, checkpoint_id: str, found: _ValidRow, model_id: str
) -> bool:
    """Store the row; return whether that changed anything."""
    visitor = found.visitor
    index = _identity_index(vault, visitor)
    row = session.get(VisitorRow, visitor.visitor_id, with_for_update=True)
    if row is None:
        row = VisitorRow(
            visitor_id=visitor.visitor_id, checkpoint_id=checkpoint_id, day=visitor.day
        )
        session.add(row)
    else:
        held = vault.unseal(row.thumbnail, _thumbnail(row)) if row.thumbnail else None
        if _unsealed(vault, row) == (visitor, model_id) and held == found.thumbnail:
            row.family_index = _family(vault, visitor)  # none in rows of an older Gapura
            row.identity_index = index
            return False
    row.identity_index = index
    row.family_index = _family(vault, visitor)
    row.sealed = _sealed(vault, visitor, model_id)
    row.thumbnail = vault.seal(found.thumbnail, _thumbnail(row)) if found.thumbnail else None
    session.flush()
    return True


def _identity_index(vault: Vault, visitor: Visitor) -> str:
    """Return the keyed hash that stands once a day: who is expected."""
    if visitor.nik:
        return vault.index(f"nik {visitor.nik}")
    if visitor.passport_state:
        return vault.index(f"passport {visitor.passport_state} {visitor.passport}")
    return vault.index(f"passport {visitor.passport} {folded(visitor.name)}")


def _family(vault: Vault, visitor: Visitor) -> str | None:
    return family_index(vault, visitor.family_card) if visitor.family_card else None


def _thumbnail(row: VisitorRow) -> str:
    return visitor_thumbnail_context(row.visitor_id)


def expected(session: Session) -> list[tuple[str, date, int]]:
    """Return checkpoint, day, and how many are expected there; by day."""
    query = (
        select(VisitorRow.checkpoint_id, VisitorRow.day, func.count())
        .group_by(VisitorRow.checkpoint_id, VisitorRow.day)
        .order_by(VisitorRow.day, VisitorRow.checkpoint_id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query)]
