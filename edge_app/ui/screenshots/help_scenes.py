"""Calls for help: what became of this lane's own, and those of other lanes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from edge_app.desk.alerts.views import NO_ALERTS, OpenAlert
from edge_app.desk.help.views import CallState, Coming, HelpView, LaneCall, OwnCall
from edge_app.desk.session.views import SessionState, SessionView
from edge_app.domain import Alert, LaneView, Phrase
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.window.places import Place


def help_scenes(lane: LaneView, alert: Alert, session: SessionView) -> Iterator[Scene]:
    """Yield scenes at a lane where `session` works; `alert` is what a call is about."""
    watch_list = alert.candidate.watch_list
    category = Phrase(id="Buron", en="Wanted")
    theirs = LaneCall(
        call_id="theirs",
        lane="Lajur 3",
        officer="1001",
        ago_s=20.0,
        duress=False,
        priority=watch_list.priority,
        category=category,
        face=alert.captured,
        sender="3" * 32,
        alert_id=alert.alert_id,
    )
    shown = replace(lane, open_alerts=(alert,))
    alerts = replace(NO_ALERTS, front=OpenAlert(alert, 26.0, True, False, 9.0, None))
    for name, own in (
        ("call-calling", OwnCall("own", CallState.CALLING, 0)),
        ("call-reached", OwnCall("own", CallState.REACHED, 2)),
        ("call-coming", OwnCall("own", CallState.COMING, 2, (Coming("1002", "Lajur 2"),))),
        ("call-nobody", OwnCall("own", CallState.NOBODY, 0)),
        ("call-unanswered", OwnCall("own", CallState.UNANSWERED, 1)),
    ):
        yield Scene(name, shown, session=session, alerts=alerts, calls=HelpView(own=own))
    yield Scene("lane-call", lane, session=session, calls=HelpView(calls=(theirs,)))
    gone = replace(theirs, coming=(Coming("1002", "Lajur 2"),), waits=False)
    yield Scene("lane-call-answered", lane, session=session, calls=HelpView(calls=(gone,)))
    both = HelpView(OwnCall("own", CallState.NOBODY, 0), (theirs,))
    yield Scene("lane-call-and-own", lane, session=session, calls=both)
    duress = replace(theirs, duress=True, priority=None, category=None, face=None)
    yield Scene("lane-call-duress", lane, Place.HISTORY, session, calls=HelpView(calls=(duress,)))
    joined = replace(duress, coming=gone.coming)
    two = HelpView(calls=(joined, theirs))
    yield Scene("lane-call-duress-joined", lane, session=session, calls=two)
    locked = SessionView(SessionState.LOCKED, shift=session.shift)
    for name, call in (("lane-call-locked", theirs), ("lane-call-locked-duress", duress)):
        yield Scene(name, lane, Place.SIGN_IN, locked, calls=HelpView(calls=(call,)))
