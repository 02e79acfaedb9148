"""When an alert that nobody answers gets louder, which sound is due, and when it is given up. Pure.

Nothing here flashes: an escalation repeats a sound and says in words how long it has waited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edge_app.desk.sounds import Sound

ESCALATE_AFTER_S = 30.0  # the setting `escalate_after_s`
GIVE_UP_AFTER_S = 3600.0  # after the person was last seen
URGENT_UP_TO = 3  # list priorities 1..3
REMIND_S = 10.0  # between two sounds of an alert that waits
ESCALATED_REMIND_S = 4.0  # and of one that nobody answered in time


@dataclass(frozen=True, slots=True)
class AudibleAlert:
    """What the sounds depend on, of one alert."""

    priority: int  # of its list, 1 first
    fresh: bool  # it has not been heard yet
    escalated: bool


def signal(priority: int) -> Sound:
    """Return the sound of an alert whose list has this priority."""
    return Sound.URGENT if priority <= URGENT_UP_TO else Sound.NORMAL


def due(waiting: Sequence[AudibleAlert], since_last_s: float, in_hand: bool) -> Sound | None:
    """Return the one sound to play now, `since_last_s` after the last; None: silence.

    A fresh alert is heard at once, of several the most pressing. What waits is repeated, louder
    and more often once an alert has escalated; but not while an officer is answering (`in_hand`):
    they have heard it, and must think and speak.
    """
    fresh = [one.priority for one in waiting if one.fresh]
    if fresh:
        return signal(min(fresh))
    if not waiting or in_hand:
        return None
    if any(one.escalated for one in waiting):
        return Sound.ESCALATION if since_last_s >= ESCALATED_REMIND_S else None
    return signal(min(one.priority for one in waiting)) if since_last_s >= REMIND_S else None
