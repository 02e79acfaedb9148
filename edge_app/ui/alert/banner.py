"""Alerts wait, and nobody is signed in: colour, shape and words, without a name or a picture."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from edge_app.ui.alert.banner_presenter import AlertBannerView
from edge_app.ui.alert.head import AlertHead
from edge_app.ui.look.style import Style


class AlertBanner(QWidget):
    """Show an AlertBannerView in a place that every screen keeps free, or hide."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = AlertHead(self)
        self.hide()

    def show_banner(self, view: AlertBannerView | None) -> None:
        """Show `view`."""
        if view is not None:
            self.head.show_head(view.look, view.title, f"{view.waited}. {view.step}".rstrip())
        self.setVisible(view is not None)

    def restyle(self, style: Style) -> None:
        """Take sizes of `style`."""
        self.head.restyle(style)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Fill the place."""
        super().resizeEvent(event)
        self.head.setGeometry(self.rect())
