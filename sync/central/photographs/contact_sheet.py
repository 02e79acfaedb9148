"""Faces with names and numbers on pages that a person looks through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from sync.protocol.signs import plain

COLUMNS, ROWS = 6, 5
FACES = COLUMNS * ROWS  # of a page
_FACE, _WIDTH, _TEXT = 160, 210, 74  # pixels: height of a face; width of its place; words below it
_FONT, _LINE = 14, 17
_PAPER, _INK, _MARKED = "white", "black", "#b00020"


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """One face on a sheet."""

    image: NDArray[np.uint8] | None  # (h, w, 3) RGB; None: it is gone
    title: str  # its number, and whose it is
    note: str = ""
    marked: bool = False  # something about it is odd: in red


def pages(faces: Sequence[Face], heading: str) -> Iterator[bytes]:
    """Yield one PNG for each FACES faces, in order; at least one."""
    count = max(1, -(-len(faces) // FACES))
    for number in range(count):
        part = faces[number * FACES : (number + 1) * FACES]
        yield _page(part, f"{heading}, page {number + 1} of {count}")


def _page(faces: Sequence[Face], heading: str) -> bytes:
    rows = max(1, -(-len(faces) // COLUMNS))
    size = COLUMNS * _WIDTH, 30 + rows * (_FACE + _TEXT)
    sheet = Image.new("RGB", size, _PAPER)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(_FONT)
    draw.text((8, 8), plain(heading), _INK, font)
    for place, face in enumerate(faces):
        left, top = place % COLUMNS * _WIDTH, 30 + place // COLUMNS * (_FACE + _TEXT)
        if face.image is not None:
            picture = Image.fromarray(face.image)
            picture.thumbnail((_WIDTH - 16, _FACE))
            sheet.paste(picture, (left + 8, top))
        ink = _MARKED if face.marked else _INK
        if face.marked:
            draw.rectangle((left + 4, top - 2, left + _WIDTH - 4, top + _FACE + 1), outline=ink)
        lines = [*_lines(plain(face.title), font)[:2], *_lines(plain(face.note), font)]
        for number, line in enumerate(lines[: _TEXT // _LINE]):
            draw.text((left + 8, top + _FACE + 4 + number * _LINE), line, ink, font)
    held = BytesIO()
    sheet.save(held, "PNG")
    return held.getvalue()


def _lines(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> list[str]:
    """Return `text` in lines that fit below a face; a long word is cut."""
    found: list[str] = []
    for word in text.split():
        together = f"{found[-1]} {word}" if found else word
        if found and font.getlength(together) <= _WIDTH - 16:
            found[-1] = together
        else:
            while len(word) > 1 and font.getlength(word) > _WIDTH - 16:
                word = word[:-2] + "…"
            found.append(word)
    return found
