"""The counts under the picture say since when they are counted."""

from __future__ import annotations

from datetime import timedelta

from edge_app.domain import Counts
from edge_app.ui.lane.counts_presenter import present_counts
from edge_app.ui.text.language import Language
from tests.edge_app.ui.conftest import WALL

COUNTS = Counts(frames=100, people=1284, captured=1257, alerts=0)


def test_people_are_counted_since_the_shift_began() -> None:
    people, *_ = present_counts(COUNTS, Language.ID, WALL, WALL - timedelta(hours=6))
    assert (people.value, people.label) == ("1.284", "Orang terlihat sejak 08.32")


def test_a_shift_of_yesterday_says_the_day() -> None:
    people, *_ = present_counts(COUNTS, Language.ID, WALL, WALL - timedelta(hours=20))
    assert people.label == "Orang terlihat sejak 10 Mar 2026 pukul 18.32"


def test_without_a_shift_nothing_is_claimed_of_one() -> None:
    people, *_ = present_counts(COUNTS, Language.ID, WALL, None)
    assert people.label == "Orang terlihat"
