"""A check that the data centre asks for is made once, beside the kiosk's work, and told."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from edge_app.terminal.asked_check import AskedCheck
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from tests.waiting import until

ASKED = datetime(2026, 11, 27, 6, 0, tzinfo=UTC)
FULL = found(FindingCode.DISK_FULL, free=3, least=512)


def test_it_is_made_once_for_each_time_that_it_is_asked_for() -> None:
    looks: list[int] = []
    told: list[str] = []

    def look() -> tuple[Finding, ...]:
        looks.append(1)
        return (FULL, FULL)

    check = AskedCheck(look, lambda: told.append("told"))
    check.follow(None)
    assert check.report() is None
    for _ in range(3):  # every lease carries it
        check.follow(ASKED)
    report = until(check.report)
    until(lambda: told)
    assert report.asked_at == ASKED
    assert [each.code for each in report.findings] == ["disk-full"]
    assert report.findings[0].about == {"free": "3", "least": "512"}
    assert len(looks) == 1
    check.follow(ASKED + timedelta(minutes=1))
    until(lambda: len(told) == 2)
    assert len(looks) == 2


def test_the_kiosk_waits_for_none() -> None:
    goes_on = threading.Event()

    def look() -> tuple[Finding, ...]:
        goes_on.wait()
        return ()

    check = AskedCheck(look, lambda: None)
    check.follow(ASKED)
    assert check.report() is None
    goes_on.set()
    assert until(check.report).findings == ()


def test_a_fault_of_ours_ends_no_kiosk(caplog: pytest.LogCaptureFixture) -> None:
    def look() -> tuple[Finding, ...]:
        raise KeyError("ours")

    check = AskedCheck(look, lambda: None)
    check.follow(ASKED)
    until(lambda: caplog.records)
    assert check.report() is None
    caplog.clear()
