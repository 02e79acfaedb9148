"""How strong an alert is on its list: four levels, from the odds. Pure."""

from __future__ import annotations

from edge_app.domain import Odds
from edge_app.lists.thresholds import SHOTS_NEEDED

LEVELS = 4
#: From level 4 down: at most this share of people on no list look so to a list of this size. An
#: alert at the threshold of a usual list (one false alert in a thousand people) is weak.
_LEVELS = ((1e-5, 4), (1e-4, 3), (5e-4, 2))
_NOT_SURE = 3  # one look at a face is never very strong; set by judgement
_COUNTED = 1e-3  # very strong is only what counted comparisons themselves bound so
_SLACK = 1 + 1e-9  # 1e-5 computed as 1.0000000000000002e-05 is still 1e-5


def strength(odds: Odds) -> int:
    """Return 1 (weak) .. 4 (very strong). What is no number is weak: doubt is no proof."""
    level = next((level for most, level in _LEVELS if 0.0 <= odds.fpir <= most * _SLACK), 1)
    sure = odds.shots >= SHOTS_NEEDED and odds.measured <= _COUNTED
    return level if sure else min(level, _NOT_SURE)
