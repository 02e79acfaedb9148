"""A PNG file holds the picture as it is, and a changed word changes few of its bytes."""

from __future__ import annotations

import struct
from io import BytesIO
from itertools import zip_longest

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow

from edge_app.ui.screenshots.png_file import STRIP_ROWS, encode

HEIGHT, WIDTH = 200, 320


def decode(file: bytes) -> NDArray[np.uint8]:
    """Read `file` as any viewer does."""
    with Pillow.open(BytesIO(file), formats=["PNG"]) as picture:
        assert picture.mode == "RGB"
        return np.asarray(picture)


def chunks(file: bytes) -> list[bytes]:
    """Return what `file` consists of after its signature, length and checksum included."""
    found, at = [], 8
    while at < len(file):
        length = struct.unpack(">I", file[at : at + 4])[0] + 12
        found.append(file[at : at + length])
        at += length
    return found


def changed_bytes(one: bytes, other: bytes) -> int:
    pairs = zip_longest(chunks(one), chunks(other), fillvalue=b"")
    return sum(len(new) for old, new in pairs if old != new)


def noise() -> NDArray[np.uint8]:
    return np.random.default_rng(7).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)


def slope() -> NDArray[np.uint8]:
    """A picture in which every filter is the best one somewhere."""
    y, x = np.mgrid[:HEIGHT, :WIDTH].astype(np.float64)
    red, green, blue = x * 0.8, y + x / 3, 128 + 90 * np.sin(x / 40) * np.cos(y / 30)
    smooth = np.stack([red, green, blue], axis=2)
    smooth[50:90, 40:200] = (200, 20, 90)
    return (smooth % 256).astype(np.uint8)


@pytest.mark.parametrize(
    "image",
    [
        noise(),
        slope(),
        np.zeros((1, 1, 3), np.uint8),
        np.full((STRIP_ROWS + 1, 5, 3), 255, np.uint8),
        noise()[: 2 * STRIP_ROWS, :3],
    ],
    ids=["noise", "slope", "one pixel", "a strip and a row", "two strips"],
)
def test_every_pixel_comes_back(image: NDArray[np.uint8]) -> None:
    assert (decode(encode(image)) == image).all()


def test_the_same_picture_is_the_same_file() -> None:
    assert encode(slope()) == encode(slope())


def test_what_is_plain_becomes_small() -> None:
    plain = np.full((800, 1280, 3), 40, np.uint8)
    assert len(encode(plain)) < 10_000


@pytest.mark.parametrize("top", [0, 31, 120, HEIGHT - 20])
def test_a_changed_word_changes_its_own_strips(top: int) -> None:
    before, after = noise(), noise()
    after[top : top + 20, 100:180] = 0
    strips = -(-20 // STRIP_ROWS) + 1
    raw = STRIP_ROWS * WIDTH * 3
    # noise is as long packed as it is raw; the last chunk holds the checksum of the whole
    assert 0 < changed_bytes(encode(before), encode(after)) < strips * (raw + 500) + 100
    assert changed_bytes(encode(before), encode(after)) < len(encode(before)) / 4
