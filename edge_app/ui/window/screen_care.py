"""What spares the glass: dim it while nobody comes, and never keep a bar on the same pixels.

Neither happens while an alert waits.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.look.theme import PALETTES, Tone

VEIL = 0.7  # of the light that goes
DRIFT_S = 240.0  # until the bars stand elsewhere
# A walk over 4 x 4 pixels, a pixel at a time, that ends beside where it begins.
WALK = tuple(
    QPoint(x, y)
    for x, y in (
        *((0, 0), (1, 0), (2, 0), (3, 0), (3, 1), (2, 1), (1, 1), (1, 2)),
        *((2, 2), (3, 2), (3, 3), (2, 3), (1, 3), (0, 3), (0, 2), (0, 1)),
    )
)


class Veil(QWidget):
    """Darken all that lies below; touches go through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        """Draw it."""
        colour = QColor(PALETTES["dark"][Tone.BACKGROUND])
        colour.setAlphaF(VEIL)
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour)
        painter.end()


class ScreenCare:
    """Say when to dim and where bars stand; `clock` values are the window's."""

    def __init__(self, window: QWidget) -> None:
        self.veil = Veil(window)
        self._busy_at: float | None = None
        self._began: float | None = None
        self.drift = WALK[0]

    def touched(self) -> None:
        """Show everything: somebody is here."""
        self._busy_at = None
        self.veil.hide()

    def moment(self, now: float, busy: bool, dim_after_s: float) -> bool:
        """Dim after `dim_after_s` (0: never) in which nobody was `busy`; return whether bars move.

        `busy`: somebody is in view, or an alert waits.
        """
        if self._began is None:
            self._began = now
        if busy or self._busy_at is None:
            self._busy_at = now
        dim = dim_after_s > 0 and now - self._busy_at >= dim_after_s
        if dim is self.veil.isHidden():
            self.veil.setVisible(dim)
            self.veil.raise_()
        drift = WALK[int((now - self._began) / DRIFT_S) % len(WALK)]
        if busy or drift == self.drift:
            return False
        self.drift = drift
        return True
