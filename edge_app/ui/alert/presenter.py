"""The alert in front and those behind it, ready for the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from edge_app.desk.alerts.answers import REASONS, Reason
from edge_app.desk.alerts.views import AlertStep, AlertsView, OpenAlert
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.domain import Alert, Answer, Candidate, Image, RightAlerts
from edge_app.lists.strength import strength
from edge_app.ui.alert import words
from edge_app.ui.alert.answer_presenter import answer_words, reason_words
from edge_app.ui.alert.evidence_presenter import (
    EvidenceView,
    present_evidence,
    present_false_alerts,
)
from edge_app.ui.alert.list_look import ListLook, list_look
from edge_app.ui.alert.past_presenter import past_notes
from edge_app.ui.alert.waiting_presenter import called, waited
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.picture import displayable
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.look.theme import Tone
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, age, number, pick, translate
from edge_app.ui.text.names import set_apart, shown_name

_ANSWERS = (Answer.NOT_THIS_PERSON, Answer.CONFIRMED, Answer.CANNOT_TELL)  # as on the screen
SHOTS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Face:
    """A picture with what it is. Two are equal when they are of the same memory."""

    image: Image | None = field(compare=False, repr=False)
    caption: str
    memory: int  # id of the image's array


@dataclass(frozen=True, slots=True)
class WaitingTileView:
    """An alert that waits behind the one in front."""

    alert_id: str
    face: Face
    look: ListLook
    priority: str
    name: str  # for who cannot see the face
    escalated: bool


@dataclass(frozen=True, slots=True)
class AlertScreenView:
    """The screen of an alert. Two are equal when they say and show the same."""

    alert_id: str
    track_id: int
    look: ListLook
    title: str  # whose list
    urgency: str  # its priority, and how long the alert has waited
    escalated: bool
    step: AlertStep
    name: str
    source: str  # the list, its owner, its category
    evidence: EvidenceView
    false_alerts: str
    short: str  # the same in a few words; empty: the list's owner wrote none
    instruction: str
    notes: tuple[str, ...]  # what else is to be known, the most important first
    shots: tuple[Face, ...]  # of the person at the lane, the best first; at least one
    reference: Face
    details: str
    answers: tuple[tuple[Answer, str], ...]
    call: str
    reason_title: str
    reasons: tuple[tuple[Reason, str], ...]
    back: str
    others: tuple[WaitingTileView, ...]
    gone: tuple[RowView, ...]  # who alerted and left
    gone_button: str  # that leads to them; empty: nobody left


def takes_screen(alerts: AlertsView, session: SessionView) -> bool:
    """Return whether the alert covers all else: there is one, and who works here may answer it."""
    may_see = session.working and may(session.role, Action.ANSWER_ALERT)
    return alerts.front is not None and may_see


def present_alert_screen(
    alerts: AlertsView,
    session: SessionView,
    language: Language,
    wall: datetime,
    document: str = "",
) -> AlertScreenView | None:
    """Return the alert's screen at `wall`; None: no alert waits, or nobody may see one.

    `document`: what came of the document of the person of the alert in front; empty: nothing yet.
    """
    front = alerts.front
    if front is None or not takes_screen(alerts, session):
        return None
    alert = front.alert
    candidate = alert.candidate
    watch_list = candidate.watch_list
    choice = alerts.choice
    source = translate(
        words.OWNER,
        language,
        list=set_apart(watch_list.name, language),
        owner=set_apart(watch_list.owner, language),
    )
    if category := pick(watch_list.category, language):
        source += "\n" + translate(words.CATEGORY, language, category=category)
    return AlertScreenView(
        alert_id=alert.alert_id,
        track_id=alert.track_id,
        look=list_look(watch_list),
        title=shown_name(watch_list.name, language),
        urgency=translate(
            words.URGENCY,
            language,
            priority=str(watch_list.priority),
            waited=waited(front.waited_s, front.escalated, language),
        ),
        escalated=front.escalated,
        step=alerts.step,
        name=_name(candidate, language),
        source=source,
        evidence=present_evidence(candidate, language, _right(alerts, candidate)),
        false_alerts=present_false_alerts(watch_list.target_fpir, alerts.people_a_day, language),
        short=watch_list.short.id if language is Language.ID else watch_list.short.en,
        instruction=pick(candidate.reference.instruction or watch_list.instruction, language),
        notes=_notes(front, session, language, wall, document),
        shots=_shots(alert, language),
        reference=face_of(
            candidate.reference.portrait, translate(shared_words.PHOTOGRAPH_ON_LIST, language)
        ),
        details=translate(words.DETAILS, language),
        answers=tuple((answer, answer_words(answer, language)) for answer in _ANSWERS),
        call=translate(words.CALL, language),
        reason_title=""
        if choice is None
        else translate(words.WHY, language, answer=answer_words(choice, language)),
        reasons=tuple(
            (reason, reason_words(reason.value, language))
            for reason in (() if choice is None else REASONS[choice])
        ),
        back=translate(shared_words.BACK, language),
        others=present_tiles(alerts.others, language),
        gone=tuple(_gone(one, language) for one in alerts.gone),
        gone_button=_gone_button(alerts, language),
    )


def _name(candidate: Candidate, language: Language) -> str:
    name = shown_name(candidate.reference.name, language)
    return name or translate(shared_words.NO_NAME, language)


def _gone(one: OpenAlert, language: Language) -> RowView:
    """Return the row of somebody who left."""
    candidate = one.alert.candidate
    since = one.waited_s if one.seen_s is None else one.seen_s
    priority = str(candidate.watch_list.priority)
    return RowView(
        one.alert.alert_id,
        _name(candidate, language),
        ", ".join(
            (
                set_apart(candidate.watch_list.name, language),
                translate(shared_words.PRIORITY, language, priority=priority),
            )
        ),
        translate(words.LAST_SEEN, language, ago=age(timedelta(seconds=since), language)),
        Shape.DASH,
        Tone.TEXT_QUIET,
    )


def _gone_button(alerts: AlertsView, language: Language) -> str:
    if not alerts.gone:
        return ""
    return f"{translate(words.GONE, language)}\n{number(len(alerts.gone), language)}"


def present_tiles(others: Sequence[OpenAlert], language: Language) -> tuple[WaitingTileView, ...]:
    """Return the alerts behind the one in front, in order."""
    tiles = []
    for other in others:
        candidate = other.alert.candidate
        tiles.append(
            WaitingTileView(
                alert_id=other.alert.alert_id,
                face=face_of(other.alert.captured, ""),
                look=list_look(candidate.watch_list),
                priority=number(other.priority, language),
                name=_name(candidate, language),
                escalated=other.escalated,
            )
        )
    return tuple(tiles)


def _right(alerts: AlertsView, candidate: Candidate) -> RightAlerts | None:
    """Return how often alerts of the candidate's list and strength were right here."""
    if candidate.odds is None:
        return None
    return alerts.own_answers.get((candidate.watch_list.list_id, strength(candidate.odds)))


def _notes(
    front: OpenAlert,
    session: SessionView,
    language: Language,
    wall: datetime,
    document: str,
) -> tuple[str, ...]:
    notes = [document] if document else []
    if front.called_s is not None:
        notes.append(called(front.called_s, language))
    if session.open_mode and front.alert.candidate.watch_list.officers >= 2:
        notes.append(translate(words.NO_ACCOUNTS, language))
    notes.append(translate(words.IN_VIEW if front.here else words.OUT_OF_VIEW, language))
    return (*notes, *past_notes(front, language, wall))


def _shots(alert: Alert, language: Language) -> tuple[Face, ...]:
    caption = translate(shared_words.AT_THIS_LANE, language)
    images = [alert.captured, *(shot for shot in alert.shots if shot is not alert.captured)]
    return tuple(face_of(image, caption) for image in images[:SHOTS_SHOWN])


def face_of(image: Image | None, caption: str) -> Face:
    """Return a picture as it can be shown."""
    return Face(displayable(image), caption, id(image))
