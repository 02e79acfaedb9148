"""Another version that is ready, for the lane: what will happen, and the key that lets it wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.domain import LaneView
from edge_app.ui.lane import update_words
from edge_app.ui.text.language import Language, moment, translate


@dataclass(frozen=True, slots=True)
class UpdateView:
    """What the bar says."""

    text: str
    key: str  # empty: it waits as long as it may already


def present_update(
    view: LaneView, session: SessionView, language: Language, wall: datetime
) -> UpdateView | None:
    """Return what to say; None: nothing is ready, or nobody may answer alerts."""
    update = view.sync.update if view.sync is not None else None
    if update is None or not session.working or not may(session.role, Action.ANSWER_ALERT):
        return None
    if update.put_off_until is None:
        text = translate(update_words.READY, language, version=update.version)
    else:
        until = moment(update.put_off_until, language, wall)
        text = translate(update_words.PUT_OFF, language, version=update.version, until=until)
    if update.following is None:
        return UpdateView(text, "")
    until = moment(update.following, language, wall)
    return UpdateView(text, translate(update_words.WAIT, language, until=until))
