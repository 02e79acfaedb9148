"""`gapura central terminal check`: a terminal is asked, and what its kiosk told is shown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.registry import callers, checking
from sync.central.registry.schema import Terminal
from sync.protocol.wire import CheckReport, Heartbeat, KioskReport, ReportedFinding
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.cli.devices import enrolled
from tests.sync.central.cli.test_cli_ticket import ticketed


@pytest.fixture
def number(founded: Desk, tmp_path: Path) -> str:
    """Of an approved terminal."""
    number, words, _ = enrolled(founded.home, ticketed(founded, tmp_path), "Lajur 1")
    founded("terminal", "approve", number[:8], "--words", words, by="budi")
    return number


def beat(home: Path, number: str, report: CheckReport | None = None) -> datetime | None:
    """A heartbeat of that terminal; what its lease asks for."""
    now = datetime.now(UTC)
    heartbeat = Heartbeat(
        at=now,
        software="gapura 0.3.0",
        waiting=0,
        refused=0,
        oldest_waiting=None,
        disk_free=2**40,
        temperature=None,
        clock_skew_s=0.0,
        kiosk_seen_at=now,
        kiosk=KioskReport(check=report),
    )
    with Centre.open(home) as centre, centre.registry.transaction() as session:
        return callers.keep_heartbeat(session, number, heartbeat, now).check


def asked(founded: Desk, number: str) -> datetime:
    """Ask in vain; return when it was asked, as the next lease says."""
    said = founded("terminal", "check", number[:8], "--wait", "1", by="sari", status=2)
    assert "has not answered within 1 s" in said
    wanted = beat(founded.home, number)
    assert wanted is not None
    return wanted


def test_an_answer_is_shown_with_what_to_do(founded: Desk, number: str) -> None:
    assert beat(founded.home, number) is None  # nobody asked yet
    at = asked(founded, number) + timedelta(hours=1)  # answers the next wish, too
    slow = ReportedFinding(code="disk-slow", about={"rate": "3", "least": "10"})
    note = ReportedFinding(code="tpm-absent", about={})
    beat(founded.home, number, CheckReport(asked_at=at, findings=(slow, note)))
    shown = founded("terminal", "check", number[:8], by="sari", status=1)
    assert shown.startswith("attention The disk writes 3 MB a second")
    assert "(class A1)" in shown
    assert f"terminal-check-asked {number}" in " ".join(founded("audit", "list").split())


def test_who_is_well_ends_with_0_and_is_asked_anew_the_next_time(
    founded: Desk, number: str
) -> None:
    at = asked(founded, number)
    assert asked(founded, number) == at  # not answered: the same wish is waited on for
    beat(founded.home, number, CheckReport(asked_at=at))
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        told = checking.answer(session, number)
        assert told is not None
        assert told.asked_at == at
        assert checking.ask(session, number, datetime.now(UTC)) > at


def test_what_a_newer_terminal_finds_is_said_to_be_unread(founded: Desk, number: str) -> None:
    at = asked(founded, number)
    newer = ReportedFinding(code="quantum-sensor-cold", about={})
    answered = CheckReport(asked_at=at + timedelta(hours=1), findings=(newer,))
    beat(founded.home, number, answered)
    shown = founded("terminal", "check", number[:8], by="sari", status=1)
    assert "1 finding" in shown
    assert "newer Gapura" in shown


def test_a_wish_is_carried_for_an_hour_and_no_longer(founded: Desk, number: str) -> None:
    at = asked(founded, number)
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        row = session.get_one(Terminal, number)
        assert checking.asked_at(row, at + timedelta(minutes=59)) == at
        assert checking.asked_at(row, at + timedelta(minutes=61)) is None


def test_who_waits_for_approval_is_not_asked(founded: Desk, tmp_path: Path) -> None:
    number, _, _ = enrolled(founded.home, ticketed(founded, tmp_path), "Lajur 1")
    said = founded("terminal", "check", number[:8], by="sari", status=2)
    assert "is pending" in said
