"""A text that is set smaller where there is little room, rather than cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look.theme import TextRole

_MIN_SCALE = 0.76  # of its type, as long as there is any room


class ShrinkingLabel(FittedLabel):
    """Take the height that it needs where there is room, and is set smaller where not.

    Without a text it takes no place.
    """

    def __init__(
        self,
        role: TextRole,
        lines: int,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(role, lines, align, parent=parent)
        self.hide()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """Return False: a layout would never give it less."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802
        """Return the size of all its lines at full size."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Return the size of all its lines, set smaller: no text is to give way alone."""
        return QSize(0, self.height_at(max(self.width(), 1), _MIN_SCALE))

    def setText(self, text: str) -> None:  # noqa: N802
        """Show `text`, or take no place for none."""
        if text != self.text():
            super().setText(text)
            self.setVisible(bool(text))
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Ask for another height at another width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
