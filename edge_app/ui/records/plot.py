"""Plots of a few steps; the door to pyqtgraph. Nothing in one can be touched."""

from __future__ import annotations

import pyqtgraph
from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import TextRole, Tone
from edge_app.ui.records.statistics_presenter import PlotSeries, PlotView

_BROAD = 0.84  # of a step, for all bars of it
_SERIES_BESIDE = 3  # names of series beside each other
_MAX_NAMES = 8  # under a plot; of more steps only some are named

# Bars are told by how they are filled, lines by their points: never by colour alone.
_FILLS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.CrossPattern,
)
_POINTS = ("o", "s", "t", "d")
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine)


class _Patch(QWidget):
    """A piece of a bar, or of a line."""

    def __init__(self) -> None:
        super().__init__()
        self._brush = QBrush()

    def show_brush(self, brush: QBrush) -> None:
        self._brush = brush
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 (Qt's name)
        painter = QPainter(self)
        painter.setPen(self._brush.color())
        painter.setBrush(self._brush)
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class _LegendEntry(QWidget):
    """The name of a series beside its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._patch = _Patch()
        self._name = FittedLabel(TextRole.CAPTION, hug=True)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._patch)
        self._row.addWidget(self._name)

    def show_series(self, series: PlotSeries, place: int, style: Style) -> None:
        side = style.px(18)
        if series.line:  # a long line, or the dash of a broken one
            self._patch.setFixedSize(side if place else 2 * side, max(side // 4, 2))
        else:
            self._patch.setFixedSize(side, side)
        fill = _FILLS[0 if series.line else place % len(_FILLS)]
        self._patch.show_brush(QBrush(QColor(style.colour(series.tone)), fill))
        self._row.setSpacing(style.px(theme.GAP / 2))
        self._name.setText(series.name)


class Plot(QWidget):
    """Show a PlotView: bars beside each other, lines with points over them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style: Style | None = None
        self._view: PlotView | None = None
        self._title = FittedLabel(TextRole.QUIET)
        self._legend = QGridLayout()
        self._legend.setColumnStretch(_SERIES_BESIDE, 1)
        self._graph = pyqtgraph.PlotWidget()
        self._graph.setMouseEnabled(x=False, y=False)
        self._graph.setMenuEnabled(False)
        self._graph.hideButtons()
        # Its own hint would be 640x480.
        self._graph.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._graph.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._graph.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._graph.getPlotItem().showGrid(x=False, y=True, alpha=0.25)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._title)
        self._column.addLayout(self._legend)
        self._column.addWidget(self._graph, 1)

    @property
    def view(self) -> PlotView | None:
        """Return what is shown."""
        return self._view

    def show_plot(self, view: PlotView) -> None:
        """Show `view`; nothing is drawn anew when it is the same."""
        if view != self._view:
            self._view = view
            self._draw()

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        self._style = style
        self._column.setSpacing(style.px(theme.GAP / 3))
        self._legend.setHorizontalSpacing(style.px(theme.MARGIN))
        self._legend.setVerticalSpacing(0)
        self._draw()

    def _draw(self) -> None:
        style, view = self._style, self._view
        if style is None or view is None:
            return
        self._title.setText(view.title)
        while self._legend.count():
            item = self._legend.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if len(view.series) > 1:
            for place, one in enumerate(view.series):
                entry = _LegendEntry()
                entry.show_series(one, place, style)
                self._legend.addWidget(entry, *divmod(place, _SERIES_BESIDE))
        graph = self._graph
        graph.clear()
        graph.setBackground(QColor(style.colour(Tone.SURFACE)))
        bars = [one for one in view.series if not one.line]
        for place, one in enumerate(bars):
            self._draw_bars(one, place, len(bars), style)
        for place, one in enumerate(view.series):
            if one.line:
                self._draw_line(one, place, style)
        self._draw_axes(view, style)

    def _draw_bars(self, series: PlotSeries, place: int, of: int, style: Style) -> None:
        broad = _BROAD / of
        known = [(step, value) for step, value in enumerate(series.values) if value]
        if known:
            self._graph.addItem(
                pyqtgraph.BarGraphItem(
                    x=[step - _BROAD / 2 + (place + 0.5) * broad for step, _ in known],
                    height=[value for _, value in known],
                    width=broad * 0.94,
                    brush=QBrush(QColor(style.colour(series.tone)), _FILLS[place % len(_FILLS)]),
                    pen=QColor(style.colour(series.tone)),
                )
            )

    def _draw_line(self, series: PlotSeries, place: int, style: Style) -> None:
        values = [float("nan") if value is None else value for value in series.values]
        colour = QColor(style.colour(series.tone))
        self._graph.plot(
            list(range(len(values))),
            values,
            pen=pyqtgraph.mkPen(colour, width=style.px(3), style=_DASHES[place % len(_DASHES)]),
            symbol=_POINTS[place % len(_POINTS)],
            symbolSize=style.px(9),
            symbolBrush=colour,
            symbolPen=None,
            connect="finite",
        )

    def _draw_axes(self, view: PlotView, style: Style) -> None:
        font = QFont()
        font.setFamilies(list(theme.FONT_FAMILIES))
        font.setPixelSize(style.font_px(TextRole.CAPTION))
        ink = QColor(style.colour(Tone.TEXT_QUIET))
        every = -(-len(view.steps) // max(round(_MAX_NAMES / style.text), 2))
        names = [(n, name) for n, name in enumerate(view.steps) if n % max(every, 1) == 0]
        for side, ticks in (("bottom", names), ("left", list(view.numbers))):
            axis = self._graph.getAxis(side)
            axis.setTicks([ticks])
            axis.setStyle(tickFont=font, tickLength=0, hideOverlappingLabels=False)
            axis.setStyle(textFillLimits=[(0, 2.0)])  # it would leave out most of a few labels
            axis.setPen(QColor(style.colour(Tone.LINE)))
            axis.setTextPen(ink)
        metrics = QFontMetricsF(font)
        wide = max((metrics.horizontalAdvance(name) for _, name in view.numbers), default=0.0)
        self._graph.getAxis("left").setWidth(wide + style.px(theme.GAP))
        self._graph.getAxis("bottom").setHeight(round(style.font_px(TextRole.CAPTION) * 1.6))
        self._graph.setXRange(-0.6, len(view.steps) - 0.4, padding=0)
        self._graph.setYRange(0, view.top, padding=0)
