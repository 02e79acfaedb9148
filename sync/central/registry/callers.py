"""Terminals as the server needs them: their keys, their state, the rights of their checkpoint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from sync.central.registry import (
    attestations,
    checking,
    roll_outs,
    terminal_chains,
    terminal_reports,
    witnesses,
)
from sync.central.registry.attestations import FIRST_LEASE, Standing, Told
from sync.central.registry.schema import Checkpoint, Publication, Terminal
from sync.central.registry.terminal_chains import ShownChain
from sync.protocol.lanes import MAX_LANES, NeighbourLane
from sync.protocol.wire import AuditHead, Heartbeat, LeasePlace, Resend

LEASE_DAYS = 7  # of a checkpoint whose settings say nothing


@dataclass(frozen=True, slots=True)
class Caller:
    """An enrolled terminal."""

    terminal_id: str
    checkpoint_id: str
    signing_key: bytes  # public
    sealing_key: bytes  # public
    state: str  # pending, active, revoked
    kiosk_key: bytes | None = None  # public; None: enrolled by an older Gapura, its kiosk signs not
    resend: Resend | None = None
    told: bool = False  # that it was revoked
    lane: str = ""


@dataclass(frozen=True, slots=True)
class Rights:
    """What a checkpoint's terminals may ask."""

    may_verify: bool
    may_identify: bool


class CallerState(NamedTuple):
    """The part of a terminal that may change."""

    state: str
    checkpoint_id: str


def caller(session: Session, terminal_id: str) -> Caller | None:
    """Return the terminal of that id; None where there is none."""
    found = session.get(Terminal, terminal_id)
    return None if found is None else caller_of(found)


def caller_of(row: Terminal) -> Caller:
    """Return the terminal of a row."""
    return Caller(
        row.terminal_id,
        row.checkpoint_id,
        row.signing_key,
        row.sealing_key,
        row.state,
        row.kiosk_key,
        resend_of(row),
        row.told_at is not None,
        row.lane,
    )


def states(session: Session) -> dict[str, CallerState]:
    """Return state and checkpoint of every terminal, by id."""
    query = select(Terminal.terminal_id, Terminal.state, Terminal.checkpoint_id)
    return {row[0]: CallerState(row[1], row[2]) for row in session.execute(query)}


def latest_publication(session: Session) -> int:
    """Return the sequence of the last publication; 0 before the first."""
    return session.scalar(select(func.max(Publication.sequence))) or 0


def rights(session: Session, checkpoint_id: str) -> Rights:
    """Return the rights of a checkpoint's terminals."""
    found = session.get_one(Checkpoint, checkpoint_id)
    return Rights(found.may_verify, found.may_identify)


def lanes(session: Session, checkpoint_id: str, without: str) -> tuple[NeighbourLane, ...]:
    """Return the active terminals of a checkpoint whose kiosk signs, all but one, by their lane."""
    query = (
        select(Terminal)
        .where(
            Terminal.checkpoint_id == checkpoint_id,
            Terminal.state == "active",
            Terminal.kiosk_key.is_not(None),
            Terminal.terminal_id != without,
        )
        .order_by(Terminal.lane, Terminal.terminal_id)
        .limit(MAX_LANES)
    )
    return tuple(
        NeighbourLane(
            terminal_id=row.terminal_id,
            name=row.lane,
            sealing_key=row.sealing_key,
            kiosk_key=row.kiosk_key,
        )
        for row in session.scalars(query)
        if row.kiosk_key is not None
    )


@dataclass(frozen=True, slots=True)
class HeartbeatOutcome:
    """The outcome of a heartbeat."""

    until: datetime  # until when it may serve its lists without another heartbeat
    chain_cut: ShownChain | None = None  # was cut or rewritten: `terminal_chains.record_cut`
    resend: Resend | None = None  # results are to come again
    audit: AuditHead | None = None  # of the audit log, for the terminal to witness
    chain_rows: int = 0  # of its audit chain, as far as it is known here
    check: datetime | None = None  # when it was asked to look what is wrong with it
    place: LeasePlace | None = None  # where it stands
    standing: Standing | None = None  # of what it booted; None: nobody asks


def keep_heartbeat(
    session: Session,
    terminal_id: str,
    heartbeat: Heartbeat,
    at: datetime,
    told: Told | None = None,
) -> HeartbeatOutcome:
    """Keep a terminal's heartbeat and prolong its lease, unless what it booted speaks against it.

    `told`: what its TPM said.
    """
    row = session.get_one(Terminal, terminal_id, with_for_update=True)
    settings = session.get_one(Checkpoint, row.checkpoint_id).settings
    term = timedelta(days=int(settings.get("lease_days", LEASE_DAYS)))
    standing = attestations.take(session, row, told, at)
    # Where it is asked what it booted, a lease counts from when that was last good.
    until = (at if standing is None else standing.good_at or at) + term
    if standing is not None and standing.withheld:
        until = min(until, row.lease_until or at + FIRST_LEASE)
    overtaken = terminal_chains.is_overtaken(row, heartbeat)
    report = terminal_reports.take(session, row, heartbeat.report, at, overtaken)
    signs = row.kiosk_key is not None
    shown = None
    if report is not None or not overtaken:
        shown = terminal_chains.shown_chain(heartbeat, report, signs)
    good = terminal_chains.follow(row, shown)
    if heartbeat.software_failed:
        roll_outs.heed_failures(session, row, heartbeat.software_failed, at)
    row.heartbeat = heartbeat.model_dump(mode="json", exclude={"report", "quote"})
    row.seen_at, row.lease_until = at, until
    audit = witnesses.head_for(session, heartbeat.audit)
    known = row.chain_rows or 0
    cut = None if good else shown
    check = checking.asked_at(row, at)
    place = LeasePlace(checkpoint_id=row.checkpoint_id, lane=row.lane)
    return HeartbeatOutcome(until, cut, resend_of(row), audit, known, check, place, standing)


def resend_of(row: Terminal) -> Resend | None:
    """Return which results the terminal is asked for again; None: none."""
    if row.resend_asked_at is None or row.resend_since is None:
        return None
    return Resend(asked_at=row.resend_asked_at, since=row.resend_since)
