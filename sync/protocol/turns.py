"""Lanes of a gate take another version one after the other: by the clock, without a word between.

Time is cut into slots, and each slot is one lane's. A lane that has no network, or does not hear
the others, keeps its turn as well as any. Whoever begins does so early in the slot, so that what
follows is over before the next one: the switch, the time to show that it works, the way back.

Two lanes could meet only where they go by lists of different lengths: beyond MIN_LANES, while a
gate doubles and not all of it has heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

SLOT_S = 900  # of one lane
BEGIN_S = 240  # of it, in which a version may be chosen; PATIENCE_S and two runs of dpkg follow
MIN_LANES = 8  # a gate that gains a lane changes nobody's turn


def is_turn(lanes: Sequence[str], terminal_id: str, now: datetime) -> bool:
    """Return whether this terminal may choose another version now. Pure.

    `lanes`: the gate's terminals in the order of their enrolment, whatever became of them; empty:
    a data centre that gives no turns.
    """
    if not lanes:
        return True
    if terminal_id not in lanes:
        return False  # it came after the plan: the next one names it
    round_ = MIN_LANES
    while round_ < len(lanes):
        round_ *= 2
    slot, passed = divmod(int(now.timestamp()), SLOT_S)
    # One further in each round: hours that hold less than a round are everybody's in time.
    return passed < BEGIN_S and (slot + slot // round_) % round_ == lanes.index(terminal_id)
