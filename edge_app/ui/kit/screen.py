"""What every screen is: a place that is shown moments, and given what a reader typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from edge_app.desk.session.views import SessionView
from edge_app.domain import LaneView
from edge_app.ui.look.style import Style
from edge_app.ui.text.language import Language


@dataclass(frozen=True, slots=True, eq=False)
class ScreenContext:
    """All that screens have in common, taken in one moment."""

    lane: LaneView
    session: SessionView
    language: Language
    clock: float  # seconds, on the clock of `Frame.captured_at`
    wall: datetime  # with the zone in which times are shown
    style: Style
    visitors_see: bool = False  # this glass: what is known of anybody stays off it

    @property
    def upright(self) -> bool:
        """Return whether the window is higher than wide."""
        return self.style.upright


class Screen(QWidget):
    """One place of the kiosk. `notified` carries a passing message."""

    notified = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("screen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # it covers what is behind it

    def show_context(self, context: ScreenContext) -> None:
        """Show it; called up to 30 times a second while visible: touch widgets on a change only."""

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`; also called for another shape of the window."""

    def entered(self) -> None:
        """Begin: the screen is shown from now on."""

    def left(self) -> None:
        """Forget what was typed and whom it was about: the screen is no longer shown."""

    def scanned(self, text: str) -> bool:
        """Take what a badge or passport reader typed; return False when nothing is done with it."""
        del text
        return False
