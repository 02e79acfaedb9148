"""Quiet hours lower the sound, and silence nothing."""

from __future__ import annotations

import pytest

from edge_app.desk.session.preferences import QUIET, VOLUMES, Preferences
from edge_app.desk.sound_level import is_quiet, sound_level


@pytest.mark.parametrize(
    ("hours", "hour", "quiet"),
    [("off", 3, False), ("22-5", 22, True), ("22-5", 4, True), ("22-5", 5, False), ("20-6", 19, 0)],
)
def test_quiet_hours_go_over_midnight(hours: str, hour: int, quiet: bool) -> None:
    assert is_quiet(hours, hour) is bool(quiet)


def test_at_no_hour_is_an_alert_silent_and_the_first_priority_is_as_loud_as_it_is_set() -> None:
    for volume in VOLUMES[1:]:
        for hours in QUIET:
            for hour in range(24):
                set_so = Preferences(volume=volume, quiet=hours)
                assert sound_level(set_so, hour, None) > 0
                assert 0 < sound_level(set_so, hour, 2) <= int(volume) / 100
                assert sound_level(set_so, hour, 1) == int(volume) / 100
