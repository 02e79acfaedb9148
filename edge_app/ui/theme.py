"""Every colour, size and duration on the officer's screen; nothing here knows Qt.

Colours are `#rrggbb`. Sizes are pixels on the design canvas of 1280x800 (800x1280 upright), where
100 px are about 15 mm on a ten-inch panel; a window of another size multiplies them by `scale_for`.
"""

from __future__ import annotations

from enum import Enum

# Surfaces, from the back to the front.
BACKGROUND = "#0a0e13"
SURFACE = "#121820"
RAISED = "#1e2731"
LINE = "#3a4756"

TEXT = "#f4f7fa"
TEXT_QUIET = "#b3c0cd"

# What is known of a person in view. Each colour goes with a shape of its own: `presenters.marks`.
LOOKING = "#b3c0cd"
CAPTURED = "#62c9ff"
CLEAR = "#6fe3a1"
ALERT = "#ff8a7d"

# How well a part of the lane works.
GOOD = CLEAR
ATTENTION = "#ffcf66"
FAULT = ALERT

ALERT_SURFACE = "#7d1512"
ALERT_PRESSED = "#a02420"
REFUSE_SURFACE = "#26313d"
REFUSE_PRESSED = "#3a4756"
EVIDENCE_EMPTY = "#3a4756"

#: (foreground, background) of every text on an alert: WCAG AAA, 7:1.
ALERT_PAIRS = (
    (TEXT, ALERT_SURFACE),
    (TEXT, ALERT_PRESSED),
    (TEXT, REFUSE_SURFACE),
    (TEXT, REFUSE_PRESSED),
    (TEXT, SURFACE),
    (TEXT_QUIET, SURFACE),
    (ATTENTION, SURFACE),
)
#: (foreground, background) of every other text: WCAG AA, 4.5:1.
TEXT_PAIRS = (
    (TEXT, BACKGROUND),
    (TEXT, RAISED),
    (TEXT_QUIET, BACKGROUND),
    (TEXT_QUIET, RAISED),
    (LOOKING, BACKGROUND),
    (CAPTURED, BACKGROUND),
    (CLEAR, BACKGROUND),
    (ALERT, BACKGROUND),
    (BACKGROUND, ALERT),
    (ATTENTION, RAISED),
    (FAULT, RAISED),
    (TEXT, LINE),
)


class Role(Enum):
    """What a text is for; it decides size and colour."""

    BRAND = "brand"
    DISPLAY = "display"
    HEADING = "heading"
    BODY = "body"
    QUIET = "quiet"
    FIGURE = "figure"
    CAPTION = "caption"
    INSTRUCTION = "instruction"
    ON_ALERT = "on_alert"
    STRENGTH = "strength"


#: Role -> (size in px, weight 100..900, colour).
TYPE: dict[Role, tuple[int, int, str]] = {
    Role.BRAND: (24, 700, TEXT),
    Role.DISPLAY: (34, 700, TEXT),
    Role.HEADING: (27, 700, TEXT),
    Role.BODY: (21, 400, TEXT),
    Role.QUIET: (18, 400, TEXT_QUIET),
    Role.FIGURE: (30, 700, TEXT),
    Role.CAPTION: (17, 400, TEXT_QUIET),
    Role.INSTRUCTION: (22, 600, TEXT),
    Role.ON_ALERT: (25, 700, TEXT),
    Role.STRENGTH: (24, 700, ATTENTION),
}
SMALLEST_TYPE = 14  # px; a text that still does not fit is cut with an ellipsis
FONT_FAMILIES = ("Inter", "Noto Sans", "DejaVu Sans")

STATUS_BAR_HEIGHT = 76
COUNTS_BAR_HEIGHT = 76
TOUCH_TARGET = 100  # 15 mm: the least side of what must be hit with a glove on
TOGGLE_WIDTH = 132
GAP = 12
MARGIN = 20
RADIUS = 12
MARK = 26  # side of a state mark
BOX_STROKE = 4
ALERT_STROKE = 7
PANEL_SHARE = 0.5  # of the window's width, for an alert
PANEL_SHARE_UPRIGHT = 0.56  # of the height of an upright window
NOTICE_WIDTH = 720
EVIDENCE_BAR_HEIGHT = 14

REPAINT_INTERVAL_S = 1 / 30
OLD_PICTURE_S = 1.0  # from here on a picture is called old, in words
ANSWER_GUARD_S = 0.7  # a touch this soon after an alert appeared was not meant for it

_CANVAS = (1280, 800)


def scale_for(width: int, height: int) -> float:
    """How much larger than the design canvas a window of `width` x `height` pixels is drawn."""
    long, short = max(width, height), min(width, height)
    return max(min(long / _CANVAS[0], short / _CANVAS[1]), 0.5)
