"""What a restored registry is told again: whatever took something away after the backup.

Rights that were given after it are lost and are given anew by people; rights that were taken stay
taken. Every row of the audit log is kept, whether it can be done again or not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from sync.central.registry import (
    forgetting,
    listed,
    officers,
    reindexing,
    result_retention,
    terminal_places,
    terminals,
)
from sync.central.registry.audit_rows import AuditRow
from sync.central.registry.batches import batches
from sync.central.registry.schema import (
    ListMember,
    Operator,
    Proposal,
    PublishedCollection,
    PublishedMember,
    PublishedPackage,
    Terminal,
    Token,
    WatchList,
)
from sync.central.storage.blobs import Blobs
from sync.protocol.envelope.vault import Vault
from sync.protocol.roles import CHECKPOINTS


@dataclass
class Replayed:
    """What was done again, and what cannot be."""

    revoked: list[str] = field(default_factory=list)  # terminals
    forgotten: list[str] = field(default_factory=list)  # persons
    suspended: list[str] = field(default_factory=list)  # operators
    withdrawn: int = 0  # tickets
    ended: list[str] = field(default_factory=list)  # lists
    removed: int = 0  # persons taken off a list
    unknown_terminals: list[str] = field(default_factory=list)  # enrolled after the backup
    lost: Counter[str] = field(default_factory=Counter)  # action -> rows that are not done again
    versions: dict[str, int] = field(default_factory=dict)  # of collections, published last
    roles: set[str] = field(default_factory=set)  # that were delegated after the backup


def replay(session: Session, blobs: Blobs, vault: Vault, rows: Iterable[AuditRow]) -> Replayed:
    """Do again what took something away, in the order of the rows. Raise BlobError."""
    done = Replayed()
    for row in rows:
        if not _again(session, blobs, vault, row, done):
            done.lost[row.action] += 1
    return done


def _again(session: Session, blobs: Blobs, vault: Vault, row: AuditRow, done: Replayed) -> bool:
    match row.action:
        case "terminal-revoked":
            terminal = session.get(Terminal, row.subject)
            if terminal is not None:
                terminal.state = "revoked"
                done.revoked.append(row.subject)
            elif row.subject in done.unknown_terminals:
                done.unknown_terminals.remove(row.subject)
        case terminal_places.WIPED:
            terminal = session.get(Terminal, row.subject)
            if (
                terminal is not None
            ):  # its proof was lost with the database; that it was here is not
                terminal.state, terminal.wiped_at = "revoked", row.at
        case terminals.TOLD:
            terminal = session.get(Terminal, row.subject)
            if terminal is not None:
                terminal.told_at = row.at
        case "terminal-enrolled":
            if session.get(Terminal, row.subject) is None:
                done.unknown_terminals.append(row.subject)
            return False
        case forgetting.FORGOTTEN:
            while (number := listed.proposal_naming(session, vault, row.subject)) is not None:
                session.get_one(Proposal, number).state = "rejected"
                session.flush()
            forgetting.erase(session, blobs, vault, row.subject, row.at)
            done.forgotten.append(row.subject)
        case "operator-suspended" | "operator-reinstated":
            operator = session.get(Operator, row.subject)
            if operator is None:
                return False
            operator.suspended = row.action == "operator-suspended"
            if operator.suspended:
                done.suspended.append(row.subject)
        case result_retention.DELETED:
            ids = row.details.get("results", [])
            result_retention.delete_again(session, ids, row.at + result_retention.LONGEST)
        case "token-withdrawn":
            end = update(Token).where(Token.token_index.startswith(row.subject))
            session.execute(end.values(expires_at=row.at))
            done.withdrawn += 1
        case "keys-rotated" if row.subject == reindexing.SUBJECT:
            reindexing.end_tickets(session, row.at)  # what they were withdrawn by is another hash
            return False
        case "officers-suspended":
            held = officers.list_all(session, vault, row.subject)
            numbers = row.details.get("officers", [])
            ended = [each for each in held if each.number in numbers]
            barred = [each.model_copy(update={"suspended": True}) for each in ended]
            officers.store(session, vault, row.subject, barred)
        case "proposal-approved":
            return _approved(session, row, done)
        case "published":
            for name, version in row.details.get("collections", {}).items():
                done.versions[name] = max(version, done.versions.get(name, 0))
        case "role-delegated":
            done.roles.add(row.subject)
            return False
        case "publication-finished" | "backup-made":
            pass  # nothing was lost with it
        case _:
            return False
    return True


def _approved(session: Session, row: AuditRow, done: Replayed) -> bool:
    watch_list = session.get(WatchList, row.subject)
    kind, persons = row.details.get("kind"), row.details.get("persons")
    if watch_list is None:
        return kind == "end-list"  # made and ended after the backup
    if kind == "end-list":
        watch_list.ended_at = row.at
        done.ended.append(row.subject)
        return True
    if kind != "remove-members" or persons is None:
        return False
    watch_list.changes += 1
    for part in batches(sorted(persons)):
        session.execute(
            update(ListMember)
            .where(ListMember.list_id == row.subject, ListMember.person_id.in_(part))
            .values(removed=True, change=watch_list.changes)
        )
    done.removed += len(persons)
    return True


def distrust_terminals(session: Session) -> int:
    """Let every active terminal wait for approval again; return how many."""
    query = select(Terminal).where(Terminal.state == "active")
    rows = list(session.scalars(query))
    for row in rows:
        row.state = "pending"
    return len(rows)


def publish_anew(session: Session, beyond: dict[str, int], step: int) -> None:
    """Make every collection due as a whole, in a version that no terminal has seen.

    `beyond`: versions that were published after the backup. `step`: what is added to the greater of
    that and the backup's.
    """
    session.execute(delete(PublishedPackage))
    session.execute(delete(PublishedMember))
    for row in session.scalars(select(PublishedCollection)):
        row.version = max(row.version, beyond.get(row.name, 0)) + step
        row.change, row.digest = -1, ""
    known = set(session.scalars(select(PublishedCollection.name)))
    for name, version in beyond.items():
        if name not in known and name != CHECKPOINTS:
            session.add(
                PublishedCollection(
                    name=name, version=version + step, change=-1, digest="", withdrawn=True
                )
            )
    session.flush()
