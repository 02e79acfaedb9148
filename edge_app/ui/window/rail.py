"""The buttons to the screens: a column at the side, a row at the foot of an upright window."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QBoxLayout, QFrame, QWidget

from edge_app.ui.kit.same_type import share_type
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.text.language import Language, translate
from edge_app.ui.text.message import Message
from edge_app.ui.window.line_icon import LineIcon
from edge_app.ui.window.places import Place

_TWO_LINES = 2.6 * theme.SMALLEST_TYPE  # px, with what is between them: before any icon


class RailButton(TouchButton):
    """An icon over a word."""

    def __init__(self, icon: LineIcon) -> None:
        super().__init__("toggle", small=True)
        self._icon = icon

    def write(self, painter: QPainter, area: QRectF, text: str) -> None:
        """Draw the icon above, the word below."""
        self._icon.draw(painter, self._icon_area(area), painter.pen().color())
        super().write(painter, area, text)

    def text_area(self, area: QRectF) -> QRectF:
        """Return what is below the icon."""
        below = QRectF(area)
        below.setTop(self._icon_area(area).bottom() + area.height() * 0.04)
        return below

    @staticmethod
    def _icon_area(area: QRectF) -> QRectF:
        high = area.height()
        side = max(min(high * 0.42, area.width() * 0.6, high * 0.86 - _TWO_LINES), 0.0)
        return QRectF(area.center().x() - side / 2, area.top() + area.height() * 0.1, side, side)


class Rail(QFrame):
    """`wanted` carries the place that a button leads to."""

    wanted = Signal(Place)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.buttons: dict[Place, RailButton] = {}
        self._labels: dict[Place, Message] = {}
        for place in Place:
            if place.button is None:
                continue
            self._labels[place], icon = place.button
            button = self.buttons[place] = RailButton(icon)
            button.clicked.connect(lambda _=False, place=place: self.wanted.emit(place))
            self._row.addWidget(button, 1)
        share_type(*self.buttons.values())
        self._shown: tuple[object, ...] = ()

    def show_places(self, places: tuple[Place, ...], now: Place | None, language: Language) -> None:
        """Show the buttons to those of `places` that have one; the one to `now` is marked."""
        shown = (places, now, language)
        if shown == self._shown:
            return
        self._shown = shown
        for place, button in self.buttons.items():
            button.setVisible(place in places)
            button.setText(translate(self._labels[place], language))
            button.setChecked(place is now)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        across = style.upright
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        )
        gap = style.px(theme.GAP / 2)
        self._row.setSpacing(gap)
        self._row.setContentsMargins(gap, gap, gap, gap)
        for button in self.buttons.values():
            button.restyle(style)
            button.setMaximumHeight(style.px(140))
            policy = button.sizePolicy()
            policy.setVerticalPolicy(policy.Policy.Expanding)
            # In a row all buttons are as wide as each other, whatever stands on them.
            policy.setHorizontalPolicy(policy.Policy.Ignored if across else policy.Policy.Expanding)
            button.setSizePolicy(policy)
        self.setMaximumSize(16_777_215, 16_777_215)
        self.setMinimumSize(0, 0)
        if across:
            self.setFixedHeight(rail_breadth(style))
        else:
            self.setFixedWidth(rail_breadth(style))


def rail_breadth(style: Style) -> int:
    """Return the pixels of the column, or upright of the row.

    Type larger than `LARGE_TEXT` has to do with its room.
    """
    if style.upright:
        return style.touch + 2 * style.px(theme.GAP / 2) + style.px(16)
    text = min(style.text, theme.LARGE_TEXT)
    return max(style.touch, style.px(theme.RAIL * (0.6 + 0.4 * text)))
