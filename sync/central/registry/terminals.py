"""Terminals: tokens for new ones, approval and revocation, and the state of the fleet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry import (
    attestations,
    audit,
    checkpoints,
    intake,
    question_counts,
    terminal_places,
    terminal_reports,
)
from sync.central.registry.attestations import Standing
from sync.central.registry.enrolments import token_index
from sync.central.registry.errors import NotOne, OperationRefused, Unknown
from sync.central.registry.operators import is_active
from sync.central.registry.question_counts import Counted
from sync.central.registry.schema import (
    AuditEntry,
    Checkpoint,
    PublishedCollection,
    ResultIntake,
    Terminal,
    TerminalReport,
    Token,
)
from sync.central.registry.terminal_places import SHOWN_DIGITS
from sync.central.registry.terminal_reports import ReportView
from sync.central.registry.terminal_troubles import (
    Trouble,
    chain_troubles,
    cut_short,
    heartbeat_troubles,
    is_by_stick,
    silence_troubles,
)
from sync.protocol.envelope.digests import key_digits
from sync.protocol.envelope.random_values import one_time_token
from sync.protocol.envelope.vault import Vault
from sync.protocol.errors import PackageError
from sync.protocol.jakarta import jakarta_day
from sync.protocol.message import Record
from sync.protocol.wire import Heartbeat, RandomId, TpmKeys

REVOKED_ALONE = 3  # terminals within REVOCATIONS_COUNT; of more, two operators decide
REVOCATIONS_COUNT = timedelta(days=1)
MAX_REVOKED = 10_000  # terminals of one proposal
TOKEN_VALID = timedelta(days=7)
TOLD = "revocation-told"  # on the audit log
UNSIGNED = "older Gapura: nobody signs its questions and results"


@dataclass(frozen=True, slots=True)
class TerminalStatus:
    """A terminal as `gapura central terminals` shows it."""

    terminal_id: str
    checkpoint_id: str
    lane: str
    state: str  # pending, active, revoked
    enrolled_at: datetime
    seen_at: datetime | None
    lease_until: datetime | None
    bundle_at: datetime | None  # when a stick last brought results of its own
    by_stick: bool  # it is heard of by stick, not over the network
    heartbeat: Heartbeat | None
    chain_cut_at: datetime | None  # its audit chain was found cut short or rewritten
    kiosk_key: str | None  # digits of its kiosk's public key; None: an older Gapura's
    words: str | None  # six, that the technician reads; None: an older Gapura's
    told_at: datetime | None  # when it was told that it is revoked; None: it has not asked since
    troubles: tuple[Trouble, ...]
    report: ReportView | None = None  # what its kiosk signed of itself last
    replaces: str | None = None  # the terminal whose place it takes, or took
    replaced_by: str | None = None  # the one that took its place
    stick_read_by: str | None = None  # who read the stick that enrolled it; None: the network did
    wiped_at: datetime | None = None  # when its own signed word of it was kept
    wipe_proof: dict[str, Any] | None = None  # that word: wiped.SignedWipe
    standing: Standing | None = None  # of what it booted; None: nobody asks


class RevokeTerminals(Record):
    """Terminals that get nothing any more: more than one operator revokes alone."""

    kind: Literal["revoke-terminals"] = "revoke-terminals"
    terminals: Annotated[tuple[RandomId, ...], Field(min_length=1, max_length=MAX_REVOKED)]


def issue_token(
    session: Session,
    vault: Vault,
    checkpoint_id: str,
    operator_id: str,
    now: datetime,
    valid: timedelta = TOKEN_VALID,
    lane: str | None = None,
    replaces: str | None = None,
) -> tuple[str, datetime]:
    """Return a token for one new terminal, and when it expires. Raise OperationRefused.

    Only its keyed hash is kept. `lane`: the only one that it is for; None: any of the checkpoint.
    `replaces`: the terminal that is revoked when the new one is approved.
    """
    if lane is not None:
        terminal_places.lane_name(lane)
    checkpoints.get(session, checkpoint_id)
    token, expires_at = one_time_token(), now + valid
    session.add(
        Token(
            token_index=token_index(vault, token),
            checkpoint_id=checkpoint_id,
            created_by=operator_id,
            expires_at=expires_at,
            terminal_id=None,
            lane=lane,
            replaces=replaces,
        )
    )
    session.flush()
    details = {"expires_at": expires_at.isoformat()} | ({"lane": lane} if lane else {})
    details |= {"replaces": replaces} if replaces else {}
    audit.append(session, now, operator_id, "token-issued", checkpoint_id, details)
    return token, expires_at


def bind_ticket(session: Session, vault: Vault, token: str, ticket: str) -> None:
    """Keep the digest of the ticket that a token is on: with no other one it is good."""
    session.get_one(Token, token_index(vault, token)).ticket = ticket


def find_by_prefix(session: Session, start: str) -> str:
    """Return the one terminal id that begins so. Raise OperationRefused for none, or several.

    `start`: the SHOWN_DIGITS that screens and tables show, or more. With fewer, whoever enrols
    often enough has a terminal that begins as another one.
    """
    if len(start) < SHOWN_DIGITS or not start.isalnum():
        raise OperationRefused(
            f"a terminal is named by the first {SHOWN_DIGITS} digits of its id, as it shows them"
        )
    query = select(Terminal.terminal_id).where(Terminal.terminal_id.startswith(start.lower()))
    found = list(session.scalars(query.limit(2)))
    if len(found) != 1:
        raise NotOne("terminal", start, len(found))
    return found[0]


@dataclass(frozen=True, slots=True)
class Described:
    """A terminal as an operator is asked about it."""

    terminal_id: str
    checkpoint_id: str
    lane: str
    state: str
    kiosk_key: str | None  # digits of its kiosk's public key; None: an older Gapura's
    words: str | None = None  # six, that the technician reads; None: an older Gapura's
    replaces: str | None = None  # the terminal that goes when this one is approved, or went
    tpm: TpmKeys | None = None  # that it brought

    def text(self) -> str:
        """Return one line that says which terminal this is."""
        key = self.kiosk_key or "none, older Gapura"
        place = f"{self.checkpoint_id}, lane {self.lane}"
        if self.replaces and self.state == "pending":
            place += f", in place of {self.replaces[:SHOWN_DIGITS]}, which is then revoked"
        words = f"; its words: {self.words}" if self.words else ""
        tpm = f"; its TPM: {attestations.tpm_digits(self.tpm)}" if self.tpm else ""
        of_kiosk = f"its kiosk's key: {key}"
        return f"terminal {self.terminal_id}: {place}, {self.state}{words}; {of_kiosk}{tpm}"


def described(session: Session, terminal_id: str) -> Described:
    """Return what tells the terminal from others. Raise OperationRefused."""
    row = session.get(Terminal, terminal_id)
    if row is None:
        raise Unknown("terminal", terminal_id[:8])
    return Described(
        terminal_id,
        row.checkpoint_id,
        row.lane,
        row.state,
        kiosk_digits(row),
        row.words,
        row.replaces,
        attestations.brought(session, terminal_id),
    )


def approve(
    session: Session,
    terminal_id: str,
    operator_id: str,
    now: datetime,
    *,
    older_gapura: bool = False,
) -> str | None:
    """Let a pending terminal receive its checkpoint's collections. Raise OperationRefused.

    Return the digits of its kiosk's key, which the technician's screen shows too. A terminal whose
    kiosk has none signs nothing, ever: it is let in only as one of an older Gapura. The terminal
    whose place it takes is revoked with it: who made the ticket wanted that, and who approves it is
    another operator.
    """
    row = _locked(session, terminal_id, operator_id)
    if row.state != "pending":
        raise OperationRefused(f"{terminal_id[:8]}: this terminal is {row.state}")
    if row.kiosk_key is None and not older_gapura:
        raise OperationRefused(
            f"{terminal_id[:8]}: its kiosk has no key, so nobody would sign its questions and "
            "results; wipe and provision it anew, or say --older-gapura if one runs there"
        )
    if row.kiosk_key is not None and older_gapura:
        raise OperationRefused(
            f"{terminal_id[:8]}: its kiosk has a key, which is to be compared: no older Gapura"
        )
    maker = session.scalars(
        select(Token.created_by).where(Token.terminal_id == terminal_id)
    ).first()
    if maker == operator_id:
        raise OperationRefused(
            f"{terminal_id[:8]}: you made its ticket; another operator approves it"
        )
    details = {
        "checkpoint": row.checkpoint_id,
        "kiosk_key": kiosk_digits(row),
        "words": row.words,
    }
    if row.replaces is not None:
        terminal_places.place_to_take(session, row.replaces)  # another may have taken it meanwhile
        details |= {"replaces": row.replaces}
        revoke(session, row.replaces, operator_id, now, replaced_by=terminal_id)
    row.state, row.decided_by = "active", operator_id
    audit.append(session, now, operator_id, "terminal-approved", terminal_id, details)
    return kiosk_digits(row)


def revoke(
    session: Session,
    terminal_id: str,
    operator_id: str,
    now: datetime,
    replaced_by: str | None = None,
) -> None:
    """Revoke the terminal for good: it destroys its lists when it hears. Raise OperationRefused."""
    row = _locked(session, terminal_id, operator_id)
    if row.state == "revoked":
        return
    row.state, row.decided_by = "revoked", operator_id
    details = {"checkpoint": row.checkpoint_id}
    details |= {"replaced_by": replaced_by} if replaced_by else {}
    audit.append(session, now, operator_id, "terminal-revoked", terminal_id, details)


def note_told(session: Session, terminal_id: str, now: datetime) -> None:
    """Note once that a revoked terminal was answered that it is: it destroys its lists then."""
    row = session.get_one(Terminal, terminal_id, with_for_update=True)
    if row.state == "revoked" and row.told_at is None:
        row.told_at = now
        audit.append(session, now, terminal_id, TOLD, terminal_id)


def may_revoke_alone(session: Session, count: int, now: datetime) -> bool:
    """Return whether one operator may revoke so many now: few a day, whoever revoked the others."""
    query = (
        select(func.count())
        .select_from(AuditEntry)
        .where(AuditEntry.action == "terminal-revoked", AuditEntry.at > now - REVOCATIONS_COUNT)
    )
    return (session.scalar(query) or 0) + count <= REVOKED_ALONE


def _locked(session: Session, terminal_id: str, operator_id: str) -> Terminal:
    row = session.get(Terminal, terminal_id, with_for_update=True)
    if row is None:
        raise Unknown("terminal", terminal_id[:8])
    if not is_active(session, operator_id):
        raise OperationRefused(f"{operator_id}: no such operator, or suspended")
    return row


def fleet(session: Session, now: datetime) -> list[TerminalStatus]:
    """Return every terminal with its troubles, by checkpoint and lane."""
    published = {
        row.name: row.version
        for row in session.scalars(select(PublishedCollection))
        if not row.withdrawn
    }
    places = {row.checkpoint_id: row for row in session.scalars(select(Checkpoint))}
    alarms = question_counts.alarms(session, jakarta_day(now))
    query = select(Terminal).order_by(Terminal.checkpoint_id, Terminal.lane, Terminal.terminal_id)
    brought, reports = intake.rows(session), terminal_reports.rows(session)
    after = terminal_places.successors(session)
    standings = attestations.standings(session, now)
    return [
        _status(
            row,
            places[row.checkpoint_id],
            published,
            alarms.get(row.terminal_id),
            brought.get(row.terminal_id),
            reports.get(row.terminal_id),
            after.get(row.terminal_id),
            standings.get(row.terminal_id),
            now,
        )
        for row in session.scalars(query)
    ]


def kiosk_digits(row: Terminal) -> str | None:
    """Return what operator and technician compare of the kiosk's key; None: it has none."""
    return key_digits(row.kiosk_key) if row.kiosk_key is not None else None


def _status(
    row: Terminal,
    checkpoint: Checkpoint,
    published: Mapping[str, int],
    alarms: dict[Counted, int] | None,
    brought: ResultIntake | None,
    report: TerminalReport | None,
    replaced_by: str | None,
    standing: Standing | None,
    now: datetime,
) -> TerminalStatus:
    heartbeat = _heartbeat(row)
    troubles: list[Trouble] = []
    if row.state == "pending":
        key = kiosk_digits(row) or "missing: an older Gapura"
        compared = f"its words: {row.words}" if row.words else f"its kiosk's key: {key}"
        if row.replaces is not None:
            compared += f"; in place of {row.replaces[:SHOWN_DIGITS]}, which is then revoked"
        troubles.append(Trouble("pending", f"waits for approval; {compared}"))
    elif row.state == "active":
        troubles += silence_troubles(row, checkpoint, now)
        if heartbeat is not None:
            troubles += heartbeat_troubles(heartbeat, published)
        troubles += chain_troubles(row, heartbeat)
        if brought is not None:
            troubles += [Trouble(*each) for each in intake.troubles(brought, now)]
        found = terminal_reports.troubles(row, heartbeat, report, brought, now)
        troubles += [Trouble(*each) for each in found]
        if row.kiosk_key is None:
            troubles.append(Trouble("unsigned", UNSIGNED))
        if standing is not None and standing.withheld:
            troubles.append(Trouble("attestation", f"gets no new keys: {standing.text}"))
    if alarms:
        troubles.append(Trouble("questions", question_counts.alarm_text(alarms)))
    return TerminalStatus(
        row.terminal_id,
        row.checkpoint_id,
        row.lane,
        row.state,
        row.enrolled_at,
        row.seen_at,
        row.lease_until,
        row.bundle_at,
        is_by_stick(row),
        heartbeat,
        row.chain_cut_at,
        kiosk_digits(row),
        row.words,
        row.told_at,
        cut_short(troubles),
        terminal_reports.view(report, brought),
        row.replaces,
        replaced_by,
        row.stick_read_by,
        row.wiped_at,
        row.wipe_proof,
        standing,
    )


def _heartbeat(row: Terminal) -> Heartbeat | None:
    try:
        return Heartbeat.model_validate(row.heartbeat) if row.heartbeat else None
    except (PackageError, ValueError):
        return None  # of another version of the protocol


def addresses(session: Session) -> dict[str, str]:
    """Return by which address each active terminal came last; "" where it is not known."""
    query = select(Terminal).where(Terminal.state == "active")
    found = {row.terminal_id: _heartbeat(row) for row in session.scalars(query)}
    return {
        terminal_id: (heartbeat.address or "") if heartbeat else ""
        for terminal_id, heartbeat in found.items()
    }
