"""Answers that can still be taken back: the bar that stands over every screen."""

from __future__ import annotations

import math
from dataclasses import dataclass

from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.alerts.views import AlertsView
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.ui.alert import words
from edge_app.ui.alert.answer_presenter import answer_words
from edge_app.ui.alert.presenter import Face, face_of
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.names import shown_name

MAX_SHOWN = 3  # the latest; an officer cannot answer more within the time


@dataclass(frozen=True, slots=True)
class UndoView:
    """One answer that is held."""

    alert_id: str
    face: Face
    name: str
    answer: str
    left: float  # share of the time that is left, 0..1, in twentieths
    button: str  # with the seconds that are left


def present_undo(
    alerts: AlertsView, session: SessionView, language: Language
) -> tuple[UndoView, ...]:
    """Return held answers, the latest first; none where nobody may take one back."""
    if not session.working or not may(session.role, Action.ANSWER_ALERT):
        return ()
    return tuple(
        UndoView(
            alert_id=held.alert.alert_id,
            face=face_of(held.alert.captured, ""),
            name=shown_name(held.alert.candidate.reference.name, language)
            or translate(shared_words.NO_NAME, language),
            answer=answer_words(held.answer, language),
            left=math.ceil(held.left_s / UNDO_S * 20) / 20,
            button=translate(words.UNDO_IN, language, n=number(math.ceil(held.left_s), language)),
        )
        for held in alerts.held[:MAX_SHOWN]
    )
