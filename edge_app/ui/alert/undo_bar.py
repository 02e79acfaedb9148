"""Answers that can still be taken back, each with its time and a button; for every screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.alerts.views import AlertsView
from edge_app.ui.alert.presenter import takes_screen
from edge_app.ui.alert.undo_presenter import MAX_SHOWN, UndoView, present_undo
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.theme import TextRole, Tone


class UndoEntry(QWidget):
    """One answer; the bar below it gets shorter with its time."""

    def __init__(self, undo: Callable[[str], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style_for(1280, 800)
        self._view: UndoView | None = None
        self._pressed = ""
        self.text = FittedLabel(TextRole.BODY, lines=2, parent=self)
        self.counts_in = FittedLabel(TextRole.CAPTION, lines=2, parent=self)
        self.button = TouchButton("primary", parent=self)
        self._undo = undo
        self.button.pressed.connect(self._press)
        self.button.clicked.connect(self._click)

    def _press(self) -> None:
        self._pressed = self._view.alert_id if self._view is not None else ""

    def _click(self) -> None:
        """Take the answer back, unless the finger came down on another answer's button."""
        if self._view is not None and self._view.alert_id == self._pressed:
            self._undo(self._pressed)

    def show_undo(self, view: UndoView) -> None:
        """Show it."""
        if view != self._view:
            self._view = view
            self.text.setText(view.text)
            self.counts_in.setText(view.counts_in)
            self.button.setText(view.button)
            self.update()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self.button.restyle(style)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Lay it out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        style = self._style
        gap, bar = style.px(theme.GAP), style.px(theme.EVIDENCE_BAR_HEIGHT / 2)
        across = min(max(style.touch, self.button.sizeHint().width()), self.width() // 2)
        self.button.setGeometry(self.width() - across, 0, across, self.height())
        wide, high = max(self.width() - across - 2 * gap, 1), self.height() - bar
        upper = round(high * 0.6)
        self.text.setGeometry(gap, 0, wide, upper)
        self.counts_in.setGeometry(gap, upper, wide, high - upper)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ground, and the time that is left."""
        style = self._style
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(style.colour(Tone.LINE)))
        painter.setBrush(QColor(style.colour(Tone.SURFACE)))
        radius = style.px(theme.RADIUS)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        if self._view is not None:
            bar, gap = style.px(theme.EVIDENCE_BAR_HEIGHT / 2), style.px(theme.GAP)
            room = self.button.x() - 2 * gap
            area = QRectF(gap, self.height() - bar - 1, room * self._view.left, bar)
            painter.fillRect(area, QColor(style.colour(Tone.CAPTURED)))
        painter.end()


class UndoBar(QWidget):
    """Side by side, the latest first; over every screen, at its foot; hidden when nothing is held.

    Over an alert, which covers the buttons to the other places, it takes the foot of the window.
    """

    def __init__(self, desk: AlertDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._views: tuple[UndoView, ...] = ()
        self._area = QRect()
        self._covered = False  # an alert is on the screen
        self.entries = [UndoEntry(desk.undo, self) for _ in range(MAX_SHOWN)]
        self.hide()

    def show_alerts(self, alerts: AlertsView, context: ScreenContext) -> None:
        """Show what is held."""
        views = present_undo(alerts, context.session, context.language)
        covered = takes_screen(alerts, context.session)
        changed = len(views) != len(self._views) or covered is not self._covered
        if views != self._views:
            self._views = views
            for entry, view in zip(self.entries, views, strict=False):
                entry.show_undo(view)
        if changed:
            self._covered = covered
            self.setVisible(bool(views))
            self._place()

    @staticmethod
    def height_for(style: Style) -> int:
        """Return the pixels that it wants in `style`, with the room around its entries."""
        return _entry_height(style) + 2 * style.px(theme.GAP)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        for entry in self.entries:
            entry.restyle(style)
        self._place()

    def place(self, area: QRect) -> None:
        """Stand at the foot of `area`, in the parent's pixels."""
        self._area = area
        self._place()

    def _place(self) -> None:
        style, parent = self._style, self.parentWidget()
        if style is None:
            return
        area = parent.rect() if self._covered and parent is not None else self._area
        margin, gap, high = style.px(theme.MARGIN), style.px(theme.GAP), _entry_height(style)
        self.setGeometry(
            area.left(), area.bottom() + 1 - high - 2 * gap, area.width(), high + 2 * gap
        )
        count = max(len(self._views), 1)
        each = max((area.width() - 2 * margin - gap * (count - 1)) // count, 1)
        for place, entry in enumerate(self.entries):
            entry.setVisible(place < len(self._views))
            entry.setGeometry(margin + place * (each + gap), gap, each, high)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Cover what lies below."""
        if self._style is not None:
            painter = QPainter(self)
            painter.fillRect(self.rect(), QColor(self._style.colour(Tone.BACKGROUND)))
            painter.end()


def _entry_height(style: Style) -> int:
    lines = style.font_px(TextRole.BODY) + style.font_px(TextRole.CAPTION)
    return max(style.touch, min(round(lines * 1.5), 2 * style.touch))
