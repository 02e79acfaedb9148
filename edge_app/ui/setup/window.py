"""The window of a bare device: nobody is signed in, no lane runs behind it."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from edge_app.desk.session.preferences import Preferences
from edge_app.desk.setup.setup_desk import SetupStage
from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.stylesheet import stylesheet
from edge_app.ui.look.theme import TextRole
from edge_app.ui.setup.screen import DeviceSetup, SetupScreen
from edge_app.ui.text.language import Language, translate
from edge_app.ui.window import words as window_words
from edge_app.ui.window.touches import Touches
from edge_app.ui.window.window_style import window_style

REFRESH_INTERVAL_MS = 66
READY_S = 2.0  # that "approved" is read before the lane opens


class SetupWindow(QWidget):
    """One screen, and the other language. `approved`: the terminal's kiosk is to be started."""

    refreshed = Signal()
    approved = Signal()

    def __init__(
        self,
        setup: DeviceSetup,
        dpi: float | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._clock = clock
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("Gapura")
        self._setup, self._dpi = setup, dpi
        self._style: Style | None = None
        self._ready_at: float | None = None
        self._leaving = False
        self.language = Language.ID
        self.brand = FittedLabel(TextRole.BRAND)
        self.toggle = TouchButton("quiet", small=True)
        self.screen_ = SetupScreen(setup, self, clock)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.brand, 1)
        self._bar.addWidget(self.toggle)
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._column.addLayout(self._bar)
        self._column.addWidget(self.screen_, 1)
        self.toggle.clicked.connect(self._switch_language)
        self._timer = QTimer(self, interval=REFRESH_INTERVAL_MS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        # A method of the window's own would tie it into a circle, which Qt does not survive.
        self._touches = Touches(None, clock, lambda: None, self.toggle.minimumHeight, self)
        self._touches.listen(True)

    def refresh(self) -> None:
        """Show how it stands."""
        style = window_style(self, Preferences(), self._dpi)
        if style != self._style:
            self._restyle(style)
        self.brand.setText(f"Gapura · {self.screen_.title(self.language)}")
        self.toggle.setText(translate(window_words.OTHER_LANGUAGE, self.language))
        now = self._clock()
        self.screen_.show_setup(self.language)
        if self._setup.view().stage is SetupStage.READY:
            if self._ready_at is None:
                self._ready_at = now + READY_S
            elif now >= self._ready_at:
                self._timer.stop()
                self.approved.emit()
        self.refreshed.emit()

    def leave(self) -> None:
        """Close the window."""
        self._leaving = True
        self._timer.stop()
        self._touches.listen(False)
        self.close()

    def _switch_language(self) -> None:
        self.language = self.language.other
        self.refresh()

    def _restyle(self, style: Style) -> None:
        self._style = style
        self.setStyleSheet(stylesheet(style))
        margin = style.px(theme.MARGIN)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._bar.setContentsMargins(margin, style.px(theme.GAP), margin, 0)
        self.toggle.restyle(style)
        self.toggle.setFixedWidth(max(round(style.touch * 1.1), style.px(theme.LANGUAGE_BUTTON)))
        self.screen_.restyle(style.pages)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Take the sizes of another panel."""
        super().resizeEvent(event)
        self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Stay: no key closes the window."""
        event.setAccepted(self._leaving)
