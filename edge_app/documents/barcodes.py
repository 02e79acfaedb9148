"""QR codes and barcodes in a picture: the door to zxing-cpp, beside the data centre's that draws.

What a code holds is somebody's: a Code shows its kind and its place, never its text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import zxingcpp

from edge_app.domain import Image

MAX_CODES = 4  # of one picture
MAX_BYTES = 4096  # of one code; a QR code holds 2,953
KINDS = "QRCode|DataMatrix|PDF417|Code128"
_FORMATS = zxingcpp.barcode_formats_from_str(KINDS)
_QR = zxingcpp.barcode_formats_from_str("QRCode")

Corner = tuple[int, int]  # x, y in pixels of the picture


@dataclass(frozen=True, slots=True)
class Code:
    """One code that was read without an error."""

    text: str = field(repr=False)
    kind: str  # one of KINDS
    corners: tuple[Corner, Corner, Corner, Corner]  # from its own top left, clockwise


def read(image: Image) -> tuple[Code, ...]:
    """Return the codes in `image`, (h, w, 3) uint8 RGB, from left to right; at most MAX_CODES.

    One that holds more than MAX_BYTES bytes, or no text, is passed over.
    """
    height, width = image.shape[:2]
    if not height or not width:
        return ()
    pixels = np.ascontiguousarray(image)
    view = zxingcpp.ImageView(pixels, width, height, zxingcpp.ImageFormat.RGB)
    found = zxingcpp.read_barcodes(view, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    codes = [_code(one) for one in found if one.valid and 0 < len(one.bytes) <= MAX_BYTES]
    return tuple(sorted(codes, key=lambda code: code.corners)[:MAX_CODES])


def read_bytes(image: Image) -> tuple[bytes, ...]:
    """Return what the QR codes in `image`, (h, w, 3) uint8 RGB, hold; at most MAX_CODES."""
    height, width = image.shape[:2]
    if not height or not width:
        return ()
    pixels = np.ascontiguousarray(image)
    view = zxingcpp.ImageView(pixels, width, height, zxingcpp.ImageFormat.RGB)
    found = zxingcpp.read_barcodes(view, formats=_QR)
    return tuple(bytes(one.bytes) for one in found if one.valid)[:MAX_CODES]


def _code(found: zxingcpp.Barcode) -> Code:
    place = found.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    a, b, c, d = ((corner.x, corner.y) for corner in corners)
    return Code(found.text, found.format.name, (a, b, c, d))
