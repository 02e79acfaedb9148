"""The officer's decision about a person: its reason, and the moment in which it is taken back."""

from __future__ import annotations

import math
from dataclasses import dataclass

from edge_app.desk.verification.reasons import REASONS, DecisionReason
from edge_app.desk.verification.views import DocumentCheck, HeldDecision, OfficerDecision
from edge_app.store.entries import Outcome
from edge_app.ui.kit.marks import Severity
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.message import Message
from edge_app.ui.text.names import set_apart
from edge_app.ui.verify import words

ReasonButton = tuple[DecisionReason, str]


@dataclass(frozen=True, slots=True)
class UndoView:
    """A decision that does not count yet."""

    visit: int
    text: str
    button: str


def present_undo(held: HeldDecision | None, language: Language, clock: float) -> UndoView | None:
    """Return what may be taken back, at `clock` of `held.counts_at`; None: nothing."""
    if held is None:
        return None
    admitted = held.decision is OfficerDecision.ADMITTED
    left = number(max(math.ceil(held.counts_at - clock), 0), language)
    message = words.HELD_ADMITTED if admitted else words.HELD_TURNED_AWAY
    return UndoView(
        held.visit,
        translate(message, language, name=held_name(held, language), n=left),
        translate(words.UNDO, language),
    )


def held_name(held: HeldDecision, language: Language) -> str:
    """Return the name of whom it is about, set apart; that there is none."""
    if not held.name:
        return translate(shared_words.NO_NAME, language)
    return set_apart(held.name, language)


def reason_buttons(decision: OfficerDecision, language: Language) -> tuple[ReasonButton, ...]:
    """Return the reasons that may be touched for `decision`."""
    return tuple((one, translate(_REASONS[one], language)) for one in REASONS[decision])


def decision_reason(code: str, language: Language) -> str:
    """Return a reason that was kept, in words; a code of another version as it stands."""
    try:
        return translate(_REASONS[DecisionReason(code)], language)
    except ValueError:
        return code


def reason_notice(decision: OfficerDecision, language: Language) -> NoticeView:
    """Return the question above them."""
    admitted = decision is OfficerDecision.ADMITTED
    message = words.WHY_ADMIT if admitted else words.WHY_TURN_AWAY
    step = translate(words.WHY_STEP, language)
    return NoticeView(Severity.ATTENTION, translate(message, language), step)


def checked_words(check: DocumentCheck | None, language: Language) -> str:
    """Return what came of the document, for the alert's own page; empty: none was checked."""
    if check is None:
        return ""
    message = _CHECKED.get((check.method, check.outcome), words.CHECKED_BY_EYE)
    said = [translate(message, language)]
    if check.differs:
        said.append(translate(words.CHECKED_DIFFERS, language))
    result = " ".join(said)
    if not check.name:
        return translate(words.CHECKED_NAMELESS, language, result=result)
    return translate(words.CHECKED, language, name=set_apart(check.name, language), result=result)


_CHECKED: dict[tuple[str, Outcome], Message] = {
    ("centre", "yes"): words.YES_NIK,
    ("centre", "no"): words.CENTRE_NO,
    ("visitor", "yes"): words.YES_LIST,
    ("visitor", "no"): words.NO,
    ("centre", "uncertain"): words.UNCERTAIN,
    ("visitor", "uncertain"): words.UNCERTAIN,
}
_REASONS = {
    DecisionReason.SAME_BY_EYE: words.SAME_BY_EYE,
    DecisionReason.WRITTEN_OTHERWISE: words.WRITTEN_OTHERWISE,
    DecisionReason.OTHER_DOCUMENT: words.OTHER_DOCUMENT,
    DecisionReason.SUPERVISOR_DECIDED: words.SUPERVISOR_DECIDED,
    DecisionReason.NOT_THE_HOLDER: words.NOT_THE_HOLDER,
    DecisionReason.DOCUMENT_NOT_GOOD: words.DOCUMENT_NOT_GOOD,
    DecisionReason.NOT_EXPECTED: words.NOT_EXPECTED_TODAY,
    DecisionReason.NOT_ALLOWED_IN: words.NOT_ALLOWED_IN,
}
