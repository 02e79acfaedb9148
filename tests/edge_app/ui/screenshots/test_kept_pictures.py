"""The pictures that the repository keeps show the screens as they are.

`gapura screenshots --pages` brings them up to date, and writes only those that look different.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont
from PySide6.QtWidgets import QApplication

from edge_app.desk.session.preferences import Preferences
from edge_app.ui.screenshots.command import KEPT, PAGES, pictured
from edge_app.ui.screenshots.comparison import differing_blocks, looks_like
from edge_app.ui.screenshots.gallery import gallery_of_portraits
from edge_app.ui.screenshots.renderer import draw
from edge_app.ui.screenshots.scene import Scene
from models.images import read_image

ROOT = Path(__file__).parents[4]
# The letters they were drawn with, Debian 12's fonts-inter, as its table `head` numbers them.
# Another edition is wider or narrower: lines break elsewhere, and the pictures tell nothing.
INTER = "000304dd"


@pytest.fixture(scope="module")
def scenes(weights: Path) -> dict[str, Scene]:
    del weights  # they must be there
    return {scene.name: scene for scene in gallery_of_portraits()}


@pytest.mark.parametrize("name", ["sign-in-id", "alert-id", "lists-outdated-id"])
def test_a_kept_picture_shows_the_screen_as_it_is(
    qapp: QApplication, scenes: dict[str, Scene], name: str
) -> None:
    font = QRawFont.fromFont(qapp.font())
    assert font.familyName() == "Inter", "packaging/debian-packages.txt names the font to install"
    edition = font.fontTable("head").data()[4:8].hex()
    if edition != INTER:
        pytest.skip(f"the pictures are drawn with Inter {INTER}, this machine has {edition}")
    scene, _, language = name.rpartition("-")
    now = draw(scenes[scene], (1280, 800), Preferences(language))
    kept = read_image(ROOT / KEPT / f"{name}.png")
    assert looks_like(kept, now), (
        f"{differing_blocks(kept, now)} blocks of {name} have changed: look at the screen, and "
        "if it is as it should be, run `gapura screenshots --pages`"
    )


def test_the_pages_show_what_is_kept() -> None:
    shown = pictured(ROOT / page for page in PAGES)
    assert shown == {path.stem for path in (ROOT / KEPT).iterdir()}
