"""Reading still pictures: bounded, upright, RGB."""

from __future__ import annotations

import logging
import warnings
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from models.errors import UnreadableImage

# What is wrong with a picture is in the error, once; Pillow would also log each odd field of it.
logging.getLogger("PIL.TiffImagePlugin").setLevel(logging.CRITICAL)

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".bmp", ".tif", ".tiff"})
PIXEL_LIMIT = 60_000_000  # a 60-megapixel photograph; 180 MB once decoded


def read_image(path: Path) -> NDArray[np.uint8]:
    """Return the picture at `path`, (h, w, 3) uint8 RGB, turned upright as its EXIF data say.

    Raise UnreadableImage: no such file, 0 bytes, no picture, cut short, over PIXEL_LIMIT.
    """
    try:
        if path.stat().st_size == 0:
            raise UnreadableImage(f"{path}: the file is empty (0 bytes)")
    except OSError as error:
        raise UnreadableImage(f"{path}: cannot be read as a picture: {error.strerror}") from error
    return _decoded(path, str(path))


def decode_image(data: bytes, origin: str) -> NDArray[np.uint8]:
    """Return the picture of a file's bytes, as `read_image`; `origin` names it in errors."""
    if not data:
        raise UnreadableImage(f"{origin}: the file is empty (0 bytes)")
    return _decoded(BytesIO(data), origin)


def _decoded(source: Path | BytesIO, origin: str) -> NDArray[np.uint8]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of odd metadata; pixels decide here
            with Image.open(source) as picture:
                if picture.width * picture.height > PIXEL_LIMIT:
                    raise UnreadableImage(
                        f"{origin}: {picture.width}x{picture.height} pixels are more than "
                        f"{PIXEL_LIMIT // 1_000_000} million; make it smaller"
                    )
                upright = ImageOps.exif_transpose(picture)
                if upright.mode.startswith("I;16"):  # Pillow would clip 16 bits: a white picture
                    grey = (np.asarray(upright) >> 8).astype(np.uint8)
                    return np.repeat(grey[:, :, None], 3, axis=2)
                return np.array(upright.convert("RGB"), np.uint8)
    except UnidentifiedImageError as error:
        raise UnreadableImage(f"{origin}: not a picture in a known format") from error
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableImage(f"{origin}: cannot be read as a picture: {reason}") from error


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
