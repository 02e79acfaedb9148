"""Results of the terminals, as rows; `intake` keeps them, once each."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.result_numbers import Run
from sync.central.registry.schema import ReceivedResult
from sync.protocol.envelope.vault import Vault
from sync.protocol.errors import PackageError
from sync.protocol.result_content import (
    AlertAnswered,
    OfficerPinChanged,
    OtherResult,
    PersonVerified,
    ResultBody,
    ResultContent,
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """A row of `results`, and the number that the kiosk gave it.

    `sealed` is a content.ResultContent in the vault's envelope.
    """

    result_id: str
    terminal_id: str
    type: str
    subject_id: str  # the alert, or the verification
    list_id: str | None
    person_id: str | None
    at: datetime
    sealed: bytes
    outcome: str | None = None  # of an answer or a verification
    signature: bytes | None = None  # the kiosk's, over what is sealed
    series: str | None = None
    number: int | None = None
    erased: tuple[Run, ...] = ()  # numbers of others that will not come again
    pin: OfficerPinChanged | None = None  # what it changes, for `officer_pins`

    @staticmethod
    def context(result_id: str) -> str:
        """Return the vault's context, which binds `sealed` to its row."""
        return f"results {result_id}"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A result that is not taken, and why; with its number where the kiosk signed it."""

    result_id: str
    reason: str
    series: str | None = None
    number: int | None = None


def outcome_of(body: ResultBody | OtherResult) -> str | None:
    """Return what came of an alert or a verification, where this result says so."""
    match body:
        case AlertAnswered():
            return body.answer
        case PersonVerified():
            return body.outcome
        case _:
            return None


def opened(vault: Vault, row: ReceivedResult) -> ResultBody | OtherResult:
    """Return the result that a terminal sent. Raise EnvelopeError.

    One that cannot be read comes as an OtherResult. It was kept whole by a version that did not
    know its type, or a field of it, so nobody had checked it: it must not end a list of others.
    """
    text = vault.unseal(row.sealed, Received.context(row.result_id))
    try:
        return ResultContent.from_json(text).body
    except PackageError as error:
        log.warning("the result %s cannot be read: %s", row.result_id, error)
        return OtherResult(type=row.type, at=row.at)


def owners(session: Session, result_ids: Sequence[str]) -> dict[str, str]:
    """Return the terminal that brought each of these results; those not here are left out."""
    query = select(ReceivedResult.result_id, ReceivedResult.terminal_id).where(
        ReceivedResult.result_id.in_(result_ids)
    )
    return {row[0]: row[1] for row in session.execute(query)}
