"""A ticket as a sheet with a QR code, for the camera of a device that has nothing yet.

The code holds the whole ticket, packed (1.8 kB of 2,953): keys, address and TUF's first root are
there without a network. It is as secret as the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFont

from sync.central.errors import CentralError
from sync.protocol.signs import plain
from sync.protocol.ticket import packed

SHEETS = (".png", ".pdf")
_PAPER, _DPI = (1240, 1754), 150  # A4, pixels
_CODE = 1100  # pixels of the code's side at most: 186 mm
_MARGIN, _FONT, _LINE = 70, 40, 56
_LEVEL = "L"  # a sheet of paper is not scratched; larger squares count for more


def sheet(ticket: bytes, lines: Sequence[str], ending: str) -> bytes:
    """Return a PNG or a PDF of SHEETS; `ticket`: its JSON. Raise CentralError: too much for one.

    `lines` stand above the code.
    """
    try:
        code = zxingcpp.create_barcode(
            packed(ticket), zxingcpp.BarcodeFormat.QRCode, ec_level=_LEVEL
        )
    except ValueError as error:
        raise CentralError(
            "this ticket is too much for a QR code: leave out --qr, and carry the file"
        ) from error
    squares = np.array(zxingcpp.write_barcode_to_image(code, scale=1))  # one pixel each
    scale = _CODE // squares.shape[0]
    drawn = Image.fromarray(squares.repeat(scale, 0).repeat(scale, 1))
    page = Image.new("L", _PAPER, 255)
    drawing, font = ImageDraw.Draw(page), ImageFont.load_default(_FONT)
    for number, line in enumerate(("Gapura", *lines)):
        drawing.text((_MARGIN, _MARGIN + number * _LINE), plain(line), 0, font)
    page.paste(drawn, ((_PAPER[0] - drawn.width) // 2, _MARGIN + 4 * _LINE))
    held = BytesIO()
    page.save(held, "PDF" if ending == ".pdf" else "PNG", resolution=_DPI, dpi=(_DPI, _DPI))
    return held.getvalue()
