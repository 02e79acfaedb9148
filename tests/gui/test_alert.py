"""An alert takes the screen and leaves it by an answer only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from edge_app.domain import Answer
from edge_app.ui import theme

GUARD = theme.ANSWER_GUARD_S


def test_no_alert_no_panel(screen):
    assert not screen.window.alert_panel.isVisible()


def test_alert_appears_beside_the_live_picture(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"),))
    panel, live = screen.window.alert_panel, screen.window.live_view
    assert panel.isVisible()
    assert live.isVisible()
    assert not panel.geometry().intersects(live.geometry())
    assert panel.width() >= screen.window.width() // 2


def test_confirm_by_touch_answers_this_alert_once(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.touch(screen.window.alert_panel.confirm)
    assert screen.lane.answers == [("a", Answer.CONFIRMED)]
    screen.touch(screen.window.alert_panel.confirm)
    assert screen.lane.answers == [("a", Answer.CONFIRMED)]


def test_not_this_person_by_touch(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.touch(screen.window.alert_panel.refuse)
    assert screen.lane.answers == [("a", Answer.NOT_THIS_PERSON)]


def test_answered_alert_leaves_the_screen_though_the_lane_still_lists_it(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.touch(screen.window.alert_panel.confirm)
    assert not screen.window.alert_panel.isVisible()
    assert screen.window.live_view.width() == screen.window.width()


def test_alert_of_the_same_id_comes_back_after_the_lane_closed_it(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.touch(screen.window.alert_panel.confirm)
    screen.show(open_alerts=())
    screen.show(open_alerts=(make_alert("a"),))
    assert screen.window.alert_panel.isVisible()


def test_keys_close_and_outside_touches_do_not_dismiss(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Back)
    for key in keys:
        QTest.keyClick(screen.window, key)
    screen.window.close()
    screen.window.alert_panel.close()
    screen.touch(screen.window.live_view)
    screen.touch(screen.window.counts_bar)
    screen.window.refresh()
    assert screen.window.isVisible()
    assert screen.window.alert_panel.isVisible()
    assert screen.lane.answers == []


def test_badge_reader_that_types_answers_nothing(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    QTest.keyClicks(screen.window, "1234567890 y\r")
    QTest.keyClick(screen.window, Qt.Key.Key_Enter)
    assert screen.lane.answers == []


def test_touch_before_the_guard_time_is_ignored(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD - 0.05)
    screen.touch(screen.window.alert_panel.confirm)
    assert screen.lane.answers == []
    screen.pass_time(0.06)
    screen.touch(screen.window.alert_panel.confirm)
    assert [one for one, _ in screen.lane.answers] == ["a"]


def test_double_tap_does_not_answer_the_next_alert(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"), make_alert("b")))
    screen.pass_time(GUARD)
    screen.touch(screen.window.alert_panel.confirm)
    screen.pass_time(0.15)
    screen.touch(screen.window.alert_panel.confirm)
    assert screen.lane.answers == [("a", Answer.CONFIRMED)]
    assert screen.window.alert_panel.isVisible()


def test_touch_that_began_on_another_alert_answers_none(screen, make_alert):
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.press(screen.window.alert_panel.confirm)
    screen.show(open_alerts=(make_alert("b"),))
    screen.pass_time(GUARD)
    screen.release(screen.window.alert_panel.confirm)
    assert screen.lane.answers == []


def test_queue_is_shown_and_counts_down(screen, make_alert, texts):
    screen.show(open_alerts=(make_alert("a"), make_alert("b"), make_alert("c")))
    assert "2 lagi menunggu" in texts()
    screen.pass_time(GUARD)
    screen.touch(screen.window.alert_panel.refuse)
    assert "1 lagi menunggu" in texts()


def test_forty_touches_a_second_answer_each_alert_once(screen, make_alert):
    screen.show(open_alerts=tuple(make_alert(str(n)) for n in range(3)))
    for _ in range(120):
        screen.pass_time(0.025)
        if screen.window.alert_panel.isVisible():
            screen.touch(screen.window.alert_panel.confirm)
    assert [one for one, _ in screen.lane.answers] == ["0", "1", "2"]


def test_only_the_technicians_key_closes(screen):
    screen.window.close()
    assert screen.window.isVisible()
    QTest.keyClick(screen.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not screen.window.isVisible()


def test_all_that_the_officer_needs_is_said(screen, make_alert, texts):
    screen.show(open_alerts=(make_alert("a"),))
    assert {
        "Barack Obama",
        "Daftar contoh, dari Direktorat Contoh",
        "Sangat kuat",
        "skor 0,71 (ambang 0,39)",
        "1 dari 100.000 orang berbeda mencapai skor ini",
        "Minta orang ini menunggu.",
        "Konfirmasi",
        "Bukan orang ini",
    } <= set(texts())
