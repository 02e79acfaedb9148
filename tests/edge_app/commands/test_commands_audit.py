"""`gapura provision audit`: a technician sees what was done, and that nothing was altered."""

from __future__ import annotations

import contextlib
import json
from datetime import timedelta
from pathlib import Path

import pytest

from edge_app.cli import main
from edge_app.errors import StoreError
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from edge_app.store.schema import FORMAT, schema
from edge_app.store.shifts import Shifts
from sync.protocol.envelope.signatures import SigningKey
from sync.terminal.state import TerminalConfig, TerminalState
from tests.edge_app.store.store_fixtures import NOW, STORE_KEY, TERMINAL


@pytest.fixture
def state(tmp_path: Path) -> TerminalState:
    state = TerminalState(tmp_path / "terminal")
    state.prepare()
    state.write_config(
        TerminalConfig(
            terminal_id=TERMINAL,
            checkpoint_id="gate",
            lane="Lajur 2",
            centre_id="centre",
            url="https://localhost:8443",
            statements_key=SigningKey(bytes(32)).public,
        )
    )
    key = state.credentials / "store.key"
    key.touch(mode=0o600)
    key.write_bytes(STORE_KEY)
    return state


@pytest.fixture
def worked(state: TerminalState) -> TerminalState:
    """A terminal with a shift behind it."""
    with contextlib.closing(StoreDatabase(state.kiosk_store, STORE_KEY)) as database:
        shifts = Shifts(database)
        shifts.begin("1001", NOW)
        AuditLog(database, lambda: NOW).note("1001", "report-exported", "a" * 8, span="shift")
        shifts.end(NOW + timedelta(hours=8))
    return state


def audit(
    state: TerminalState, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str, str]:
    status = main(["provision", "audit", "--state", str(state.root), *more])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_what_was_done_is_printed_and_proven(
    worked: TerminalState, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = audit(worked, capsys)
    assert status == 0
    began, exported, ended, verdict = out.splitlines()
    assert began.startswith("1  2026-11-20 15:00:00 WIB  1001  shift-began  ")
    assert exported.endswith("1001  report-exported  aaaaaaaa  span=shift")
    assert "23:00:00 WIB  1001  shift-ended" in ended
    assert verdict.startswith("3 rows, each as it was written; head ")


def test_with_json_each_row_is_an_object_and_the_verdict_the_last(
    worked: TerminalState, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = audit(worked, capsys, "--json", "--after", "1")
    *rows, verdict = map(json.loads, out.splitlines())
    assert status == 0
    assert [row["sequence"] for row in rows] == [2, 3]
    assert rows[0]["details"] == {"span": "shift"}
    assert (verdict["rows"], verdict["broken"]) == (3, None)


def test_an_altered_row_ends_it_with_status_1(
    worked: TerminalState, capsys: pytest.CaptureFixture[str]
) -> None:
    with (
        contextlib.closing(StoreDatabase(worked.kiosk_store, STORE_KEY)) as thief,
        thief.transaction() as db,
    ):
        db.execute("UPDATE chain SET actor = '1002' WHERE sequence = 2")
    status, out, err = audit(worked, capsys)
    assert (status, len(out.splitlines())) == (1, 1)
    assert err == "gapura: audit row 2 was changed, or is missing\n"
    status, out, _ = audit(worked, capsys, "--json")
    assert (status, json.loads(out.splitlines()[-1])["broken"]) == (1, 2)


def test_it_looks_beside_a_kiosk_that_runs_and_writes_nothing(
    worked: TerminalState, capsys: pytest.CaptureFixture[str]
) -> None:
    with contextlib.closing(StoreDatabase(worked.kiosk_store, STORE_KEY)) as kiosk:
        Shifts(kiosk).begin("1002", NOW)
        before = worked.kiosk_store.read_bytes()
        assert audit(worked, capsys)[0] == 0
        assert worked.kiosk_store.read_bytes() == before
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(StoreDatabase, "_prepare", None)  # nothing is migrated
            status, out, _ = audit(worked, capsys)
    assert (status, "shift-began" in out.splitlines()[-2]) == (0, True)


def test_where_nothing_ran_and_with_another_key_it_says_so(
    state: TerminalState, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = audit(state, capsys)
    assert (status, "no kiosk has run" in err) == (2, True)
    StoreDatabase(state.kiosk_store, bytes(32)).close()
    status, _, err = audit(state, capsys)
    assert (status, "store.key" in err) == (2, True)
    (state.root / "terminal.json").unlink()
    status, _, err = audit(state, capsys)
    assert (status, "provision init" in err) == (2, True)


def test_a_store_that_only_a_newer_gapura_reads_is_refused_and_left_as_it_is(
    worked: TerminalState, capsys: pytest.CaptureFixture[str]
) -> None:
    """As after a migration that older versions cannot live with, and a way back."""
    with (
        contextlib.closing(StoreDatabase(worked.kiosk_store, STORE_KEY)) as newer,
        newer.transaction() as db,
    ):
        db.execute(f"PRAGMA user_version = {FORMAT + 1}")
    before = worked.kiosk_store.read_bytes()
    status, out, err = audit(worked, capsys)
    assert (status, out, err.count("\n"), "newer Gapura" in err) == (2, "", 1, True)
    with pytest.raises(StoreError, match="newer Gapura"):
        StoreDatabase(worked.kiosk_store, STORE_KEY)
    assert worked.kiosk_store.read_bytes() == before


def test_a_store_of_a_release_without_a_chain_says_so(
    state: TerminalState, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(schema, "_migrations", schema._migrations[:1])
        StoreDatabase(state.kiosk_store, STORE_KEY).close()
    status, _, err = audit(state, capsys)
    assert (status, "has no audit chain yet" in err) == (2, True)
