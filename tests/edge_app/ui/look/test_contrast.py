"""What is written can be read."""

from __future__ import annotations

from typing import Any

import pytest

from edge_app.ui.look import theme
from edge_app.ui.look.contrast import AA, AAA, contrast
from edge_app.ui.look.stylesheet import KINDS
from edge_app.ui.look.theme import Tone

ON_GROUNDS_OF_THEIR_OWN = {
    theme.TextRole.ON_ALERT,
    theme.TextRole.ON_ALERT_QUIET,
    theme.TextRole.TO_DO,
}


def test_contrast_of_known_pairs() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", theme.PALETTES)
@pytest.mark.parametrize("pair", theme.ALERT_PAIRS, ids=str)
def test_text_on_alerts_reaches_aaa(name: str, pair: tuple[Tone, Tone]) -> None:
    palette = theme.PALETTES[name]
    assert contrast(palette[pair[0]], palette[pair[1]]) >= AAA


@pytest.mark.parametrize("name", theme.PALETTES)
@pytest.mark.parametrize("pair", theme.TEXT_PAIRS, ids=str)
def test_other_text_reaches_aa(name: str, pair: tuple[Tone, Tone]) -> None:
    palette = theme.PALETTES[name]
    assert contrast(palette[pair[0]], palette[pair[1]]) >= AA


@pytest.mark.parametrize("name", theme.PALETTES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_key_reads_touched_or_not(name: str, kind: str) -> None:
    ground, pressed, ink, _ = KINDS[kind]
    palette = theme.PALETTES[name]
    assert contrast(palette[ink], palette[ground]) >= AAA
    assert contrast(palette[ink], palette[pressed]) >= AAA


@pytest.mark.parametrize("name", theme.PALETTES)
@pytest.mark.parametrize(
    "role", [role for role in theme.TextRole if role not in ON_GROUNDS_OF_THEIR_OWN]
)
def test_every_role_reads_on_every_surface_of_text(name: str, role: Any) -> None:
    palette = theme.PALETTES[name]
    _, _, tone = theme.TYPE[role]
    for ground in (Tone.BACKGROUND, Tone.SURFACE, Tone.RAISED):
        assert contrast(palette[tone], palette[ground]) >= AA


@pytest.mark.parametrize("name", theme.PALETTES)
def test_warning_and_good_are_told_apart_without_colour(name: str) -> None:
    warning, good = (theme.PALETTES[name][tone] for tone in theme.APART)
    assert contrast(warning, good) >= 2


def test_every_palette_knows_every_tone() -> None:
    assert all(set(palette) == set(Tone) for palette in theme.PALETTES.values())


def test_no_type_is_smaller_than_the_smallest() -> None:
    assert min(size for size, _, _ in theme.TYPE.values()) >= theme.SMALLEST_TYPE
