"""The alert that is on the screen, and how many wait behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from edge_app.domain import Alert, Image
from edge_app.ui.language import Language, number, pick, say
from edge_app.ui.phrases import alert as alert_phrases
from edge_app.ui.presenters.evidence import EvidenceView, present_evidence
from edge_app.ui.presenters.picture import displayable


@dataclass(frozen=True, slots=True)
class AlertView:
    """One alert, ready for the screen. Two are equal when they say the same of the same alert."""

    alert_id: str
    track_id: int
    title: str
    waiting: str  # empty when no other alert waits
    name: str
    source: str  # the list and its owner
    evidence: EvidenceView
    instruction_title: str
    instruction: str
    captured_caption: str
    reference_caption: str
    confirm: str
    refuse: str
    captured: Image | None = field(compare=False, repr=False)
    reference: Image | None = field(compare=False, repr=False)


def present_alert(alerts: Sequence[Alert], language: Language) -> AlertView | None:
    """The first of the open alerts (oldest first); None when there is none."""
    if not alerts:
        return None
    alert = alerts[0]
    candidate = alert.candidate
    watch_list = candidate.watch_list
    others = number(len(alerts) - 1, language)
    return AlertView(
        alert_id=alert.alert_id,
        track_id=alert.track_id,
        title=say(alert_phrases.ALERT_TITLE, language),
        waiting=say(alert_phrases.WAITING, language, count=others) if len(alerts) > 1 else "",
        name=candidate.reference.name,
        source=say(alert_phrases.OWNER, language, list=watch_list.name, owner=watch_list.owner),
        evidence=present_evidence(candidate, language),
        instruction_title=say(alert_phrases.INSTRUCTION_TITLE, language),
        instruction=pick(candidate.reference.instruction or watch_list.instruction, language),
        captured_caption=say(alert_phrases.CAPTURED_FACE, language),
        reference_caption=say(alert_phrases.REFERENCE_FACE, language),
        confirm=say(alert_phrases.CONFIRM, language),
        refuse=say(alert_phrases.NOT_THIS_PERSON, language),
        captured=displayable(alert.captured),
        reference=displayable(candidate.reference.portrait),
    )
