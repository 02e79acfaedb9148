"""Import a checkpoint's officers from a file: number, name, role, and a PIN or its verifier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit, checkpoints
from sync.central.registry.database import Registry
from sync.central.registry.numbers import written_number
from sync.central.registry.rows import Row, RowReport, Table, held_back, read_table
from sync.central.registry.schema import OfficerAccount
from sync.central.storage.storage_names import officer_context
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope.passphrases import pin_matches, pin_verifier
from sync.protocol.envelope.vault import Vault
from sync.protocol.jakarta import jakarta_day
from sync.protocol.message import Record
from sync.protocol.pins import WeakPin, weak_pin
from sync.protocol.question_content import UNSIGNED
from sync.protocol.signs import hidden_sign
from sync.protocol.wire import Identifier

MAX_OFFICERS = 20_000  # of one proposal
COLUMNS = ("number", "name", "role", "pin", "pin_verifier", "suspended")
_NO, _YES = ("", "0", "no", "false", "tidak"), ("1", "yes", "true", "ya")
_BOOLEANS = {**dict.fromkeys(_NO, False), **dict.fromkeys(_YES, True)}
_ROLES_ID = {"petugas": "officer", "penyelia": "supervisor", "teknisi": "technician"}
ROLES = [role.value for role in OfficerRole if role is not OfficerRole.OTHER]
_MESSAGES = {  # by the column
    "number": "a number has 1 to 20 signs: 0-9, A-Z and '-'",
    "name": "a name has 1 to 200 signs",
    "hidden-sign": "the name holds a sign that does not show; type it again without",
    "cells": "it has more cells than there are headings: a comma in a name?",
    "duplicate": "the number stood before; leave one out",
    "role": f"a role is one of: {', '.join(ROLES)}",
    "pin": "a PIN has 6 to 12 digits; a new officer needs one",
    f"pin-{WeakPin.FORM.value}": "a PIN has 6 to 12 digits",
    f"pin-{WeakPin.REPEATS.value}": "a PIN of few digits, again and again, is guessed first",
    f"pin-{WeakPin.SEQUENCE.value}": "a PIN in the order of the digits or the pad is guessed first",
    f"pin-{WeakPin.BIRTHDAY.value}": "a PIN that reads as a birthday is guessed first",
    f"pin-{WeakPin.NUMBER.value}": "a PIN that holds the officer's number is guessed first",
    "pin_verifier": "a verifier begins with $argon2id$",
    "suspended": "suspended is yes, no or empty",
}


class ChangeOfficers(Record):
    """New or other accounts of a checkpoint's officers; those who are not named stay."""

    kind: Literal["change-officers"] = "change-officers"
    checkpoint_id: Identifier
    officers: Annotated[tuple[Officer, ...], Field(min_length=1, max_length=MAX_OFFICERS)]


@dataclass(frozen=True, slots=True)
class OfficersImport:
    """What became of a file: its rows, and what is to be proposed."""

    report: tuple[RowReport, ...]
    change: ChangeOfficers | None  # None: nothing for a second operator


def read_officers(path: Path) -> Table:
    """Return the rows of a file of officers. Raise RegistryError."""
    return read_table(path, COLUMNS, ("number", "name", "role"))


def import_officers(
    registry: Registry,
    vault: Vault,
    checkpoint_id: str,
    path: Path,
    operator_id: str,
    now: datetime,
    strict: bool,
    advance: Callable[[int], None] = lambda _: None,
    table: Table | None = None,
) -> OfficersImport:
    """Return what every valid row changes, for two operators; with `strict` all rows or none.

    A suspension alone counts at once. No PIN is kept, only its verifier. Officers whom the file
    does not name stay as they are. `table`: what `read_officers` gave. Raise RegistryError,
    OperationRefused.
    """
    with registry.session() as session:
        checkpoints.get(session, checkpoint_id)
        held = {each.number: each for each in list_all(session, vault, checkpoint_id)}
    good: dict[str, Officer] = {}
    report: list[RowReport] = []
    for row in (table or read_officers(path)).rows:
        officer = _officer(row, held, now)
        if isinstance(officer, Officer) and officer.number in good:
            officer = "duplicate"
        if isinstance(officer, str):
            report.append(RowReport(row.line, "refused", officer, _MESSAGES.get(officer, "")))
        else:
            good[officer.number] = officer
            report.append(_outcome(row.line, held.get(officer.number), officer))
        advance(len(report))
    refused = sum(each.state == "refused" for each in report)
    if strict and refused:
        return OfficersImport(tuple(held_back(each) for each in report), None)
    changed = [officer for number, officer in good.items() if held.get(number) != officer]
    suspended = [each for each in changed if is_suspension(held.get(each.number), each)]
    if suspended:
        with registry.transaction() as session:
            store(session, vault, checkpoint_id, suspended)
            details = {"officers": [each.number for each in suspended]}
            audit.append(session, now, operator_id, "officers-suspended", checkpoint_id, details)
    rest = tuple(each for each in changed if each not in suspended)
    change = ChangeOfficers(checkpoint_id=checkpoint_id, officers=rest) if rest else None
    return OfficersImport(tuple(report), change)


def store(session: Session, vault: Vault, checkpoint_id: str, officers: Iterable[Officer]) -> None:
    """Keep accounts, in place of those with the same numbers.

    A PIN that an officer changed after an account was read or proposed stays, unless it is reset.
    """
    for officer in officers:
        key = (checkpoint_id, officer.number)
        row = session.get(OfficerAccount, key, with_for_update=True, populate_existing=True)
        held = officer_of(vault, row) if row is not None else None
        put(session, vault, checkpoint_id, officer if held is None else _as_set(held, officer))


def put(session: Session, vault: Vault, checkpoint_id: str, officer: Officer) -> None:
    """Keep an account as it is."""
    sealed = vault.seal(officer.to_json(), officer_context(checkpoint_id, officer.number))
    session.merge(OfficerAccount(checkpoint_id=checkpoint_id, number=officer.number, sealed=sealed))


def resets_pin(held: Officer, officer: Officer) -> bool:
    """Return whether an account as proposed sets another PIN than the one held. Pure."""
    if officer.pin_verifier == held.pin_verifier:
        return False
    if officer.pin_reset_at is None:  # by a version that kept no times
        return held.pin_reset_at is None and held.pin_changed_at is None
    return held.pin_reset_at is None or officer.pin_reset_at > held.pin_reset_at


def _as_set(held: Officer, officer: Officer) -> Officer:
    if resets_pin(held, officer):
        return officer
    kept = ("pin_verifier", "pin_reset_at", "pin_changed_at")
    return officer.model_copy(update={name: getattr(held, name) for name in kept})


def is_suspension(held: Officer | None, officer: Officer) -> bool:
    """Return whether an account is suspended, and nothing else of it changes. Pure."""
    return held is not None and officer == held.model_copy(update={"suspended": True})


def differences(held: Officer | None, officer: Officer) -> str:
    """Return what is new of an account, in words. Pure."""
    if held is None:
        return "new"
    found = [
        f"{field} {getattr(held, field)} -> {getattr(officer, field)}"
        for field in ("name", "suspended")
        if getattr(held, field) != getattr(officer, field)
    ]
    if held.role is not officer.role:
        found.append(f"role {held.role.value} -> {officer.role.value}")
    if resets_pin(held, officer):
        found.append("another PIN")
    return ", ".join(found) or "as it is"


def _outcome(line: int, held: Officer | None, officer: Officer) -> RowReport:
    if held == officer:
        return RowReport(line, "unchanged")
    if is_suspension(held, officer):
        return RowReport(line, "stored", "suspended", "suspended at once")
    return RowReport(line, "proposed")


def officer_of(vault: Vault, row: OfficerAccount) -> Officer:
    """Return the account. Raise EnvelopeError, PackageError."""
    return Officer.from_json(
        vault.unseal(row.sealed, officer_context(row.checkpoint_id, row.number))
    )


def list_all(session: Session, vault: Vault, checkpoint_id: str) -> list[Officer]:
    """Return the officers of a checkpoint, by number. Raise EnvelopeError, PackageError."""
    query = select(OfficerAccount).where(OfficerAccount.checkpoint_id == checkpoint_id)
    return [officer_of(vault, row) for row in session.scalars(query.order_by("number"))]


def role_of(session: Session, vault: Vault, checkpoint_id: str, number: str) -> OfficerRole | None:
    """Return what the officer may do there; None: nobody of that number, or suspended.

    Where a checkpoint has no accounts, whoever stands at its terminals is an officer. Raise
    EnvelopeError, PackageError.
    """
    row = session.get(OfficerAccount, (checkpoint_id, number))
    if row is not None:
        officer = officer_of(vault, row)
        return None if officer.suspended else officer.role
    if number != UNSIGNED:
        return None
    any_account = select(OfficerAccount.number).where(OfficerAccount.checkpoint_id == checkpoint_id)
    return None if session.scalars(any_account.limit(1)).first() else OfficerRole.OFFICER


def _officer(row: Row, held: Mapping[str, Officer], now: datetime) -> Officer | str:
    """Return the account that a row describes, or the code of what is wrong."""
    if row.fault:
        return "cells"
    number = written_number(row.get("number") or "").upper()
    name, pin = row.get("name") or "", written_number(row.get("pin") or "")
    role = (row.get("role") or "").lower()
    role = _ROLES_ID.get(role, role)
    suspended = _BOOLEANS.get((row.get("suspended") or "").lower())
    if role not in ROLES:
        return "role"
    if suspended is None:
        return "suspended"
    if hidden_sign(name):
        return "hidden-sign"
    if pin and (weak := weak_pin(pin, number, jakarta_day(now))):
        return f"pin-{weak.value}"
    before = held.get(number)
    known = before.pin_verifier if before else None
    verifier = row.get("pin_verifier") or known
    if pin and not (known and pin_matches(pin, known)):
        verifier = pin_verifier(pin)
    elif pin:
        verifier = known
    if verifier is None:
        return "pin"
    try:
        return Officer(
            number=number,
            name=name,
            role=OfficerRole(role),
            pin_verifier=verifier,
            suspended=suspended,
            pin_reset_at=before.pin_reset_at if before and verifier == known else now,
            pin_changed_at=before.pin_changed_at if before and verifier == known else None,
        )
    except ValidationError as error:
        return str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
