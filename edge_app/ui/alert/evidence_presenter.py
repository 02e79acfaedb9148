"""The strength of the evidence, in words and in numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from edge_app.domain import Candidate
from edge_app.ui.alert import words as alert_words
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.message import Message

#: Level n (1..4) holds scores that at most this share of different people reach: one decade each.
_LEVELS: tuple[tuple[float, int, Message], ...] = (
    (1e-5, 4, alert_words.VERY_STRONG),
    (1e-4, 3, alert_words.STRONG),
    (1e-3, 2, alert_words.MODERATE),
)
LEVELS = 4
_RAREST = 1e-6  # the calibration has 750,925 impostor pairs: it says nothing of rarer scores
_NEVER = 1_000_000  # days: what is rarer is no more told apart
_A_THOUSANDTH = 0.001
_SLACK = 1 + 1e-9  # 1e-5 computed as 1.0000000000000002e-05 is still 1e-5


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """How strong a comparison is, ready for the screen."""

    level: int  # 1 weak .. 4 very strong
    words: str
    score: str
    rarity: str


def strength(fmr: float) -> tuple[int, Message]:
    """Return level and words for a score whose false match rate is `fmr` (0..1).

    Very strong up to 1 in 100,000 different people, strong up to 1 in 10,000, moderate up to
    1 in 1,000, weak beyond. A rate that is no number is weak: doubt never looks like proof.
    """
    for limit, level, words in _LEVELS:
        if 0.0 <= fmr <= limit * _SLACK:
            return level, words
    return 1, alert_words.WEAK


def people_per_hit(fmr: float) -> int:
    """Return among how many people one reaches the score: 1/fmr cut to one leading digit.

    Cut, never rounded up, so that the evidence is not overstated. At least 1, at most 1,000,000.
    """
    if not 0.0 <= fmr <= 1.0:
        return 1
    people = (1 + 1e-9) / max(fmr, _RAREST)
    magnitude = int(10 ** math.floor(math.log10(people)))
    return math.floor(people / magnitude) * magnitude


def present_evidence(candidate: Candidate, language: Language) -> EvidenceView:
    """Return words, score with threshold, and rarity of a candidate's comparison."""
    level, words = strength(candidate.fmr)
    beyond = 0.0 <= candidate.fmr < _RAREST
    return EvidenceView(
        level=level,
        words=translate(words, language),
        score=translate(
            alert_words.SCORE,
            language,
            score=number(candidate.score, language, 2),
            threshold=number(candidate.threshold, language, 2),
        ),
        rarity=translate(
            alert_words.RARER_THAN if beyond else alert_words.ONE_IN,
            language,
            people=number(people_per_hit(candidate.fmr), language),
        ),
    )


def present_false_alerts(target_fpir: float, people_a_day: float | None, language: Language) -> str:
    """Return how many false alerts a list is expected to raise, by the share that it bears.

    A day, where it is known how many people come (`people_a_day`); else among so many people. Less
    than one is told as one in so many days or people.
    """
    if people_a_day is not None and people_a_day > 0:
        a_day = target_fpir * people_a_day
        if a_day >= 1:
            n = number(a_day, language, 0 if a_day >= 10 else 1)
            return translate(alert_words.FALSE_A_DAY, language, n=_plain(n))
        days = number(min(round(1 / a_day), _NEVER), language) if a_day > 0 else ""
        return translate(alert_words.FALSE_IN_DAYS, language, n=days) if days else ""
    if not target_fpir > 0:
        return ""
    if target_fpir >= _A_THOUSANDTH:
        n = number(target_fpir * 1000, language, 1)
        return translate(alert_words.FALSE_PER_THOUSAND, language, n=_plain(n))
    return translate(alert_words.FALSE_ONE_IN, language, n=number(round(1 / target_fpir), language))


def _plain(text: str) -> str:
    """Return `3` for `3,0` or `3.0`."""
    return text[:-2] if text[-2:] in (",0", ".0") else text
