"""Strength of the evidence: words by decades, numbers that never overstate."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edge_app.ui.alert.evidence_presenter import (
    people_per_hit,
    present_evidence,
    present_false_alerts,
    strength,
)
from edge_app.ui.text.language import Language


@pytest.mark.parametrize(
    ("fmr", "level", "words"),
    [
        (0.0, 4, "Sangat kuat"),
        (1e-5, 4, "Sangat kuat"),
        (1.1e-5, 3, "Kuat"),
        (1e-4, 3, "Kuat"),
        (1e-3, 2, "Sedang"),
        (2e-3, 1, "Lemah"),
        (1.0, 1, "Lemah"),
        (math.nan, 1, "Lemah"),
        (-1.0, 1, "Lemah"),
    ],
)
def test_strength(fmr: float, level: int, words: str) -> None:
    found, message = strength(fmr)
    assert (found, message.text) == (level, words)


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
def test_a_rarer_score_is_never_called_weaker(one: Any, other: Any) -> None:
    low, high = sorted((one, other))
    assert strength(low)[0] >= strength(high)[0]


def test_sentence_in_both_languages(make_alert: Callable[..., Any]) -> None:
    candidate = make_alert("a").candidate
    indonesian = present_evidence(candidate, Language.ID)
    assert indonesian.words == "Sangat kuat"
    assert indonesian.score == "skor 0,71 (ambang 0,39)"
    assert indonesian.rarity == "1 dari 100.000 orang berbeda mencapai skor ini"
    english = present_evidence(candidate, Language.EN)
    assert english.rarity == "1 in 100,000 different people reaches this score"


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
