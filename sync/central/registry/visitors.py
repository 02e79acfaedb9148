"""Import the expected visitors of a checkpoint from a file, checked row by row.

Columns: day (YYYY-MM-DD), name, nik or passport, family_card (KK), party, photo (a file beside the
CSV). Without a photograph, the face of the person with that NIK is taken, if the registry has one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sync.central.blobs import Blobs
from sync.central.enroller import Enroller, PhotoRefused
from sync.central.registry import audit, checkpoints
from sync.central.registry.database import Registry
from sync.central.registry.imports import read_photo_file
from sync.central.registry.persons import (
    best_reference,
    by_nik,
    family_index,
    read_thumbnail,
    template_of,
)
from sync.central.registry.rows import Row, RowReport, held_back, read_rows
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

COLUMNS = ("day", "name", "nik", "passport", "family_card", "party", "photo")
_NO_PLACE = Thumbnail(offset=0, size=0)


@dataclass(frozen=True, slots=True)
class _ValidRow:
    """A row that may be stored."""

    visitor: Visitor
    identity: str  # Vault.index
    thumbnail: bytes | None  # JPEG


class _InvalidRow(Exception):
    """A row that may not be stored: a code and a sentence."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(text)
        self.reason, self.text = reason, text


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
) -> list[RowReport]:
    """Store every valid row in one transaction; with `strict` none unless all are valid.

    Somebody who is expected there on that day already takes the new row's data. Raise
    RegistryError, OperationRefused, BlobError.
    """
    with registry.session() as session:
        checkpoints.get(session, checkpoint_id)
    good: dict[tuple[date, str], _ValidRow] = {}
    report: list[RowReport] = []
    for row in read_rows(path, COLUMNS, ("day", "name")):
        try:
            found = _visitor(registry, blobs, vault, enroller, path.parent, row, now)
            place = (found.visitor.day, found.identity)
            if place in good:
                raise _InvalidRow("duplicate", "the same person and day stood before")
            good[place] = found
            report.append(RowReport(row.line, "stored"))
        except PhotoRefused as error:
            report.append(RowReport(row.line, "refused", error.reason.value, str(error)))
        except _InvalidRow as error:
            report.append(RowReport(row.line, "refused", error.reason, error.text))
        advance(len(report))
    refused = sum(each.state == "refused" for each in report)
    if strict and refused:
        return [held_back(each) for each in report]
    with registry.transaction() as session:
        for found in good.values():
            _store(session, vault, checkpoint_id, found, enroller.model_id)
        details = {"stored": len(good), "refused": refused}
        audit.append(session, now, operator_id, "visitors-imported", checkpoint_id, details)
    return report


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
    folder: Path,
    row: Row,
    now: datetime,
) -> _ValidRow:
    day = _day(row, now)
    nik, passport, family_card = _numbers(row, now)
    face = _face(registry, blobs, vault, enroller, folder, row, nik)
    try:
        visitor = Visitor(
            visitor_id=random_id(),
            day=day,
            name=row.get("name") or "",
            nik=nik,
            passport=passport,
            family_card=family_card,
            party=row.get("party"),
            template=face[0] if face else None,
            thumbnail=_NO_PLACE,
        )
    except ValidationError as error:
        column = str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
        raise _InvalidRow(column, f"the {column} is missing or too long") from None
    identity = vault.index(f"nik {nik}" if nik else f"passport {passport}")
    return _ValidRow(visitor, identity, face[1] if face else None)


def _day(row: Row, now: datetime) -> date:
    try:
        day = date.fromisoformat(row.get("day") or "")
    except ValueError:
        raise _InvalidRow("day", "a day is written 2027-01-31") from None
    if day < jakarta_day(now):
        raise _InvalidRow("day", "the day is over")
    return day


def _numbers(row: Row, now: datetime) -> tuple[str | None, str | None, str | None]:
    """Return NIK, passport and family card. Raise _InvalidRow."""
    nik, family_card = row.get("nik"), row.get("family_card")
    if nik and isinstance(fault := niks.parse(nik, jakarta_day(now)), niks.Fault):
        raise _InvalidRow("nik", f"the NIK cannot be one: {fault.value}")
    if family_card and (bad := niks.family_card_fault(family_card)):
        raise _InvalidRow("family_card", f"the family card's number cannot be one: {bad.value}")
    given = row.get("passport")
    passport = niks.passport(given) if given else None
    if given and passport is None:
        raise _InvalidRow("passport", "a passport's number has 5 to 12 letters and digits")
    if not nik and not passport:
        raise _InvalidRow("identity", "a NIK or a passport's number is needed")
    return nik, passport, family_card


def _face(
    registry: Registry,
    blobs: Blobs,
    vault: Vault,
    enroller: Enroller,
    folder: Path,
    row: Row,
    nik: str | None,
) -> tuple[bytes, bytes] | None:
    """Return template (float32 little-endian) and thumbnail, of the photograph or the person."""
    if photo := row.get("photo"):
        enrolled = enroller.enrol(read_photo_file(folder, photo))
        return enrolled.template.astype("<f4").tobytes(), enrolled.thumbnail
    if nik is None:
        return None
    with registry.session() as session:
        person = by_nik(session, vault, nik)
        best = best_reference(session, person.person_id, enroller.model_id) if person else None
    if best is None:
        return None
    template = template_of(vault, best).astype("<f4").tobytes()
    return template, read_thumbnail(blobs, vault, best.reference_id)


def _store(
    session: Session, vault: Vault, checkpoint_id: str, found: _ValidRow, model_id: str
) -> None:
    visitor = found.visitor
    row = session.scalars(
        select(VisitorRow)
        .where(
            VisitorRow.checkpoint_id == checkpoint_id,
            VisitorRow.day == visitor.day,
            VisitorRow.identity_index == found.identity,
        )
        .with_for_update()
    ).first()
    if row is None:
        row = VisitorRow(
            visitor_id=visitor.visitor_id,
            checkpoint_id=checkpoint_id,
            day=visitor.day,
            identity_index=found.identity,
        )
        session.add(row)
    else:
        visitor = visitor.model_copy(update={"visitor_id": row.visitor_id})
        held = vault.unseal(row.thumbnail, _thumbnail(row)) if row.thumbnail else None
        if _unsealed(vault, row) == (visitor, model_id) and held == found.thumbnail:
            row.family_index = _family(vault, visitor)  # none in rows of an older Gapura
            return
    row.family_index = _family(vault, visitor)
    row.sealed = _sealed(vault, visitor, model_id)
    row.thumbnail = vault.seal(found.thumbnail, _thumbnail(row)) if found.thumbnail else None
    session.flush()


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
