"""A checkpoint's day: who is due, who came, who was refused; from manifest and verifications.

The manifest of a day is erased when the day is over: from then on only what terminals sent counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry import checkpoints
from sync.central.registry.schema import Visitor as VisitorRow
from sync.central.registry.verifications import verifications
from sync.central.registry.visitors import visitor_of
from sync.protocol.content import Visitor
from sync.protocol.envelope.vault import Vault
from sync.protocol.result_content import PersonVerified
from sync.protocol.zones import gate_midnight


class ArrivalState(Enum):
    """Whether somebody who was expected has come."""

    DUE = "due"  # nobody has seen them
    CAME = "came"  # let in
    REFUSED = "refused"  # seen, and not let in


@dataclass(frozen=True, slots=True)
class Arrival:
    """A visitor of the manifest, and whether they came."""

    visitor: Visitor
    state: ArrivalState
    at: datetime | None  # of the officer's decision


@dataclass(frozen=True, slots=True)
class Arrivals:
    """A day at a checkpoint."""

    day: date
    expected: tuple[Arrival, ...]  # by name
    others: int  # let in, and on no manifest that is still here

    def count(self, state: ArrivalState) -> int:
        """Return how many of those expected are in that state."""
        return sum(arrival.state is state for arrival in self.expected)


def arrivals(session: Session, vault: Vault, checkpoint_id: str, day: date) -> Arrivals:
    """Return that day, from midnight at the checkpoint.

    Raise OperationRefused, EnvelopeError, PackageError.
    """
    begins = gate_midnight(day, checkpoints.settings_of(session, checkpoint_id).zone)
    decided: dict[str, PersonVerified] = {}
    others = 0
    query = select(VisitorRow).where(
        VisitorRow.checkpoint_id == checkpoint_id, VisitorRow.day == day
    )
    expected = {row.visitor_id: visitor_of(vault, row) for row in session.scalars(query)}
    for each in verifications(session, vault, checkpoint_id, begins, begins + timedelta(days=1)):
        verified = each.verified
        if verified.visitor_id is None or verified.visitor_id not in expected:
            others += verified.admitted
            continue
        last = decided.get(verified.visitor_id)
        if last is None or (verified.admitted and not last.admitted):  # newest first
            decided[verified.visitor_id] = verified
    found = [_arrival(visitor, decided.get(key)) for key, visitor in expected.items()]
    by_name = sorted(
        found, key=lambda each: (each.visitor.name.casefold(), each.visitor.visitor_id)
    )
    return Arrivals(day, tuple(by_name), others)


def _arrival(visitor: Visitor, verified: PersonVerified | None) -> Arrival:
    if verified is None:
        return Arrival(visitor, ArrivalState.DUE, None)
    return Arrival(
        visitor, ArrivalState.CAME if verified.admitted else ArrivalState.REFUSED, verified.at
    )
