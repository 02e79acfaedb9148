"""Import a checkpoint's officers from a file: number, name, role, and a PIN or its verifier."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import audit, checkpoints
from sync.central.registry.database import Registry
from sync.central.registry.rows import Row, RowReport, held_back, read_rows
from sync.central.registry.schema import OfficerAccount
from sync.central.releases.storage_names import officer_context
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope import Vault, pin_matches, pin_verifier

COLUMNS = ("number", "name", "role", "pin", "pin_verifier", "suspended")
PIN = re.compile("[0-9]{6,12}")
_BOOLEANS = {
    "": False,
    "0": False,
    "no": False,
    "false": False,
    "1": True,
    "yes": True,
    "true": True,
}
ROLES = [role.value for role in OfficerRole if role is not OfficerRole.OTHER]
_MESSAGES = {  # by the column
    "number": "a number has 1 to 20 signs: 0-9, A-Z and '-'",
    "name": "a name has 1 to 200 signs",
    "role": f"a role is one of: {', '.join(ROLES)}",
    "pin": "a PIN has 6 to 12 digits; a new officer needs one",
    "pin_verifier": "a verifier begins with $argon2id$",
    "suspended": "suspended is yes, no or empty",
}


def import_officers(
    registry: Registry,
    vault: Vault,
    checkpoint_id: str,
    path: Path,
    operator_id: str,
    now: datetime,
    strict: bool,
    advance: Callable[[int], None] = lambda _: None,
) -> list[RowReport]:
    """Store every valid row; with `strict` none unless all are valid. Keep no PIN, only verifiers.

    Officers whom the file does not name stay as they are. Raise RegistryError,
    OperationRefused.
    """
    with registry.session() as session:
        checkpoints.get(session, checkpoint_id)
        held = {each.number: each for each in list_all(session, vault, checkpoint_id)}
    good: dict[str, Officer] = {}
    report: list[RowReport] = []
    for row in read_rows(path, COLUMNS, ("number", "name", "role")):
        officer = _officer(row, held)
        if isinstance(officer, str):
            report.append(RowReport(row.line, "refused", officer, _MESSAGES.get(officer, "")))
        elif officer.number in good:
            report.append(RowReport(row.line, "refused", "duplicate", "the number stood before"))
        else:
            good[officer.number] = officer
            known = held.get(officer.number) == officer
            report.append(RowReport(row.line, "unchanged" if known else "stored"))
        advance(len(report))
    refused = sum(each.state == "refused" for each in report)
    if strict and refused:
        return [held_back(each) for each in report]
    changed = [officer for number, officer in good.items() if held.get(number) != officer]
    with registry.transaction() as session:
        for officer in changed:
            session.merge(_row(vault, checkpoint_id, officer))
        details = {"stored": len(changed), "refused": refused}
        audit.append(session, now, operator_id, "officers-imported", checkpoint_id, details)
    return report


def officer_of(vault: Vault, row: OfficerAccount) -> Officer:
    """Return the account. Raise EnvelopeError, PackageError."""
    return Officer.from_json(
        vault.unseal(row.sealed, officer_context(row.checkpoint_id, row.number))
    )


def list_all(session: Session, vault: Vault, checkpoint_id: str) -> list[Officer]:
    """Return the officers of a checkpoint, by number. Raise EnvelopeError, PackageError."""
    query = select(OfficerAccount).where(OfficerAccount.checkpoint_id == checkpoint_id)
    return [officer_of(vault, row) for row in session.scalars(query.order_by("number"))]


def _row(vault: Vault, checkpoint_id: str, officer: Officer) -> OfficerAccount:
    sealed = vault.seal(officer.to_json(), officer_context(checkpoint_id, officer.number))
    return OfficerAccount(checkpoint_id=checkpoint_id, number=officer.number, sealed=sealed)


def _officer(row: Row, held: Mapping[str, Officer]) -> Officer | str:
    """Return the account that a row describes, or the name of the column that is wrong."""
    number, pin = row.get("number") or "", row.get("pin")
    suspended = _BOOLEANS.get((row.get("suspended") or "").lower())
    if row.get("role") not in ROLES:
        return "role"
    if suspended is None:
        return "suspended"
    if pin and not PIN.fullmatch(pin):
        return "pin"
    known = held[number].pin_verifier if number in held else None
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
            name=row.get("name") or "",
            role=OfficerRole(row.get("role")),
            pin_verifier=verifier,
            suspended=suspended,
        )
    except ValidationError as error:
        return str(error.errors(include_input=False, include_url=False)[0]["loc"][0])
