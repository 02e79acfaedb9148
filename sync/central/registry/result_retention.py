"""Results go when their purpose is over: by outcome, as their list's agreement says.

An alert goes with its answers and calls for help. What a terminal could still send again is
remembered by its id alone for as long, so that nothing that was erased comes back. Typed notes and
photographed documents of alerts about somebody who was erased go at once, and what a terminal
brings of them later within the hour.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sync.central.registry import audit
from sync.central.registry.batches import batches
from sync.central.registry.checkpoints import Settings
from sync.central.registry.errors import NotOne, OperationRefused
from sync.central.registry.insert_absent import insert_absent
from sync.central.registry.lists import settings_of
from sync.central.registry.received import opened, outcome_of
from sync.central.registry.schema import (
    Checkpoint,
    ErasedPerson,
    ErasedResult,
    ReceivedResult,
    Terminal,
    WatchList,
)
from sync.protocol.content import Retention
from sync.protocol.envelope.vault import Vault
from sync.protocol.result_content import AlertFollowed, OtherResult, ResultBody

LIST_ENDED = timedelta(days=30)  # what is confirmed outlives its list: a mistaken end is mended
OTHERS_KEPT = timedelta(days=90)  # what belongs to no alert, or is of a type not known here
MARGIN = timedelta(days=1)  # a terminal erases an hour or so after its time
Told = tuple[str, str]  # terminal, and its alert: no other terminal can say anything about it
ErasedKind = tuple[str, str]  # list, or the result's type, and outcome: what the audit log counts
DELETED = "result-deleted"  # on the audit log, with the ids of the results
LONGEST = timedelta(days=367)  # that a terminal may keep what was delivered
_NAMED = 500  # old answers whose outcome is looked up in one run


@dataclass(frozen=True, slots=True)
class ListRetention:
    """What decides how long a list's results are kept."""

    retention: Retention = field(default_factory=Retention)
    ends: datetime | None = None  # None: nobody knows such a list


@dataclass(frozen=True, slots=True)
class Answered:
    """The last word on an alert."""

    at: datetime
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Deleted:
    """How far a deletion came."""

    alerts: int  # of which nothing is left
    results: int


@dataclass(frozen=True, slots=True)
class _Part:
    """Results that are erased together or not at all."""

    ids: tuple[str, ...]
    size: int  # bytes
    counts: ErasedKind | None  # None: with its alert, or not to be counted


def kept_until(raised_at: datetime, answered: Answered | None, terms: ListRetention) -> datetime:
    """Return from when on an alert is not kept any more. Pure."""
    retention = terms.retention
    outcome = answered.outcome if answered is not None else None
    at = answered.at if answered is not None else raised_at
    if outcome == "not_this_person":
        return at + timedelta(hours=retention.dismissed_hours)
    if outcome == "confirmed" and retention.confirmed_days is not None:
        return at + timedelta(days=retention.confirmed_days)
    if outcome == "confirmed" and terms.ends is not None:
        return max(at, terms.ends) + LIST_ENDED
    return at + timedelta(days=retention.undecided_days)


def terms(session: Session) -> dict[str, ListRetention]:
    """Return the terms of every list. Raise PackageError when another version wrote them."""
    found = {}
    for row in session.scalars(select(WatchList)):
        described = settings_of(row)
        ends = described.until if row.ended_at is None else min(described.until, row.ended_at)
        found[row.list_id] = ListRetention(described.agreement.retention, ends)
    return found


def answers(session: Session) -> dict[Told, Answered]:
    """Return the last answer to each alert, of the terminal that raised it alone."""
    query = select(
        ReceivedResult.terminal_id,
        ReceivedResult.subject_id,
        ReceivedResult.at,
        ReceivedResult.outcome,
    ).where(ReceivedResult.type == "answer")
    rows = session.execute(query.order_by(ReceivedResult.at, ReceivedResult.result_id))
    return {(own, subject): Answered(at, outcome) for own, subject, at, outcome in rows}


def erase_due(session: Session, vault: Vault, now: datetime, most: int = 2**40) -> int:
    """Erase what is over, and note how many of each kind on the audit log; return how many.

    It stops at about `most` bytes: a full disk has no room to erase all at once. Then call it again
    until it returns 0. Raise EnvelopeError, PackageError.
    """
    _name_outcomes(session, vault)
    _name_alerts(session, vault)
    late, most = _erase_late_details(session, vault, now, most)
    if late and most < 0:
        return late
    lists, last = terms(session), answers(session)
    doomed: dict[Told, ErasedKind] = {}
    alive: set[Told] = set()
    query = select(
        ReceivedResult.terminal_id,
        ReceivedResult.subject_id,
        ReceivedResult.list_id,
        ReceivedResult.at,
    ).where(ReceivedResult.type == "alert")
    for own, subject, list_id, at in session.execute(query):
        alert, answered = (own, subject), last.get((own, subject))
        alive.add(alert)
        name = list_id or "unknown"
        if kept_until(at, answered, lists.get(name, ListRetention())) <= now:
            doomed[alert] = (name, (answered.outcome if answered else None) or "unanswered")
    ids: list[str] = []
    gone: Counter[ErasedKind] = Counter()
    for part in (*_of_alerts(session, doomed), *_others(session, alive, now)):
        most -= part.size
        if ids and most < 0:
            break
        ids += part.ids
        if part.counts is not None:
            gone[part.counts] += 1
    _erase(session, ids, now)
    session.execute(delete(ErasedResult).where(ErasedResult.until < now))
    session.execute(delete(ErasedPerson).where(ErasedPerson.at < now - LONGEST))
    for (subject, outcome), count in sorted(gone.items()):
        details = {"outcome": outcome, "count": count}
        audit.append(session, now, audit.CENTRE, "results-erased", subject, details)
    return late + len(ids)


def named_alerts(session: Session, alerts: Sequence[str]) -> list[Told]:
    """Return the alerts of these ids, or unique beginnings of them. Raise OperationRefused."""
    return list(dict.fromkeys(_one(session, each) for each in alerts))


def delete_alerts(
    session: Session,
    alerts: Sequence[Told],
    reason: str,
    operators: Sequence[str],
    now: datetime,
    most: int = 2**40,
) -> Deleted:
    """Erase these alerts with all that was said of them, in their order.

    It stops at about `most` bytes: a full disk has no room to erase all at once. Then call it again
    with the alerts that are left. `reason` is a code or a file's number.
    """
    whole, erased = 0, 0
    for alert in alerts:
        parts, ids = _of_alerts(session, {alert: None}), list[str]()
        for part in parts:
            most -= part.size
            if most < 0 and (ids or erased):
                break
            ids += part.ids
        if ids:
            _erase(session, ids, now)
            details = {"reason": reason, "second": operators[1], "terminal": alert[0]}
            audit.append(session, now, operators[0], DELETED, alert[1], {**details, "results": ids})
        erased += len(ids)
        if len(ids) < sum(len(part.ids) for part in parts):
            break
        whole += 1
    return Deleted(whole, erased)


def erase_details(
    session: Session, vault: Vault, person_ids: Iterable[str], now: datetime, most: int = 2**40
) -> tuple[dict[Told, list[str]], int]:
    """Erase what officers typed, and photographed of documents, for alerts about these persons.

    Return the ids of these results, by alert, and what is left of `most`: it stops at about as many
    bytes, and below 0 has to be called again. A card says the name, the number and the face of
    whoever showed it; a note may say anything. Raise EnvelopeError.
    """
    _name_alerts(session, vault)
    about = select(ReceivedResult.terminal_id, ReceivedResult.subject_id).where(
        ReceivedResult.type == "alert", ReceivedResult.person_id.in_(person_ids)
    )
    gone: dict[Told, list[str]] = {}
    for own, subject in session.execute(about).all():
        steps = select(ReceivedResult).where(
            ReceivedResult.terminal_id == own,
            ReceivedResult.subject_id == subject,
            ReceivedResult.type == "case",
        )
        for row in session.scalars(steps):
            if most >= 0 and _tells(opened(vault, row)):
                most -= len(row.sealed)
                gone.setdefault((own, subject), []).append(row.result_id)
    _erase(session, [each for ids in gone.values() for each in ids], now)
    return gone, most


def _tells(body: ResultBody | OtherResult) -> bool:
    """Return whether it holds what an officer typed or photographed."""
    return isinstance(body, AlertFollowed) and bool(body.picture or body.note)


def _erase_late_details(
    session: Session, vault: Vault, now: datetime, most: int
) -> tuple[int, int]:
    """Erase what terminals brought of persons after they were erased.

    Return how many results, and what is left of `most`, as `erase_details` does.
    """
    late = (
        select(ReceivedResult.person_id)
        .join(ErasedPerson, ErasedPerson.person_id == ReceivedResult.person_id)
        .where(ReceivedResult.type == "alert")
    )
    persons = [each for each in session.scalars(late.distinct()) if each is not None]
    count = 0
    for part in batches(sorted(persons)):
        if most >= 0:
            gone, most = erase_details(session, vault, part, now, most)
            count += sum(map(len, gone.values()))
    return count, most


def delete_again(session: Session, result_ids: Sequence[str], until: datetime) -> None:
    """Erase what was deleted after a backup, and take it from no terminal before `until`."""
    for part in batches(result_ids):
        rows = [{"result_id": each, "until": until} for each in part]
        insert_absent(session, ErasedResult, rows)
        session.execute(delete(ReceivedResult).where(ReceivedResult.result_id.in_(part)))


def _of_alerts(session: Session, doomed: Mapping[Told, ErasedKind | None]) -> list[_Part]:
    """Return what is about these alerts; an alert goes last, and with it what decides its time."""
    of_terminal: dict[str, list[str]] = defaultdict(list)
    for own, subject in doomed:
        of_terminal[own].append(subject)
    alone: list[_Part] = []
    last: dict[Told, list[tuple[str, int]]] = defaultdict(list)
    for own, subjects in of_terminal.items():
        for part in batches(subjects):
            query = select(
                ReceivedResult.result_id,
                ReceivedResult.subject_id,
                ReceivedResult.type,
                func.length(ReceivedResult.sealed),
            ).where(ReceivedResult.terminal_id == own, ReceivedResult.subject_id.in_(part))
            for result_id, subject, kind, size in session.execute(query):
                if kind in ("alert", "answer"):
                    last[own, subject].append((result_id, size))
                else:
                    alone.append(_Part((result_id,), size, None))
    whole = [
        _Part(tuple(each for each, _ in rows), sum(size for _, size in rows), doomed[alert])
        for alert, rows in last.items()
    ]
    return [*alone, *whole]


def _one(session: Session, alert: str) -> Told:
    if len(alert) < 4 or not alert.isalnum():
        raise OperationRefused("an alert is named by at least the first 4 digits of its id")
    query = select(ReceivedResult.terminal_id, ReceivedResult.subject_id).where(
        ReceivedResult.type == "alert", ReceivedResult.subject_id.startswith(alert.lower())
    )
    found = list(session.execute(query.limit(2)))
    if len(found) != 1:
        raise NotOne("alert", alert, len(found))
    return found[0][0], found[0][1]


def _others(session: Session, alive: set[Told], now: datetime) -> list[_Part]:
    """Return what is over and belongs to no alert that is here."""
    kept = {
        row.checkpoint_id: timedelta(days=Settings(**row.settings).verifications_kept_days)
        for row in session.scalars(select(Checkpoint))
    }
    query = (
        select(
            ReceivedResult.result_id,
            ReceivedResult.type,
            ReceivedResult.terminal_id,
            ReceivedResult.subject_id,
            ReceivedResult.at,
            ReceivedResult.outcome,
            func.length(ReceivedResult.sealed),
            Terminal.checkpoint_id,
        )
        .join(Terminal, Terminal.terminal_id == ReceivedResult.terminal_id)
        .where(ReceivedResult.type != "alert")
    )
    found: list[_Part] = []
    for result_id, kind, own, subject, at, outcome, size, checkpoint_id in session.execute(query):
        if (own, subject) in alive:
            continue
        after = kept[checkpoint_id] if kind == "verification" else OTHERS_KEPT
        if at + after <= now:
            found.append(_Part((result_id,), size, (kind, outcome or "none")))
    return found


def _erase(session: Session, ids: Iterable[str], now: datetime) -> None:
    kept = {
        row.checkpoint_id: timedelta(days=Settings(**row.settings).results_kept_days)
        for row in session.scalars(select(Checkpoint))
    }
    for part in batches(sorted(ids)):
        query = (
            select(ReceivedResult.result_id, ReceivedResult.received_at, Terminal.checkpoint_id)
            .join(Terminal, Terminal.terminal_id == ReceivedResult.terminal_id)
            .where(ReceivedResult.result_id.in_(part))
        )
        until = {
            result_id: received_at + kept[checkpoint_id] + MARGIN
            for result_id, received_at, checkpoint_id in session.execute(query)
        }
        remembered = [
            {"result_id": result_id, "until": end} for result_id, end in until.items() if end > now
        ]
        if remembered:
            insert_absent(session, ErasedResult, remembered)
        session.execute(delete(ReceivedResult).where(ReceivedResult.result_id.in_(part)))


def _name_outcomes(session: Session, vault: Vault) -> None:
    """Note the outcome of answers and verifications that an older version kept without it."""
    query = select(ReceivedResult).where(
        ReceivedResult.type.in_(("answer", "verification")), ReceivedResult.outcome.is_(None)
    )
    for row in session.scalars(query.limit(_NAMED)):
        row.outcome = outcome_of(opened(vault, row)) or "other"
    session.flush()


def _name_alerts(session: Session, vault: Vault) -> None:
    """Note whose alert a step of a case belongs to that an older version kept unread.

    A step goes with its alert: a document that was photographed may be a stranger's.
    """
    query = select(ReceivedResult).where(
        ReceivedResult.type == "case", ReceivedResult.subject_id == ReceivedResult.result_id
    )
    for row in session.scalars(query.limit(_NAMED)):
        body = opened(vault, row)
        if isinstance(body, AlertFollowed):
            row.subject_id = body.alert_id
    session.flush()
