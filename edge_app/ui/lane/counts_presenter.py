"""The texts of the counts."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.domain import Counts
from edge_app.ui.text import shared_words
from edge_app.ui.text.language import Language, number, translate


@dataclass(frozen=True, slots=True)
class CountView:
    """One number of the shift."""

    value: str
    label: str


def present_counts(
    counts: Counts, language: Language, alerts: bool = True
) -> tuple[CountView, ...]:
    """Return people, captured faces, capture rate and, unless visitors see it, alerts."""
    rate = f"{number(100 * counts.captured / counts.people, language)}%" if counts.people else "–"
    seen = (
        CountView(number(counts.people, language), translate(shared_words.PEOPLE_SEEN, language)),
        CountView(
            number(counts.captured, language), translate(shared_words.FACES_CAPTURED, language)
        ),
        CountView(rate, translate(shared_words.CAPTURE_RATE, language)),
    )
    if not alerts:
        return seen
    raised = CountView(number(counts.alerts, language), translate(shared_words.ALERTS, language))
    return (*seen, raised)
