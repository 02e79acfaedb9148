"""A panel on which keys for a gloved finger have no room says so, and works."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import edge_app
from edge_app.desk.session.preferences import Preferences
from edge_app.ui.kit.key_button import KeyButton
from edge_app.ui.look import theme
from edge_app.ui.screenshots.renderer import Renderer
from edge_app.ui.technician.trials_presenter import Trial
from edge_app.ui.technician.trials_screen import TrialsScreen
from edge_app.ui.window.application import application
from edge_app.ui.window.places import Place
from edge_app.ui.window.small_panel import tell_small_panel
from tests.edge_app.ui.conftest import Screen
from tests.edge_app.ui.screenshots.drawn_scenes import SCENES
from tests.edge_app.ui.screenshots.test_screenshot_gallery import (
    covered,
    is_cut,
    labels,
    outside,
    shown,
    touched,
)

LOW = (1024, 600)
# One of each kind that a low panel has least room for.
LOWEST = (
    "alert-document",
    "alert-second-officer",
    "alert-undo",
    "case-told",
    "lane",
    "lane-case-pin",
    "note-typing",
    "settings",
    "sign-in",
    "verify-passport-differs",
    "verify-undo",
    "visitors-search",
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("id", "Layar ini terlalu kecil: sebagian tombol kurang dari 15 mm. Beri tahu teknisi."),
        ("en", "This screen is too small: some keys are less than 15 mm. Tell a technician."),
    ],
)
def test_the_kiosk_says_where_it_opens_on_a_small_panel(
    screen: Screen,
    texts: Callable[[], list[str]],
    caplog: pytest.LogCaptureFixture,
    language: str,
    said: str,
) -> None:
    screen.desk.preferences.put("language", language, "")
    tell_small_panel(screen.window)
    screen.window.refresh()
    assert said not in texts()
    screen.window.resize(1024, 600)
    tell_small_panel(screen.window)
    application().processEvents()
    assert said in texts()
    (line,) = caplog.messages
    assert "175 x 102 mm" in line
    assert "fit a larger screen, or give --dpi" in line
    screen.pass_time(theme.PASSING_S)
    assert said not in texts(), "nobody is kept from the lane"
    caplog.clear()


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ((1280, 800), "218 x 136 mm. Bila penggaris menunjukkan lain,"),
        ((800, 1280), "136 x 218 mm. Bila penggaris menunjukkan lain,"),
        ((1024, 600), "175 x 102 mm, kurang dari {1} x {0} mm: sebagian tombol"),
        ((600, 1024), "102 x 175 mm, kurang dari {0} x {1} mm: sebagian tombol"),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_a_technician_reads_how_large_the_panel_is(size: tuple[int, int], said: str) -> None:
    stage = Renderer(SCENES["trials"], size, Preferences())
    page: Any = stage.window.screens[Place.TRIALS]
    assert isinstance(page, TrialsScreen)
    row = page.rows[Trial.PANEL]
    told = [row.told._text.text()]
    assert row.button.isHidden()
    stage.leave()
    assert told[0].startswith(said.format(*theme.MIN_PANEL_MM))


@pytest.mark.parametrize("name", LOWEST)
@pytest.mark.usefixtures("qapp")
def test_no_key_lies_under_another_on_a_low_panel(name: str) -> None:
    """On 1024x600 the keypad's last row lay under another key: nobody could type a 0."""
    stage = Renderer(SCENES[name], LOW, Preferences())
    found = []
    for language in ("id", "en"):
        stage.show(LOW, Preferences(language))
        keys = touched(stage.window, list(shown(stage.window)))
        assert keys
        found += [f"{language}: not wholly on the screen: {key}" for key in keys if outside(key)]
        found += [
            f"{language}: {one} over {other}"
            for one, other in itertools.combinations(keys, 2)
            if covered(one, other)
        ]
    stage.leave()
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "names"),
    [
        (
            (600, 1024),
            ("alert-reason", "alert-second-officer", "verify-passport-refused", "verify-centre-no"),
        ),
        ((1024, 600), ("identify-offline", "verify-passport-differs", "verify-reasons")),
    ],
)
@pytest.mark.usefixtures("qapp")
def test_the_guide_says_by_how_much_keys_and_words_lie_over_each_other(
    monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], names: tuple[str, ...]
) -> None:
    monkeypatch.setattr(theme, "DPI", 170.0)
    guide = " ".join((Path(edge_app.__file__).parent / "README.md").read_text("utf-8").split())
    told = re.search(rf"(\d+)(?: pixels)? (?:upright|wide) \({size[0]}x{size[1]}\)", guide)
    assert told is not None
    most = 0
    for name in names:
        stage = Renderer(SCENES[name], size, Preferences())
        assert stage.window.style_now.panel.is_too_small
        for language in ("id", "en"):
            stage.show(size, Preferences(language))
            parts = list(shown(stage.window))
            things = [*touched(stage.window, parts), *(part for part, _ in labels(parts))]
            for one, other in itertools.combinations(things, 2):
                if covered(one, other):
                    both = one.seen.intersected(other.seen)
                    most = max(most, min(both.width(), both.height()))
        stage.leave()
    assert most == int(told[1])


@pytest.mark.parametrize("dpi", [100.0, theme.DPI])
@pytest.mark.usefixtures("qapp")
def test_the_strip_of_a_checked_alert_cuts_no_word_on_a_low_panel(
    monkeypatch: pytest.MonkeyPatch, dpi: float
) -> None:
    monkeypatch.setattr(theme, "DPI", dpi)
    stage = Renderer(SCENES["alert-document"], LOW, Preferences())
    strip, found = stage.window.check.strip, []
    for language, text in itertools.product(("id", "en"), ("100", "200")):
        stage.show(LOW, Preferences(language, text=text))
        words = (strip.title, strip.instruction, strip.waiting)
        found += [
            f"{language} {text}: {part.text()}"
            for part in (*words, strip.button, strip.photograph_button)
            if is_cut(part.fitted(), part.height())
        ]
    stage.leave()
    assert not found


@pytest.mark.usefixtures("qapp")
def test_a_keypad_keeps_keys_of_15_mm_on_the_least_panel() -> None:
    """What gives way first is the room between keys."""
    least = tuple(-(-side * theme.DPI // theme.MM_PER_INCH) for side in theme.MIN_PANEL_MM)
    size = (int(least[1]), int(least[0]))
    stage = Renderer(SCENES["alert-second-officer"], size, Preferences())
    finger = round(theme.TOUCH_MM / theme.MM_PER_INCH * theme.DPI)
    keys = [one for one in stage.window.findChildren(KeyButton) if one.isVisible()]
    sizes = [min(key.width(), key.height()) for key in keys]
    stage.leave()
    assert len(sizes) == 12
    assert min(sizes) >= finger
