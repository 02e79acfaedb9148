"""What can be the matter with a lane, and that the screen says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from edge_app.domain import SourceState, WatchList
from edge_app.ui.lane import camera_words, list_words
from edge_app.ui.text.language import Language, translate
from tests.edge_app.ui.conftest import Screen
from tests.present import present

SENTENCES = {
    SourceState.STARTING: camera_words.STARTING,
    SourceState.BLACK: camera_words.BLACK,
    SourceState.UNREADABLE: camera_words.UNREADABLE,
    SourceState.BLANK: camera_words.BLANK,
    SourceState.FROZEN: camera_words.FROZEN,
    SourceState.LOST: camera_words.LOST,
    SourceState.ENDED: camera_words.ENDED,
}


def test_a_good_lane_shows_no_notice(screen: Screen, texts: Callable[..., Any]) -> None:
    assert not screen.window.lane_screen.live_view.camera_card.isVisible()
    assert not screen.window.lane_screen.live_view.lists_card.isVisible()
    assert {
        "Kamera bekerja",
        "30 gambar per detik",
        "Daftar versi 3",
        "1.204 orang · 2 jam lalu",
        "1.284",
        "98%",
        "14.32",
    } <= set(texts())


@pytest.mark.parametrize("state", SENTENCES)
def test_each_state_has_its_own_sentence_in_both_languages(
    screen: Screen, texts: Callable[..., Any], state: SourceState
) -> None:
    screen.show(source_state=state)
    others = {message.text for other, message in SENTENCES.items() if other is not state}
    assert SENTENCES[state].text in texts()
    assert not others & set(texts())
    screen.touch(screen.window.status_bar.toggle)
    assert translate(SENTENCES[state], Language.EN) in texts()


def test_every_state_is_covered() -> None:
    unsaid = {SourceState.LIVE, SourceState.NONE}  # a desk without a camera shows other lanes
    assert set(SENTENCES) | unsaid == set(SourceState)


def test_a_picture_older_than_a_second_is_called_old(
    screen: Screen, texts: Callable[..., Any]
) -> None:
    screen.clock.now += 0.9
    screen.window.refresh()
    assert not screen.window.lane_screen.live_view.camera_card.isVisible()
    screen.clock.now += 2.5
    screen.window.refresh()
    assert camera_words.OLD.text in texts()
    assert "Gambar terakhir: 3 detik lalu" in texts()
    assert "Kamera bekerja" not in texts()
    assert present(screen.window.lane_screen.live_view._picture).tracks == ()


def test_an_old_picture_is_drawn_dim(screen: Screen) -> None:
    bright = screen.window.lane_screen.live_view.grab().toImage().pixelColor(640, 10).lightness()
    screen.clock.now += 5
    screen.window.refresh()
    dim = screen.window.lane_screen.live_view.grab().toImage().pixelColor(640, 10).lightness()
    assert dim < bright / 2


def test_a_fresh_picture_clears_the_mark(screen: Screen) -> None:
    screen.clock.now += 5
    screen.window.refresh()
    screen.pass_time(0.03)
    assert not screen.window.lane_screen.live_view.camera_card.isVisible()


def test_live_without_a_frame_is_still_starting(screen: Screen, texts: Callable[..., Any]) -> None:
    screen.show(frame=None)
    assert camera_words.STARTING.text in texts()


def test_a_live_frame_that_is_no_picture_is_unreadable(
    screen: Screen, texts: Callable[..., Any]
) -> None:
    broken = replace(present(screen.lane.now_view.frame), image=np.zeros((0, 0, 3), np.uint8))
    screen.show(frame=broken)
    assert camera_words.UNREADABLE.text in texts()


def issued(watch_list: Any, later: Any) -> Any:
    """The list as if it had been issued so much later; a negative span: earlier."""
    return watch_list.model_copy(update={"issued_at": watch_list.issued_at + later})


def test_a_list_is_stale_after_a_day(
    screen: Screen, texts: Callable[..., Any], watch_list: WatchList
) -> None:
    screen.show(lists=(issued(watch_list, -timedelta(hours=21)),))
    assert not screen.window.lane_screen.live_view.lists_card.isVisible()
    screen.show(lists=(issued(watch_list, -timedelta(days=2)),))
    assert "Daftar sudah usang: versi 3, terbit 9 Mar 2026 pukul 12.32." in texts()


def test_no_list_is_said(screen: Screen, texts: Callable[..., Any]) -> None:
    screen.show(lists=(), references=0)
    assert list_words.NO_LIST.text in texts()


def test_a_list_from_the_future_means_a_wrong_clock(
    screen: Screen, texts: Callable[..., Any], watch_list: WatchList
) -> None:
    screen.show(lists=(issued(watch_list, timedelta(days=1)),))
    assert list_words.WRONG_CLOCK_STEP.text in texts()


def test_several_lists_show_the_oldest(
    screen: Screen, texts: Callable[..., Any], watch_list: WatchList
) -> None:
    other = {"list_id": "b", "version": 9}
    older = issued(watch_list, -timedelta(hours=5)).model_copy(update=other)
    screen.show(lists=(watch_list, older))
    assert {"2 daftar", "1.204 orang · 7 jam lalu"} <= set(texts())


def test_both_notices_stand_clear_of_each_other(screen: Screen) -> None:
    screen.show(source_state=SourceState.LOST, lists=())
    live = screen.window.lane_screen.live_view
    assert not live.camera_card.geometry().intersects(live.lists_card.geometry())


@pytest.mark.parametrize("state", SENTENCES)
def test_a_notice_is_as_high_as_its_text_after_a_change_of_language(
    screen: Screen, state: SourceState
) -> None:
    screen.show(source_state=state)
    card = screen.window.lane_screen.live_view.camera_card
    for _ in range(2):
        screen.touch(screen.window.status_bar.toggle)
        assert card.height() == card.height_at(card.width())


def test_the_technicians_detail_is_shown(screen: Screen, texts: Callable[..., Any]) -> None:
    screen.show(source_state=SourceState.LOST, source_detail="video0 is gone")
    assert "Untuk teknisi: video0 is gone" in texts()
