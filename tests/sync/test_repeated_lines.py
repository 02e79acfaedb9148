"""A line that would come with every request is written once a minute."""

from __future__ import annotations

import logging

import pytest

from sync.central.registry.errors import RegistryError
from sync.repeated_lines import INTERVAL_S, MAX_KINDS, RepeatedLines


class Clock:
    def __init__(self) -> None:
        self.now = 5.0

    def __call__(self) -> float:
        return self.now


def test_one_line_a_minute_says_how_many_there_were(caplog: pytest.LogCaptureFixture) -> None:
    clock = Clock()
    lines = RepeatedLines(logging.getLogger("sync.test"), clock)
    for number in range(100):
        lines.warn(RegistryError(f"no room for {number}"))
        lines.fault("a fault: KeyError at sync/a.py:1")
    lines.warn("another matter")
    assert caplog.messages == [
        "no room for 0",
        "a fault: KeyError at sync/a.py:1",
        "another matter",
    ]
    caplog.clear()
    clock.now += INTERVAL_S
    lines.warn(RegistryError("no room"))
    lines.fault("a fault: KeyError at sync/a.py:1")
    lines.warn("another matter")
    assert caplog.messages == [
        "no room (99 more since the last line)",
        "a fault: KeyError at sync/a.py:1 (99 more since the last line)",
        "another matter",
    ]
    assert [each.levelname for each in caplog.records] == ["WARNING", "ERROR", "WARNING"]
    caplog.clear()


def test_what_is_remembered_is_bounded(caplog: pytest.LogCaptureFixture) -> None:
    lines = RepeatedLines(logging.getLogger("sync.test"))
    for number in range(3 * MAX_KINDS):
        lines.warn(f"matter {number}")
    assert len(lines._held) <= MAX_KINDS
    assert len(caplog.messages) == 3 * MAX_KINDS
    caplog.clear()
