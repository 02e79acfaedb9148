"""The lane: the live picture with the people in it, what is the matter, and the shift's counts."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from edge_app.domain import Counts
from edge_app.ui.kit.screen import Screen, ScreenContext
from edge_app.ui.lane.camera_presenter import camera_notice, camera_state
from edge_app.ui.lane.counts_bar import CountsBar
from edge_app.ui.lane.counts_presenter import present_counts
from edge_app.ui.lane.faults_presenter import lane_notice
from edge_app.ui.lane.guidance_presenter import present_guidance
from edge_app.ui.lane.lists_presenter import STALE_AFTER, lists_notice
from edge_app.ui.lane.live_picture_presenter import present_picture
from edge_app.ui.lane.live_view import LiveView
from edge_app.ui.lane.mutes_bar import MutesBar
from edge_app.ui.lane.mutes_presenter import present_mutes
from edge_app.ui.lane.update_bar import UpdateBar
from edge_app.ui.lane.update_presenter import present_update
from edge_app.ui.lane.visitor_view import VisitorView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style


class LaneScreen(Screen):
    """`stale_after` is for lists of no data centre, which says its own."""

    def __init__(self, stale_after: timedelta = STALE_AFTER, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale_after = stale_after
        self.live_view, self.counts_bar = LiveView(), CountsBar()
        self._clock_s = 0.0  # of the context
        self.mutes_bar = MutesBar(lambda: self._clock_s)
        self.update_bar = UpdateBar(lambda: self._clock_s)
        self.visitor = VisitorView()
        self.visitor.hide()
        officers = QVBoxLayout()
        officers.setContentsMargins(0, 0, 0, 0)
        officers.setSpacing(0)
        officers.addWidget(self.live_view, 1)
        officers.addWidget(self.update_bar)
        officers.addWidget(self.mutes_bar)
        officers.addWidget(self.counts_bar)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._halves.addLayout(officers, 3)
        self._halves.addWidget(self.visitor, 2)
        self.counts: Counts | None = None  # of the shift; None: the lane's own

    def guide(self, beside: bool) -> None:
        """Show or hide the visitor's half."""
        if beside is self.visitor.isHidden():
            self.visitor.setVisible(beside)

    @property
    def guides(self) -> bool:
        """Return whether visitors are guided here, and so see this glass."""
        return not self.visitor.isHidden()

    def show_context(self, context: ScreenContext) -> None:
        """Show the lane."""
        self._clock_s = context.clock
        view, language = context.lane, context.language
        camera = camera_state(view, context.clock)
        zone = context.wall.tzinfo
        stale_after = view.sync.stale_after if view.sync else self._stale_after
        top = lists_notice(view.lists, context.wall, stale_after, language, view.sync, view.opening)
        self.live_view.show_picture(
            present_picture(view, camera, None, language, self.guides, zone),
            camera_notice(camera, view, context.clock, language),
            top or lane_notice(view, language),
        )
        shift = context.session.shift
        counts = present_counts(
            self.counts or view.counts,
            language,
            context.wall,
            shift.began_at if shift else None,
            alerts=not self.guides,
        )
        self.counts_bar.show_counts(counts)
        mutes = () if self.guides else present_mutes(view, context.session, language, zone)
        self.mutes_bar.show_mutes(mutes)
        update = present_update(view, context.session, language, context.wall)
        self.update_bar.show_update(None if self.guides else update)
        if self.guides:
            image = view.frame.image if view.frame is not None else None
            self.visitor.show_guidance(present_guidance(view, camera), image)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._halves.setDirection(
            QBoxLayout.Direction.TopToBottom if style.upright else QBoxLayout.Direction.LeftToRight
        )
        self._halves.setContentsMargins(0, style.px(theme.GAP), 0, 0)
        for widget in (
            self.live_view,
            self.update_bar,
            self.mutes_bar,
            self.counts_bar,
            self.visitor,
        ):
            widget.restyle(style)
