"""The alert's screen where officers sign in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.queue import UNDO_S
from edge_app.desk.session.views import SessionState
from edge_app.domain import Answer
from edge_app.ui.session.sign_in_presenter import FORGET_S
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope.passphrases import pin_verifier
from tests.edge_app.ui.alert.alert_touches import (
    ALERT_ID,
    GUARD,
    answer,
    answer_key,
    in_list,
    on_screen,
    settle,
    until_shown,
)
from tests.edge_app.ui.conftest import Screen


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
        screen.show(open_alerts=(in_list(make_alert(ALERT_ID), officers=2),))
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
        said = "\n".join(texts())
        assert "Barack Obama" in said
        assert "Minta orang ini menunggu." in said
        assert "A-1" not in said  # what the first one said would lean on the second
        assert screen.window.alert_screen.text.to_do.isVisible()
        assert screen.window.alert_screen.faces.isVisible()
        assert screen.window.alert_screen.scanned("b-2")
        settle(screen)
        self.type_pin(screen, "222222")
        screen.touch(answer_key(screen, Answer.CONFIRMED))
        until_shown(screen, lambda: bool(screen.desk.alerts.view().held))
        screen.pass_time(UNDO_S)
        assert screen.lane.answers == [(ALERT_ID, Answer.CONFIRMED)]
        assert screen.lane.said == [(("A-1", "B-2"), "document_agrees")]

    def test_a_second_officer_who_does_not_agree(
        self, screen: Screen, make_alert: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        screen.window.alert_screen.scanned("B-2")
        settle(screen)
        self.type_pin(screen, "222222")
        screen.touch(answer_key(screen, Answer.NOT_THIS_PERSON))
        until_shown(screen, lambda: bool(screen.desk.alerts.view().held))
        screen.pass_time(UNDO_S)
        assert screen.lane.answers == [(ALERT_ID, Answer.CANNOT_TELL)]
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
        screen.touch(answer_key(screen, Answer.CONFIRMED))
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
        screen.touch(answer_key(screen, Answer.CONFIRMED))
        until_shown(screen, lambda: "Petugas kedua harus orang lain." in texts())

    def test_the_first_takes_the_confirmation_back(
        self, screen: Screen, make_alert: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        screen.touch(screen.window.alert_screen.second_page.to_back)
        screen.pass_time(0)
        assert not screen.window.alert_screen.second_page.isVisible()
        assert answer_key(screen, Answer.CONFIRMED).isEnabled()

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

    def test_a_pin_that_was_typed_is_gone_once_the_screen_was_locked(
        self, screen: Screen, make_alert: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        screen.window.alert_screen.scanned("B-2")
        settle(screen)
        self.type_pin(screen, "222222")
        screen.desk.session.lock()
        until_shown(screen, lambda: not on_screen(screen))
        self.sign_in(screen, "A-1", "111111")
        until_shown(screen, lambda: on_screen(screen))
        screen.pass_time(GUARD)
        page = screen.window.alert_screen.second_page
        assert (page.number.text(), page.pin.text()) == ("", "")
        screen.touch(answer_key(screen, Answer.CONFIRMED))
        assert not screen.desk.alerts.view().checking

    def test_a_pin_that_was_typed_and_left_is_forgotten(
        self, screen: Screen, make_alert: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        screen.window.alert_screen.scanned("B-2")
        settle(screen)
        self.type_pin(screen, "222222")
        page = screen.window.alert_screen.second_page
        screen.pass_time(FORGET_S - 1.0)
        assert page.pin.text() == "●" * 6
        screen.pass_time(1.0)
        assert (page.number.text(), page.pin.text()) == ("", "")

    def test_digits_of_a_pin_are_not_read_as_a_number_where_another_alert_comes_up(
        self, screen: Screen, make_alert: Callable[..., Any]
    ) -> None:
        """The first alert's second word comes from another lane while a PIN is typed for it."""
        self.sign_in(screen, "A-1", "111111")
        both = tuple(in_list(make_alert(one), officers=2) for one in "ab")
        screen.show(open_alerts=both)
        answer(screen, Answer.CONFIRMED)
        screen.desk.alerts.answer("b", Answer.CONFIRMED, Reason.DOCUMENT_AGREES)
        settle(screen)
        page = screen.window.alert_screen.second_page
        screen.window.alert_screen.scanned("B-2")
        settle(screen)
        screen.touch(page.keypad.key("2"))
        screen.desk.alerts.second_from("a", Answer.CONFIRMED, "C-3")
        screen.pass_time(0)
        for digit in "22":
            screen.touch(page.keypad.key(digit))
            screen.pass_time(0.2)
        assert page.isVisible()
        assert (page.number.text(), page.pin.text()) == ("", "")
        screen.pass_time(GUARD)
        screen.touch(page.keypad.key("7"))
        screen.pass_time(0)
        assert page.number.text() == "7"

    def test_locked_in_the_middle_the_faces_go(
        self, screen: Screen, make_alert: Callable[..., Any]
    ) -> None:
        self.second(screen, make_alert)
        screen.desk.session.lock()
        until_shown(screen, lambda: not on_screen(screen))
        assert screen.lane.answers == []
