"""Alerts wait, and nobody is signed in: colour, shape and words, without a name or a picture."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from edge_app.ui.alert.banner_presenter import AlertBannerView
from edge_app.ui.alert.head import AlertHead
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole


class AlertBanner(QWidget):
    """Show an AlertBannerView, or hides; the sign-in stands below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = AlertHead()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.head)
        self.hide()

    def show_banner(self, view: AlertBannerView | None) -> bool:
        """Show `view`; True when the banner came or went, and wants to be placed anew."""
        if view is not None:
            self.head.show_head(view.look, view.title, view.step, view.waited)
        changed = self.isHidden() is (view is not None)
        self.setVisible(view is not None)
        return changed

    def restyle(self, style: Style) -> None:
        """Take sizes of `style`."""
        self.head.restyle(style)

    def height_for(self, style: Style) -> int:
        """Return the pixels that it wants: three lines."""
        return max(self.head.height_for(style), round(style.font_px(TextRole.ON_ALERT) * 4))
