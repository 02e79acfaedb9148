"""The visitor's own screen, where a lane has a second one."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.lane.camera_presenter import camera_state
from edge_app.ui.lane.guidance_presenter import present_guidance
from edge_app.ui.lane.visitor_view import VisitorView
from edge_app.ui.look.style import Style, style_for
from edge_app.ui.look.stylesheet import stylesheet


class VisitorWindow(VisitorView):
    """Show the guidance alone, in the look of the officer's window."""

    def show_context(self, context: ScreenContext) -> None:
        """Guide whoever stands nearest."""
        guidance = present_guidance(context.lane, camera_state(context.lane, context.clock))
        frame = context.lane.frame
        self.show_guidance(guidance, frame.image if frame is not None else None)

    def restyle_for_screen(self, style: Style) -> None:
        """Take the palette of `style`, at the size of this screen."""
        own = style_for(self.width(), self.height(), palette=style.palette)
        self.setStyleSheet(stylesheet(own))
        self.restyle(own)


def open_visitor_window(number: int, style: Style) -> VisitorWindow | None:
    """Open it full on the screen of that number; return None where there is no such screen."""
    screens = QGuiApplication.screens()
    if number >= len(screens):
        return None
    window = VisitorWindow()
    window.setGeometry(screens[number].geometry())
    window.restyle_for_screen(style)
    window.showFullScreen()
    return window
