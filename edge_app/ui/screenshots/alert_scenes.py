"""Alerts: one, several, an answer's reason, the second officer, and answers that are held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.views import NO_ALERTS, AlertStep, AlertsView, HeldAnswer, OpenAlert
from edge_app.desk.session.views import (
    Notice,
    SecondCheck,
    SessionState,
    SessionView,
    SignedIn,
)
from edge_app.domain import Alert, Answer, LaneView, Phrase, TrackState
from edge_app.ui.alert.discreet_mark import DiscreetMark
from edge_app.ui.kit.screen import Screen
from edge_app.ui.screenshots.scene import Scene
from sync.protocol.content import OfficerRole

NUMBER, NAME = "1001", "Sari Wulandari"
CROWD = 12


def alert_scenes(lane: LaneView, alerts: tuple[Alert, Alert], began: datetime) -> Iterator[Scene]:
    """Yield scenes with `alerts`: of the person in the middle, and of another.

    The officer works since `began`.
    """
    tracks = tuple(
        replace(track, state=TrackState.ALERT) if track.track_id == alerts[0].track_id else track
        for track in lane.tracks
    )
    lane = replace(lane, tracks=tracks)
    session = officer_at_work(began)
    red = _of(alerts[0], "#b3261e", 1, Phrase(id="Contoh merah", en="Red example"), officers=2)
    yellow = _of(alerts[1], "#ffc107", 4, Phrase(id="Contoh kuning", en="Yellow example"))
    in_blue = _of(alerts[1], "#1565c0", 7, Phrase(id="Contoh biru", en="Blue example"))
    blue = replace(in_blue, alert_id="blue")
    front = OpenAlert(red, 6.0, True, False, None, None)
    behind = tuple(OpenAlert(one, 4.0, False, False, None, None) for one in (yellow, blue))

    def scene(name: str, view: AlertsView) -> Scene:
        waiting = tuple(one.alert for one in view.open)
        counts = replace(lane.counts, alerts=len(waiting) + len(view.held))
        shown = replace(lane, open_alerts=waiting, counts=counts)
        return Scene(name, shown, session=session, alerts=view)

    one = replace(NO_ALERTS, front=front, people_a_day=1_400.0)
    yield scene("alert", one)
    secret = replace(scene("alert-discreet", one), visitor="half")
    yield secret
    yield replace(secret, name="alert-discreet-turn", touch=_touch_the_mark)
    late = replace(front, waited_s=42.0, escalated=True, called_s=8.0)
    yield scene("alerts-waiting", replace(one, front=late, others=behind))
    crowd = tuple(
        replace(behind[n % 2], alert=replace(behind[n % 2].alert, alert_id=f"crowd {n}"))
        for n in range(CROWD - 1)
    )
    yield scene("alert-crowd", replace(one, others=crowd))
    asked = replace(one, step=AlertStep.REASON, choice=Answer.CONFIRMED)
    yield scene("alert-reason", replace(asked, others=behind[:1]))
    first = replace(front, confirmed_by=(NUMBER,))
    second = replace(one, front=first, step=AlertStep.SECOND)
    yield scene("alert-second-officer", second)
    wrong = SecondCheck(None, Notice.WRONG)
    yield scene("alert-second-officer-wrong", replace(second, second=wrong))
    held = (
        HeldAnswer(yellow, Answer.NOT_THIS_PERSON, Reason.DIFFERENT_BY_EYE, (NUMBER,), 7.4),
        HeldAnswer(blue, Answer.CANNOT_TELL, Reason.POOR_PICTURE, (NUMBER,), 2.6),
    )
    yield scene("alert-undo", replace(one, held=held))
    yield scene("undo", replace(NO_ALERTS, held=held[:1]))


def _touch_the_mark(screen: Screen) -> None:
    for mark in screen.window().findChildren(DiscreetMark):
        mark.click()


def officer_at_work(began: datetime) -> SessionView:
    """Return the session of an officer who works since `began`."""
    return SessionView(SessionState.SIGNED_IN, SignedIn(NUMBER, NAME, OfficerRole.OFFICER, began))


def _of(alert: Alert, colour: str, priority: int, category: Phrase, officers: int = 1) -> Alert:
    """Return `alert` on a list of that colour and priority."""
    changes = {"colour": colour, "priority": priority, "category": category, "officers": officers}
    watch_list = alert.candidate.watch_list.model_copy(update=changes)
    return replace(alert, candidate=replace(alert.candidate, watch_list=watch_list))
