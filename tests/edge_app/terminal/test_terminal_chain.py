"""A provisioned terminal notes what it serves, and says how far its chain has come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from edge_app.domain import Counts, LaneView, SourceState, SyncView
from edge_app.lists.served_list import ServedList
from edge_app.store import chain
from edge_app.store.audit_log import AuditLog
from edge_app.terminal.terminal import Terminal
from sync.central.registry import terminal_chains
from sync.central.registry.terminal_chains import ShownChain
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.signed_reports import ReportBody, open_report
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.edge_app.terminal.terminal_fixtures import (
    OBAMA,
    TERMINAL,
    Centre,
    Person,
    mirror,
    provision,
)
from tests.fakes.heartbeats import heartbeat
from tests.present import present


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    now = datetime.now(UTC)
    made = Centre(tmp_path / "centre", now, expires_at=now + timedelta(days=9))
    made.checkpoint("list-dpo")
    return made


@pytest.fixture
def state(tmp_path: Path, centre: Centre) -> TerminalState:
    return provision(tmp_path / "terminal", centre)


def noted(terminal: Terminal) -> list[tuple[object, ...]]:
    assert chain.verify(terminal.database).broken is None
    return [
        (row.action, row.subject, *row.details.values()) for row in chain.entries(terminal.database)
    ]


def seen(terminal: Terminal) -> SyncView:
    empty = LaneView(None, SourceState.STARTING, "", (), (), Counts(), 0.0, (), 0)
    sync = terminal.status.decorate(empty).sync
    assert sync is not None
    return sync


def test_lists_in_service_their_end_and_a_wipe_are_noted(
    centre: Centre, state: TerminalState, served: ServedList
) -> None:
    obama = Person(OBAMA, "Barack Obama", [np.array(served.gallery.matrix[0])])
    terminal = Terminal(state)
    try:
        for version in (1, 2):
            centre.snapshot(version, obama)
            mirror(centre, state, centre.now + timedelta(seconds=version))
            terminal.sync.poll()
            terminal.sync.poll()
        with Spool(state.spool) as spool:
            spool.put_facts({"revoked": "yes"})
        terminal.sync.poll()
        assert noted(terminal) == [
            ("list-served", "list-dpo", 1),
            ("list-served", "list-dpo", 2),
            ("lists-wiped", "", "revoked"),
            ("list-dropped", "list-dpo", 2),
        ]
        seen = read_kiosk_status(terminal.spool)
        assert seen is not None
        assert seen.status is not None
        told = (seen.status.chain_rows, seen.status.chain_head)
        assert told == chain.head(terminal.database)
    finally:
        terminal.stop()


def test_a_clock_that_a_lease_set_is_noted_and_shown(centre: Centre, state: TerminalState) -> None:
    slow = timedelta(minutes=74)
    terminal = Terminal(state, lambda: datetime.now(UTC) - slow)
    try:
        for second in range(2):  # one alone is not believed
            mirror(centre, state, centre.now + timedelta(seconds=second))
            terminal.sync.poll()
        (doubted, (action, _, seconds)) = noted(terminal)
        sync = seen(terminal)
    finally:
        terminal.stop()
    assert doubted[0] == "clock-doubted"
    assert action == "clock-set"
    assert seconds == pytest.approx(slow.total_seconds(), abs=60)
    assert sync.clock_skew > timedelta(minutes=70)
    assert sync.outdated_after == timedelta(hours=48)
    assert sync.disk_free


def test_a_clock_that_runs_away_from_the_data_centre_s_is_shown_as_doubtful(
    centre: Centre, state: TerminalState
) -> None:
    terminal = Terminal(state)
    ahead = timedelta(minutes=27)
    try:
        mirror(centre, state)
        terminal.sync.poll()
        assert seen(terminal).clock_doubt == timedelta(0)
        mirror(centre, state, centre.now + ahead)
        terminal.sync.poll()
        sync = seen(terminal)
    finally:
        terminal.stop()
    assert abs(sync.clock_doubt - ahead) < timedelta(minutes=1)
    assert abs(sync.clock_skew) < timedelta(minutes=1), "the system's clock runs away beside it"


def test_what_the_disk_did_not_take_is_noted_later(centre: Centre, state: TerminalState) -> None:
    terminal = Terminal(state)
    try:
        mirror(centre, state, centre.now + timedelta(hours=1))
        database = terminal.database
        with database._lock:
            database._database.execute("PRAGMA query_only = ON")
            terminal.sync.poll()
            assert "cannot be used" in seen(terminal).fault
            database._database.execute("PRAGMA query_only = OFF")
        terminal.sync.poll()
        assert [row[0] for row in noted(terminal)] == ["clock-doubted"]
        assert seen(terminal).fault == ""
    finally:
        terminal.stop()


SIGNS = SigningKey.generate()


def report(terminal: Terminal) -> ReportBody:
    terminal.status._written = None
    terminal.sync.poll()
    status = present(present(read_kiosk_status(terminal.spool)).status)
    assert (status.chain_rows, status.chain_head) == (0, None), "it is signed, or not said"
    return open_report(present(status.report), TERMINAL, SIGNS.public)


def shown(terminal: Terminal) -> ShownChain:
    return present(terminal_chains.shown_chain(heartbeat(), report(terminal), signs=True))


def test_rows_that_were_cut_from_the_real_store_show_whatever_was_written_behind_them(
    centre: Centre, tmp_path: Path
) -> None:
    """Finding 18: the store's own key in a thief's hands, and the real report of the kiosk."""
    state = provision(tmp_path / "signing", centre, SIGNS)
    terminal = Terminal(state)
    try:
        log = AuditLog(terminal.database, terminal.clock.now)
        for _ in range(13):
            log.note(chain.KIOSK, "kiosk-started")
        rows, head = chain.head(terminal.database)
        with Spool(state.spool) as spool:
            spool.put_facts(centre.lease(centre.now, chain_rows=rows))
        said = report(terminal)
        assert (said.chain_from, said.chain_hashes[0]) == (rows, head)
        before = terminal_chains.Chain(rows, head)
        now = shown(terminal)
        assert not terminal_chains.is_broken(before, now)
        grown = terminal_chains.proven_chain(before, now)
        assert grown is None or grown == terminal_chains.Chain(*chain.head(terminal.database))
        with terminal.database.transaction() as db:
            db.execute("DELETE FROM chain WHERE sequence > ?", [rows - 4])
        for _ in range(5):
            log.note(chain.KIOSK, "kiosk-stopped")
        assert chain.verify(terminal.database).broken is None, "by itself it looks whole"
        assert chain.head(terminal.database)[0] > rows
        assert terminal_chains.is_broken(before, shown(terminal))
    finally:
        terminal.stop()
