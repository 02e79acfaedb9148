"""The officer's window: polls a lane, shows it, hands on answers, never closes by accident."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from edge_app.domain import Answer
from edge_app.ui import theme
from edge_app.ui.language import Language
from edge_app.ui.presenters import Lane, present
from edge_app.ui.presenters.lists import STALE_AFTER
from edge_app.ui.style import Style, style_for
from edge_app.ui.widgets.alert_panel import AlertPanel
from edge_app.ui.widgets.counts_bar import CountsBar
from edge_app.ui.widgets.live_view import LiveView
from edge_app.ui.widgets.status_bar import StatusBar
from edge_app.ui.widgets.stylesheet import stylesheet


def _local_now() -> datetime:
    return datetime.now().astimezone()


class KioskWindow(QWidget):
    """One lane on one screen.

    `clock` gives seconds on the clock of `Frame.captured_at`; `wall` the date and time with the
    time zone in which times are shown; a list older than `stale_after` is called stale.
    Ctrl+Q, for the technician, is the only way to close the window; F11 leaves the full screen.
    """

    def __init__(
        self,
        lane: Lane,
        clock: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] = _local_now,
        stale_after: timedelta = STALE_AFTER,
    ) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Gapura")
        self._lane, self._clock, self._wall = lane, clock, wall
        self._stale_after = stale_after
        self._language = Language.ID
        self._answered: frozenset[str] = frozenset()
        self._leaving = False
        self._style: Style | None = None
        self.status_bar = StatusBar(self)
        self.live_view = LiveView(self)
        self.counts_bar = CountsBar(self)
        self.alert_panel = AlertPanel(clock, self)
        self.alert_panel.hide()
        self.status_bar.language_wanted.connect(self._switch_language)
        self.alert_panel.answered.connect(self._answer)
        QShortcut(QKeySequence("Ctrl+Q"), self, self.leave)
        QShortcut(QKeySequence("F11"), self, self._toggle_full_screen)
        self._timer = QTimer(self, interval=round(theme.REPAINT_INTERVAL_S * 1000))
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()

    def on_key(self, keys: str, action: Callable[[], None]) -> None:
        """Call `action` when `keys` ("Ctrl+N") are pressed: for the demo."""
        QShortcut(QKeySequence(keys), self, action)

    @property
    def language(self) -> Language:
        """The language on the screen."""
        return self._language

    def refresh(self) -> None:
        """Ask the lane once, and show what it says."""
        view = self._lane.view()
        # The lane may take a moment to close an answered alert; until then it is not shown again.
        self._answered &= {alert.alert_id for alert in view.open_alerts}
        screen = present(
            view, self._language, self._clock(), self._wall(), self._answered, self._stale_after
        )
        had_alert = not self.alert_panel.isHidden()
        self.status_bar.show_status(screen.status)
        self.counts_bar.show_counts(screen.counts)
        self.alert_panel.show_alert(screen.alert)
        if had_alert is (screen.alert is None):
            self._place()
        self.live_view.show_picture(screen.picture, screen.camera_notice, screen.lists_notice)

    def leave(self) -> None:
        """Close the window; an open alert stays open in the lane."""
        self._leaving = True
        self._timer.stop()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 (Qt's name)
        """Refuse to close, unless by `leave`."""
        event.setAccepted(self._leaving)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay everything out for the new size."""
        super().resizeEvent(event)
        self._restyle()
        self._place()

    def _restyle(self) -> None:
        style = style_for(self.width(), self.height())
        if style != self._style:
            self._style = style
            self.setStyleSheet(stylesheet(style))
            self.ensurePolished()
        self.status_bar.restyle(style, upright=self._upright)
        self.live_view.restyle(style)
        self.counts_bar.restyle(style)
        self.alert_panel.restyle(style)

    @property
    def _upright(self) -> bool:
        return self.height() > self.width()

    def _place(self) -> None:
        """Bars at the edges, the picture between them; an alert takes the larger part beside it."""
        width, height = self.width(), self.height()
        top = self.status_bar.height()
        self.status_bar.setGeometry(0, 0, width, top)
        picture_width, bottom = width, height
        if not self.alert_panel.isHidden():
            if self._upright:
                bottom = height - round(height * theme.PANEL_SHARE_UPRIGHT)
                self.alert_panel.setGeometry(0, bottom, width, height - bottom)
            else:
                picture_width = width - round(width * theme.PANEL_SHARE)
                self.alert_panel.setGeometry(
                    picture_width, top, width - picture_width, height - top
                )
        bar = self.counts_bar.height()
        self.counts_bar.setGeometry(0, bottom - bar, picture_width, bar)
        self.live_view.setGeometry(0, top, picture_width, bottom - bar - top)

    def _switch_language(self) -> None:
        self._language = self._language.other
        self.refresh()

    def _answer(self, alert_id: str, answer: Answer) -> None:
        self._lane.answer(alert_id, answer)
        self._answered |= {alert_id}
        self.refresh()

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()
