"""The way from an alert to the document of its person, and back: the alert stays open meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.views import AlertsView
from edge_app.desk.desk import Desk
from edge_app.ui.alert.case_presenter import present_case
from edge_app.ui.alert.case_strip import CaseStrip
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.window.lane_source import LaneSource
from edge_app.ui.window.places import Place, open_places


class DocumentCheck:
    """Of one window: its `strip` keeps the alert in sight over the verification."""

    def __init__(
        self,
        desk: Desk,
        lane: LaneSource,
        place: Callable[[], Place],
        show_place: Callable[[Place], None],
        parent: QWidget,
    ) -> None:
        """`place` returns where the window is; `show_place` leads elsewhere."""
        self._desk, self._lane, self._place, self._show_place = desk, lane, place, show_place
        self._case: tuple[str, Place] | None = None  # the alert, and where its officer came from
        self.strip = CaseStrip(parent)
        self.strip.back.connect(self.end)
        self.strip.photograph.connect(self._photograph)

    @property
    def under_way(self) -> bool:
        """Return whether a document is checked for an alert."""
        return self._case is not None

    def begin(self, alert_id: str) -> None:
        """Check the document of the person of that alert, if the officer may."""
        if self._case is None and Place.VERIFY in open_places(self._desk.session.view()):
            self._case = (alert_id, self._place())
            self._desk.alerts.check_document(alert_id)
            self._desk.verification.bind(alert_id, lambda: self._track_of(alert_id))
            self._show_place(Place.VERIFY)

    def end(self) -> None:
        """Go back to the alert."""
        if self._case is not None:
            (alert_id, before), self._case = self._case, None
            self._desk.alerts.check_document("")
            self._desk.verification.unbind()
            self._desk.photograph.leave()
            self._show_place(before)
            self._desk.alerts.bring_up(alert_id)

    def show_context(self, alerts: AlertsView, context: ScreenContext) -> None:
        """Show the alert over the verification."""
        alert_id = self._case[0] if self._case else None
        case = present_case(alerts, alert_id, context.session, context.language)
        if self._case is not None and (case is None or self._place() is not Place.VERIFY):
            self.end()
            case = None
        self.strip.show_case(case)

    def _photograph(self) -> None:
        if self._case is not None:
            self._desk.photograph.open(self._case[0])

    def _track_of(self, alert_id: str) -> int | None:
        """Return who that is in the picture now; None: not seen."""
        view = self._lane.view()
        in_view = {track.track_id for track in view.tracks}
        found = {one.alert_id: one.track_id for one in view.open_alerts}.get(alert_id)
        return found if found in in_view else None
