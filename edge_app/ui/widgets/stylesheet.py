"""The theme as a Qt style sheet."""

from __future__ import annotations

from edge_app.ui import theme


def stylesheet(scale: float) -> str:
    """Style sheet of the whole window, with every size multiplied by `scale`."""

    def px(size: float) -> str:
        return f"{max(round(size * scale), 1)}px"

    families = ", ".join(f'"{family}"' for family in theme.FONT_FAMILIES)
    roles = "\n".join(
        f'QLabel[role="{role.value}"] {{ font-family: {families}; font-size: {px(size)};'
        f" font-weight: {weight}; color: {colour}; background: transparent; }}"
        for role, (size, weight, colour) in theme.TYPE.items()
    )
    button = theme.TYPE[theme.Role.HEADING][0]
    body = theme.TYPE[theme.Role.BODY][0]
    return f"""
QWidget#window {{ background: {theme.BACKGROUND}; }}
QFrame#bar {{ background: {theme.BACKGROUND}; }}
QFrame#panel {{ background: {theme.SURFACE}; border: {px(3)} solid {theme.ALERT}; }}
QFrame#alert_head {{ background: {theme.ALERT_SURFACE}; }}
QFrame#notice {{
    background: {theme.RAISED}; border: {px(1)} solid {theme.LINE};
    border-radius: {px(theme.RADIUS)};
}}
QPushButton {{
    font-family: {families}; font-size: {px(button)}; font-weight: 700; color: {theme.TEXT};
    border-radius: {px(theme.RADIUS)}; padding: 0 {px(theme.GAP)};
}}
QPushButton#toggle {{
    font-size: {px(body)}; font-weight: 400; background: {theme.RAISED};
    border: {px(1)} solid {theme.LINE};
}}
QPushButton#toggle:pressed {{ background: {theme.LINE}; }}
QPushButton#confirm {{
    background: {theme.ALERT_SURFACE}; border: {px(2)} solid {theme.ALERT};
}}
QPushButton#confirm:pressed {{ background: {theme.ALERT_PRESSED}; }}
QPushButton#refuse {{
    background: {theme.REFUSE_SURFACE}; border: {px(2)} solid {theme.TEXT_QUIET};
}}
QPushButton#refuse:pressed {{ background: {theme.REFUSE_PRESSED}; }}
QPushButton[armed="false"] {{ border-color: transparent; }}
{roles}
"""
