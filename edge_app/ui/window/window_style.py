"""How a window looks: by its size, its screen, and what the officer likes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from edge_app.desk.session.preferences import Preferences
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style, style_for


def window_style(window: QWidget, preferences: Preferences, dpi: float | None) -> Style:
    """Return the style of `window`; `dpi` of its screen, None: what that says of itself."""
    dpi = dpi or window.screen().physicalDotsPerInch()
    if not 50 <= dpi <= 600:  # a screen that says nothing sensible of itself
        dpi = theme.DPI
    return style_for(
        window.width(),
        window.height(),
        dpi,
        theme.PALETTES[preferences.look],
        int(preferences.text) / 100,
        left_handed=preferences.side == "left",
    )
