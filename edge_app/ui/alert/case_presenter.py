"""An alert whose person shows a document now: what must stay in sight while it is checked."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.desk.alerts.views import AlertsView
from edge_app.desk.session.views import SessionView
from edge_app.ui.alert import case_words as words
from edge_app.ui.alert.list_look import ListLook, list_look
from edge_app.ui.alert.presenter import takes_screen
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, number, pick, translate
from edge_app.ui.text.names import set_apart


@dataclass(frozen=True, slots=True)
class CaseView:
    """The strip over the verification."""

    look: ListLook
    title: str  # of whom the alert is
    instruction: str  # what to do, and what not
    waiting: str  # other alerts; empty: none
    back: str
    photograph: str


def present_case(
    alerts: AlertsView, alert_id: str | None, session: SessionView, language: Language
) -> CaseView | None:
    """Return the strip; None: the alert is answered, or nobody may see one."""
    case = next((one for one in alerts.open if one.alert.alert_id == alert_id), None)
    if case is None or not takes_screen(alerts, session):
        return None
    reference, watch_list = case.alert.candidate.reference, case.alert.candidate.watch_list
    name = reference.name.strip() or translate(shared_words.NO_NAME, language)
    others = len(alerts.open) - 1
    waiting = translate(words.OTHERS_WAIT, language, n=number(others, language)) if others else ""
    return CaseView(
        look=list_look(watch_list),
        title=translate(words.CASE_TITLE, language, name=set_apart(name, language)),
        instruction=pick(reference.instruction or watch_list.instruction, language),
        waiting=waiting,
        back=translate(words.BACK_TO_ALERT, language),
        photograph=translate(shared_words.PHOTOGRAPH_DOCUMENT, language),
    )
