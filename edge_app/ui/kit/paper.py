"""A text of tables as a PDF of A4 pages."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QMarginsF, QSizeF, QUrl
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPdfWriter, QTextDocument

from edge_app.ui.look import theme

_DPI = 300
_MARGIN_MM = 16.0
_STYLE = """
h1 { font-size: 17pt; } h2 { font-size: 12pt; margin-top: 14px; }
td, th { padding: 2px 5px; font-size: 7pt; } th { text-align: left; background: #e6ebf0; }
p { font-size: 8pt; color: #38434e; }
"""


def paper(title: str, html: str, pictures: Mapping[str, QImage]) -> bytes:
    """Return the file; from any thread, once there is an application.

    `pictures`: by the name that `html` calls them.
    """
    _timers = QEventLoop()  # a document starts some, which a thread of Python's has no place for
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(title)
    writer.setCreator("Gapura")
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM),
        QPageLayout.Unit.Millimeter,
    )
    writer.setPageLayout(layout)
    document = QTextDocument()
    font = QFont()
    font.setFamilies(list(theme.FONT_FAMILIES))
    font.setPointSizeF(8.5)
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE)
    document.documentLayout().setPaintDevice(writer)
    for name, image in pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), image)
    document.setHtml(html)
    document.setPageSize(QSizeF(layout.paintRectPixels(_DPI).size()))
    document.print_(writer)
    buffer.close()
    return bytes(out.data())
