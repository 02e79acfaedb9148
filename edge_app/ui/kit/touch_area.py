"""A part of a screen that may be higher than its place: a finger scrolls it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScroller, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel

STILL = (QScroller.State.Inactive, QScroller.State.Pressed)  # a finger touches, and does not scroll
_LAID_OUT = (QEvent.Type.LayoutRequest, QEvent.Type.Resize)


class TouchArea(QScrollArea):
    """Show `content` as wide as the area, as high as it needs.

    Where it is higher, the area ends between two lines of a text, not in the middle of one.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.viewport().setAutoFillBackground(False)
        # Qt's own gesture of two fingers would take them from the buttons inside.
        self.viewport().ungrabGesture(Qt.GestureType.PanGesture)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, False)
        content.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """End between two lines."""
        super().resizeEvent(event)
        self._fold()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """End between two lines of what has been laid out anew."""
        if watched is self._content and event.type() in _LAID_OUT:
            self._fold()
        return super().eventFilter(watched, event)

    # ---- a finger, in the pixels of the viewport; `when` in milliseconds -------------------------

    @property
    def _scroller(self) -> QScroller:
        return QScroller.scroller(self.viewport())

    def finger_down(self, at: QPointF, when: int) -> bool:
        """Take a finger; return whether it stops what moved, and so presses nothing."""
        moving = self._scroller.state() not in STILL
        self._scroller.handleInput(QScroller.Input.InputPress, at, when)
        return moving

    def finger_moved(self, at: QPointF, when: int) -> bool:
        """Follow the finger; return whether it scrolls, and so presses nothing."""
        self._scroller.handleInput(QScroller.Input.InputMove, at, when)
        return self._scroller.state() not in STILL

    def finger_up(self, at: QPointF, when: int) -> None:
        """Let the finger go."""
        self._scroller.handleInput(QScroller.Input.InputRelease, at, when)

    def _fold(self) -> None:
        """Leave free the part of the area in which half a line would be seen."""
        content, high = self._content, self.height()
        folds = [high]
        if content.height() > high:
            for label in content.findChildren(FittedLabel):
                top = label.mapTo(content, QPoint(0, 0)).y()
                if label.isVisibleTo(content) and top < high < top + label.height():
                    folds.append(_whole_lines(label, top, high))
        cut = high - min(folds)
        if self.viewportMargins().bottom() != cut:
            self.setViewportMargins(0, 0, 0, cut)


def _whole_lines(label: FittedLabel, top: int, high: int) -> int:
    """Return where the last line ends that is whole above `high`; `top` where none is."""
    fitted = label.fitted()
    first = top + label.text_top(fitted)
    lines = int((high - first) / fitted.line_height)
    return top if lines < 1 else round(first + lines * fitted.line_height)
