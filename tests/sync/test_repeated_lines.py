"""A line that would come with every request is written once a minute."""

from __future__ import annotations

import logging

import pytest

from sync.central.registry.errors import RegistryError
from sync.repeated_lines import INTERVAL_S, RepeatedLines


def test_one_line_a_minute_says_how_many_there_were(caplog: pytest.LogCaptureFixture) -> None:
    lines = RepeatedLines(logging.getLogger("sync.test"))
    for number in range(100):
        lines.warn(RegistryError(f"no room for {number}"), now=5.0)
        lines.fault("a fault: KeyError at sync/a.py:1", now=5.0)
    lines.warn("another matter", now=5.0)
    assert caplog.messages == [
        "no room for 0",
        "a fault: KeyError at sync/a.py:1",
        "another matter",
    ]
    caplog.clear()
    later = 5.0 + INTERVAL_S
    lines.warn(RegistryError("no room"), now=later)
    lines.fault("a fault: KeyError at sync/a.py:1", now=later)
    lines.warn("another matter", now=later)
    assert caplog.messages == [
        "no room (99 more since the last line)",
        "a fault: KeyError at sync/a.py:1 (99 more since the last line)",
        "another matter",
    ]
    assert [each.levelname for each in caplog.records] == ["WARNING", "ERROR", "WARNING"]
    caplog.clear()


def test_what_is_remembered_is_bounded(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.repeated_lines.MAX_KINDS", 20)
    lines = RepeatedLines(logging.getLogger("sync.test"))
    for number in range(60):
        for _ in range(2):
            lines.warn(f"matter {number}", now=0.0)
    assert len(lines._held) <= 20
    assert set(caplog.messages) == {f"matter {number}" for number in range(60)}
    caplog.clear()
