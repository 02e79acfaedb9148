"""The texts of the counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from edge_app.domain import Counts
from edge_app.ui.lane import counts_words
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, clock_time, date_and_time, number, translate


@dataclass(frozen=True, slots=True)
class CountView:
    """One number of the shift."""

    value: str
    label: str


def present_counts(
    counts: Counts, language: Language, wall: datetime, since: datetime | None, alerts: bool = True
) -> tuple[CountView, ...]:
    """Return people, captured faces, capture rate and, unless visitors see it, alerts.

    `since`: when the shift began that they are of, for the zone and day of `wall`; None: there is
    no shift, and they are of the process.
    """
    rate = f"{number(100 * counts.captured / counts.people, language)}%" if counts.people else "–"
    seen = (
        CountView(number(counts.people, language), _people(since, language, wall)),
        CountView(
            number(counts.captured, language), translate(shared_words.FACES_CAPTURED, language)
        ),
        CountView(rate, translate(shared_words.CAPTURE_RATE, language)),
    )
    if not alerts:
        return seen
    raised = CountView(number(counts.alerts, language), translate(shared_words.ALERTS, language))
    return (*seen, raised)


def _people(since: datetime | None, language: Language, wall: datetime) -> str:
    if since is None:
        return translate(shared_words.PEOPLE_SEEN, language)
    began = since.astimezone(wall.tzinfo)
    same_day = began.date() == wall.date()
    time = clock_time(began, language) if same_day else date_and_time(began, language)
    return translate(counts_words.PEOPLE_SINCE, language, time=time)
