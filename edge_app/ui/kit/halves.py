"""Which way the halves of a screen follow each other: the buttons are at the hand that touches."""

from __future__ import annotations

from PySide6.QtWidgets import QBoxLayout

from edge_app.ui.look.style import Style


def halves(style: Style) -> QBoxLayout.Direction:
    """Return the direction of two halves the second with the buttons; upright it is below."""
    return QBoxLayout.Direction.TopToBottom if style.upright else towards_hand(style)


def hand_first(style: Style) -> QBoxLayout.Direction:
    """Return the direction of two halves the first with the buttons; upright it is above."""
    if style.upright:
        return QBoxLayout.Direction.TopToBottom
    left, right = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.RightToLeft
    return left if style.left_handed else right


def towards_hand(style: Style) -> QBoxLayout.Direction:
    """Return the direction of words and buttons side by side, the buttons last."""
    left, right = QBoxLayout.Direction.RightToLeft, QBoxLayout.Direction.LeftToRight
    return left if style.left_handed else right
