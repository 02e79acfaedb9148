"""Every colour, size and duration on the officer's screens; nothing here knows Qt.

Colours are `#rrggbb`, one a `Tone` in each palette. Sizes are pixels on the design canvas of
1280x800 (800x1280 upright); a window of another size multiplies them by `scale_for`, and what a
finger is to hit has at least `TOUCH_MM` on the glass, whatever the screen's density, on panels of
`MIN_PANEL_MM` or more.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Tone(Enum):
    """What a colour is for."""

    BACKGROUND = "background"  # surfaces, from the back to the front
    SURFACE = "surface"
    RAISED = "raised"
    LINE = "line"
    TEXT = "text"
    TEXT_QUIET = "text_quiet"
    # What is known of a person in view. Each goes with a shape of its own: `lane.tracks_presenter`.
    LOOKING = "looking"
    CAPTURED = "captured"
    CLEAR = "clear"
    ALERT = "alert"
    # How well a part of the lane works.
    GOOD = "good"
    ATTENTION = "attention"
    FAULT = "fault"
    # What a finger touches.
    ACCENT = "accent"
    ACCENT_PRESSED = "accent_pressed"
    ALERT_SURFACE = "alert_surface"
    ALERT_PRESSED = "alert_pressed"
    ON_COLOUR = "on_colour"  # text on the four above
    PLAIN = "plain"
    PLAIN_PRESSED = "plain_pressed"
    EVIDENCE_EMPTY = "evidence_empty"
    ON_ATTENTION = "on_attention"  # text on ATTENTION


Palette = Mapping[Tone, str]

DARK: Palette = {
    Tone.BACKGROUND: "#0a0e13",
    Tone.SURFACE: "#121820",
    Tone.RAISED: "#1e2731",
    Tone.LINE: "#3a4756",
    Tone.TEXT: "#f4f7fa",
    Tone.TEXT_QUIET: "#b3c0cd",
    Tone.LOOKING: "#b3c0cd",
    Tone.CAPTURED: "#62c9ff",
    Tone.CLEAR: "#6fe3a1",
    Tone.ALERT: "#ff8a7d",
    Tone.GOOD: "#45a873",
    Tone.ATTENTION: "#ffcf66",
    Tone.FAULT: "#ff8a7d",
    Tone.ACCENT: "#0f4c86",
    Tone.ACCENT_PRESSED: "#0b3a68",
    Tone.ALERT_SURFACE: "#7d1512",
    Tone.ALERT_PRESSED: "#a02420",
    Tone.ON_COLOUR: "#f4f7fa",
    Tone.PLAIN: "#26313d",
    Tone.PLAIN_PRESSED: "#3a4756",
    Tone.EVIDENCE_EMPTY: "#3a4756",
    Tone.ON_ATTENTION: "#0a0e13",
}
#: For the sun on the glass: dark ink on white.
LIGHT: Palette = {
    Tone.BACKGROUND: "#f1f4f7",
    Tone.SURFACE: "#ffffff",
    Tone.RAISED: "#e6ebf0",
    Tone.LINE: "#8796a5",
    Tone.TEXT: "#080c10",
    Tone.TEXT_QUIET: "#38434e",
    Tone.LOOKING: "#38434e",
    Tone.CAPTURED: "#00507f",
    Tone.CLEAR: "#0a5c31",
    Tone.ALERT: "#9c120b",
    Tone.GOOD: "#002a13",
    Tone.ATTENTION: "#7d4b00",
    Tone.FAULT: "#9c120b",
    Tone.ACCENT: "#0f4c86",
    Tone.ACCENT_PRESSED: "#0b3a68",
    Tone.ALERT_SURFACE: "#8a150f",
    Tone.ALERT_PRESSED: "#6d0f0a",
    Tone.ON_COLOUR: "#ffffff",
    Tone.PLAIN: "#dde4eb",
    Tone.PLAIN_PRESSED: "#c3ceda",
    Tone.EVIDENCE_EMPTY: "#c3ceda",
    Tone.ON_ATTENTION: "#ffffff",
}
PALETTES: Mapping[str, Palette] = {"dark": DARK, "light": LIGHT}

#: (foreground, background) of every text on an alert: WCAG AAA, 7:1.
ALERT_PAIRS = (
    (Tone.ON_COLOUR, Tone.ALERT_SURFACE),
    (Tone.ON_COLOUR, Tone.ALERT_PRESSED),
    (Tone.ON_COLOUR, Tone.ACCENT),
    (Tone.ON_COLOUR, Tone.ACCENT_PRESSED),
    (Tone.TEXT, Tone.PLAIN),
    (Tone.TEXT, Tone.PLAIN_PRESSED),
    (Tone.TEXT, Tone.SURFACE),
    (Tone.TEXT_QUIET, Tone.SURFACE),
    (Tone.ATTENTION, Tone.SURFACE),
    (Tone.ON_ATTENTION, Tone.ATTENTION),
)
#: Warning and good are of another lightness: they are told apart in the sun, and without colour.
APART = (Tone.ATTENTION, Tone.GOOD)
#: (foreground, background) of every other text: WCAG AA, 4.5:1.
TEXT_PAIRS = (
    (Tone.TEXT, Tone.BACKGROUND),
    (Tone.TEXT, Tone.RAISED),
    (Tone.TEXT_QUIET, Tone.BACKGROUND),
    (Tone.TEXT_QUIET, Tone.RAISED),
    (Tone.LOOKING, Tone.BACKGROUND),
    (Tone.CAPTURED, Tone.BACKGROUND),
    (Tone.CLEAR, Tone.BACKGROUND),
    (Tone.ALERT, Tone.BACKGROUND),
    (Tone.BACKGROUND, Tone.ALERT),
    (Tone.GOOD, Tone.SURFACE),
    (Tone.FAULT, Tone.SURFACE),
    (Tone.ATTENTION, Tone.RAISED),
    (Tone.FAULT, Tone.RAISED),
    (Tone.GOOD, Tone.RAISED),
)


class TextRole(Enum):
    """What a text is for; it decides size and colour."""

    BRAND = "brand"
    DISPLAY = "display"
    HEADING = "heading"
    BODY = "body"
    QUIET = "quiet"
    FIGURE = "figure"
    CAPTION = "caption"
    INSTRUCTION = "instruction"
    WHO = "who"  # read from 1.5 m within three seconds
    TO_DO = "to_do"
    LONG_TO_DO = "long_to_do"
    ON_ALERT = "on_alert"
    ON_ALERT_QUIET = "on_alert_quiet"
    STRENGTH = "strength"
    UNDO = "undo"
    TITLE = "title"
    GOOD = "good"
    FAULT = "fault"
    GUIDANCE = "guidance"


#: TextRole -> (size in px, weight 100..900, tone).
TYPE: dict[TextRole, tuple[int, int, Tone]] = {
    TextRole.BRAND: (24, 700, Tone.TEXT),
    TextRole.DISPLAY: (34, 700, Tone.TEXT),
    TextRole.HEADING: (27, 700, Tone.TEXT),
    TextRole.BODY: (21, 400, Tone.TEXT),
    TextRole.QUIET: (18, 400, Tone.TEXT_QUIET),
    TextRole.FIGURE: (30, 700, Tone.TEXT),
    TextRole.CAPTION: (17, 400, Tone.TEXT_QUIET),
    TextRole.INSTRUCTION: (22, 600, Tone.TEXT),
    # ISO 9241-303 asks for 16 minutes of arc: at 1.5 m a capital of 7 mm, which Inter (0.727 em)
    # has from 57 px on, where a ten-inch panel has 149 pixels an inch.
    TextRole.WHO: (58, 700, Tone.TEXT),
    TextRole.TO_DO: (58, 700, Tone.ON_ATTENTION),
    TextRole.LONG_TO_DO: (30, 600, Tone.TEXT),
    TextRole.ON_ALERT: (25, 700, Tone.ON_COLOUR),
    TextRole.ON_ALERT_QUIET: (19, 600, Tone.ON_COLOUR),
    TextRole.STRENGTH: (24, 700, Tone.ATTENTION),
    TextRole.UNDO: (21, 700, Tone.CAPTURED),
    TextRole.TITLE: (30, 700, Tone.TEXT),
    TextRole.GOOD: (24, 700, Tone.GOOD),
    TextRole.FAULT: (24, 700, Tone.FAULT),
    TextRole.GUIDANCE: (44, 700, Tone.TEXT),
}
SMALLEST_TYPE = 14  # px; a text that still does not fit is cut with an ellipsis
FONT_FAMILIES = ("Inter", "Noto Sans", "DejaVu Sans")

STATUS_BAR_HEIGHT = 76
COUNTS_BAR_HEIGHT = 76
TOUCH_MM = 15.0  # the least side of what must be hit with a glove on
MM_PER_INCH = 25.4
# Short and long side of the least panel on which everything has TOUCH_MM, upright or on its side.
MIN_PANEL_MM = (135, 215)
DPI = 149.0  # of a ten-inch panel of 1280x800, where nobody says otherwise
LARGE_TEXT = 1.5  # from here on fewer things stand beside each other
RAIL = 132  # the buttons to the other screens, at the side; below in an upright window
LANGUAGE_BUTTON = 100
STATUS_FRAME = 3  # around what is wrong in the bar
GAP = 12
MARGIN = 20
RADIUS = 12
MARK = 26  # side of a state mark
BOX_STROKE = 4
ALERT_STROKE = 7
NOTICE_WIDTH = 720
EVIDENCE_BAR_HEIGHT = 14

REPAINT_INTERVAL_S = 1 / 30
OLD_PICTURE_S = 1.0  # from here on a picture is called old, in words
PASSING_S = 5.0  # a passing message stays as long
OUTDATED_AGAIN_S = 900.0  # the page put aside: until it is shown again
STEP_GUARD_S = 0.4  # the second tap of a double tap comes within it
SECOND_TAP_PX = 40  # and so near to the first
ANSWER_GUARD_S = 0.7  # a touch this soon after an alert appeared was not meant for it

_CANVAS = (1280, 800)


def scale_for(width: int, height: int) -> float:
    """Return how much larger than the design canvas a window of these pixels is drawn."""
    long, short = max(width, height), min(width, height)
    return max(min(long / _CANVAS[0], short / _CANVAS[1]), 0.5)
