"""Cases: what came before, who is muted, and a second officer who is asked whether it is nobody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from edge_app.desk.alerts.views import NO_ALERTS, AlertStep, OpenAlert
from edge_app.domain import Alert, Answer, FormerAnswer, LaneView, Mute, TrackState
from edge_app.ui.alert.gone_list import GoneList
from edge_app.ui.kit.screen import Screen
from edge_app.ui.screenshots.lane_scenes import OFFICER
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.window.kiosk_window import KioskWindow


def case_scenes(lane: LaneView, alerts: tuple[Alert, Alert], wall: datetime) -> Iterator[Scene]:
    """Yield scenes with `alerts`, at the time `wall`."""
    confirmed = FormerAnswer(
        "former", Answer.CONFIRMED, ("1001", "1002"), wall - timedelta(minutes=54)
    )
    times = tuple(wall - timedelta(minutes=minutes) for minutes in (9, 6, 2))
    again = replace(alerts[0], former=(confirmed,), sightings=times)
    front = OpenAlert(again, 650.0, True, True, None, None)
    gone = OpenAlert(alerts[1], 420.0, False, True, None, None, seen_s=400.0, gone=True)
    yield _alerting(lane, "alert-case", front, gone)
    asked = front.alert.alert_id
    document = _alerting(lane, "alert-document", front, gone)
    yield replace(document, touch=lambda screen: _check_document(screen, asked))
    left = tuple(
        replace(gone, alert=replace(gone.alert, alert_id=f"gone {n}"), seen_s=400.0 + 700 * n)
        for n in range(5)
    )
    yield replace(_alerting(lane, "alert-gone", front, *left), touch=_open_gone)
    refused = replace(front, confirmed_by=("1001",), first_answer=Answer.NOT_THIS_PERSON)
    second = _alerting(lane, "alert-second-officer-not", refused)
    yield replace(second, alerts=replace(second.alerts, step=AlertStep.SECOND))
    mutes = tuple(
        Mute(one, officers, since, since + timedelta(minutes=10))
        for one, officers, since in (
            (alerts[1], ("2001",), wall - timedelta(minutes=3)),
            (alerts[0], ("1001", "1002"), wall - timedelta(minutes=7)),
        )
    )
    tracks = tuple(
        replace(track, state=TrackState.MUTED, mute=mutes[0])
        if track.track_id == alerts[1].track_id
        else track
        for track in lane.tracks
    )
    yield Scene("lane-muted", replace(lane, tracks=tracks, mutes=mutes), session=OFFICER)


def _check_document(screen: Screen, alert_id: str) -> None:
    window = screen.window()
    if isinstance(window, KioskWindow):
        window.check_document(alert_id)


def _open_gone(screen: Screen) -> None:
    for one in screen.window().findChildren(GoneList):
        one.show()


def _alerting(lane: LaneView, name: str, front: OpenAlert, *gone: OpenAlert) -> Scene:
    tracks = tuple(
        replace(track, state=TrackState.ALERT) if track.track_id == front.alert.track_id else track
        for track in lane.tracks
    )
    waiting = tuple(one.alert for one in (front, *gone))
    shown = replace(lane, tracks=tracks, open_alerts=waiting)
    view = replace(NO_ALERTS, front=front, gone=gone, people_a_day=1_400.0)
    return Scene(name, shown, session=OFFICER, alerts=view)
