"""Two pictures look alike whatever the edges of their letters, and not when a word has changed."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from edge_app.ui.screenshots.comparison import differing_blocks, looks_like


def page(word: str = "Periksa", moved: int = 0, sharpness: float = 1.0) -> NDArray[np.uint8]:
    """Draw a page with a line of text, moved to the right by so many pixels."""
    picture = Pillow.new("RGB", (640, 200), "#0a0e13")
    draw = ImageDraw.Draw(picture)
    draw.text((40 + moved, 60), f"{word} orang ini", "#f4f7fa", ImageFont.load_default(22))
    large = picture.resize((round(640 * sharpness), round(200 * sharpness)))
    return np.asarray(large.resize((640, 200)))


def test_a_picture_looks_like_itself() -> None:
    assert differing_blocks(page(), page()) == 0
    assert looks_like(page(), page())


@pytest.mark.parametrize("other", [page(moved=1), page(sharpness=0.75), page(sharpness=2)])
def test_other_edges_of_letters_are_no_difference(other: NDArray[np.uint8]) -> None:
    assert (page() != other).any()
    assert looks_like(page(), other)


@pytest.mark.parametrize("word", ["Periksi", "Tahan", ""])
def test_another_word_is_a_difference(word: str) -> None:
    assert not looks_like(page(), page(word))


def test_another_size_is_a_difference() -> None:
    assert not looks_like(page(), page()[:-1])


def test_another_colour_is_a_difference() -> None:
    other = page().copy()
    other[100:140, 300:340] = (125, 21, 18)
    assert not looks_like(page(), other)
