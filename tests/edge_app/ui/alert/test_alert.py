"""The alert's screen under an officer's fingers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect

from edge_app.desk.alerts.answers import REASONS
from edge_app.desk.alerts.escalation import ESCALATE_AFTER_S
from edge_app.desk.alerts.queue import UNDO_S
from edge_app.domain import Answer, Phrase
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.window.application import application
from tests.edge_app.ui.alert.alert_touches import (
    ALERT_ID,
    GUARD,
    answer,
    answer_key,
    in_list,
    keys,
    on_screen,
    reasons,
    settle,
)
from tests.edge_app.ui.conftest import Screen


def test_no_alert_no_alert_screen(screen: Screen) -> None:
    assert not on_screen(screen)


def test_it_covers_the_lane_and_the_keys_to_other_places(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    shown = screen.window.alert_screen
    assert shown.isVisible()
    assert shown.geometry().bottom() == screen.window.rect().bottom()
    assert shown.width() == screen.window.width()
    assert shown.live_view.isVisible()  # the lane goes on in a small part


def test_all_that_the_officer_needs_is_said(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    alert = in_list(make_alert("a"), category=Phrase(id="Contoh", en="Example"), priority=2)
    screen.show(open_alerts=(alert,))
    assert {
        "Prioritas 2. Menunggu 0 detik",
        "Barack Obama",
        "Daftar contoh",
        "Sangat kuat",
        "Sekitar 1 dari 100.000 tamu tampak semirip ini dengan seseorang di daftar ini",
        "Minta orang ini menunggu.",
        "Konfirmasi",
        "Bukan orang ini",
        "Tidak pasti",
        "Panggil rekan",
    } <= set(texts())


def test_the_details_are_one_touch_away_and_the_answers_stay(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    alert = in_list(make_alert("a"), category=Phrase(id="Contoh", en="Example"))
    screen.show(open_alerts=(replace(alert, shots=(alert.captured[::-1].copy(),)),))
    shown = screen.window.alert_screen
    screen.pass_time(GUARD)
    screen.touch(shown.details_button)
    assert shown.details.isVisible()
    said = "\n".join(texts())
    for words in (
        "\u2068Daftar contoh\u2069, dari \u2068Direktorat Contoh\u2069\nKategori: Contoh",
        "skor 0,71 (ambang 0,39)",
        "Tidak terukur tersendiri bagi perempuan, anak, lansia, kulit gelap, dan wajah tertutup",
        "Perkiraan peringatan keliru: sekitar 3 dari tiap 1.000 orang",
    ):
        assert words in said
    assert not shown.details.geometry().intersects(shown.answers.geometry())
    screen.pass_time(1)
    for text in (shown.details.about, shown.details.figures):
        place = QRect(text.mapTo(shown, QPoint(0, 0)), text.size())
        for key in shown.findChildren(TouchButton):
            if key.isVisible() and not shown.details.isAncestorOf(key):
                over = QRect(key.mapTo(shown, QPoint(0, 0)), key.size())
                assert not place.intersects(over), f"{key.text()} lies over the details"
    screen.touch(shown.details_button)
    assert not shown.details.isVisible()
    assert shown.document_button.isVisible()


@pytest.mark.parametrize("given", REASONS)
def test_an_answer_and_its_reason_by_two_taps(
    screen: Screen, make_alert: Callable[..., Any], given: Answer
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    answer(screen, given, reason=1)
    assert not on_screen(screen)
    assert screen.lane.answers == []
    screen.pass_time(UNDO_S)
    assert screen.lane.answers == [("a", given)]
    assert screen.lane.said == [((), REASONS[given][1].value)]


def test_back_from_the_reason_to_the_answers(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.touch(answer_key(screen, Answer.CONFIRMED))
    settle(screen)
    screen.touch(reasons(screen).to_answers)
    screen.pass_time(0)
    assert answer_key(screen, Answer.CONFIRMED).isVisible()
    screen.pass_time(UNDO_S)
    assert screen.lane.answers == []


def test_undo_by_touch_brings_it_back(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    answer(screen, Answer.CONFIRMED)
    screen.pass_time(4)
    assert {"Barack Obama", "Konfirmasi", "Batalkan (6)"} <= set(texts())
    screen.touch(screen.window.undo_bar.entries[0])
    screen.pass_time(0)
    assert on_screen(screen)
    assert not screen.window.undo_bar.isVisible()
    screen.pass_time(UNDO_S)
    assert screen.lane.answers == []


def test_undo_is_gone_when_the_answer_counts(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    answer(screen, Answer.CONFIRMED)
    assert screen.window.undo_bar.isVisible()
    screen.pass_time(UNDO_S)
    assert not screen.window.undo_bar.isVisible()


def test_undo_stands_beside_the_next_alert_and_covers_nothing(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"), make_alert("b")))
    answer(screen, Answer.CONFIRMED)
    application().processEvents()
    bar = screen.window.undo_bar
    assert on_screen(screen)
    assert bar.isVisible()
    for button in (*keys(screen).answers.values(), keys(screen).call):
        top = button.mapTo(screen.window, button.rect().topLeft())
        assert not bar.geometry().intersects(button.rect().translated(top))


def test_alerts_behind_stand_in_a_strip_and_a_tap_brings_one_up(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    urgent = in_list(make_alert("u", "Pertama"), priority=1)
    screen.show(open_alerts=(make_alert("a", "Kedua"), make_alert("b", "Ketiga"), urgent))
    assert "Pertama" in texts()
    strip = screen.window.alert_screen.strip
    assert [one.alert_id for one in strip.buttons if one.isVisible()] == ["a", "b"]
    screen.pass_time(GUARD)
    screen.touch(strip.buttons[1])
    screen.pass_time(0)
    assert "Ketiga" in texts()
    assert [one.alert_id for one in strip.buttons if one.isVisible()] == ["u", "a"]


def test_twelve_at_once_are_all_in_reach(screen: Screen, make_alert: Callable[..., Any]) -> None:
    screen.show(open_alerts=tuple(make_alert(str(n)) for n in range(12)))
    screen.pass_time(GUARD)
    strip = screen.window.alert_screen.strip
    seen: list[str] = []
    while len(seen) < 11:
        shown = [one for one in strip.buttons if one.isVisible()]
        for button in shown:
            assert strip.rect().contains(button.geometry())
            assert min(button.width(), button.height()) >= screen.window.style_now.touch
        seen += [one.alert_id for one in shown]
        assert strip.more.isVisible()
        screen.touch(strip.more)
    assert sorted(seen) == sorted(str(n) for n in range(1, 12))


def test_no_picture_on_the_list_is_said(screen: Screen, make_alert: Callable[..., Any]) -> None:
    alert = make_alert("a")
    bare = replace(alert.candidate.reference, portrait=alert.captured[:0])
    screen.show(open_alerts=(replace(alert, candidate=replace(alert.candidate, reference=bare)),))
    assert screen.window.alert_screen.faces.reference.missing == "Tidak ada foto"
    screen.window.grab()


def test_an_unanswered_alert_says_how_long(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert(ALERT_ID),))
    screen.pass_time(12)
    assert any("Menunggu 12 detik" in text for text in texts())
    screen.pass_time(ESCALATE_AFTER_S)
    assert any("Belum dijawab selama 42 detik" in text for text in texts())


def test_a_colleague_is_called_and_the_alert_stays(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert(ALERT_ID),))
    screen.pass_time(GUARD)
    screen.touch(keys(screen).call)
    screen.pass_time(5)
    assert any("Panggilan dimulai 5 detik lalu." in text for text in texts())
    assert on_screen(screen)
