"""What is written can be read."""

from __future__ import annotations

import pytest

from edge_app.ui import theme
from edge_app.ui.contrast import AA, AAA, contrast


def test_contrast_of_known_pairs():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("pair", theme.ALERT_PAIRS)
def test_text_on_alerts_reaches_aaa(pair):
    assert contrast(*pair) >= AAA


@pytest.mark.parametrize("pair", theme.TEXT_PAIRS)
def test_other_text_reaches_aa(pair):
    assert contrast(*pair) >= AA


@pytest.mark.parametrize("role", theme.Role)
def test_every_role_reads_on_every_surface_of_text(role):
    _, _, colour = theme.TYPE[role]
    for ground in (theme.BACKGROUND, theme.SURFACE, theme.RAISED):
        assert contrast(colour, ground) >= AA


def test_no_type_is_smaller_than_the_smallest():
    assert min(size for size, _, _ in theme.TYPE.values()) >= theme.SMALLEST_TYPE
