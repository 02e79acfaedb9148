"""Open, prove and seal again the results of terminals, from the network or a USB stick.

1. Opened with the data centre's key, as this terminal's.
2. Proven: signed by its kiosk, if the kiosk has a key. The agent that brings it cannot make one.
3. Read, and judged: whether it can be true (`plausibility`).
4. Sealed by the vault, with the signature beside it, and kept. An officer's change of a PIN is made
   in the same transaction (`officer_pins`).

What fails is refused in the receipt, with its reason: the terminal sets it aside and keeps it for a
while, and operators see it. Nothing that was refused is stored. What is dated before its time is
neither received nor refused: it waits at the terminal, and comes again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sync.central.centre import Centre
from sync.central.exchange.plausibility import is_early, objection
from sync.central.registry import officer_pins
from sync.central.registry.callers import Caller
from sync.central.registry.expectations import Expected, expected_of
from sync.central.registry.received import Received, Refusal, outcome_of
from sync.protocol.errors import EnvelopeError, PackageError
from sync.protocol.result_content import (
    AlertRaised,
    OfficerPinChanged,
    OtherResult,
    PersonVerified,
    ResultBody,
    ResultContent,
    ResultsErased,
)
from sync.protocol.results import prove_result
from sync.protocol.wire import RefusedResult, SealedResult

UNREADABLE = "it cannot be opened with this data centre's key, or not as this terminal's"
FOREIGN = "another terminal has brought a result of that id"
UNPROVEN_PIN = "a PIN is changed by a kiosk that signs alone"
UNNUMBERED = "its kiosk signs, and gave it no number"


@dataclass(frozen=True, slots=True)
class Ingested:
    """A batch that was opened and is not kept yet."""

    results: tuple[Received, ...]
    refused: tuple[Refusal, ...]


def open_batch(
    centre: Centre, terminal: Caller, batch: Iterable[SealedResult], now: datetime
) -> Ingested:
    """Open a batch of `terminal`. A result that is refused does not stop the others.

    Raise RegistryError.
    """
    with centre.registry.session() as session:
        expected = expected_of(session, terminal.terminal_id)
    results: dict[str, Received] = {}
    refused: dict[str, Refusal] = {}
    for each in batch:
        result_id = each.result_id
        if result_id in results or result_id in refused:
            continue  # twice in one batch: the first counts, as it would in two
        try:
            found = _open(centre, terminal, each, expected, now)
        except EnvelopeError:
            found = Refusal(result_id, UNREADABLE)
        except PackageError as error:
            found = Refusal(result_id, str(error))
        if isinstance(found, Refusal):
            refused[result_id] = found
        elif found is not None:
            results[result_id] = found
    return Ingested(tuple(results.values()), tuple(refused.values()))


def settle(
    ingested: Ingested, terminal_id: str, owners: Mapping[str, str]
) -> tuple[list[str], list[RefusedResult]]:
    """Return the receipt's two lists, received and refused; `owners`: who brought each result."""
    mine = [r.result_id for r in ingested.results if owners.get(r.result_id) == terminal_id]
    refused = [RefusedResult(result_id=r.result_id, reason=r.reason) for r in ingested.refused]
    others = [
        RefusedResult(result_id=result.result_id, reason=FOREIGN)
        for result in ingested.results
        if owners.get(result.result_id) != terminal_id
    ]
    return mine, [*refused, *others]


def _subject(body: ResultBody | OtherResult, checkpoint_id: str) -> str | None:
    """Return the alert, the verification or the PIN; None: the result is about none of them."""
    if isinstance(body, OtherResult | ResultsErased):
        return None
    if isinstance(body, OfficerPinChanged):
        return officer_pins.subject_of(checkpoint_id, body.officer)
    return body.verification_id if isinstance(body, PersonVerified) else body.alert_id


def _open(
    centre: Centre, terminal: Caller, each: SealedResult, expected: Expected, now: datetime
) -> Received | Refusal | None:
    """Open one; None: its time has not come, and it is to be sent again."""
    own, result_id = terminal.terminal_id, each.result_id
    text = centre.sealing.unseal(each.sealed, f"result {result_id} {own}")
    if terminal.kiosk_key is not None:
        prove_result(text, result_id, own, each.signature, terminal.kiosk_key)
    content = ResultContent.from_json(text)
    body, proven = content.body, terminal.kiosk_key is not None
    if proven and (content.series is None or content.number is None):
        return Refusal(result_id, UNNUMBERED)
    series, number = (content.series, content.number) if proven else (None, None)
    if isinstance(body, OfficerPinChanged) and not proven:
        return Refusal(result_id, UNPROVEN_PIN)
    if is_early(body, now):
        return None
    if (reason := objection(body, expected, now)) is not None:
        return Refusal(result_id, reason, series, number)
    return Received(
        result_id=result_id,
        terminal_id=own,
        type=body.type,
        subject_id=_subject(body, terminal.checkpoint_id) or result_id,
        list_id=body.list_id if isinstance(body, AlertRaised) else None,
        person_id=body.reference_id if isinstance(body, AlertRaised) else None,
        at=body.at,
        sealed=centre.vault.seal(text, Received.context(result_id)),
        outcome=outcome_of(body),
        signature=each.signature if proven else None,
        series=series,
        number=number,
        erased=body.numbers if proven and isinstance(body, ResultsErased) else (),
        pin=body if isinstance(body, OfficerPinChanged) else None,
    )
