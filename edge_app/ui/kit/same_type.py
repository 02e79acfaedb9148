"""Buttons that stand for a choice: none says its word louder than the others."""

from __future__ import annotations

from collections.abc import Collection

from edge_app.ui.kit.touch_button import TouchButton


def share_type(buttons: Collection[TouchButton]) -> None:
    """Write all of `buttons` in one size: the largest in which every text fits its place."""
    for button in buttons:
        button.limit_type(None)
    most = min(button.fitted().font.pixelSize() for button in buttons)
    for button in buttons:
        button.limit_type(most)
