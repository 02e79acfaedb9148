"""The strength of the evidence on its list, in words and in numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from edge_app.domain import Candidate, Odds, RightAlerts
from edge_app.lists.strength import LEVELS as LEVELS
from edge_app.lists.strength import strength as strength_on_list
from edge_app.ui.alert import words as alert_words
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.message import Message

_WORDS: dict[int, Message] = {
    4: alert_words.VERY_STRONG,
    3: alert_words.STRONG,
    2: alert_words.MODERATE,
    1: alert_words.WEAK,
}
_ONE_TO_ONE = ((1e-5, 4), (1e-4, 3), (1e-3, 2))
_SLACK = 1 + 1e-9  # 1e-5 computed as 1.0000000000000002e-05 is still 1e-5
_NEVER = 1_000_000  # days, people: what is rarer is no more told apart
_A_THOUSANDTH = 0.001
_SAYS_SOMETHING = 0.1  # a bound on a share of visitors that is larger than this says nothing
MIN_ANSWERS = 10  # of officers here, before they say anything of the next alert


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """How strong a comparison is, ready for the screen."""

    level: int  # 1 weak .. 4 very strong; 0: not known
    words: str
    score: str
    odds: str  # of visitors, how many look so; empty: not known
    unmeasured: str  # for whom the odds were not counted by themselves; empty: there are none
    own: str  # how often such alerts were right here; empty: too few answers


def strength(fmr: float) -> tuple[int, Message]:
    """Return level and words for a comparison with one person, whose false match rate is `fmr`.

    Very strong up to 1 in 100,000 different people, strong up to 1 in 10,000, moderate up to
    1 in 1,000, weak beyond. A rate that is no number is weak: doubt never looks like proof.
    """
    for most, level in _ONE_TO_ONE:
        if 0.0 <= fmr <= most * _SLACK:
            return level, _WORDS[level]
    return 1, _WORDS[1]


def people_per_hit(share: float) -> int:
    """Return among how many people one is found: 1/share cut to one leading digit.

    Cut, never rounded up, so that the evidence is not overstated. At least 1, at most 1,000,000.
    """
    if not 0.0 <= share <= 1.0:
        return 1
    people = (1 + 1e-9) / max(share, 1 / _NEVER)
    magnitude = int(10 ** math.floor(math.log10(people)))
    return math.floor(people / magnitude) * magnitude


def present_evidence(
    candidate: Candidate, language: Language, right: RightAlerts | None = None
) -> EvidenceView:
    """Return words, score with threshold, and odds of a candidate's comparison.

    `right`: how many alerts of this list and strength the officers here confirmed.
    """
    odds = candidate.odds
    level = 0 if odds is None else strength_on_list(odds)
    return EvidenceView(
        level=level,
        words=translate(_WORDS.get(level, alert_words.STRENGTH_UNKNOWN), language),
        score=translate(
            alert_words.SCORE,
            language,
            score=number(candidate.score, language, 2),
            threshold=number(candidate.threshold, language, 2),
        ),
        odds="" if odds is None else _odds(odds, language),
        unmeasured="" if odds is None else translate(alert_words.GROUPS_NOT_MEASURED, language),
        own=_own(right, language),
    )


def _odds(odds: Odds, language: Language) -> str:
    """Return of how many visitors one looks so to this list, no rarer than was ever counted."""
    bounded = odds.fpir < odds.measured
    share = odds.measured if bounded else odds.fpir
    if bounded and share > _SAYS_SOMETHING:
        return translate(alert_words.NOT_MEASURED, language)
    if share >= _A_THOUSANDTH:
        message = alert_words.BOUND_OF_THOUSAND if bounded else alert_words.OF_THOUSAND
        return translate(message, language, n=number(math.ceil(share * 1000 - 1e-9), language))
    message = alert_words.BOUND_ONE_OF if bounded else alert_words.ONE_OF
    return translate(message, language, people=number(people_per_hit(share), language))


def _own(right: RightAlerts | None, language: Language) -> str:
    if right is None or right.answered < MIN_ANSWERS:
        return ""
    return translate(
        alert_words.OWN_ANSWERS,
        language,
        confirmed=number(right.confirmed, language),
        answered=number(right.answered, language),
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
