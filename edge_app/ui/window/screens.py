"""Every screen of the kiosk, by its place."""

from __future__ import annotations

from collections.abc import Callable

from edge_app.desk.desk import Desk
from edge_app.desk.sounds import Sound
from edge_app.ui.kit.place import Place
from edge_app.ui.kit.screen import Screen
from edge_app.ui.lane.screen import LaneScreen
from edge_app.ui.records.history_screen import HistoryScreen
from edge_app.ui.records.statistics_screen import FiguresScreen
from edge_app.ui.session.handover_screen import HandoverScreen
from edge_app.ui.session.settings_screen import SettingsScreen
from edge_app.ui.session.sign_in_screen import SignInScreen
from edge_app.ui.verify.identify_screen import IdentifyScreen
from edge_app.ui.verify.screen import VerifyScreen
from edge_app.ui.visitors.screen import VisitorsScreen


def make_screens(desk: Desk, lane: LaneScreen) -> dict[Place, Screen]:
    """One for each place."""
    visitors = VisitorsScreen(desk.visitors)
    verify = VerifyScreen(desk.verification)
    visitors.verify.connect(_verify_visitor(visitors, desk))
    return {
        Place.SIGN_IN: SignInScreen(desk.session),
        Place.LANE: lane,
        Place.VERIFY: verify,
        Place.VISITORS: visitors,
        Place.HISTORY: HistoryScreen(desk.history),
        Place.FIGURES: FiguresScreen(desk.figures),
        Place.IDENTIFY: IdentifyScreen(desk.identification),
        Place.SETTINGS: SettingsScreen(
            desk.preferences,
            lambda: desk.sounds.play(Sound.NORMAL),
            lambda: desk.sounds.fault,
            desk.lane.accept_view,
        ),
        Place.HANDOVER: HandoverScreen(desk.session, desk.summaries),
    }


def _verify_visitor(visitors: VisitorsScreen, desk: Desk) -> Callable[[str], None]:
    def verify(visitor_id: str) -> None:
        visitors.go.emit(Place.VERIFY)
        desk.verification.by_visitor(visitor_id)

    return verify
