"""Every screen of the kiosk, by its place."""

from __future__ import annotations

from collections.abc import Callable

from edge_app.desk.desk import Desk
from edge_app.sounds import Sound
from edge_app.ui.presenters.place import Place
from edge_app.ui.screens.handover import HandoverScreen
from edge_app.ui.screens.lane import LaneScreen
from edge_app.ui.screens.screen import Screen
from edge_app.ui.screens.settings import SettingsScreen
from edge_app.ui.screens.sign_in import SignInScreen
from edge_app.ui.screens.visitors import VisitorsScreen


def make_screens(desk: Desk, lane: LaneScreen) -> dict[Place, Screen]:
    """One for each place."""
    return {
        Place.SIGN_IN: SignInScreen(desk.session),
        Place.LANE: lane,
        Place.VISITORS: VisitorsScreen(desk.visitors),
        Place.HANDOVER: HandoverScreen(desk.session, desk.summaries),
        Place.SETTINGS: SettingsScreen(desk.preferences, _try_sound(desk), None),
    }


def _try_sound(desk: Desk) -> Callable[[], bool]:
    def play() -> bool:
        desk.sounds.play(Sound.NORMAL)
        return not desk.sounds.fault

    return play
