"""A call for help in the place of the status, on every page; nothing else moves or is covered.

The language button is part of the status, and stays: the strip has a hole there.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.desk.help.desk import HelpDesk
from edge_app.ui.help.presenter import CallStripView
from edge_app.ui.kit.face_view import FaceView
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone

_WORDS = {False: 5, True: 8}  # large or not, of a button's two parts: the width of the words
_KEY = 2
_TITLE_LARGE = 0.4  # the title's part of the height of the words, where type is large


class CallStrip(QFrame):
    """Show a CallStripView, or hide. A touch within ANSWER_GUARD_S was meant for something else.

    `look_wanted` carries the terminal whose case is to be looked at.
    """

    look_wanted = Signal(str)

    def __init__(self, desk: HelpDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("call_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._view: CallStripView | None = None
        self._armed_at = 0.0
        self._style: Style | None = None
        self._hole = QRect()
        self.face = FaceView(captioned=False)
        self.title = FittedLabel(TextRole.HEADING, lines=2)
        self.detail = FittedLabel(TextRole.BODY, lines=2)
        self.go, self.close_button = TouchButton("primary"), TouchButton("plain")
        self.look = TouchButton("plain")
        share_type(self.look, self.go, self.close_button)
        self.look.clicked.connect(self._look)
        self.go.clicked.connect(self._go)
        self.close_button.clicked.connect(self._close)
        self._said = QVBoxLayout()
        self._said.setSpacing(0)
        for label in (self.title, self.detail):
            self._said.addWidget(label)
        self._call, self._keys = QHBoxLayout(), QHBoxLayout()
        self._call.addWidget(self.face)
        self._call.addLayout(self._said, 1)
        for button in (self.look, self.go, self.close_button):
            self._keys.addWidget(button, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addLayout(self._call)
        self._row.addLayout(self._keys)
        self.hide()

    def show_call(self, view: CallStripView | None, now: float, hole: QRect) -> None:
        """Show `view` at `now`, seconds; None: there is no call. `hole`: what stays uncovered."""
        if hole != self._hole:
            self._hole = hole
            self._cut()
        before = self._view
        if view is not None:
            if before is None or _keys(before) != _keys(view):
                self._armed_at = now + theme.ANSWER_GUARD_S
            armed = now >= self._armed_at
            self.go.setEnabled(armed)
            self.look.setEnabled(armed)
            self.close_button.setEnabled(armed)
        if view == before:
            return
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            self.face.show_face(None, "")
            return
        self.title.setText(view.title)
        self.detail.setText(view.detail)
        self.detail.setVisible(bool(view.detail))
        self.go.setText(view.go)
        self.go.setVisible(bool(view.go))
        self.look.setText(view.look)
        self.look.setVisible(bool(view.look))
        self.close_button.setText(view.close)
        self.close_button.setVisible(bool(view.close))
        self.face.show_face(view.face, "")
        self.face.setVisible(view.face is not None)
        self._share()
        self._colour()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._style = style
        for layout in (self._row, self._call, self._keys):
            layout.setSpacing(style.px(theme.GAP / 3 if style.large else theme.GAP))
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if style.upright else direction.LeftToRight)
        self.face.setFixedWidth(style.touch)
        self.face.restyle(style)
        for button in (self.look, self.go, self.close_button):
            button.restyle(style)
        self._cut()
        self._share()
        self._colour()

    def _share(self) -> None:
        """Give the words their part beside as many buttons as there are; upright a row."""
        style = self._style
        if style is not None:
            keys = sum(not key.isHidden() for key in (self.look, self.go, self.close_button))
            self._row.setStretch(0, 0 if style.upright else _WORDS[style.large])
            self._row.setStretch(1, 0 if style.upright else _KEY * keys)
            margins = self._row.contentsMargins()
            room = self.height() - margins.top() - margins.bottom()
            if style.upright and keys:
                room -= style.touch + self._row.spacing()
            title = self._title_share(style)
            self.title.setFixedHeight(max(round(room * title), 1))
            self.detail.setFixedHeight(max(room - round(room * title), 1))

    def _title_share(self, style: Style) -> float:
        """Return the title's part of the height: what is said below it may need two lines."""
        if not self.detail.text() or style.large:
            return _TITLE_LARGE if self.detail.text() else 1.0
        self._row.activate()
        title, detail = (one.height_at(one.width(), 1.0) for one in (self.title, self.detail))
        return title / (title + detail)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Keep the hole."""
        super().resizeEvent(event)
        self._cut()
        self._share()

    def _cut(self) -> None:
        """Leave the hole out, and keep words and buttons to its left."""
        if self._style is None or self._hole.isEmpty():
            return
        gap = self._style.px(theme.GAP)
        margin = gap if self._style.large else self._style.px(theme.MARGIN)
        right = self.width() - self._hole.left() + self._row.spacing()
        self._row.setContentsMargins(margin, gap // 2, right, gap // 2)
        rounded, radius = QPainterPath(), self._style.px(theme.RADIUS)
        rounded.addRoundedRect(QRectF(self._hole), radius, radius)  # as that button is
        hole = QRegion(rounded.toFillPolygon().toPolygon())
        self.setMask(QRegion(self.rect()).subtracted(hole))

    def _colour(self) -> None:
        style, view = self._style, self._view
        if style is None or view is None:
            return
        urgent = view.urgent
        ground, ink = (Tone.ALERT_SURFACE, Tone.ON_COLOUR) if urgent else (Tone.RAISED, Tone.TEXT)
        self.setStyleSheet(
            f"QFrame#call_strip {{ background: {style.colour(ground)}; }}"
            f"QFrame#call_strip QLabel {{ color: {style.colour(ink)}; }}"
        )

    def _go(self) -> None:
        if self._view is not None:
            self._desk.come(self._view.call_id)

    def _look(self) -> None:
        if self._view is not None:
            self.look_wanted.emit(self._view.sender)

    def _close(self) -> None:
        view = self._view
        if view is None:
            return
        if view.own:
            self._desk.withdraw()
        else:
            self._desk.hide(view.call_id)


def _keys(view: CallStripView) -> tuple[str, ...]:
    """Return what a touch means: where it is another, keys stand elsewhere."""
    return view.call_id, view.go, view.look, view.close
