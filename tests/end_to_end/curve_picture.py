"""What grew in a simulated year, as a picture: a chart a curve, a bar a week."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

from edge_app.ui.records.report_chart import ChartSeries, chart
from tests.end_to_end.gate_year import Curves

SIZE = (1200, 260)  # pixels of one chart
COLUMNS, GAP, WEEK = 2, 40, 7
COLOURS = {"terminal": "#0f62ac", "centre": "#7a4b00"}


def draw_curves(curves: Curves, place: Path) -> None:
    """Write what changed at all to `place`, a PNG; the largest of each week."""
    shown = {name: values for name, values in curves.items() if min(values) != max(values)}
    rows = -(-len(shown) // COLUMNS)
    whole = QImage(
        COLUMNS * (SIZE[0] + GAP) + GAP, rows * (SIZE[1] + GAP) + GAP, QImage.Format.Format_RGB32
    )
    whole.fill(Qt.GlobalColor.white)
    painter = QPainter(whole)
    for number, (name, values) in enumerate(shown.items()):
        weeks = [max(values[start : start + WEEK]) for start in range(0, len(values), WEEK)]
        steps = [str(week * WEEK) for week in range(len(weeks))]
        series = ChartSeries("", COLOURS[name.partition(":")[0]], weeks)
        row, column = divmod(number, COLUMNS)
        painter.drawImage(
            GAP + column * (SIZE[0] + GAP),
            GAP + row * (SIZE[1] + GAP),
            chart(f"{name}: {max(values):,.0f}", steps, [series], size=SIZE),
        )
    painter.end()
    if not whole.save(str(place)):
        raise OSError(f"{place}: the picture cannot be written")
