"""Which way the halves of a screen follow each other: the keys are at the hand that touches."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout

from edge_app.ui.look.style import Style


def halves(style: Style) -> QBoxLayout.Direction:
    """Return the direction of two halves of which the second has the keys; upright it is below."""
    return QBoxLayout.Direction.TopToBottom if style.upright else towards_hand(style)


def towards_hand(style: Style) -> QBoxLayout.Direction:
    """Return the direction of words and keys side by side, the keys last."""
    left, right = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.LeftToRight
    return left if style.left_handed else right
