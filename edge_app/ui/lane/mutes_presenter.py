"""The mutes that last, for the lane: who, until when, who said so, and the key that ends each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from edge_app.domain import LaneView, Mute
from edge_app.ui.lane import mute_words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, clock_time, number, translate
from edge_app.ui.text.names import set_apart

MUTES_SHOWN = 2  # the latest; of more, how many


@dataclass(frozen=True, slots=True)
class MuteView:
    """One of them."""

    mute_id: str
    text: str
    lift: str


def present_mutes(
    view: LaneView, session: SessionView, language: Language, zone: tzinfo | None = None
) -> tuple[MuteView, ...]:
    """Return the latest mutes, times in `zone`; none where nobody may answer alerts."""
    if not session.working or not may(session.role, Action.ANSWER_ALERT):
        return ()
    shown = [
        MuteView(mute.mute_id, _text(mute, language, zone), translate(mute_words.LIFT, language))
        for mute in view.mutes[:MUTES_SHOWN]
    ]
    if more := len(view.mutes) - len(shown):
        last = shown.pop()
        count = translate(mute_words.MORE_MUTED, language, count=number(more, language))
        shown.append(MuteView(last.mute_id, f"{last.text}; {count}", last.lift))
    return tuple(shown)


def _text(mute: Mute, language: Language, zone: tzinfo | None) -> str:
    name = mute.alert.candidate.reference.name.strip()
    values = {
        "name": set_apart(name or translate(shared_words.NO_NAME, language), language),
        "until": clock_time(mute.until.astimezone(zone), language),
    }
    if not mute.officers:
        return translate(mute_words.MUTED_HERE, language, **values)
    return translate(mute_words.MUTED_BY, language, officers=", ".join(mute.officers), **values)
