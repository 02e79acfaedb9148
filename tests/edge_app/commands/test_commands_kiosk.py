"""What `gapura kiosk` looks at."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from edge_app.commands.kiosk import opener_of
from edge_app.demo.scene import FPS, ROUND_S, SceneSource

ROUND = int(ROUND_S * FPS)  # pictures


@pytest.mark.parametrize("endless", [True, False], ids=["window", "headless"])
def test_behind_a_window_the_scene_begins_anew_after_each_round(
    endless: bool, monkeypatch: pytest.MonkeyPatch, weights: Any
) -> None:
    """It ended after a minute: "Rekaman selesai", and nobody was checked any more."""
    del weights
    drawn = np.zeros((1, 1, 3), np.uint8)
    monkeypatch.setattr(SceneSource, "draw", lambda _scene, _time_s: drawn)
    opened = opener_of("scene", endless=endless)
    assert callable(opened)
    source = opened()
    read = [source.read() for _ in range(2 * ROUND)]
    assert all(got is not None for got in read[:ROUND])
    assert all((got is not None) is endless for got in read[ROUND:])


def test_an_address_is_opened_by_whoever_knows_addresses() -> None:
    assert opener_of("/dev/video0", endless=True) == "/dev/video0"
