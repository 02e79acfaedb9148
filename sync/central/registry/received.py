"""Results of the terminals, kept once each."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from sync.central.registry.insert_absent import insert_absent
from sync.central.registry.schema import ReceivedResult
from sync.protocol.content import OtherResult, ResultBody, ResultContent
from sync.protocol.envelope import Vault
from sync.protocol.errors import PackageError

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Received:
    """A row of `results`; `sealed` is a content.ResultContent in the vault's envelope."""

    result_id: str
    terminal_id: str
    type: str
    subject_id: str  # the alert, or the verification
    list_id: str | None
    person_id: str | None
    at: datetime
    sealed: bytes

    @staticmethod
    def context(result_id: str) -> str:
        """Return the vault's context, which binds `sealed` to its row."""
        return f"results {result_id}"


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


def keep(session: Session, results: Sequence[Received], received_at: datetime) -> dict[str, str]:
    """Insert the results that are not here yet; return the terminal that brought each."""
    if not results:
        return {}
    # In one order everywhere: two transactions that bring the same results do not lock each other.
    ordered = sorted(results, key=lambda result: result.result_id)
    rows = [{**asdict(result), "received_at": received_at} for result in ordered]
    session.execute(insert_absent(session, ReceivedResult, rows))
    return owners(session, [result.result_id for result in ordered])
