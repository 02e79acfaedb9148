"""What the bar says, that it holds still, and that no state of it is without a threshold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from edge_app.domain import LaneFault, SourceState
from edge_app.ui.kit.marks import Severity
from edge_app.ui.lane.faults_presenter import _FAULTS
from edge_app.ui.screenshots.lane_scenes import SYNC
from edge_app.ui.window.status_bar import StatusBar
from tests.edge_app.ui.conftest import Screen


def severities(bar: StatusBar) -> list[str]:
    return [item.property("severity") for item in bar.items if not item.isHidden()]


def test_a_lane_that_is_too_slow_loses_its_tick_and_says_how_slow(
    screen: Screen, texts: Callable[..., Any]
) -> None:
    screen.show(faults=(LaneFault.SLOW,), fps=3.0, camera_fps=30.0)
    assert {"Lajur terlalu lambat", "3 dari 30 gambar per detik"} <= set(texts())
    assert "Lajur terlalu lambat: 3 dari 30 gambar per detik." in texts()
    assert severities(screen.window.status_bar)[0] == "attention"
    assert "Kamera bekerja" not in texts()


def test_late_decisions_and_unread_faces_say_their_figure(
    screen: Screen, texts: Callable[..., Any]
) -> None:
    screen.show(faults=(LaneFault.LATE,), latency_ms=1450.0)
    assert {"Hasil terlambat", "1,4 detik"} <= set(texts())
    screen.show(faults=(LaneFault.UNREAD,), read_share=0.41)
    assert {"Wajah sulit terbaca", "41% terbaca"} <= set(texts())


@pytest.mark.parametrize("fault", LaneFault)
def test_every_fault_of_the_lane_is_in_the_bar(
    screen: Screen, texts: Callable[..., Any], fault: LaneFault
) -> None:
    screen.show(faults=(fault,))
    assert _FAULTS[fault].short.text in texts()
    assert severities(screen.window.status_bar)[0] in ("attention", "fault")


def test_a_good_rate_does_not_twitch(screen: Screen, texts: Callable[..., Any]) -> None:
    for fps in (28.0, 29.5, 30.5, 32.0):
        screen.show(fps=fps)
        assert "30 gambar per detik" in texts()


def test_nothing_is_red_while_it_is_being_opened(screen: Screen, texts: Callable[..., Any]) -> None:
    screen.desk.preferences.put("volume", "70", "")
    screen.show(
        opening=True,
        lists=(),
        references=0,
        frame=None,
        source_state=SourceState.STARTING,
        sync=replace(SYNC, connecting=True),
    )
    assert set(severities(screen.window.status_bar)) == {"note"}
    assert {"Daftar sedang dibuka", "Menyambung ke pusat data"} <= set(texts())
    screen.show(opening=False, sync=replace(SYNC, unreachable=True))
    assert severities(screen.window.status_bar) == ["attention", "fault", "attention"]


def test_silence_is_seen(screen: Screen, texts: Callable[..., Any]) -> None:
    assert {"Suara dimatikan", "Peringatan tidak terdengar"} <= set(texts())
    assert severities(screen.window.status_bar)[-1] == Severity.ATTENTION.value
    screen.desk.preferences.put("volume", "70", "")
    screen.window.refresh()
    assert not any("Suara" in text for text in texts())
    screen.desk.sounds.fault = "there is no sound device"
    screen.window.refresh()
    assert "Pengeras suara mati" in texts()


def test_lane_and_checkpoint_have_their_names_on_the_screen(
    screen: Screen, texts: Callable[..., Any]
) -> None:
    assert "Gapura" in texts()
    screen.show(lane_name="Lajur 3", checkpoint_name="Gerbang Utama")
    assert "Lajur 3 · Gerbang Utama" in texts()


@pytest.mark.parametrize("size", [(1280, 800), (1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("text", ["100", "200"])
@pytest.mark.parametrize("away", [False, True])
def test_a_row_has_one_size_of_type_and_stands_at_one_height(
    screen: Screen, size: tuple[int, int], text: str, away: bool
) -> None:
    window, bar = screen.window, screen.window.status_bar
    window.resize(*size)
    screen.desk.preferences.put("text", text, "")
    screen.desk.preferences.put("volume", "0", "")
    sync = replace(SYNC, unreachable=away, waiting=1204 if away else 0)
    screen.show(sync=sync, lane_name="Lajur 3", checkpoint_name="Gerbang Utama")
    assert len({item.text.fitted().font.pixelSize() for item in bar.items}) == 1
    assert len({item.figure.fitted().font.pixelSize() for item in bar.items}) == 1
    figures = {item.figure.mapTo(window, item.figure.rect().topLeft()).y() for item in bar.items}
    assert max(figures) - min(figures) <= 1
    for item in bar.items:
        assert not item.text.fitted().cut
        assert not item.figure.fitted().cut
