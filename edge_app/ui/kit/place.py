"""The places of the kiosk: where a key leads to, and who may go there."""

from __future__ import annotations

from enum import Enum

from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView


class Place(Enum):
    """One screen each."""

    SIGN_IN = "sign_in"
    LANE = "lane"
    VERIFY = "verify"
    VISITORS = "visitors"
    HISTORY = "history"
    FIGURES = "figures"
    IDENTIFY = "identify"
    SETTINGS = "settings"
    HANDOVER = "handover"


ASKS: dict[Place, Action] = {
    Place.LANE: Action.SEE_LANE,
    Place.VERIFY: Action.VERIFY,
    Place.VISITORS: Action.SEE_VISITORS,
    Place.HISTORY: Action.SEE_HISTORY,
    Place.FIGURES: Action.SEE_FIGURES,
    Place.IDENTIFY: Action.IDENTIFY,
    Place.HANDOVER: Action.HAND_OVER,
}


def open_places(session: SessionView) -> tuple[Place, ...]:
    """Where the officer may go, in the order of the keys.

    Everybody may set how the screen looks; a terminal without accounts has nobody to hand over.
    """
    if not session.working:
        return ()
    places = [place for place, action in ASKS.items() if may(session.role, action)]
    places.insert(-1 if Place.HANDOVER in places else len(places), Place.SETTINGS)
    if session.open_mode:
        places = [place for place in places if place is not Place.HANDOVER]
    return tuple(places)
