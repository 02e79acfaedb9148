"""What is said of alerts: colours that can be read, waits, undo, and nothing to who may not see."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.views import NO_ALERTS, HeldAnswer, OpenAlert
from edge_app.desk.session.views import OPEN, SessionState, SessionView
from edge_app.domain import Alert, Answer, FormerAnswer, Phrase
from edge_app.ui.alert.answer_presenter import answer_words, reason_words
from edge_app.ui.alert.banner_presenter import present_alert_banner
from edge_app.ui.alert.list_look import list_colours
from edge_app.ui.alert.presenter import present_alert_screen
from edge_app.ui.alert.undo_presenter import present_undo
from edge_app.ui.alert.waiting_presenter import called, waited
from edge_app.ui.look.contrast import AAA, contrast
from edge_app.ui.text.language import Language
from sync.protocol.jakarta import JAKARTA
from tests.present import present

WALL = datetime(2026, 3, 11, 10, 20, tzinfo=JAKARTA)
LOCKED = SessionView(SessionState.LOCKED)
SOME = "#7d1512"

pytestmark = pytest.mark.usefixtures("qapp")  # it speaks English


def waiting(alert: Alert, waited_s: float = 5.0, **changes: Any) -> OpenAlert:
    one = OpenAlert(alert, waited_s, True, False, None, None)
    return replace(one, **changes)


@given(st.integers(0, 0xFFFFFF))
def test_every_colour_of_a_list_carries_its_text(value: Any) -> None:
    colours = list_colours(f"#{value:06x}", SOME)
    assert contrast(colours.ink, colours.ground) >= AAA


@pytest.mark.parametrize(
    ("colour", "ground", "ink"),
    [
        ("#ffc107", "#ffc107", "#080c10"),  # yellow: dark ink on the colour as it is
        ("#7d1512", "#7d1512", "#ffffff"),
        ("", SOME, "#ffffff"),
        ("crimson", SOME, "#ffffff"),
        ("#FFC10", SOME, "#ffffff"),
    ],
)
def test_colour_is_kept_where_it_can_be(colour: str, ground: str, ink: str) -> None:
    colours = list_colours(colour, SOME)
    assert (colours.ground, colours.ink) == (ground, ink)


def test_a_colour_that_carries_neither_ink_is_darkened_in_its_hue() -> None:
    colours = list_colours("#c62828", SOME)
    red, green, blue = (int(colours.ground[i : i + 2], 16) for i in (1, 3, 5))
    assert colours.ink == "#ffffff"
    assert red > 3 * green
    assert green == blue


@pytest.mark.parametrize(
    ("seconds", "escalated", "said"),
    [
        (0.4, False, "Menunggu 0 detik"),
        (42.9, True, "Belum dijawab selama 42 detik"),
        (119, False, "Menunggu 119 detik"),
        (120, False, "Menunggu 2 menit"),
        (3700, True, "Belum dijawab selama 61 menit"),
    ],
)
def test_how_long_it_has_waited(seconds: float, escalated: bool, said: str) -> None:
    assert waited(seconds, escalated, Language.ID) == said


def test_whether_a_colleague_was_called() -> None:
    assert called(None, Language.ID) == ""
    assert called(150, Language.EN) == "The call began 2 minutes ago."


def test_a_reason_of_another_version_stands_as_it_is() -> None:
    assert reason_words("poor_picture", Language.EN) == "The picture is not clear enough"
    assert reason_words("new_reason", Language.EN) == "new_reason"


@pytest.mark.parametrize("language", Language)
def test_every_answer_and_reason_has_words(language: Language) -> None:
    said = [answer_words(one, language) for one in Answer]
    said += [reason_words(one.value, language) for one in Reason]
    assert len(set(said)) == len(said)


def test_a_locked_screen_says_that_alerts_wait_and_nothing_of_whom(
    make_alert: Callable[..., Any],
) -> None:
    alerts = replace(
        NO_ALERTS,
        front=waiting(make_alert("a", "Nama Rahasia")),
        others=(waiting(make_alert("b"), 65.0, escalated=True),),
    )
    assert present_alert_screen(alerts, LOCKED, Language.ID, WALL) is None
    banner = present(present_alert_banner(alerts, LOCKED, Language.ID))
    assert banner.title == "Ada 2 peringatan yang menunggu jawaban"
    assert banner.waited == "Belum dijawab selama 65 detik"
    written = repr(asdict(banner))
    for secret in ("Nama Rahasia", "Daftar contoh", "Direktorat"):
        assert secret not in written
    assert present_alert_banner(alerts, OPEN, Language.ID) is None
    assert present_alert_banner(NO_ALERTS, LOCKED, Language.ID) is None
    assert banner.step == "Masuk untuk melihat dan menjawabnya."
    shut_out = replace(LOCKED, accounts_missing=True)
    banner = present(present_alert_banner(alerts, shut_out, Language.ID))
    assert banner.step == "", "nobody is told to sign in where nobody can"


def test_a_locked_screen_takes_nothing_back(make_alert: Callable[..., Any]) -> None:
    held = HeldAnswer(make_alert("a"), Answer.CONFIRMED, Reason.SAME_BY_EYE, (), 9.2)
    alerts = replace(NO_ALERTS, held=(held,))
    (shown,) = present_undo(alerts, OPEN, Language.ID)
    assert (shown.name, shown.answer, shown.button) == (
        "Barack Obama",
        "Konfirmasi",
        "Batalkan (10)",
    )
    assert shown.face.image is held.alert.captured
    assert present_undo(alerts, LOCKED, Language.ID) == ()


def test_two_officers_on_a_terminal_without_accounts_is_said(
    make_alert: Callable[..., Any],
) -> None:
    alert = make_alert("a")
    strict = alert.candidate.watch_list.model_copy(update={"officers": 2})
    alert = replace(alert, candidate=replace(alert.candidate, watch_list=strict))
    view = present(
        present_alert_screen(replace(NO_ALERTS, front=waiting(alert)), OPEN, Language.ID, WALL)
    )
    assert any("meminta dua petugas" in note for note in view.notes)


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (timedelta(hours=2), "dikonfirmasi, 08.20, oleh"),
        (timedelta(hours=10, minutes=40), "dikonfirmasi, 23.40, oleh"),  # the night's
        (timedelta(hours=23, minutes=42), "dikonfirmasi, 10 Mar 2026 pukul 10.38, oleh"),
    ],
)
def test_what_was_answered_yesterday_is_not_dated_as_today(
    make_alert: Callable[..., Any], ago: timedelta, told: str
) -> None:
    former = FormerAnswer("b", Answer.CONFIRMED, ("1001",), WALL - ago)
    alert = replace(make_alert("a"), former=(former,), sightings=(WALL - ago,))
    alerts = replace(NO_ALERTS, front=waiting(alert))
    view = present(present_alert_screen(alerts, OPEN, Language.ID, WALL))
    assert any(told in note for note in view.notes)
    last = told.removeprefix("dikonfirmasi, ").removesuffix(", oleh")
    assert any(f"terakhir datang {last}." in note for note in view.notes)


@pytest.mark.parametrize(
    ("language", "line"),
    [(Language.ID, "Kategori: Buron"), (Language.EN, "Category: Wanted")],
)
def test_the_category_is_in_the_language_of_the_screen(
    make_alert: Callable[..., Alert], language: Any, line: Any
) -> None:
    alert = make_alert("a")
    category = {"category": Phrase(id="Buron", en="Wanted")}
    watch_list = alert.candidate.watch_list.model_copy(update=category)
    alert = replace(alert, candidate=replace(alert.candidate, watch_list=watch_list))
    view = present(
        present_alert_screen(replace(NO_ALERTS, front=waiting(alert)), OPEN, language, WALL)
    )
    assert view.source.splitlines()[1] == line


def test_the_same_alert_a_moment_later_is_equal(make_alert: Callable[..., Any]) -> None:
    alert = make_alert("a")
    first = present_alert_screen(
        replace(NO_ALERTS, front=waiting(alert, 5.1)), OPEN, Language.ID, WALL
    )
    assert first == present_alert_screen(
        replace(NO_ALERTS, front=waiting(alert, 5.9)), OPEN, Language.ID, WALL
    )
    better = replace(alert, captured=alert.captured.copy())
    assert first != present_alert_screen(
        replace(NO_ALERTS, front=waiting(better, 5.9)), OPEN, Language.ID, WALL
    )
