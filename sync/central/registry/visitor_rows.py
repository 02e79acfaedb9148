"""Read a file of expected visitors row by row: documents checked, a face found for each.

Columns: day (YYYY-MM-DD, or 31/01/2027), name, nik or passport, passport_state, family_card (KK),
party, photo (a file beside the CSV). Without a photograph, the face of the person with that NIK is
taken, if the registry has one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.orm import Session

from sync.central.photographs.enroller import Enrolled, Enroller
from sync.central.registry.database import Registry
from sync.central.registry.enrolment import face_score
from sync.central.registry.numbers import NumberFault, read_family_card, read_nik, written_number
from sync.central.registry.persons import (
    best_reference,
    by_nik,
    identity_of,
    read_thumbnail,
    template_of,
)
from sync.central.registry.photo_files import PhotoFolder
from sync.central.registry.rows import Row, Table, read_table
from sync.central.registry.schema import Person
from sync.central.storage.blobs import Blobs
from sync.protocol import nik as niks
from sync.protocol.content import Thumbnail, Visitor
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.vault import Vault
from sync.protocol.signs import hidden_sign
from sync.protocol.spelling import alike

COLUMNS = ("day", "name", "nik", "passport", "passport_state", "family_card", "party", "photo")
# As spreadsheets in Indonesia write a day, whatever was typed.
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NO_PLACE = Thumbnail(offset=0, size=0)


@dataclass(frozen=True, slots=True)
class ValidRow:
    """A row that may be stored."""

    line: int
    file: str  # of the photograph, as the row names it
    visitor: Visitor
    thumbnail: bytes | None  # JPEG


class InvalidRow(Exception):
    """A row that may not be stored: a code and a sentence."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(text)
        self.reason, self.text = reason, text


def read_visitors(path: Path) -> Table:
    """Return the rows of a file of visitors. Raise RegistryError."""
    table = read_table(path, COLUMNS, ("day", "name"))
    days = [_written_day(row) for row in table.rows]
    found = [_DAY_FIRST.fullmatch(day) for day in days]
    # One month beyond December: the file has the month first, and none of its days is certain.
    if not any(found) or any(each is not None and int(each[2]) > 12 for each in found):
        return table
    rows = tuple(
        row if each is None else replace(row, values={**row.values, "day": _iso(each)})
        for row, each in zip(table.rows, found, strict=True)
    )
    example = next(day for day, each in zip(days, found, strict=True) if each)
    return Table(rows, (*table.notes, f"days like {example} were read as day, month, year"))


def _written_day(row: Row) -> str:
    return re.sub(r"[ T]0?0[:.]00([:.]00)?$", "", row.get("day") or "")  # a spreadsheet's moment


def _iso(found: re.Match[str]) -> str:
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"


@dataclass(frozen=True, slots=True)
class RowReader:
    """What a row is checked against: the persons who are known, the photographs beside it."""

    registry: Registry
    blobs: Blobs
    vault: Vault
    enroller: Enroller
    folder: PhotoFolder
    today: date  # at the checkpoint

    def read(self, row: Row) -> ValidRow:
        """Return the row as it may be stored. Raise InvalidRow, PhotoRefused, BlobError."""
        if row.fault:
            raise InvalidRow("cells", row.fault)
        day, name = _day(row, self.today), row.get("name") or ""
        for column in ("name", "party"):
            if hidden := hidden_sign(row.get(column) or ""):
                text = f"the {column} holds a sign that does not show: {hidden}"
                raise InvalidRow("hidden-sign", f"{text}; type it again without")
        nik, passport, family_card = _numbers(row, self.today)
        face = self._face(row, nik)
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
            raise InvalidRow(column, f"the {column} is missing or too long") from None
        return ValidRow(row.line, row.get("photo") or "", visitor, face[1] if face else None)

    def _face(self, row: Row, nik: str | None) -> tuple[bytes, bytes] | None:
        """Return template (float32 little-endian) and thumbnail, of the photograph or the person.

        Raise InvalidRow where the registry knows the NIK with another name or another face.
        """
        photo = row.get("photo")
        enrolled = self.enroller.enrol(self.folder.read(photo)) if photo else None
        best = None
        with self.registry.session() as session:
            person = by_nik(session, self.vault, nik) if nik is not None else None
            if person is not None:
                self._check_name(person, row)
                if enrolled is not None:
                    self._check_face(session, person, enrolled)
                best = best_reference(session, person.person_id, self.enroller.model_id)
        if enrolled is not None:
            return enrolled.template.astype("<f4").tobytes(), enrolled.thumbnail
        if best is None:
            return None
        template = template_of(self.vault, best).astype("<f4").tobytes()
        return template, read_thumbnail(self.blobs, self.vault, best.reference_id)

    def _check_name(self, person: Person, row: Row) -> None:
        if not alike(identity_of(self.vault, person).name, row.get("name") or ""):
            raise InvalidRow(
                "other-name",
                f"the NIK belongs to person {person.person_id}, who has another name here; "
                "put the row right, or the name with `gapura central person edit`",
            )

    def _check_face(self, session: Session, person: Person, enrolled: Enrolled) -> None:
        score = face_score(session, self.vault, person.person_id, enrolled)
        if score is not None and score[0] < score[1]:
            raise InvalidRow(
                "other-face",
                f"the NIK belongs to person {person.person_id}, whose photographs here "
                f"show another face (comparison score {score[0]:.2f}, a same face has "
                f"{score[1]:.2f}); put the row right",
            )


def _day(row: Row, today: date) -> date:
    text = _written_day(row)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidRow("day", "a day is written 2027-01-31") from None
    if day < today:
        raise InvalidRow("day", "the day is over")
    return day


def _numbers(row: Row, today: date) -> tuple[str | None, str | None, str | None]:
    """Return NIK, passport and family card. Raise InvalidRow."""
    nik, family_card = row.get("nik"), row.get("family_card")
    nik = _checked(read_nik(nik, today)) if nik else None
    family_card = _checked(read_family_card(family_card)) if family_card else None
    given = row.get("passport")
    passport = niks.passport(written_number(given)) if given else None
    if given and passport is None:
        raise InvalidRow("passport", "a passport's number has 5 to 12 letters and digits")
    if not nik and not passport:
        raise InvalidRow("identity", "a NIK or a passport's number is needed")
    return nik, passport, family_card


def _checked(found: str | NumberFault) -> str:
    if isinstance(found, NumberFault):
        raise InvalidRow(found.reason, found.text)
    return found


def _state(row: Row) -> str | None:
    """Return the letters of the state that issued the passport."""
    state = (row.get("passport_state") or "").upper().rstrip("<") or None
    if state is not None and not re.fullmatch("[A-Z]{3}|D", state):
        text = "the state's three letters, as the passport's zone has them: IDN, MYS, D"
        raise InvalidRow("passport_state", text)
    return state
