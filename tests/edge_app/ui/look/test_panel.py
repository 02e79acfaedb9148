"""Which glass has room for a gloved finger."""

from __future__ import annotations

import pytest

from edge_app.ui.look.panel import panel_of
from edge_app.ui.look.style import style_for
from edge_app.ui.look.theme import DPI, MIN_PANEL_MM, TOUCH_MM


@pytest.mark.parametrize("size", [(1280, 800), (800, 1280), (1920, 1080), (1080, 1920)])
def test_the_panels_that_screens_are_made_for_are_large_enough(size: tuple[int, int]) -> None:
    assert not panel_of(*size, DPI).is_too_small


@pytest.mark.parametrize("size", [(1024, 600), (600, 1024), (800, 600), (1280, 720)])
def test_a_low_or_a_narrow_panel_is_called_so(size: tuple[int, int]) -> None:
    assert panel_of(*size, DPI).is_too_small


def test_millimetres_count_and_not_pixels() -> None:
    assert not panel_of(1024, 640, 96).is_too_small
    assert panel_of(2560, 1600, 400).is_too_small
    panel = panel_of(1024, 600, DPI)
    assert (round(panel.width), round(panel.height)) == (175, 102)
    assert panel.least == MIN_PANEL_MM[::-1]


@pytest.mark.parametrize("dpi", [96, 120, DPI, 180, 224])
def test_on_the_least_panel_keys_are_as_large_as_on_any(dpi: float) -> None:
    short, long = (round(side / 25.4 * dpi) + 1 for side in MIN_PANEL_MM)
    for size in ((long, short), (short, long)):
        style = style_for(*size, dpi)
        assert not style.panel.is_too_small
        assert style.touch == round(TOUCH_MM / 25.4 * dpi)
