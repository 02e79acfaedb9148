"""All lanes at one desk, with a finger: the queue, a case, and a second officer's answer."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from edge_app.desk.lanes.views import LanesView, Refusal, SecondAnswer, WatchedCase, WatchedLane
from edge_app.desk.session.roles import OfficerRole
from edge_app.desk.session.views import Notice, SecondCheck, SignedIn
from edge_app.domain import Alert, Answer, LaneFault, SourceState
from edge_app.ui.lanes.case_page import LaneCasePage
from edge_app.ui.lanes.presenter import FEW_TILES, MAX_TILES, present_case, present_lanes
from edge_app.ui.lanes.screen import LanesScreen
from edge_app.ui.look import theme
from edge_app.ui.screenshots.fake_desk import FakeLanes
from edge_app.ui.session.sign_in_presenter import FORGET_S
from edge_app.ui.text.language import Language
from edge_app.ui.window.application import application
from edge_app.ui.window.places import Place, open_places, rail_places
from tests.edge_app.ui.conftest import Screen
from tests.edge_app.ui.window.test_places import signed_in
from tests.present import present

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
ONE, TWO = "1" * 32, "2" * 32
WORKS = WatchedLane(ONE, "Lajur 1", heard=True, camera=SourceState.LIVE, attended=True)


class Lanes(FakeLanes):
    """Other lanes that a test sets; what a finger answers is written down."""

    def __init__(self, view: LanesView) -> None:
        super().__init__(view)
        self.answered: list[tuple[str, str, Answer, str]] = []
        self.checked: Future[SecondCheck] = Future()

    def change(self, *cases: WatchedCase) -> None:
        self._view = replace(self._view, cases=cases)

    def answer(
        self, terminal_id: str, alert_id: str, answer: Answer, pin: str
    ) -> Future[SecondCheck]:
        self.answered.append((terminal_id, alert_id, answer, pin))
        self.checked = Future()
        return self.checked


@pytest.fixture
def case(make_alert: Callable[..., Alert]) -> WatchedCase:
    alert = make_alert("a" * 32)
    return WatchedCase(
        terminal_id=ONE,
        lane="Lajur 1",
        alert_id=alert.alert_id,
        watch_list=alert.candidate.watch_list,
        reference=alert.candidate.reference,
        face=alert.captured,
        waited=timedelta(seconds=42),
        here=True,
        step="second",
        may_answer=True,
    )


@pytest.fixture
def lanes(screen: Screen, case: WatchedCase) -> Lanes:
    """A desk over two lanes, at the page of all lanes."""
    made = Lanes(LanesView(True, (WORKS, replace(WORKS, terminal_id=TWO, name="Lajur 2")), (case,)))
    screen.desk.lanes.is_desk = True
    shown = LanesScreen(made)
    shown.restyle(screen.window.style_now)
    screen.window.replace_screen(Place.LANES, shown)
    screen.show(source_state=SourceState.NONE, frame=None, tracks=())
    screen.pass_time(theme.ANSWER_GUARD_S)
    return made


def page(screen: Screen) -> LanesScreen:
    found = screen.window.screens[Place.LANES]
    assert isinstance(found, LanesScreen)
    return found


def touch_row(screen: Screen, number: int) -> None:
    row = present(page(screen).queue.row(number))
    at = row.mapTo(screen.window, QPoint(row.width() // 2, row.height() // 2))
    QTest.touchEvent(screen.window, screen.finger).press(0, at, screen.window).commit()
    QTest.touchEvent(screen.window, screen.finger).release(0, at, screen.window).commit()
    screen.window.refresh()
    application().processEvents()


def type_pin(screen: Screen, pin: str) -> None:
    screen.window.refresh()
    for digit in pin:
        screen.touch(page(screen).page.panel.keypad.key(digit))
    screen.window.refresh()


def test_a_desk_has_all_lanes_and_no_lane_of_its_own() -> None:
    supervisor = signed_in(OfficerRole.SUPERVISOR)
    at_desk = open_places(supervisor, is_desk=True)
    assert at_desk[0] is Place.LANES
    assert not {Place.LANE, Place.VERIFY, Place.HISTORY, Place.FIGURES} & set(at_desk)
    assert Place.LANES in rail_places(supervisor, is_desk=True)
    assert Place.LANES in open_places(supervisor)
    assert Place.LANES not in rail_places(supervisor)  # a lane's rail is full: its cases lead there
    assert Place.LANES.marked() is Place.CASES
    officer = signed_in(OfficerRole.OFFICER)
    assert Place.LANES in open_places(officer)  # for whoever a lane has called
    assert Place.LANES not in rail_places(officer)
    assert Place.LANES not in open_places(signed_in(OfficerRole.TECHNICIAN))


def test_a_case_is_opened_and_answered_with_a_finger(
    screen: Screen, lanes: Lanes, case: WatchedCase, texts: Callable[..., Any]
) -> None:
    assert screen.window.place is Place.LANES
    touch_row(screen, 0)
    shown = texts()
    assert "Barack Obama" in shown
    assert present(case.watch_list).instruction.id in shown
    keys = page(screen).page.answers
    screen.touch(keys[Answer.CONFIRMED])  # within a moment: it was meant for the row
    assert lanes.answered == []
    screen.pass_time(theme.ANSWER_GUARD_S)
    screen.touch(keys[Answer.CONFIRMED])
    type_pin(screen, "112233")
    screen.touch(page(screen).page.panel.send)
    assert lanes.answered == [(ONE, case.alert_id, Answer.CONFIRMED, "112233")]
    lanes.checked.set_result(SecondCheck(SignedIn("2001", "Nurul", OfficerRole.SUPERVISOR, NOW)))
    said = SecondAnswer(Answer.CONFIRMED)
    lanes.change(replace(case, may_answer=False, said=said))
    screen.window.refresh()
    assert not any(key.isEnabled() for key in keys.values())
    assert "Jawaban Anda sedang dikirim" in texts()


def opened(screen: Screen) -> LaneCasePage:
    """The page of the first case, with an answer touched."""
    touch_row(screen, 0)
    screen.pass_time(theme.ANSWER_GUARD_S)
    shown = page(screen).page
    screen.touch(shown.answers[Answer.CONFIRMED])
    screen.window.refresh()
    return shown


def test_an_answer_is_sent_with_the_pin_and_with_nothing_less(
    screen: Screen, lanes: Lanes, texts: Callable[..., Any]
) -> None:
    """Whoever finds the screen open answers for nobody."""
    shown = opened(screen)
    assert lanes.answered == []
    assert "Jawaban Anda: Konfirmasi. Ketik PIN Anda, lalu sentuh Kirim jawaban." in texts()
    type_pin(screen, "11223")
    assert not shown.panel.send.isEnabled()
    type_pin(screen, "3")
    screen.touch(shown.answers[Answer.CANNOT_TELL])  # another answer: the PIN stays
    screen.window.refresh()
    screen.touch(shown.panel.send)
    assert [each[2:] for each in lanes.answered] == [(Answer.CANNOT_TELL, "112233")]
    screen.window.refresh()
    assert not any(key.isEnabled() for key in shown.answers.values())
    lanes.checked.set_result(SecondCheck(None, Notice.WRONG))
    screen.window.refresh()
    assert {"PIN salah.", "Ketik PIN Anda sekali lagi."} <= set(texts())
    assert not any("omor" in text for text in texts()), "no number is typed here"
    assert shown.panel.entry.text() == ""
    assert not shown.panel.send.isEnabled()
    screen.touch(shown.back_button)  # given up: the next answer begins without it
    screen.window.refresh()
    screen.touch(shown.answers[Answer.CONFIRMED])
    screen.window.refresh()
    assert "PIN salah." not in texts()


def test_a_pin_that_was_begun_is_forgotten_by_itself_and_by_going_back(
    screen: Screen, lanes: Lanes
) -> None:
    shown = opened(screen)
    type_pin(screen, "112233")
    screen.touch(shown.back_button)
    screen.window.refresh()
    assert shown.isVisible()
    assert not shown.panel.isVisible()
    screen.touch(shown.answers[Answer.CONFIRMED])
    screen.window.refresh()
    assert shown.panel.entry.text() == ""
    type_pin(screen, "112233")
    screen.pass_time(FORGET_S + 1)
    assert not shown.panel.isVisible()
    assert lanes.answered == []


def test_a_touch_that_was_aimed_at_another_case_opens_none(
    screen: Screen, lanes: Lanes, case: WatchedCase
) -> None:
    lanes.change(replace(case, alert_id="b" * 32, lane="Lajur 2", terminal_id=TWO), case)
    screen.window.refresh()
    touch_row(screen, 0)
    assert not page(screen).page.isVisible()
    screen.pass_time(2 * theme.STEP_GUARD_S)
    touch_row(screen, 0)
    assert page(screen).page.isVisible()


def test_where_visitors_see_the_glass_no_case_is_on_it(
    screen: Screen, lanes: Lanes, case: WatchedCase, texts: Callable[..., Any]
) -> None:
    touch_row(screen, 0)
    screen.desk.preferences.put("visitor", "half", "")
    screen.window.refresh()
    application().processEvents()
    assert lanes.view().cases == (case,)
    assert "Barack Obama" not in texts()
    assert "Layar ini terlihat oleh tamu." in texts()


@pytest.mark.usefixtures("qapp")
def test_the_page_is_blind_until_the_answer_was_taken(case: WatchedCase) -> None:
    first = (Answer.NOT_THIS_PERSON, "1001")

    def words(**more: Any) -> str:
        said = SecondAnswer(Answer.CONFIRMED, **more)
        shown = replace(case, may_answer=False, said=said)
        return present_case(shown, Language.ID).step

    assert "1001" not in words()
    told = words(taken=True, first=first[0], first_officer=first[1])
    assert "Petugas pertama (1001) menjawab: Bukan orang ini." in told
    assert told.endswith("Kedua jawaban berbeda, jadi dicatat: tidak pasti.")
    same = words(taken=True, first=Answer.CONFIRMED, first_officer="1001")
    assert same.endswith("Kedua jawaban sama.")
    assert "pakai radio" in words(refused=Refusal.UNHEARD)


@pytest.mark.usefixtures("qapp")
def test_nobody_judges_a_face_that_has_not_come(case: WatchedCase) -> None:
    assert present_case(case, Language.ID).may_answer
    waits = present_case(replace(case, face=None), Language.ID)
    assert (waits.may_answer, waits.missing) == (False, "Gambar dari lajur belum sampai")


@pytest.mark.usefixtures("qapp")
def test_normal_is_grey_and_what_needs_a_hand_comes_first() -> None:
    fine = [replace(WORKS, terminal_id=str(n), name=f"Lajur {n}") for n in range(1, 8)]
    wrong = replace(WORKS, name="Lajur 8", faults=(LaneFault.DARK,))
    desk = replace(WORKS, name="Meja lain", camera=SourceState.NONE)
    shown = present_lanes(
        LanesView(True, (*fine, wrong, desk)), Language.ID, visitors_see=False, most=FEW_TILES
    )
    assert [tile.name for tile in shown.tiles] == ["Lajur 8", "Lajur 1", "Lajur 2", "Lajur 3"]
    assert shown.more == "Dan 4 lajur lain."
    assert {tile.tone for tile in shown.tiles[1:]} == {theme.Tone.TEXT_QUIET}
    everything = present_lanes(LanesView(True, tuple(fine)), Language.ID, visitors_see=False)
    assert (len(everything.tiles), everything.more) == (7, "")
    assert MAX_TILES >= 8


@pytest.mark.parametrize(
    ("lane", "words"),
    [
        (WORKS, "Bekerja"),
        (replace(WORKS, attended=False), "Tidak ada petugas"),
        (replace(WORKS, lists=False), "Tidak ada daftar"),
        (replace(WORKS, camera=SourceState.LOST), "Kamera terputus"),
        (replace(WORKS, camera=None), "Ada gangguan"),
        (replace(WORKS, other_faults=1), "Ada gangguan"),
        (WatchedLane(ONE, "Lajur 1", heard=False), "Tidak ada kabar"),
    ],
)
def test_a_tile_says_what_is_so(lane: WatchedLane, words: str) -> None:
    (tile,) = present_lanes(LanesView(True, (lane,)), Language.ID, visitors_see=False).tiles
    assert tile.state == words
