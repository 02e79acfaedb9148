"""An alert takes the screen and leaves it by an answer only; every step as a finger takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from edge_app.desk.alerts.answers import REASONS
from edge_app.desk.alerts.escalation import ESCALATE_AFTER_S
from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.session.views import SessionState
from edge_app.domain import Alert, Answer, Phrase
from edge_app.ui.alert.touch_guard import STEP_GUARD_S
from edge_app.ui.kit.touch_button import TouchButton
from edge_app.ui.look import theme
from edge_app.ui.window.application import application
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope.passphrases import pin_verifier
from tests.edge_app.ui.conftest import Screen
from tests.waiting import until

GUARD = theme.ANSWER_GUARD_S
ALERT_ID = "0123456789abcdef" * 2  # as the store takes them


def keys(screen: Screen) -> Any:
    return screen.window.alert_screen.answers


def answer_key(screen: Screen, answer: Answer) -> TouchButton:
    key: TouchButton = keys(screen).answers[answer]
    return key


def settle(screen: Screen) -> None:
    """The next step is on the screen, and its keys are armed."""
    screen.pass_time(0)
    application().processEvents()
    screen.pass_time(STEP_GUARD_S)


def answer(screen: Screen, answer: Answer, reason: int = 0) -> None:
    """Tap the answer, then its reason."""
    screen.pass_time(GUARD)
    screen.touch(answer_key(screen, answer))
    settle(screen)
    screen.touch(keys(screen).reasons[reason])
    screen.pass_time(0)


def on_screen(screen: Screen) -> bool:
    return screen.window.alert_screen.isVisible()


def until_shown(screen: Any, reached: Callable[[], bool]) -> None:
    """What another thread does has come to the window."""

    def show() -> None:
        screen.window.refresh()
        application().processEvents()

    until(reached, between=show)


def in_list(alert: Alert, **changes: Any) -> Alert:
    watch_list = alert.candidate.watch_list.model_copy(update=changes)
    return replace(alert, candidate=replace(alert.candidate, watch_list=watch_list))


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
        "Prioritas 2",
        "Barack Obama",
        "Daftar contoh, dari Direktorat Contoh\nKategori: Contoh",
        "Sangat kuat",
        "skor 0,71 (ambang 0,39)",
        "1 dari 100.000 orang berbeda mencapai skor ini",
        "Perkiraan peringatan keliru: sekitar 3 dari tiap 1.000 orang",
        "Minta orang ini menunggu.",
        "Konfirmasi",
        "Bukan orang ini",
        "Tidak dapat memastikan",
        "Panggil rekan",
    } <= set(texts())


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
    screen.touch(keys(screen).to_answers)
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
    assert "Konfirmasi: Barack Obama" in texts()
    assert "Berlaku dalam 6 detik" in texts()
    screen.touch(screen.window.undo_bar.entries[0].button)
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
    assert "2 lagi menunggu" in texts()
    strip = screen.window.alert_screen.strip
    assert [one.alert_id for one in strip.buttons if one.isVisible()] == ["a", "b"]
    screen.touch(strip.buttons[1])
    screen.pass_time(0)
    assert "Ketiga" in texts()
    assert [one.alert_id for one in strip.buttons if one.isVisible()] == ["u", "a"]


def test_twelve_at_once_are_all_on_the_screen(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=tuple(make_alert(str(n)) for n in range(12)))
    strip = screen.window.alert_screen.strip
    shown = [one for one in strip.buttons if one.isVisible()]
    assert len(shown) == 11
    for button in shown:
        assert strip.rect().contains(button.geometry())
        assert min(button.width(), button.height()) >= screen.window.style_now.touch


def test_a_touch_zooms_both_faces_and_the_next_closes(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    alert = make_alert("a")
    screen.show(open_alerts=(replace(alert, shots=(alert.captured[::-1].copy(),)),))
    shown = screen.window.alert_screen
    screen.touch(shown.faces.shots[1])
    assert shown.zoom.isVisible()
    assert shown.zoom.geometry() == shown.rect()
    screen.touch(shown.zoom)
    assert not shown.zoom.isVisible()


def test_no_picture_on_the_list_is_said(screen: Screen, make_alert: Callable[..., Any]) -> None:
    alert = make_alert("a")
    bare = replace(alert.candidate.reference, portrait=alert.captured[:0])
    screen.show(open_alerts=(replace(alert, candidate=replace(alert.candidate, reference=bare)),))
    assert screen.window.alert_screen.faces.reference.text() == "Tidak ada foto"
    screen.window.grab()


def test_an_unanswered_alert_says_how_long(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert(ALERT_ID),))
    screen.pass_time(12)
    assert "Menunggu 12 detik" in texts()
    screen.pass_time(ESCALATE_AFTER_S)
    assert "Belum dijawab selama 42 detik" in texts()


def test_a_colleague_is_called_and_the_alert_stays(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert(ALERT_ID),))
    screen.pass_time(GUARD)
    screen.touch(keys(screen).call)
    screen.pass_time(5)
    assert any("Rekan dipanggil 5 detik lalu." in text for text in texts())
    assert on_screen(screen)


# ---- touches that were not meant -----------------------------------------------------------------


def test_keys_close_and_outside_touches_do_not_dismiss(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    pressed = (
        Qt.Key.Key_Escape,
        Qt.Key.Key_Return,
        Qt.Key.Key_Space,
        Qt.Key.Key_Tab,
        Qt.Key.Key_Back,
    )
    for key in pressed:
        QTest.keyClick(screen.window, key)
    screen.window.close()
    screen.touch(screen.window.alert_screen.live_view)
    screen.touch(screen.window.status_bar)
    screen.pass_time(UNDO_S)
    assert on_screen(screen)
    assert screen.lane.answers == []


def test_badge_reader_that_types_answers_nothing(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    QTest.keyClicks(screen.window, "1234567890 y\r")
    QTest.keyClick(screen.window, Qt.Key.Key_Enter)
    screen.pass_time(UNDO_S)
    assert on_screen(screen)
    assert screen.lane.answers == []


def test_touch_before_the_guard_time_is_ignored(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD - 0.05)
    screen.touch(answer_key(screen, Answer.CONFIRMED))
    screen.pass_time(0.06)
    assert answer_key(screen, Answer.CONFIRMED).isVisible()
    screen.touch(answer_key(screen, Answer.CONFIRMED))
    screen.pass_time(0)
    assert keys(screen).to_answers.isVisible()


def test_a_double_tap_gives_no_reason(screen: Screen, make_alert: Callable[..., Any]) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.touch(answer_key(screen, Answer.NOT_THIS_PERSON))
    screen.pass_time(0.15)
    screen.touch(keys(screen).reasons[0])
    screen.pass_time(0)
    assert on_screen(screen)
    assert keys(screen).to_answers.isVisible()


def test_a_double_tap_on_a_reason_does_not_answer_the_next_alert(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"), make_alert("b")))
    answer(screen, Answer.CONFIRMED)
    screen.pass_time(0.15)
    screen.touch(answer_key(screen, Answer.CONFIRMED))
    screen.pass_time(0)
    assert not keys(screen).to_answers.isVisible()
    assert [one.alert.alert_id for one in screen.desk.alerts.view().open] == ["b"]


def test_touch_that_began_on_another_alert_answers_none(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=(make_alert("a"),))
    screen.pass_time(GUARD)
    screen.press(answer_key(screen, Answer.CONFIRMED))
    screen.show(open_alerts=(make_alert("b"),))
    screen.pass_time(GUARD)
    screen.release(answer_key(screen, Answer.CONFIRMED))
    screen.pass_time(0)
    assert answer_key(screen, Answer.CONFIRMED).isVisible()


def test_forty_touches_a_second_answer_each_alert_once(
    screen: Screen, make_alert: Callable[..., Any]
) -> None:
    screen.show(open_alerts=tuple(make_alert(str(n)) for n in range(3)))
    for _ in range(300):
        screen.pass_time(0.025)
        if on_screen(screen):
            asked = keys(screen).to_answers.isVisible()
            confirm = answer_key(screen, Answer.CONFIRMED)
            screen.touch(keys(screen).reasons[1] if asked else confirm)
    screen.pass_time(UNDO_S)
    assert sorted(one for one, _ in screen.lane.answers) == ["0", "1", "2"]


# ---- officers ------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def accounts() -> tuple[Officer, ...]:
    return tuple(
        Officer(number=number, name=name, role=role, pin_verifier=pin_verifier(pin))
        for number, name, role, pin in (
            ("A-1", "Ani", OfficerRole.OFFICER, "111111"),
            ("B-2", "Bima", OfficerRole.OFFICER, "222222"),
            ("T-3", "Tono", OfficerRole.TECHNICIAN, "333333"),
        )
    )


class TestWithAccounts:
    """Ani and Bima answer alerts; Tono mends the lane."""

    @pytest.fixture
    def officers(self, accounts: tuple[Officer, ...]) -> tuple[Officer, ...]:
        return accounts

    def sign_in(self, screen: Screen, number: str, pin: str) -> None:
        screen.desk.session.sign_in(number, pin)
        until_shown(screen, lambda: screen.desk.session.view().number == number)

    def type_pin(self, screen: Screen, pin: str) -> None:
        page = screen.window.alert_screen.second_page
        for digit in pin:
            screen.touch(page.keypad.key(digit))
        settle(screen)

    def second(self, screen: Screen, make_alert: Callable[..., Any]) -> None:
        """Ani has confirmed, and a second officer is waited for."""
        self.sign_in(screen, "A-1", "111111")
        screen.show(open_alerts=(in_list(make_alert("a"), officers=2),))
        answer(screen, Answer.CONFIRMED)
        settle(screen)
        assert screen.window.alert_screen.second_page.isVisible()

    def test_nobody_signed_in_sees_no_name_and_no_picture(
        self, screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
    ) -> None:
        screen.show(open_alerts=(make_alert("a", "Nama Rahasia"),))
        assert screen.desk.session.view().state is SessionState.WAITING
        assert not on_screen(screen)
        assert not any("Nama Rahasia" in text for text in texts())

    def test_a_second_officer_confirms_with_badge_and_pin(
        self, screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        assert any("Sudah dikonfirmasi oleh A-1." in text for text in texts())
        assert screen.window.alert_screen.scanned("b-2")
        settle(screen)
        self.type_pin(screen, "222222")
        screen.touch(screen.window.alert_screen.second_page.agree)
        until_shown(screen, lambda: bool(screen.desk.alerts.view().held))
        screen.pass_time(UNDO_S)
        assert screen.lane.answers == [("a", Answer.CONFIRMED)]
        assert screen.lane.said == [(("A-1", "B-2"), "document_agrees")]

    def test_a_second_officer_who_does_not_agree(
        self, screen: Screen, make_alert: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        screen.window.alert_screen.scanned("B-2")
        settle(screen)
        self.type_pin(screen, "222222")
        screen.touch(screen.window.alert_screen.second_page.disagree)
        until_shown(screen, lambda: bool(screen.desk.alerts.view().held))
        screen.pass_time(UNDO_S)
        assert screen.lane.answers == [("a", Answer.CANNOT_TELL)]
        assert screen.lane.said == [(("A-1", "B-2"), "officers_disagree")]

    def test_a_wrong_pin_says_so_and_is_kept_nowhere(
        self, screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        page = screen.window.alert_screen.second_page
        screen.window.alert_screen.scanned("B-2")
        settle(screen)
        self.type_pin(screen, "999999")
        assert page.pin.text() == "●" * 6
        screen.touch(page.agree)
        until_shown(screen, lambda: "Nomor atau PIN salah." in texts())
        assert page.pin.text() == ""
        assert screen.desk.alerts.view().held == ()

    def test_the_first_officer_cannot_be_the_second(
        self, screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        screen.window.alert_screen.scanned("A-1")
        settle(screen)
        self.type_pin(screen, "111111")
        screen.touch(screen.window.alert_screen.second_page.agree)
        until_shown(screen, lambda: "Petugas kedua harus orang lain." in texts())

    def test_the_first_takes_the_confirmation_back(
        self, screen: Screen, make_alert: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        screen.touch(screen.window.alert_screen.second_page.to_back)
        screen.pass_time(0)
        assert answer_key(screen, Answer.CONFIRMED).isVisible()

    def test_a_technician_learns_that_one_waits_and_of_whom_nothing(
        self, screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
    ) -> None:
        self.sign_in(screen, "T-3", "333333")
        screen.show(open_alerts=(make_alert("a"),))
        screen.pass_time(GUARD)
        assert not on_screen(screen)
        assert screen.window.banner.isVisible()
        assert any("Panggil petugas" in text for text in texts())
        assert "Barack Obama" not in texts()
        assert screen.window.lane_screen.isVisible()

    def test_locked_in_the_middle_the_faces_go(
        self, screen: Screen, make_alert: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        screen.desk.session.lock()
        until_shown(screen, lambda: not on_screen(screen))
        assert screen.lane.answers == []
