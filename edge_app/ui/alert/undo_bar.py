"""Answers that can still be taken back: whose, what was said, and for how long; on every screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.alerts.views import AlertsView
from edge_app.ui.alert.face_picture import FacePicture
from edge_app.ui.alert.undo_presenter import MAX_SHOWN, UndoView, present_undo
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.kit.touch_guard import STEP_GUARD_S
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole, Tone

_ENTRY = 280  # px on the design canvas; where three have no such room, the latest two are shown


class UndoEntry(QAbstractButton):
    """One answer, all of it a button; the bar at its foot gets shorter with its time.

    A touch takes back what stood here for long enough to be read, and what the finger came down on.
    """

    def __init__(
        self,
        undo: Callable[[str], object],
        clock: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._undo, self._clock = undo, clock
        self._style = style_for(1280, 800)
        self.view: UndoView | None = None
        self._pressed = ""
        self._armed_at = 0.0
        self.face = FacePicture(self)
        self.name = FittedLabel(TextRole.BODY, parent=self)
        self.answer = FittedLabel(TextRole.CAPTION, parent=self)
        self.word = FittedLabel(TextRole.UNDO, parent=self)
        for part in (self.name, self.answer, self.word):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self.pressed.connect(self._press)
        self.clicked.connect(self._click)

    @property
    def alert_id(self) -> str:
        """Return the alert whose answer stands here; empty: none."""
        return self.view.alert_id if self.view is not None else ""

    def _press(self) -> None:
        self._pressed = self.alert_id if self._clock() >= self._armed_at else ""

    def _click(self) -> None:
        if self._pressed and self.alert_id == self._pressed:
            self._undo(self._pressed)

    def show_undo(self, view: UndoView | None) -> None:
        """Show it; None: the place is empty."""
        if view != self.view:
            if view is not None and view.alert_id != self.alert_id:
                self._armed_at = self._clock() + STEP_GUARD_S
            self.view = view
            self.setVisible(view is not None)
            self.face.show_face(view.face.image if view is not None else None, "")
            self.name.setText(view.name if view is not None else "")
            self.answer.setText(view.answer if view is not None else "")
            self.word.setText(view.button if view is not None else "")
            self.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.face.restyle(style)
        self._place()

    def sizeHint(self) -> QSize:  # noqa: N802 (Qt's name)
        """Return what a finger needs."""
        return QSize(self._style.touch, self._style.touch)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lay it out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        style = self._style
        gap, bar = style.px(theme.GAP / 2), style.px(theme.EVIDENCE_BAR_HEIGHT / 2)
        high = self.height() - bar - gap
        self.face.setGeometry(gap, gap, min(high, self.width() // 3), high - gap)
        left = self.face.geometry().right() + gap
        wide, line = max(self.width() - left - gap, 1), (high - gap) // 3
        for place, label in enumerate((self.name, self.answer, self.word)):
            label.setGeometry(left, gap + place * line, wide, line)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground, and the time that is left."""
        style = self._style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(style.colour(Tone.CAPTURED)))
        pressed = Tone.PLAIN_PRESSED if self.isDown() else Tone.SURFACE
        painter.setBrush(QColor(style.colour(pressed)))
        radius = style.px(theme.RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self.view is not None:
            bar, gap = style.px(theme.EVIDENCE_BAR_HEIGHT / 2), style.px(theme.GAP)
            room = self.width() - 2 * gap
            area = QRectF(gap, self.height() - bar - 2, room * self.view.left, bar)
            painter.fillRect(area, QColor(style.colour(Tone.CAPTURED)))
        painter.end()


class UndoBar(QWidget):
    """Places that are kept free on every screen; an answer keeps its own until it counts."""

    def __init__(
        self, desk: AlertDesk, clock: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self.entries = [UndoEntry(desk.undo, clock, self) for _ in range(MAX_SHOWN)]
        share_type(*(entry.answer for entry in self.entries))
        share_type(*(entry.word for entry in self.entries))
        self.hide()

    def show_alerts(self, alerts: AlertsView, context: ScreenContext) -> None:
        """Show what is held."""
        views = present_undo(alerts, context.session, context.language)
        wanted = {view.alert_id: view for view in views[: self._places]}
        entries = self.entries[: self._places]
        standing = {entry.alert_id for entry in entries}
        coming = [view for view in wanted.values() if view.alert_id not in standing]
        for entry in entries:
            view = wanted.get(entry.alert_id)
            entry.show_undo(view or (coming.pop() if coming else None))
        for entry in self.entries[self._places :]:
            entry.show_undo(None)
        if self.isHidden() is bool(wanted):
            self.setVisible(bool(wanted))

    @property
    def _places(self) -> int:
        """Return how many answers there is room for."""
        style = self._style
        if style is None:
            return 1
        return max(min(self.width() // style.px(_ENTRY), MAX_SHOWN), 2)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for entry in self.entries:
            entry.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay the entries out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self._style is None:
            return
        gap, count = self._style.px(theme.GAP / 2), self._places
        each = max((self.width() - gap * (count - 1)) // count, 1)
        for place, entry in enumerate(self.entries):
            entry.setGeometry(place * (each + gap), 0, each, self.height())
