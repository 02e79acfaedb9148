"""Who rewrites the data centre's audit log is found out by the next terminal that speaks."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sync.central.registry import audit, witnesses
from sync.central.registry.schema import AuditEntry, Terminal
from sync.terminal import witness
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.wake import Waker
from tests.end_to_end.system import GAPURA, PROPOSES, DataCentre, agent, environment
from tests.present import present
from tests.waiting import until

KEPT = 3  # rows that are left of the log


def gapura(centre: DataCentre, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the data centre, in a process of its own."""
    return subprocess.run(
        [*GAPURA, "central", *arguments, "--home", str(centre.home)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )


def heard(centre: DataCentre, rows: int) -> Any:
    """The heartbeat that says of at least so many rows, once it has come."""
    with centre.centre.registry.session() as session:
        (said,) = [row.heartbeat for row in session.query(Terminal)]
    return said if said and said["audit"] and said["audit"]["rows"] >= rows else None


def rewrite(centre: DataCentre, keep: int) -> None:
    """Cut the log to its first rows, as whoever owns the database can, without one wrong hash."""
    with sqlite3.connect(centre.home / "registry.sqlite3") as database:
        database.execute("DELETE FROM audit WHERE sequence > ?", [keep])
    for journal in centre.home.rglob("audit.jsonl"):
        lines = journal.read_bytes().splitlines(keepends=True)
        journal.write_bytes(b"".join(lines[:keep]))


def grow(centre: DataCentre, rows: int) -> None:
    with centre.centre.registry.transaction() as session:
        for _ in range(rows):
            audit.append(session, session.query(AuditEntry)[0].at, PROPOSES, "members-viewed", "x")


@pytest.mark.slow
@pytest.mark.parametrize("regrown", [0, 40])
def test_a_log_that_was_cut_is_told_by_a_terminal(tmp_path: Path, regrown: int) -> None:
    with DataCentre(tmp_path) as centre:
        centre.publish()
        centre.start()
        state = centre.provision(tmp_path / "terminal")
        with agent(state):
            until(lambda: heard(centre, KEPT + 1), "the log's head", Waker(state.agent_socket).send)
        good = gapura(centre, "audit", "verify", "--json")
        assert (good.returncode, json.loads(good.stdout)["witnesses"]) == (0, 1)
        rewrite(centre, KEPT)
        with Spool(state.spool) as spool:
            held = present(witness.held(spool))
        grow(centre, regrown)
        with centre.centre.registry.session() as session:
            assert audit.verify(session).broken is None  # no hash is wrong
        told = gapura(centre, "audit", "verify")
        assert told.returncode == 2
        assert "written anew or cut short" in told.stderr
        assert state.config().terminal_id[:8] in told.stderr
        assert "written anew or cut short" in gapura(centre, "status").stdout
        another_heartbeat(centre, state)
        with Spool(state.spool) as spool:  # it goes on saying what it holds
            assert witness.held(spool) == held
        assert gapura(centre, "audit", "verify").returncode == 2
        with centre.centre.registry.transaction() as session:
            assert witnesses.settle(session, "sari", "budi", datetime.now(UTC)) == 1
        another_heartbeat(centre, state)
        until(lambda: gapura(centre, "audit", "verify").returncode == 0, "the log settled")


def another_heartbeat(centre: DataCentre, state: TerminalState) -> None:
    """By an agent that starts: one that runs sends the next in a minute."""

    def seen() -> Any:
        with centre.centre.registry.session() as session:
            return session.query(Terminal)[0].seen_at

    before = seen()
    with agent(state):
        until(lambda: seen() > before, "another heartbeat")
