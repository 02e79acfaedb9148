"""What is typed wrongly: a time, a day, a number, a name that nothing has."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.registry.schema import Terminal
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.registry.shift_rows import add_terminal

HUGE = 10**20

WRONG = [
    ("audit", "list", "--day", "0001-01-01"),
    ("audit", "list", "--day", "9999-12-31"),
    ("audit", "list", "--day", "31/01/2027"),
    ("audit", "list", "--after", HUGE),
    ("audit", "export", "-", "--after", HUGE),
    ("visitors", "status", "gate-1", "--day", "0001-01-01"),
    ("visitors", "status", "gate-1", "--day", "9999-12-31"),
    ("results", "list", "--most", HUGE),
    ("results", "list", "--list", "dpp"),
    ("results", "list", "--checkpoint", "gate-9"),
    ("verifications", "list", "--most", HUGE),
    ("verifications", "list", "--since", "0001-01-01"),
    ("verifications", "list", "--since", "yesterday"),
    ("verifications", "list", "--checkpoint", "gate-9"),
    ("officers", "list", "--checkpoint", "gate-9"),
    ("proposals", HUGE),
    ("init", "--one-stick", "--offline", "stick-2", "--host", "bad host/"),
    ("init", "--one-stick", "--offline", "stick-2", "--host", "https://centre.example"),
    ("init", "--one-stick", "--offline", "stick-2", "--host", "centre.example:8443"),
    ("init", "--one-stick", "--offline", "stick-2", "--host", ""),
]
WRONG_BY_SARI = [
    ("approve", HUGE),
    ("reject", HUGE),
    ("checkpoint", "change", "gate-1"),
    ("results", "export", "out.csv", "--since", "0001-01-01"),
    ("results", "export", "out.csv", "--list", "dpp"),
    ("results", "export", "out.csv", "--checkpoint", "gate-9"),
    ("certificate", "renew", "--offline", ".", "--host", "gerbang satu"),
    ("token", "gate-1", "--out", "out.json", "--url", "https://wrong.example:8443"),
    ("results", "resend", "--since", "9999-12-31"),
    ("results", "resend", "--since", "2999-01-01"),
    ("results", "resend", "--since", "2026-01-01", "--checkpoint", "gate-9"),
]


def test_what_is_mistyped_is_one_line_and_no_empty_answer(
    founded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    for by, commands in ((None, WRONG), ("sari", WRONG_BY_SARI)):
        for arguments in commands:
            line = founded(*arguments, by=by, status=2)
            assert (line.count("\n"), "fault" in line) == (1, False), arguments
    assert list((tmp_path / "here").iterdir()) == []
    assert founded.json("token", "list")["tickets"] == []


def test_where_nobody_answers_nothing_is_done_and_it_is_said(founded: Desk, tmp_path: Path) -> None:
    said = founded("person", "add", tmp_path / "face.jpg", by="sari", status=2)
    assert "nobody answers: stdin is at its end" in said


@pytest.mark.parametrize(
    "typed",
    ["2026-01-31T18:00", "2026-01-31 18:00 WIB", "2026-01-31T11:00:00+00:00"],
)
def test_a_time_without_an_offset_is_jakartas_on_every_machine(
    founded: Desk, monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    """As the page writes it, as our tables show it, and as our JSON does."""
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        terminal_id = add_terminal(session, datetime.now(UTC))
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        founded("results", "resend", "--since", typed, by="sari")
    finally:
        monkeypatch.undo()
        time.tzset()
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        since = session.get_one(Terminal, terminal_id).resend_since
    assert since == datetime(2026, 1, 31, 11, tzinfo=UTC)


def test_the_keys_are_shown_to_people_too(founded: Desk) -> None:
    shown = founded("keys", "show")
    assert "days left; then: keys renew" in shown
    assert "0 days old" in shown


def test_a_change_that_changes_nothing_says_so(founded: Desk) -> None:
    same = founded("checkpoint", "change", "gate-1", "--lease-days", 7, by="sari")
    assert same == "checkpoint gate-1: was so already\n"
    renamed = founded("checkpoint", "change", "gate-1", "--name", "Satu", by="sari")
    assert renamed == "checkpoint gate-1: changed\n"
