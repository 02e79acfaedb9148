"""Refusals are all counted, and cost the log a line a minute for each kind."""

from __future__ import annotations

import logging

import pytest

from sync.central.gateway.refusals import REFUSED, Refusals
from sync.repeated_lines import INTERVAL_S


def counted(kind: str) -> float:
    return float(REFUSED.labels(kind)._value.get())


def test_a_flood_is_two_lines_and_every_one_is_counted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "sync.central.gateway.refusals")
    refusals, before = Refusals(), counted("silent")
    for number in range(10_000):
        refusals.count("silent", now=number / 1000, detail=f"from 203.0.113.{number % 9}")
    assert counted("silent") - before == 10_000
    refusals.write_held(INTERVAL_S + 1)
    refusals.write_held(INTERVAL_S + 2)
    assert caplog.messages == [
        "refused: silent, somebody unknown, from 203.0.113.0",
        "refused: silent, somebody unknown, from 203.0.113.0 (9998 more since the last line)",
    ]
    refusals.count("silent", now=INTERVAL_S + 3)  # the minute after the second line
    assert len(caplog.messages) == 2


def test_each_terminal_has_a_line_of_its_own(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "sync.central.gateway.refusals")
    refusals = Refusals()
    for terminal in ("a" * 32, "b" * 32, "a" * 32):
        refusals.count("replay", 0.0, terminal, "/v1/refresh", logging.WARNING)
    assert len(caplog.records) == 2
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
    caplog.clear()


def test_a_terminal_that_waits_for_its_approval_is_no_line(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "sync.central.gateway.refusals")
    before = counted("pending")
    Refusals().count("pending", 0.0, "a" * 32)
    assert counted("pending") - before == 1
    assert caplog.messages == []
