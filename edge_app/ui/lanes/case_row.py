"""A case of another lane in the queue: its face beside its row."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from edge_app.domain import Image
from edge_app.ui.kit.face_view import FaceView
from edge_app.ui.kit.list_row import ListRow, row_height
from edge_app.ui.kit.row_view import RowView
from edge_app.ui.look import theme
from edge_app.ui.look.style import Style


class CaseRow(QWidget):
    """Show a RowView and a face."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face, self.row = FaceView(captioned=False), ListRow()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(self.face)
        self._line.addWidget(self.row, 1)

    def show_case(self, view: RowView, face: Image | None) -> None:
        """Show them; None: the picture has not come."""
        self.row.show_row(view)
        self.face.show_face(face, "")

    def set_pressed(self, pressed: bool) -> None:
        """Show that a finger rests on the row."""
        self.row.set_pressed(pressed)

    def restyle(self, style: Style) -> None:
        """Take sizes and colours."""
        gap = style.px(theme.GAP / 2)
        self._line.setSpacing(gap)
        self._line.setContentsMargins(0, 0, 0, gap)
        self.face.setFixedWidth(row_height(style) - gap)
        self.face.restyle(style)
        self.row.restyle(style)
