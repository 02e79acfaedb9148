"""What is the matter and what to do next, beside a sign; set smaller where there is little room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from edge_app.ui.kit.fitted_label import FittedLabel
from edge_app.ui.kit.icon import Icon
from edge_app.ui.kit.marks import CONDITION_MARK, Severity, Shape
from edge_app.ui.kit.notice_view import NoticeView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style
from edge_app.ui.look.theme import Role, Tone

_LEAST = 0.76  # of its type, as long as there is any room


class ShrinkingLabel(FittedLabel):
    """Takes the height that it needs where there is room, and is set smaller where not.

    Without a text it takes no place.
    """

    def __init__(self, role: Role, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(role, lines, parent=parent)
        self.hide()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 (Qt's name)
        """A layout would never give it less."""
        return False

    def sizeHint(self) -> QSize:  # noqa: N802
        """All its lines at full size."""
        return QSize(super().sizeHint().width(), self.heightForWidth(max(self.width(), 1)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """All its lines, set smaller: no text is to give way alone."""
        return QSize(0, self.height_at(max(self.width(), 1), _LEAST))

    def setText(self, text: str) -> None:  # noqa: N802
        """Show `text`, or take no place for none."""
        if text != self.text():
            super().setText(text)
            self.setVisible(bool(text))
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Another width takes another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class SignedText(QWidget):
    """A sentence beside its sign, without a card; hidden for no text."""

    def __init__(self, role: Role, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._glyph = Icon()
        self._text = ShrinkingLabel(role, lines=lines)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self._glyph)
        self._line.addWidget(self._text, 1)
        self._line.setAlignment(self._glyph, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_text(self, text: str, shape: Shape, tone: Tone) -> None:
        """Show `text`, hide for none."""
        self._glyph.show_sign(shape, tone)
        self._text.setText(text)
        self.setVisible(bool(text))

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        self._glyph.restyle(style)
        self._line.setSpacing(style.px(theme.GAP))


class Note(QFrame):
    """A sentence, the next step and small print on a card; hidden for None."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._shown: NoticeView | None = None
        self._glyph = Icon(1.5)
        self._sentence = ShrinkingLabel(Role.HEADING, lines=5)
        self._step = ShrinkingLabel(Role.BODY, lines=6)
        self._details = ShrinkingLabel(Role.CAPTION, lines=3)
        self._texts = QVBoxLayout()
        for label in (self._sentence, self._step, self._details):
            self._texts.addWidget(label)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._glyph)
        self._row.addLayout(self._texts, 1)
        self._row.setAlignment(self._glyph, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def show_notice(self, notice: NoticeView | None) -> None:
        """Show `notice`, hide for None."""
        if notice == self._shown:
            return
        self._shown = notice
        if notice is not None:
            self._glyph.show_sign(*CONDITION_MARK[notice.condition])
            self._sentence.setText(notice.sentence)
            self._step.setText(notice.step)
            self._details.setText("\n".join(notice.details))
        self.setVisible(notice is not None)

    def show_line(self, text: str, condition: Severity) -> None:
        """One sentence of that condition; hide for none."""
        self.show_notice(NoticeView(condition, "", text) if text else None)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours of `style`."""
        margin, gap = style.px(theme.GAP), style.px(theme.GAP)
        self._row.setContentsMargins(margin, margin, margin, margin)
        self._row.setSpacing(margin)
        self._texts.setSpacing(gap // 2)
        self._glyph.restyle(style)
