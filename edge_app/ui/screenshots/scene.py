"""A screen to be drawn: what the lane says, who is there, and which place is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from edge_app.desk.alerts.views import NO_ALERTS, AlertsView
from edge_app.desk.cases.photograph import PhotographView
from edge_app.desk.help.views import NO_CALLS, HelpView
from edge_app.desk.practice.views import Revealed
from edge_app.desk.session.handover import HandoverNotes
from edge_app.desk.session.views import OPEN, SessionView
from edge_app.domain import LaneView
from edge_app.ui.kit.screen import Screen
from edge_app.ui.window.places import Place

NOTHING_LEFT = HandoverNotes()
S = TypeVar("S", bound=Screen)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """One picture, in every language, look and size."""

    name: str  # of the file, without language and ending
    view: LaneView
    place: Place = Place.LANE
    session: SessionView = OPEN
    alerts: AlertsView = NO_ALERTS
    screen: Callable[[], Screen] | None = None  # the place's screen over parts that stand still
    touch: Callable[[Screen], None] | None = None  # what a finger does there before the picture
    handover: HandoverNotes = NOTHING_LEFT
    visitor: str = "off"  # preference: the visitor's half
    through: tuple[Place, ...] = ()  # other places that the officer came by
    calls: HelpView = NO_CALLS
    revealed: Revealed | None = None  # a planted alert that is over
    photograph: PhotographView | None = None  # a document before the camera


def touching(kind: type[S], touch: Callable[[S], object]) -> Callable[[Screen], None]:
    """Return `touch` for `Scene.touch`. It raises TypeError when the screen is of another kind."""

    def on(screen: Screen) -> None:
        if not isinstance(screen, kind):
            raise TypeError(f"a {kind.__name__} is to be touched, not {screen!r}")
        touch(screen)

    return on
