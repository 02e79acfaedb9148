"""The bar at the top: whether the lane works, which list it has, the time, the language button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.marks import SEVERITY_MARK
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.window.status_presenter import StatusItem, StatusView


class _Item(QWidget):
    """A sign, a text and a figure under it."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = Icon()
        self._text = FittedLabel(theme.TextRole.BODY, lines=2)
        self._figure = FittedLabel(theme.TextRole.CAPTION)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addStretch(1)
        texts.addWidget(self._text)
        texts.addWidget(self._figure)
        texts.addStretch(1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._icon)
        self._row.addLayout(texts, 1)

    def show_item(self, item: StatusItem) -> None:
        self._icon.show_icon(*SEVERITY_MARK[item.severity])
        self._text.setText(item.text)
        self._figure.setText(item.figure)

    def restyle(self, style: Style) -> None:
        self._icon.restyle(style)
        self._row.setSpacing(style.px(theme.GAP))


class StatusBar(QFrame):
    """Show a StatusView; the language button emits `language_wanted`."""

    language_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._brand = FittedLabel(theme.TextRole.BRAND, hug=True)
        self._brand.setText("Gapura")
        self._officer = FittedLabel(theme.TextRole.CAPTION, lines=2)
        self._camera, self._lists, self._centre = _Item(), _Item(), _Item()
        self._centre.hide()
        self._time = FittedLabel(theme.TextRole.BODY, align=Qt.AlignmentFlag.AlignRight, hug=True)
        self._date = FittedLabel(
            theme.TextRole.CAPTION, align=Qt.AlignmentFlag.AlignRight, hug=True
        )
        self.toggle = TouchButton("quiet", small=True)
        self.toggle.clicked.connect(self.language_wanted)
        self._times, self._who = QVBoxLayout(), QVBoxLayout()
        for column, labels in (
            (self._who, (self._brand, self._officer)),
            (self._times, (self._time, self._date)),
        ):
            column.setSpacing(0)
            column.addStretch(1)
            for label in labels:
                column.addWidget(label)
            column.addStretch(1)
        self._items = QHBoxLayout()
        for item in (self._camera, self._lists, self._centre):
            self._items.addWidget(item, 1)
        self._grid = QGridLayout(self)

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
        """Take sizes and colours of `style`; upright, what works stands in a row of its own.

        Large type takes the place of the name.
        """
        margin = style.px(theme.MARGIN)
        gap = margin // 3
        line = style.px(theme.STATUS_BAR_HEIGHT * (0.4 + 0.6 * style.text))
        if upright:  # two lines of words over one of figures
            words = 2 * style.font_px(theme.TextRole.BODY) + style.font_px(theme.TextRole.CAPTION)
            line = max(line, round(words * 1.25))
        head = style.touch if upright else max(line - 2 * gap, style.touch)
        self.setFixedHeight(head + 2 * gap + (line if upright else 0))
        for part in (self._who, self._items, self._times, self.toggle):
            self._take_out(part)
        self._grid.addLayout(self._who, 0, 0)
        self._grid.addLayout(self._times, 0, 2)
        self._grid.addWidget(self.toggle, 0, 3)
        if upright:
            self._grid.addLayout(self._items, 1, 0, 1, 4)
        else:
            self._grid.addLayout(self._items, 0, 1)
        for column, stretch in enumerate((1, 0) if upright else (7, 35)):
            self._grid.setColumnStretch(column, stretch)
        self._grid.setRowMinimumHeight(0, head)
        self._grid.setRowStretch(1, 1 if upright else 0)
        self._grid.setContentsMargins(margin, gap, gap, gap)
        self._grid.setHorizontalSpacing(margin)
        self._grid.setVerticalSpacing(0)
        self._items.setSpacing(margin)
        self._brand.setVisible(upright or not style.large)
        self.toggle.restyle(style)
        self.toggle.setFixedWidth(max(round(style.touch * 1.1), style.px(theme.LANGUAGE_BUTTON)))
        for item in (self._camera, self._lists, self._centre):
            item.restyle(style)

    def _take_out(self, part: QWidget | QLayout) -> None:
        if isinstance(part, QWidget):
            self._grid.removeWidget(part)
        else:
            self._grid.removeItem(part)
            part.setParent(None)
