"""The bar at the top: whether the lane works, which list it has, the time, the language key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui import theme
from edge_app.ui.presenters.marks import CONDITION_MARK
from edge_app.ui.presenters.status import StatusItem, StatusView
from edge_app.ui.style import Style
from edge_app.ui.widgets.fitted_label import FittedLabel
from edge_app.ui.widgets.glyph import Glyph
from edge_app.ui.widgets.touch_button import TouchButton


class _Item(QWidget):
    """A sign, a text and a figure under it."""

    def __init__(self) -> None:
        super().__init__()
        self._glyph = Glyph()
        self._text = FittedLabel(theme.Role.BODY)
        self._figure = FittedLabel(theme.Role.CAPTION)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._text)
        texts.addWidget(self._figure)
        texts.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._glyph)
        self._row.addLayout(texts, 1)

    def show_item(self, item: StatusItem) -> None:
        self._glyph.show_sign(*CONDITION_MARK[item.condition])
        self._text.setText(item.text)
        self._figure.setText(item.figure)

    def restyle(self, style: Style) -> None:
        self._glyph.restyle(style)
        self._row.setSpacing(style.px(theme.GAP))


class StatusBar(QFrame):
    """Shows a StatusView; the language key says `language_wanted`."""

    language_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._brand = FittedLabel(theme.Role.BRAND, hug=True)
        self._brand.setText("Gapura")
        self._officer = FittedLabel(theme.Role.CAPTION)
        self._camera, self._lists, self._centre = _Item(), _Item(), _Item()
        self._centre.hide()
        self._time = FittedLabel(theme.Role.BODY, align=Qt.AlignmentFlag.AlignRight, hug=True)
        self._date = FittedLabel(theme.Role.CAPTION, align=Qt.AlignmentFlag.AlignRight, hug=True)
        self.toggle = TouchButton("quiet", small=True)
        self.toggle.clicked.connect(self.language_wanted)
        times = QVBoxLayout()
        times.setSpacing(0)
        times.addStretch(1)
        times.addWidget(self._time)
        times.addWidget(self._date)
        times.addStretch(1)
        self._row = QHBoxLayout(self)
        brand = QVBoxLayout()
        brand.setSpacing(0)
        brand.addStretch(1)
        brand.addWidget(self._brand)
        brand.addWidget(self._officer)
        brand.addStretch(1)
        self._row.addLayout(brand, 7)
        self._row.addWidget(self._camera, 10)
        self._row.addWidget(self._lists, 13)
        self._row.addWidget(self._centre, 12)
        self._row.addLayout(times)
        self._row.addWidget(self.toggle)

    def show_status(self, status: StatusView) -> None:
        """Show `status`."""
        self._camera.show_item(status.camera)
        self._lists.show_item(status.lists)
        if status.centre is not None:
            self._centre.show_item(status.centre)
        self._centre.setVisible(status.centre is not None)
        self._officer.setText(status.officer)
        self._officer.setVisible(bool(status.officer))
        self._time.setText(status.time)
        self._date.setText(status.date)
        self.toggle.setText(status.other_language)

    def restyle(self, style: Style, upright: bool) -> None:
        """Take sizes and colours of `style`; an upright window has no room for the name."""
        margin = style.px(theme.MARGIN)
        high = style.px(theme.STATUS_BAR_HEIGHT * (0.4 + 0.6 * style.text))
        self.setFixedHeight(max(high, style.touch + 2 * (margin // 3)))
        self._row.setContentsMargins(margin, margin // 3, margin // 3, margin // 3)
        self._row.setSpacing(margin)
        self._brand.setVisible(not upright)
        self.toggle.restyle(style)
        self.toggle.setFixedWidth(round(style.touch * 1.1))
        for item in (self._camera, self._lists, self._centre):
            item.restyle(style)
