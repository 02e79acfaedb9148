"""Officers' own changes of their PINs, as their kiosks sealed and signed them.

A kiosk proved the old PIN and sends the verifier of the new one. Rights do not change, so no
operator is asked; what operators set does not give way to it, unless the officer knew it.

1. The kiosk signed it, its checkpoint has that officer, the verifier is of the agreed kind, the
   time is possible: `ingest` and `plausibility`, before this.
2. It is later than what set the PIN last, and knew of the operators' last reset: the newest change
   counts, in whichever order they arrive.
3. The account is not suspended, and was not changed too often that day. What fails here is noted as
   tried in the account, so that the kiosk gives the PIN up that nobody else takes.
4. The officer's accounts at other checkpoints follow where name and role are the same too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry import audit, intake
from sync.central.registry.intake import Taken
from sync.central.registry.officers import officer_of, put
from sync.central.registry.received import Received, Refusal
from sync.central.registry.schema import AuditEntry, OfficerAccount, ReceivedResult, Terminal
from sync.protocol.content import Officer
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.vault import Vault
from sync.protocol.jakarta import jakarta_day, jakarta_midnight
from sync.protocol.pins import MAX_CHANGES_A_DAY
from sync.protocol.result_content import OfficerPinChanged

CHANGED, NOT_CHANGED = "officer-pin-changed", "officer-pin-not-changed"  # on the audit log

Said = tuple[str, str, dict[str, str]]  # action, checkpoint, details


def subject_of(checkpoint_id: str, number: str) -> str:
    """Return what the results about one officer's PIN are found by."""
    return fingerprint(f"pin {checkpoint_id} {number}".encode())[:32]


def outdated(officer: Officer, change: OfficerPinChanged, restored_at: datetime | None) -> str:
    """Return why a change comes too late for the account; empty: it does not. Pure.

    `restored_at`: when this registry came back from a backup last. A kiosk may know a reset that
    was lost then, and none that the registry never heard of: else whoever holds a kiosk's key would
    name one to come, and no reset would end what they set.
    """
    reset_at, changed_at, known = officer.pin_reset_at, officer.pin_changed_at, change.pin_reset_at
    lost = known is not None and restored_at is not None and known <= restored_at
    newer = known is not None and (reset_at is None or known > reset_at)
    if known != reset_at and not (newer and lost):
        return "reset"  # by operators, and the kiosk did not know
    if changed_at is not None and change.at <= changed_at:
        return "older"
    return ""


def restored_at(session: Session) -> datetime | None:
    """Return when the registry was restored from a backup last; None: never."""
    query = select(func.max(AuditEntry.at)).where(AuditEntry.action == audit.RESTORED)
    return session.scalar(query)


def take(
    session: Session,
    vault: Vault,
    terminal_id: str,
    results: Sequence[Received],
    refused: Sequence[Refusal],
    at: datetime,
) -> Taken:
    """Keep results, as `intake` does, and make the changes of PINs among them.

    Each is a row on the audit log. What comes again counts where it was lost with a restored
    registry, or came to a version that did not know it; else it changes nothing. Raise
    EnvelopeError, PackageError.
    """
    taken = intake.take(session, terminal_id, results, refused, at)
    mine = [each for each in results if taken.owners.get(each.result_id) == terminal_id]
    asked = [(each.pin, each) for each in mine if each.pin is not None]
    if not asked:
        return taken
    own = session.get_one(Terminal, terminal_id).checkpoint_id
    said: list[Said] = []
    for change, result in sorted(asked, key=lambda each: (each[0].at, each[1].result_id)):
        said += _take(session, vault, own, change, result.result_id in taken.new)
    for action, checkpoint_id, details in said:
        told = {**details, "terminal": terminal_id}
        audit.append(session, at, audit.CENTRE, action, checkpoint_id, told)
    return taken


def _take(
    session: Session, vault: Vault, own: str, change: OfficerPinChanged, new: bool
) -> list[Said]:
    number = change.officer
    query = select(OfficerAccount).where(OfficerAccount.number == number)
    rows = session.scalars(query.order_by(OfficerAccount.checkpoint_id).with_for_update())
    accounts = {row.checkpoint_id: officer_of(vault, row) for row in rows}
    officer = accounts.pop(own)
    if cause := outdated(officer, change, restored_at(session)):
        refused = (NOT_CHANGED, own, {"officer": number, "cause": cause})
        return [refused] if new else []
    if cause := _objection(session, own, officer, change):
        put(session, vault, own, officer.model_copy(update={"pin_changed_at": change.at}))
        return [(NOT_CHANGED, own, {"officer": number, "cause": cause})]
    changes = {"pin_verifier": change.pin_verifier, "pin_changed_at": change.at}
    put(session, vault, own, officer.model_copy(update=changes))
    said: list[Said] = [(CHANGED, own, {"officer": number})]
    for checkpoint_id, other in accounts.items():
        if _follows(officer, other, change):
            put(session, vault, checkpoint_id, other.model_copy(update=changes))
            said.append((CHANGED, checkpoint_id, {"officer": number, "from": own}))
    return said


def _objection(session: Session, own: str, officer: Officer, change: OfficerPinChanged) -> str:
    if officer.suspended:
        return "suspended"
    begins = jakarta_midnight(jakarta_day(change.at))
    count = select(func.count()).where(
        ReceivedResult.subject_id == subject_of(own, officer.number),
        ReceivedResult.type == change.type,
        ReceivedResult.at >= begins,
        ReceivedResult.at < begins + timedelta(days=1),
    )
    return "limit" if (session.scalar(count) or 0) > MAX_CHANGES_A_DAY else ""


def _follows(officer: Officer, other: Officer, change: OfficerPinChanged) -> bool:
    """Return whether an account elsewhere is the same officer's, with no more rights, and older."""
    times = [each for each in (other.pin_reset_at, other.pin_changed_at) if each is not None]
    same = (other.name, other.role) == (officer.name, officer.role)
    return same and not other.suspended and all(each < change.at for each in times)
