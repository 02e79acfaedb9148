"""Where everything of a case stands: one place each, for every text, language, queue and step.

A finger that is on its way to a button must meet that button. So no place here depends on what is
shown: only on the window. Words that need more room get smaller in their place, or go to the
details.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect

from edge_app.ui.kit.strip_places import turned
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style

_LOWER = 0.315  # of the body's height: faces and answers, in a wide window
_ANSWERS, _FACES, _LIVE = 0.155, 0.2, 0.265  # of the body's height, upright
_MIN_WORDS = 3.5  # fingers: of words that stand above the rest; on less glass all is `close`
_CLOSE_WORDS = 0.585  # of what the answers leave
_CLOSE_LANE = 0.44  # of the width; beside it the faces


@dataclass(frozen=True, slots=True)
class CasePlaces:
    """The four parts of a case below the strip."""

    words: QRect  # who, what to do
    lane: QRect  # where: the live picture; the buttons of a second officer
    faces: QRect  # both faces and how alike they are; the reasons of an answer
    answers: QRect
    close: bool = False  # the lane stands beside the faces, and the answers in one row


def case_places(body: QRect, style: Style) -> CasePlaces:
    """Return the parts of a case in `body`: two above two; upright one below the other."""
    gap, margin = style.px(theme.GAP), style.px(theme.MARGIN)
    buttons = 2 * style.touch + gap
    left, top, width, high = body.left(), body.top(), body.width(), body.height()
    if style.upright:
        answers = max(buttons, round(high * _ANSWERS))
        faces = max(buttons, round(high * _FACES))
        lane = max(4 * style.touch + 3 * gap, round(high * _LIVE))
        words = high - answers - faces - lane - 3 * gap
        if words < _MIN_WORDS * style.touch:
            return _close_places(body, style)
        second = top + words + gap
        third = second + lane + gap
        return CasePlaces(
            words=QRect(left, top, width, words),
            lane=QRect(left, second, width, lane),
            faces=QRect(left, third, width, faces),
            answers=QRect(left, third + faces + gap, width, answers),
        )
    lower = max(buttons, round(high * _LOWER))
    upper = max(high - lower - gap, 1)
    half = (width - margin) // 2
    right, below = left + half + margin, top + upper + gap
    parts = turned(
        body,
        style,
        QRect(left, top, half, upper),
        QRect(right, top, half, upper),
        QRect(left, below, half, lower),
        QRect(right, below, half, lower),
    )
    return CasePlaces(parts[0], parts[1], parts[2], parts[3])


def _close_places(body: QRect, style: Style) -> CasePlaces:
    """Return the parts on a small upright panel, where four one below the other have no room."""
    gap, touch = style.px(theme.GAP), style.touch
    left, top, width = body.left(), body.top(), body.width()
    rest = max(body.height() - touch - 2 * gap, 2)
    words = round(rest * _CLOSE_WORDS)
    middle, lane = top + words + gap, round(width * _CLOSE_LANE)
    return CasePlaces(
        words=QRect(left, top, width, words),
        lane=QRect(left, middle, lane, rest - words),
        faces=QRect(left + lane + gap, middle, width - lane - gap, rest - words),
        answers=QRect(left, body.bottom() + 1 - touch, width, touch),
        close=True,
    )
