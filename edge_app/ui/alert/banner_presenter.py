"""That alerts wait, for a screen whose user may not see them: no name, no picture, no list."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.desk.alerts.views import AlertsView
from edge_app.desk.session.views import SessionView
from edge_app.ui.alert import words
from edge_app.ui.alert.list_look import ListLook, list_look
from edge_app.ui.alert.presenter import takes_screen
from edge_app.ui.alert.waiting_presenter import waited
from edge_app.ui.text.language import Language, number, translate


@dataclass(frozen=True, slots=True)
class AlertBannerView:
    """The banner over the sign-in."""

    look: ListLook
    title: str
    waited: str
    step: str
    escalated: bool


def present_alert_banner(
    alerts: AlertsView, session: SessionView, language: Language
) -> AlertBannerView | None:
    """Return the banner; None when no alert waits, or when the alert itself is on the screen."""
    front = alerts.front
    if front is None or takes_screen(alerts, session):
        return None
    count = len(alerts.open)
    title = translate(words.LOCKED_ONE, language)
    if count > 1:
        title = translate(words.LOCKED_SEVERAL, language, count=number(count, language))
    longest = max(alerts.open, key=lambda one: one.waited_s)
    escalated = any(one.escalated for one in alerts.open)
    return AlertBannerView(
        look=list_look(front.alert.candidate.watch_list),
        title=title,
        waited=waited(longest.waited_s, escalated, language),
        step=_step(session, language),
        escalated=escalated,
    )


def _step(session: SessionView, language: Language) -> str:
    """Return who can answer; empty where nobody can sign in, of which the screen says why."""
    if session.working:
        return translate(words.OFFICER_ANSWERS, language)
    return "" if session.accounts_missing else translate(words.SIGN_IN_TO_ANSWER, language)
