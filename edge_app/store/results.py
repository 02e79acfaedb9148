"""What is kept as the data centre is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from edge_app.domain import Alert, Decision
from edge_app.store.cases import MAX_NOTE, CaseStep
from edge_app.store.entries import Escalation, PinChange, Verification
from sync.protocol.result_content import (
    AlertAnswered,
    AlertEscalated,
    AlertFollowed,
    AlertRaised,
    OfficerPinChanged,
    PersonVerified,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where results come from."""

    terminal_id: str
    lane: str
    model_id: str  # that the terminal makes templates with


def raised(alert: Alert, at: datetime, captured: bytes, origin: Origin) -> AlertRaised:
    """Return what is told of an alert; `captured`: its picture as JPEG."""
    candidate = alert.candidate
    return AlertRaised(
        alert_id=alert.alert_id,
        at=at,
        lane=origin.lane,
        list_id=candidate.watch_list.list_id,
        list_version=candidate.watch_list.version,
        reference_id=candidate.reference.reference_id,
        score=candidate.score,
        threshold=candidate.threshold,
        model_id=candidate.model_id or origin.model_id,
        quality=min(max(alert.quality, 0.0), 1.0),
        captured=captured,
    )


def answered(decision: Decision, at: datetime, verification_id: str | None = None) -> AlertAnswered:
    """Return who answered, and why; `verification_id`: of the document that was checked for it."""
    return AlertAnswered(
        alert_id=decision.alert_id,
        at=at,
        answer=decision.answer.value,
        officers=decision.officers,
        reason=decision.reason,
        verification_id=verification_id,
    )


def escalated(escalation: Escalation, at: datetime) -> AlertEscalated:
    """Return who called for help, or that nobody answered."""
    return AlertEscalated(
        alert_id=escalation.alert_id, at=at, cause=escalation.cause, officer=escalation.officer
    )


def verified(verification: Verification, at: datetime, origin: Origin) -> PersonVerified:
    """Return numbers and ids of a verification; its label stays here."""
    return PersonVerified(
        verification_id=verification.verification_id,
        at=at,
        lane=origin.lane,
        officer=verification.officer,
        method=verification.method,
        visitor_id=verification.visitor_id,
        outcome=verification.outcome,
        score=verification.score,
        threshold=verification.threshold,
        live=verification.live,
        admitted=verification.admitted,
        reason=verification.reason,
        differs=verification.differs,
        alert_id=verification.alert_id,
    )


def followed(step: CaseStep, alert_id: str, at: datetime) -> AlertFollowed:
    """Return what was done about the person, with what was typed."""
    return AlertFollowed(
        alert_id=alert_id,
        at=at,
        step=step.kind,
        officer=step.officer,
        receiver=step.receiver,
        code=step.code,
        note=step.text[:MAX_NOTE],
        picture=step.picture,
    )


def pin_changed(change: PinChange) -> OfficerPinChanged:
    """Return the verifier of an officer's new PIN."""
    return OfficerPinChanged(
        at=change.at,
        officer=change.number,
        pin_verifier=change.verifier,
        pin_reset_at=change.reset_at,
    )
