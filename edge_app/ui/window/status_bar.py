"""The bar at the top: which lane this is, whether it works, the time, the language button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.window.status_item import StatusItemView
from edge_app.ui.window.status_presenter import StatusView

WHOLE_LINE = 0.8  # of its type: a text is set so small before it takes a second line
_CLOCK = 0.57  # of its width at full size: it is never set so large beside the others
_LINE = 1.25  # of the size of type: the height of a line
_UNLIMITED = 16777215  # QWIDGETSIZE_MAX
_BELOW = (0.45, 0.4, 0.35, 0.3)  # of the room, for the second line: no more than the first leaves


class StatusBar(QFrame):
    """Show a StatusView; the language button emits `language_wanted`.

    All first lines have one size of type, and all second lines, which stand at one height.
    """

    language_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self._place = FittedLabel(theme.TextRole.BODY, lines=2)
        self._officer = FittedLabel(theme.TextRole.CAPTION)
        self._camera, self._lists, self._centre, self._sound = self.items = tuple(
            StatusItemView() for _ in range(4)
        )
        self._centre.hide()
        self._sound.hide()
        self._time = FittedLabel(theme.TextRole.BODY, align=Qt.AlignmentFlag.AlignRight, hug=True)
        self._date = FittedLabel(
            theme.TextRole.CAPTION, align=Qt.AlignmentFlag.AlignRight, hug=True
        )
        self.toggle = TouchButton("quiet", small=True)
        self.toggle.clicked.connect(self.language_wanted)
        self._times, self._who = QVBoxLayout(), QVBoxLayout()
        for column, labels in (
            (self._who, (self._place, self._officer)),
            (self._times, (self._time, self._date)),
        ):
            column.setSpacing(0)
            column.addStretch(1)
            for label in labels:
                column.addWidget(label)
            column.addStretch(1)
        self._items = QHBoxLayout()
        for item in self.items:
            self._items.addWidget(item, 1)
        self._grid = QGridLayout(self)
        self._shown: StatusView | None = None
        self._style: Style | None = None
        self._head = 0

    def show_status(self, status: StatusView) -> None:
        """Show `status`."""
        if status == self._shown:
            return
        self._shown = status
        self._camera.show_item(status.camera)
        self._lists.show_item(status.lists)
        for item, view in ((status.centre, self._centre), (status.sound, self._sound)):
            if item is not None:
                view.show_item(item)
            view.setVisible(item is not None)
        self._place.setText(status.place)
        self._officer.setText(status.officer)
        self._time.setText(status.time)
        self._date.setText(status.date)
        self.toggle.setText(status.other_language)
        self._level()

    def restyle(self, style: Style, upright: bool) -> None:
        """Take sizes and colours of `style`; upright, what works stands in a row of its own."""
        self._style = style
        margin = style.px(theme.MARGIN)
        gap = margin // 3
        line = _line_height(style)
        self._head = head = _head_height(style) if upright else max(line - 2 * gap, style.touch)
        self.setFixedHeight(bar_height(style))
        for part in (self._who, self._items, self._times, self.toggle):
            self._take_out(part)
        self._grid.addLayout(self._who, 0, 0)
        self._grid.addLayout(self._times, 0, 2)
        self._grid.addWidget(self.toggle, 0, 3)
        if upright:
            self._grid.addLayout(self._items, 1, 0, 1, 4)
        else:
            self._grid.addLayout(self._items, 0, 1)
        for column, stretch in enumerate((1, 0) if upright else (9, 35)):
            self._grid.setColumnStretch(column, stretch)
        self._grid.setRowMinimumHeight(0, head)
        self._grid.setRowStretch(1, 1 if upright else 0)
        self._grid.setContentsMargins(margin, gap, margin, gap)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(0)
        self._items.setSpacing(gap)
        self.toggle.restyle(style)
        self.toggle.setFixedWidth(max(round(style.touch * 1.1), style.px(theme.LANGUAGE_BUTTON)))
        for item in self.items:
            item.restyle(style)
        self._level()

    def names(self) -> QRect:
        """Return the place of the names of lane and officer, in this bar."""
        self._grid.activate()
        upright = self._style is not None and self._style.upright
        names = self._place.geometry().united(self._officer.geometry())
        names.setTop(self._grid.contentsMargins().top())
        names.setHeight(self._head if upright else self.height() - 2 * names.top())
        return names

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 (Qt's name)
        """Find the sizes of type anew."""
        super().resizeEvent(event)
        self._level()

    def _level(self) -> None:
        """Give each row of texts the largest size of type at which all of it fits."""
        if self._style is None or self._shown is None:
            return
        self._limit_clock()
        self._grid.activate()
        items = [item for item in self.items if not item.isHidden()]
        upright = self._style.upright
        gap = self._style.px(theme.MARGIN) // 3
        room = self.height() - self._head - 2 * gap if upright else self._head
        room -= (
            2 * self._style.px(theme.STATUS_FRAME) + 4
        )  # each label and margin is a pixel higher
        caption = [item.figure for item in items]
        body = [item.text for item in items]
        if not upright:
            caption += [self._officer, self._date]
            body += [self._place, self._time]
        else:
            _level_rows([self._place, self._time], [self._officer, self._date], self._head - 4, 1)
        above, high, below, low = _level_rows(body, caption, room, 2)
        for item in items:
            item.texts.setContentsMargins(
                0,
                round((max(above.values()) - above[item.text]) * high),
                0,
                round((max(below.values()) - below[item.figure]) * low),
            )

    def _limit_clock(self) -> None:
        """Large and wide, leave to what works the room that the time would not fill."""
        whole = self._style is None or self._style.upright or not self._style.large
        wide = max(one.sizeHint().width() for one in (self._time, self._date))
        for label in (self._time, self._date):
            label.setMaximumWidth(_UNLIMITED if whole else round(wide * _CLOCK))

    def _take_out(self, part: QWidget | QLayout) -> None:
        if isinstance(part, QWidget):
            self._grid.removeWidget(part)
        else:
            self._grid.removeItem(part)
            part.setParent(None)


def _level_rows(
    body: Sequence[FittedLabel], caption: Sequence[FittedLabel], room: float, lines: int
) -> tuple[dict[FittedLabel, int], float, dict[FittedLabel, int], float]:
    """Set `caption` below `body` in `room` pixels; return the lines of each, and their heights."""
    for share in _BELOW:
        low, below = _level_row(caption, room * share, lines)
        high, above = _level_row(body, room - low * max(below.values()), lines)
        if high >= low:  # else the more important line would be the smaller
            break
    return above, high, below, low


def _level_row(
    labels: Sequence[FittedLabel], room: float, lines: int
) -> tuple[float, dict[FittedLabel, int]]:
    """Set `labels` in the largest type at which each fits.

    Return the height of a line, and how many lines each takes.
    """
    for label in labels:
        label.ensurePolished()
    font = QFont(labels[0].font())
    whole = font.pixelSize()
    for most in range(1, lines + 1):  # rather a little smaller than on two lines
        size = min(_size(label, room, most) for label in labels)
        if size >= WHOLE_LINE * whole:
            break
    size = max(size, min(theme.SMALLEST_TYPE, whole))
    font.setPixelSize(size)
    height = QFontMetricsF(font).height()
    taken = {}
    for label in labels:
        label.most = size
        wide = max(label.width(), 1)
        taken[label] = len(label.fitter.fit(label.text(), font, wide, room, most).lines)
        label.setFixedHeight(round(height * taken[label]) + 1)
        label.update()
    return height, taken


def _size(label: FittedLabel, room: float, lines: int) -> int:
    """Return the pixels of the largest type at which `label` fits on so many lines; 0: at none."""
    fitted = label.fitter.fit(label.text(), label.font(), max(label.width(), 1), room, lines)
    return 0 if fitted.cut else fitted.font.pixelSize()


def bar_height(style: Style) -> int:
    """Return the pixels of the bar; type larger than `LARGE_TEXT` has to do with its room."""
    gap, line = style.px(theme.MARGIN) // 3, _line_height(style)
    row = _head_height(style) + line if style.upright else max(line - 2 * gap, style.touch)
    return row + 2 * gap


def _head_height(style: Style) -> int:
    """Return the pixels of the row of an upright bar that names the place and the time."""
    style = replace(style, text=min(style.text, theme.LARGE_TEXT))
    words = style.font_px(theme.TextRole.BODY) + style.font_px(theme.TextRole.CAPTION)
    return max(style.touch, round(words * _LINE))


def _line_height(style: Style) -> int:
    style = replace(style, text=min(style.text, theme.LARGE_TEXT))
    line = style.px(theme.STATUS_BAR_HEIGHT * (0.4 + 0.6 * style.text))
    if style.upright:  # two lines of words over one of figures
        words = 2 * style.font_px(theme.TextRole.BODY) + style.font_px(theme.TextRole.CAPTION)
        line = max(line, round(words * _LINE))
    return line
