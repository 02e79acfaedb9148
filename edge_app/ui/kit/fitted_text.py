"""A text in a place: it wraps, then shrinks, and only then is cut with an ellipsis."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from edge_app.ui.look import theme

_MAX_KNOWN = 8  # of one widget: sizes of type and places that are tried in turn
_IN_RANGE = re.compile(r"(?<=\S)–(?=\S)")  # the dash of "A–Z"; a letter, as wide, never breaks
_IN_NUMBER = re.compile(r"(?<=[\d)]) (?=[\d(])")  # the space within a telephone number


@dataclass(frozen=True, slots=True)
class FittedText:
    """What is drawn, line by line."""

    font: QFont
    lines: tuple[str, ...]
    line_height: float  # pixels
    ascent: float
    cut: bool  # something of the text is not shown

    @property
    def height(self) -> float:
        """Return the height of all lines, in pixels."""
        return self.line_height * len(self.lines)


def fit(text: str, font: QFont, width: float, height: float, lines: int) -> FittedText:
    """Return `text` on at most `lines` lines within `width` x `height` pixels, as large as it fits.

    Words are broken only where nothing else helps: a smaller size is tried first.
    """
    shown = QFont(font)
    least = min(theme.SMALLEST_TYPE, shown.pixelSize())
    while True:
        metrics = QFontMetricsF(shown)
        room = max(min(lines, int((height + 1) / metrics.height())), 1)
        layout = laid_out(text, shown, width)
        whole = layout.lineCount() <= room and (room == 1 or _widest_word(text, metrics) < width)
        whole = whole and metrics.height() <= height + 1  # a single line too
        if whole or shown.pixelSize() <= least:
            break
        shown.setPixelSize(max(shown.pixelSize() - 1, least))
    count = min(room, layout.lineCount())
    drawn = []
    for row in range(count):
        line = layout.lineAt(row)
        part = text[line.textStart() : line.textStart() + line.textLength()]
        if row == count - 1 and count < layout.lineCount():
            rest = text[line.textStart() :]
            part = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width)
        drawn.append(part.strip())
    cut = layout.lineCount() > room
    return FittedText(shown, tuple(drawn), metrics.height(), metrics.ascent(), cut)


class Fitter:
    """Fits one widget's texts, and lays none out again that it was asked for just now."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, float, float, int], FittedText] = {}

    def fit(self, text: str, font: QFont, width: float, height: float, lines: int) -> FittedText:
        """Return what the function `fit` returns."""
        asked = (text, font.key(), width, height, lines)
        if asked not in self._known:
            if len(self._known) >= _MAX_KNOWN:
                self.forget()
            self._known[asked] = fit(text, font, width, height, lines)
        return self._known[asked]

    def forget(self) -> None:
        """Keep no text: it is no longer shown."""
        self._known.clear()


def _widest_word(text: str, metrics: QFontMetricsF) -> float:
    words = re.split(r"[ \n]+", _IN_NUMBER.sub("\u00a0", text))
    return max((metrics.horizontalAdvance(word) for word in words), default=0.0)


def laid_out(text: str, font: QFont, width: float) -> QTextLayout:
    """Break `text` into lines of at most `width` pixels, inside words only where it must be.

    A number is one word: "(021) 555-0110"; so is "A–Z".
    """
    words = _IN_RANGE.sub("n", _IN_NUMBER.sub("\u00a0", text))
    layout = QTextLayout(words.replace("\n", "\u2028"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
    layout.endLayout()
    return layout
