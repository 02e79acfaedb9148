"""Two languages, one tap apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from edge_app.domain import SourceState, TrackState
from edge_app.ui.look import theme
from edge_app.ui.text.language import (
    Language,
    age,
    ago,
    clock_time,
    date_and_time,
    day,
    duration,
    full_date,
    number,
)
from tests.edge_app.ui.conftest import Screen
from tests.present import present

# Names, numbers and the clock's day read the same in both languages.
SAME = {"Gapura", "Barack Obama", "Daftar contoh", "1", "98%", "0", "11 Mar"}


def test_one_tap_changes_every_text_and_the_next_brings_it_back(
    screen: Screen, make_alert: Callable[..., Any], texts: Callable[..., Any]
) -> None:
    screen.show(
        open_alerts=(make_alert("a"), make_alert("b")),
        source_state=SourceState.LOST,
        lists=(),
        source_detail="no such device",
    )
    screen.pass_time(theme.STEP_GUARD_S)  # a touch while an alert comes up does nothing
    before = texts()
    screen.touch(screen.window.status_bar.toggle)
    assert screen.window.language is Language.EN
    english = texts()
    assert len(english) == len(before)
    assert set(before) & set(english) <= SAME
    screen.pass_time(theme.STEP_GUARD_S)  # nor does the second tap of a double tap
    screen.touch(screen.window.status_bar.toggle)
    assert texts() == before


def test_people_in_the_picture_are_labelled_in_the_language_of_the_screen(screen: Screen) -> None:
    def label() -> Any:
        return present(screen.window.lane_screen.live_view._picture).tracks[0].label

    (person,) = screen.lane.now_view.tracks
    screen.show(tracks=(replace(person, state=TrackState.UNCHECKED),))
    assert label() == "Tidak diperiksa"
    screen.touch(screen.window.status_bar.toggle)
    assert label() == "Not checked"


@pytest.mark.parametrize(
    ("value", "digits", "indonesian", "english"),
    [
        (0.705, 2, "0,70", "0.70"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (-0.25, 2, "-0,25", "-0.25"),
    ],
)
def test_numbers(value: float, digits: int, indonesian: str, english: str) -> None:
    assert number(value, Language.ID, digits) == indonesian
    assert number(value, Language.EN, digits) == english


@pytest.mark.parametrize(
    ("elapsed", "indonesian", "english"),
    [
        (timedelta(seconds=-30), "baru saja", "just now"),
        (timedelta(seconds=59), "baru saja", "just now"),
        (timedelta(seconds=60), "1 menit lalu", "1 minute ago"),
        (timedelta(minutes=59), "59 menit lalu", "59 minutes ago"),
        (timedelta(hours=1), "1 jam lalu", "1 hour ago"),
        (timedelta(hours=23, minutes=59), "23 jam lalu", "23 hours ago"),
        (timedelta(days=1), "1 hari lalu", "1 day ago"),
        (timedelta(days=1200), "1.200 hari lalu", "1,200 days ago"),
        (timedelta(hours=-1), "tanggalnya belum tiba", "dated in the future"),
    ],
)
def test_ages(elapsed: timedelta, indonesian: str, english: str) -> None:
    assert age(elapsed, Language.ID) == indonesian
    assert age(elapsed, Language.EN) == english


def test_dates() -> None:
    moment = datetime(2026, 10, 3, 8, 5, tzinfo=UTC)
    assert date_and_time(moment, Language.ID) == "3 Okt 2026 pukul 08.05"
    assert date_and_time(moment, Language.EN) == "3 Oct 2026, 08:05"


def test_a_day_without_a_time_has_its_year_from_cldr_too() -> None:
    assert full_date(date(1961, 10, 12), Language.ID) == "12 Okt 1961"
    assert full_date(date(1961, 10, 12), Language.EN) == "12 Oct 1961"
    assert day(date(2026, 10, 12), Language.ID) == "12 Okt"


def test_english_has_a_plural_and_indonesian_needs_none() -> None:
    assert [duration(n, "minute", Language.EN) for n in (1, 2)] == ["1 minute", "2 minutes"]
    assert [duration(n, "minute", Language.ID) for n in (1, 2)] == ["1 menit", "2 menit"]
    assert ago(1, "second", Language.EN) == "1 second ago"
    assert [duration(n, "year", Language.EN) for n in (1, 11)] == ["1 year", "11 years"]


def test_every_month_is_written_as_cldr_has_it() -> None:
    days = [datetime(2026, month, 1, tzinfo=UTC) for month in range(1, 13)]
    indonesian, english = (
        " ".join(day(one, language)[2:] for one in days) for language in Language
    )
    assert indonesian == "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"
    assert english == "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec"


def test_a_time_is_that_of_its_own_zone() -> None:
    moment = datetime(2026, 10, 3, 23, 59, tzinfo=UTC)
    assert clock_time(moment, Language.ID) == "23.59"
    assert clock_time(moment.astimezone(timezone(timedelta(hours=8))), Language.ID) == "07.59"
