"""Why somebody was let in though something did not agree, or was turned away. Pure."""

from __future__ import annotations

from enum import Enum

from edge_app.desk.verification.views import OfficerDecision, VerificationView


class DecisionReason(Enum):
    """The values stand in results and on the chain."""

    SAME_BY_EYE = "same_by_eye"
    WRITTEN_OTHERWISE = "written_otherwise"  # the name, by who made list or document
    OTHER_DOCUMENT = "other_document"  # another document or person vouches for them
    SUPERVISOR_DECIDED = "supervisor_decided"
    NOT_THE_HOLDER = "not_the_holder"
    DOCUMENT_NOT_GOOD = "document_not_good"  # forged, damaged, run out
    NOT_EXPECTED = "not_expected"
    NOT_ALLOWED_IN = "not_allowed_in"  # a rule of the checkpoint


#: What may be tapped, in the order on the screen.
REASONS: dict[OfficerDecision, tuple[DecisionReason, ...]] = {
    OfficerDecision.ADMITTED: (
        DecisionReason.SAME_BY_EYE,
        DecisionReason.WRITTEN_OTHERWISE,
        DecisionReason.OTHER_DOCUMENT,
        DecisionReason.SUPERVISOR_DECIDED,
    ),
    OfficerDecision.TURNED_AWAY: (
        DecisionReason.NOT_THE_HOLDER,
        DecisionReason.DOCUMENT_NOT_GOOD,
        DecisionReason.NOT_EXPECTED,
        DecisionReason.NOT_ALLOWED_IN,
        DecisionReason.SUPERVISOR_DECIDED,
    ),
}


def disagrees(view: VerificationView) -> bool:
    """Return whether something speaks against the person: face, gestures, or the document."""
    no = view.result is not None and view.result.outcome == "no"
    differs = view.subject is not None and bool(view.subject.differs)
    return no or differs or view.live_proven is False


def needs_reason(view: VerificationView, decision: OfficerDecision) -> bool:
    """Return whether `decision` takes a reason: a refusal does, and letting in against a doubt."""
    return decision is OfficerDecision.TURNED_AWAY or disagrees(view)
