"""The theme as a Qt style sheet."""

from __future__ import annotations

from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone

#: A button's kind: ground, ground while it is pressed, ink, line around it.
KINDS: dict[str, tuple[Tone, Tone, Tone, Tone]] = {
    "primary": (Tone.ACCENT, Tone.ACCENT_PRESSED, Tone.ON_COLOUR, Tone.CAPTURED),
    "danger": (Tone.ALERT_SURFACE, Tone.ALERT_PRESSED, Tone.ON_COLOUR, Tone.ALERT),
    "plain": (Tone.PLAIN, Tone.PLAIN_PRESSED, Tone.TEXT, Tone.TEXT_QUIET),
    "quiet": (Tone.SURFACE, Tone.PLAIN_PRESSED, Tone.TEXT, Tone.LINE),
    "toggle": (Tone.SURFACE, Tone.PLAIN_PRESSED, Tone.TEXT, Tone.LINE),
}


def stylesheet(style: Style) -> str:
    """Return the style sheet of the whole window."""
    families = ", ".join(f'"{family}"' for family in theme.FONT_FAMILIES)
    colour, radius = style.colour, style.px(theme.RADIUS)
    roles = "\n".join(
        f'QLabel[role="{role.value}"] {{ font-family: {families};'
        f" font-size: {style.font_px(role)}px; font-weight: {weight}; color: {colour(tone)};"
        f" background: transparent; }}"
        for role, (_, weight, tone) in theme.TYPE.items()
    )
    kinds = "\n".join(
        f"""QPushButton[kind="{kind}"] {{
    background: {colour(ground)}; color: {colour(ink)};
    border: {style.px(2)}px solid {colour(line)};
}}
QPushButton[kind="{kind}"]:pressed {{ background: {colour(pressed)}; }}
QPushButton[kind="{kind}"]:disabled {{
    background: {colour(Tone.BACKGROUND)}; color: {colour(Tone.TEXT_QUIET)};
    border: {style.px(1)}px dashed {colour(Tone.LINE)};
}}"""
        for kind, (ground, pressed, ink, line) in KINDS.items()
    )
    return f"""
QWidget#window, QWidget#screen {{ background: {colour(Tone.BACKGROUND)}; }}
QFrame#bar {{ background: {colour(Tone.BACKGROUND)}; }}
QFrame#status {{
    border: {style.px(theme.STATUS_FRAME)}px solid transparent; border-radius: {radius}px;
}}
QFrame#status[severity="attention"] {{ border-color: {colour(Tone.ATTENTION)}; }}
QFrame#status[severity="fault"] {{ background: {colour(Tone.ALERT_SURFACE)}; }}
QFrame#rail {{ background: {colour(Tone.SURFACE)}; }}
QFrame#panel {{
    background: {colour(Tone.SURFACE)}; border: {style.px(3)}px solid {colour(Tone.ALERT)};
}}
QFrame#alert_head {{ background: {colour(Tone.ALERT_SURFACE)}; }}
QFrame#notice {{
    background: {colour(Tone.RAISED)}; border: {style.px(1)}px solid {colour(Tone.LINE)};
    border-radius: {radius}px;
}}
QFrame#card {{ background: {colour(Tone.SURFACE)}; border-radius: {radius}px; }}
QScrollArea, QWidget#rows {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: {style.px(theme.GAP)}px; margin: 0; }}
QScrollBar::handle:vertical {{
    background: {colour(Tone.TEXT_QUIET)}; border-radius: {style.px(theme.GAP / 2)}px;
    min-height: {style.touch}px;
}}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QPushButton {{
    font-family: {families}; font-size: {style.font_px(TextRole.HEADING)}px; font-weight: 700;
    border-radius: {radius}px; padding: 0 {style.px(theme.GAP)}px;
}}
QPushButton[small="true"] {{ font-size: {style.font_px(TextRole.CAPTION)}px; font-weight: 600; }}
{kinds}
QPushButton[kind="toggle"]:checked {{
    background: {colour(Tone.ACCENT)}; color: {colour(Tone.ON_COLOUR)};
    border: {style.px(3)}px solid {colour(Tone.CAPTURED)};
}}
QPushButton[chosen="true"] {{ border: {style.px(6)}px solid {colour(Tone.TEXT)}; }}
QPushButton[armed="false"] {{ border-color: transparent; }}
{roles}
QFrame#status[severity="fault"] QLabel[role] {{ color: {colour(Tone.ON_COLOUR)}; }}
"""
