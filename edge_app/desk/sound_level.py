"""How loud an alert is: as it is set, quieter in the quiet hours, never silent for them. Pure."""

from __future__ import annotations

from edge_app.desk.session.preferences import Preferences

QUIET_SHARE = 0.4  # of the volume, in the quiet hours
FIRST = 1  # the priority that quiet hours do not concern


def is_quiet(hours: str, hour: int) -> bool:
    """Return whether `hour` of the day lies in quiet hours: `22-5`, or `off`."""
    start, _, end = hours.partition("-")
    if not end:
        return False
    return int(start) <= hour or hour < int(end)


def sound_level(preferences: Preferences, hour: int, most_urgent: int | None) -> float:
    """Return the volume, 0..1; `most_urgent`: the first priority that waits; None: none."""
    full = int(preferences.volume) / 100
    if most_urgent == FIRST or not is_quiet(preferences.quiet, hour):
        return full
    return full * QUIET_SHARE
