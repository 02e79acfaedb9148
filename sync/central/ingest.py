"""Open, check and seal again the results of terminals, from the network or a USB stick."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sync.central.centre import Centre
from sync.central.registry.received import Received
from sync.protocol.content import (
    AlertRaised,
    OtherResult,
    PersonVerified,
    ResultBody,
    ResultContent,
)
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.wire import RefusedResult, SealedResult

UNREADABLE = "it cannot be opened with this data centre's key, or not as this terminal's"
FOREIGN = "another terminal has brought a result of that id"


@dataclass(frozen=True, slots=True)
class Ingested:
    """A batch that was opened and is not kept yet."""

    results: tuple[Received, ...]
    refused: tuple[RefusedResult, ...]


def open_batch(centre: Centre, terminal_id: str, batch: Iterable[SealedResult]) -> Ingested:
    """Open a batch of `terminal_id`. A result that cannot be read does not stop the others."""
    results: dict[str, Received] = {}
    refused: dict[str, RefusedResult] = {}
    for each in batch:
        result_id = each.result_id
        if result_id in results or result_id in refused:
            continue  # twice in one batch: the first counts, as it would in two
        try:
            results[result_id] = _open(centre, terminal_id, each)
        except EnvelopeError:
            refused[result_id] = RefusedResult(result_id=result_id, reason=UNREADABLE)
        except PackageError as error:
            refused[result_id] = RefusedResult(result_id=result_id, reason=str(error))
    return Ingested(tuple(results.values()), tuple(refused.values()))


def settle(
    ingested: Ingested, terminal_id: str, owners: Mapping[str, str]
) -> tuple[list[str], list[RefusedResult]]:
    """Return the receipt's two lists, received and refused; `owners`: who brought each result."""
    mine = [r.result_id for r in ingested.results if owners.get(r.result_id) == terminal_id]
    others = [
        RefusedResult(result_id=result.result_id, reason=FOREIGN)
        for result in ingested.results
        if owners.get(result.result_id) != terminal_id
    ]
    return mine, [*ingested.refused, *others]


def _subject(body: ResultBody | OtherResult) -> str | None:
    """Return the alert, or the verification; None for a type that this version does not know."""
    if isinstance(body, OtherResult):
        return None
    return body.verification_id if isinstance(body, PersonVerified) else body.alert_id


def _open(centre: Centre, terminal_id: str, each: SealedResult) -> Received:
    text = centre.sealing.unseal(each.sealed, f"result {each.result_id} {terminal_id}")
    body = ResultContent.from_json(text).body
    return Received(
        result_id=each.result_id,
        terminal_id=terminal_id,
        type=body.type,
        subject_id=_subject(body) or each.result_id,
        list_id=body.list_id if isinstance(body, AlertRaised) else None,
        person_id=body.reference_id if isinstance(body, AlertRaised) else None,
        at=body.at,
        sealed=centre.vault.seal(text, Received.context(each.result_id)),
    )
