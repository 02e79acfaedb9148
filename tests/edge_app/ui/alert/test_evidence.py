"""Strength of the evidence: words by decades, numbers that never overstate."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_app.domain import Odds, RightAlerts
from edge_app.lists.served_list import load_calibration
from edge_app.lists.strength import strength
from edge_app.ui.alert.evidence_presenter import (
    people_per_hit,
    present_evidence,
    present_false_alerts,
)
from edge_app.ui.alert.evidence_presenter import strength as strength_one_to_one
from edge_app.ui.text.language import Language


def odds(fpir: float, measured: float = 0.0, shots: int = 3) -> Odds:
    return Odds(fpir, measured, references=1204, shots=shots)


@pytest.mark.parametrize(
    ("fpir", "level", "words"),
    [
        (0.0, 4, "Sangat kuat"),
        (1e-5, 4, "Sangat kuat"),
        (1.1e-5, 3, "Kuat"),
        (1e-4, 3, "Kuat"),
        (5e-4, 2, "Sedang"),
        (1e-3, 1, "Lemah"),
        (1.0, 1, "Lemah"),
        (math.nan, 1, "Lemah"),
        (-1.0, 1, "Lemah"),
    ],
)
def test_strength(make_alert: Callable[..., Any], fpir: float, level: int, words: str) -> None:
    candidate = replace(make_alert("a").candidate, odds=odds(fpir))
    found = present_evidence(candidate, Language.ID)
    assert (found.level, found.words) == (level, words)


@pytest.mark.parametrize(
    ("fmr", "level"),
    [(0.0, 4), (1e-5, 4), (1.1e-5, 3), (1e-4, 3), (1e-3, 2), (2e-3, 1), (math.nan, 1), (-1.0, 1)],
)
def test_strength_of_a_comparison_with_one_person(fmr: float, level: int) -> None:
    assert strength_one_to_one(fmr)[0] == level


def test_one_look_is_never_very_strong() -> None:
    assert [strength(odds(1e-9, shots=shots)) for shots in (1, 2)] == [3, 4]


def test_very_strong_is_what_counted_comparisons_bound() -> None:
    assert [strength(odds(1e-9, measured)) for measured in (0.036, 1e-3)] == [3, 4]


def test_the_same_score_is_weaker_on_a_longer_list() -> None:
    calibration = load_calibration()
    levels = [strength(odds(calibration.fpir(0.6, n))) for n in (30, 300, 3_000, 100_000)]
    assert levels == sorted(levels, reverse=True)
    assert len(set(levels)) == 4


@pytest.mark.parametrize(
    ("fpir", "measured", "said"),
    [
        (0.003, 0.0, "Dari 1.000 tamu, sekitar 3 tampak semirip ini"),
        (0.0021, 0.0, "Dari 1.000 tamu, sekitar 3 tampak semirip ini"),
        (2e-4, 0.0, "Sekitar 1 dari 5.000 tamu"),
        (1e-9, 0.036, "Dari 1.000 tamu, paling banyak 36 tampak semirip ini"),
        (1e-9, 9e-5, "Paling banyak 1 dari 10.000 tamu"),
        (1e-9, 0.95, "Untuk daftar sebesar ini belum terukur"),
    ],
)
def test_nothing_is_said_to_be_rarer_than_was_measured(
    make_alert: Callable[..., Any], fpir: float, measured: float, said: str
) -> None:
    candidate = replace(make_alert("a").candidate, odds=odds(fpir, measured))
    assert present_evidence(candidate, Language.ID).odds.startswith(said)


def test_what_officers_answered_here_is_said_once_it_is_enough(
    make_alert: Callable[..., Any],
) -> None:
    candidate = make_alert("a").candidate
    few, enough = RightAlerts(3, 9), RightAlerts(3, 10)
    assert present_evidence(candidate, Language.ID, few).own == ""
    said = present_evidence(candidate, Language.ID, enough).own
    assert said == "Di lajur ini 3 dari 10 peringatan sekuat ini benar"


def test_without_odds_nothing_is_called_strong(make_alert: Callable[..., Any]) -> None:
    found = present_evidence(replace(make_alert("a").candidate, odds=None), Language.ID)
    assert (found.level, found.odds) == (0, "")


@pytest.mark.parametrize(
    ("fmr", "people"),
    [(1e-5, 100_000), (8e-6, 100_000), (3e-5, 30_000), (0.5, 2), (1.0, 1), (0.0, 1_000_000)],
)
def test_people_per_hit(fmr: float, people: int) -> None:
    assert people_per_hit(fmr) == people


@given(st.floats(0, 1))
def test_rarity_is_never_overstated(fmr: Any) -> None:
    people = people_per_hit(fmr)
    assert 1 <= people <= 1_000_000
    assert people * fmr <= 1 + 1e-6


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_rarer_likeness_is_never_called_weaker(one: Any, other: Any) -> None:
    low, high = sorted((one, other))
    assert strength(odds(low)) >= strength(odds(high))


@pytest.mark.usefixtures("qapp")  # it speaks English
def test_sentence_in_both_languages(make_alert: Callable[..., Any]) -> None:
    candidate = make_alert("a").candidate
    indonesian = present_evidence(candidate, Language.ID)
    assert indonesian.words == "Sangat kuat"
    assert indonesian.score == "skor 0,71 (ambang 0,39)"
    likes = "tampak semirip ini dengan seseorang di daftar ini"
    assert indonesian.odds == f"Sekitar 1 dari 100.000 tamu {likes}"
    english = present_evidence(candidate, Language.EN)
    assert english.odds == "About 1 in 100,000 visitors looks this much like somebody on this list"


@pytest.mark.parametrize(
    ("target", "people", "said"),
    [
        (0.003, 1400, "Perkiraan peringatan keliru di lajur ini: sekitar 4,2 per hari"),
        (0.01, 1400, "Perkiraan peringatan keliru di lajur ini: sekitar 14 per hari"),
        (0.001, 1000, "Perkiraan peringatan keliru di lajur ini: sekitar 1 per hari"),
        (1e-5, 1000, "Perkiraan peringatan keliru di lajur ini: sekitar 1 dalam 100 hari"),
        (0.003, None, "Perkiraan peringatan keliru: sekitar 3 dari tiap 1.000 orang"),
        (0.003, 0, "Perkiraan peringatan keliru: sekitar 3 dari tiap 1.000 orang"),
        (1e-5, None, "Perkiraan peringatan keliru: sekitar 1 dari tiap 100.000 orang"),
        (0.0, None, ""),
        (0.0, 1000, ""),
        (math.nan, None, ""),
    ],
)
def test_expected_false_alerts(target: float, people: int | None, said: str) -> None:
    assert present_false_alerts(target, people, Language.ID) == said
