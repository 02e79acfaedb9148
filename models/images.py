"""Reading still pictures: bounded, upright, RGB, and decoded in a process of their own."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from models.errors import UnreadableImage
from models.picture_decoder import PictureDecoder
from models.regular_file import open_regular

SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".webp", ".bmp", ".dib", ".tif", ".tiff"}
)
# What people take for a picture as others, and no decoder here reads.
FOREIGN = frozenset({".heic", ".heif", ".hif", ".avif", ".gif", ".jxl", ".jp2", ".psd", ".svg"})
FOREIGN_RAW = frozenset({".dng", ".cr2", ".cr3", ".nef", ".arw", ".raf", ".orf", ".rw2"})
NOBODYS = frozenset({"thumbs.db", "desktop.ini"})  # a file manager's own
PIXEL_LIMIT = 60_000_000  # a 60-megapixel photograph; 180 MB once decoded
FILE_LIMIT = 400_000_000  # bytes: so large a photograph as a TIFF of 16 bits a channel
DECODER = PictureDecoder(PIXEL_LIMIT)


def read_image(path: Path) -> NDArray[np.uint8]:
    """Return the picture at `path`, (h, w, 3) uint8 RGB, turned upright as its EXIF data say.

    Raise UnreadableImage: no such file, 0 bytes, no picture, cut short, over FILE_LIMIT or
    PIXEL_LIMIT.
    """
    try:
        with os.fdopen(open_regular(path, follow=True), "rb") as file:
            data = file.read(FILE_LIMIT + 1)
    except OSError as error:
        raise UnreadableImage(f"{path}: cannot be read as a picture: {error.strerror}") from error
    return decode_image(data, str(path))


def decode_image(data: bytes, origin: str) -> NDArray[np.uint8]:
    """Return the picture of a file's bytes, as `read_image`; `origin` names it in errors."""
    if not data:
        raise UnreadableImage(f"{origin}: the file is empty (0 bytes)")
    if len(data) > FILE_LIMIT:
        raise UnreadableImage(
            f"{origin}: more than {FILE_LIMIT // 1_000_000} MB; make the picture smaller"
        )
    try:
        return DECODER.decode(data)
    except UnreadableImage as error:
        raise UnreadableImage(f"{origin}: {error}") from None


def jpeg_within(image: NDArray[np.uint8], height: int, limit: int) -> bytes:
    """Return `image` (h, w, 3) uint8 RGB as a JPEG of at most `height` pixels and `limit` bytes.

    It is as good as the limit allows. Raise ValueError for a limit that no quality reaches.
    """
    picture = Image.fromarray(image)
    if picture.height > height:
        width = max(1, round(picture.width * height / picture.height))
        picture = picture.resize((width, height), Image.Resampling.LANCZOS)
    for quality in (88, 80, 72, 62, 50, 35, 20):
        held = BytesIO()
        picture.save(held, "JPEG", quality=quality, optimize=True)
        if held.tell() <= limit:
            return held.getvalue()
    raise ValueError(f"a picture of {height} pixels does not fit into {limit} bytes")


def side_by_side(images: list[NDArray[np.uint8]], height: int = 320) -> bytes:
    """Return pictures (h, w, 3) uint8 RGB in a row, each `height` pixels high, as a PNG."""
    shown = [Image.fromarray(image) for image in images]
    widths = [max(1, round(each.width * height / each.height)) for each in shown]
    row = Image.new("RGB", (sum(widths), height))
    left = 0
    for each, width in zip(shown, widths, strict=True):
        row.paste(each.resize((width, height), Image.Resampling.LANCZOS), (left, 0))
        left += width
    held = BytesIO()
    row.save(held, "PNG")
    return held.getvalue()


def picture_files(folder: Path) -> list[Path]:
    """Return the files in `folder` whose names end like a picture's, ordered by name."""
    return sorted(p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and p.is_file())


def other_files(folder: Path) -> list[tuple[Path, str]]:
    """Return what else lies in `folder`, ordered by name, and why it is not read as a picture."""
    others = []
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        if path.name.startswith(".") or path.name.lower() in NOBODYS:
            continue
        if not path.is_file():
            if suffix in SUFFIXES:
                others.append((path, "not a file"))
        elif suffix in FOREIGN | FOREIGN_RAW:
            kind = "a camera's raw pictures" if suffix in FOREIGN_RAW else suffix[1:].upper()
            others.append((path, f"{kind}: not read here; save it as JPEG or PNG"))
        elif suffix not in SUFFIXES:
            others.append((path, "its name does not end like a picture's"))
    return others
