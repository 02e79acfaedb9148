"""A panel on which some keys are smaller than a gloved finger: said as the kiosk opens."""

from __future__ import annotations

import logging

from edge_app.ui.look import theme
from edge_app.ui.text.language import translate
from edge_app.ui.window import words
from edge_app.ui.window.kiosk_window import KioskWindow

log = logging.getLogger(__name__)


def tell_small_panel(window: KioskWindow) -> None:
    """Say it in the window and in the log, where it is so."""
    panel = window.style_now.panel
    if not panel.is_too_small:
        return
    log.warning(
        "the screen calls itself %.0f x %.0f mm: below %d x %d mm some keys are smaller than "
        "%.0f mm; fit a larger screen, or give --dpi where its word is not true",
        *(panel.width, panel.height, *panel.least, theme.TOUCH_MM),
    )
    window.notify(translate(words.SMALL_PANEL, window.language))
