"""An agent that was broken into does to mirror, spool and sockets what its user may.

It gets no list served past the end of its lease, no file of the kiosk's written or deleted, no
wipe left undone, and no thread of the kiosk's stopped.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from edge_app.terminal.provisioned_kiosk import ProvisionedKiosk, open_terminal
from sync.protocol.wire import Revoked, Statement
from sync.terminal.erasure import KEY_FILE, ErasableKeys
from sync.terminal.errors import StateError
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.statements import revocation_facts
from tests.edge_app.terminal.terminal_fixtures import (
    NOW,
    OBAMA,
    STATEMENTS,
    TERMINAL,
    Centre,
    Person,
    PolledTerminal,
    mirror,
    provision,
)
from tests.present import present
from tests.waiting import until

PERSON = Person(OBAMA, "Barack Obama", [np.eye(128, dtype=np.float32)[0]])
BEYOND = timedelta(days=31)  # of the fixtures' leases


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[PolledTerminal]:
    """A terminal that serves a list."""
    centre = Centre(tmp_path / "centre")
    centre.checkpoint("list-dpo")
    centre.snapshot(1, PERSON)
    made = PolledTerminal(tmp_path / "terminal", centre)
    made.poll()
    assert made.version() == 1
    yield made
    made.terminal.stop()


def written(state: TerminalState, *statements: str) -> None:
    """What an agent writes into the spool past our code."""
    with sqlite3.connect(state.spool) as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def pass_time(hand: PolledTerminal, passed: timedelta) -> None:
    """Let the machine have run for that long."""
    clock = hand.terminal.clock
    ran = clock._elapsed
    clock._elapsed = lambda: ran() + passed.total_seconds()


def revoke(state: TerminalState) -> None:
    body = Revoked(terminal_id=TERMINAL, nonce="n", at=NOW).to_json().decode()
    signature = STATEMENTS.sign("statement revoked", body.encode())
    said = Statement(kind="revoked", body=body, signature=signature)
    with Spool(state.spool) as spool:
        spool.put_facts({"revoked": "yes"} | revocation_facts(said, "n"))


# ---- a lease ends ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE facts",
        "UPDATE facts SET value = zeroblob(100000000)",
        "ALTER TABLE facts RENAME TO other",
    ],
)
def test_a_spool_that_cannot_be_read_keeps_no_lease_from_ending(
    hand: PolledTerminal, statement: str
) -> None:
    written(hand.state, statement)
    hand.poll(carry=False)
    assert present(hand.terminal.status.sync_view).fault
    assert hand.version() == 1
    pass_time(hand, BEYOND)
    hand.poll(carry=False)
    assert hand.terminal.collections.served() == ()
    assert hand.terminal.officers() == ()


def test_values_that_are_none_stop_no_poll(hand: PolledTerminal) -> None:
    written(
        hand.state,
        "INSERT INTO outbox (result_id, created_at, size) VALUES ('x', 'yesterday', 'much')",
        "INSERT INTO receipts (statement) VALUES (x'ff00'), (17), ('[' || '{')",
        "INSERT OR REPLACE INTO facts (key, value) VALUES ('lease', 5), ('lease.nonce', x'ff')",
    )
    hand.poll(carry=False)
    pass_time(hand, BEYOND)
    hand.poll(carry=False)
    assert hand.terminal.collections.served() == ()


def test_no_trigger_and_no_view_runs_in_the_kiosk(hand: PolledTerminal) -> None:
    forever = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    written(
        hand.state,
        "DROP TABLE receipts",
        f"CREATE VIEW receipts AS SELECT 1 AS number, ({forever}) AS statement",
        f"CREATE TRIGGER endless BEFORE INSERT ON status BEGIN {forever}; END",
    )
    hand.poll(carry=False)
    assert "damaged" in present(hand.terminal.status.sync_view).fault


def test_a_name_that_is_no_text_stops_no_poll_and_no_start(hand: PolledTerminal) -> None:
    """SQLite names it in what it says, and Python cannot read that."""
    written(
        hand.state,
        "PRAGMA writable_schema = ON",
        # CREATE TABLE facts (key TEXT NOT N?LL), with the byte 255
        "UPDATE sqlite_master SET sql = CAST(x'435245415445205441424c4520666163747320286b65'"
        " || x'792054455854204e4f54204eff4c4c29' AS TEXT) WHERE name = 'facts'",
        "PRAGMA schema_version = 1000",
    )
    hand.poll(carry=False)
    assert "damaged" in present(hand.terminal.status.sync_view).fault
    with pytest.raises(StateError, match="damaged"):
        hand.terminal.spool.forget(["result"])
    with pytest.raises(StateError, match="damaged"):
        hand.terminal.spool._give_back()
    with pytest.raises(StateError, match="damaged"):
        Spool(hand.state.spool)
    pass_time(hand, BEYOND)
    hand.poll(carry=False)
    assert hand.terminal.collections.served() == ()


def test_no_virtual_table_reads_what_the_agent_wrote_for_it(hand: PolledTerminal) -> None:
    """Its code reads pages that are made to mislead it, in the process that sees faces."""
    written(
        hand.state,
        "DROP TABLE facts",
        "CREATE VIRTUAL TABLE facts USING fts5(key, value)",
        "INSERT INTO facts VALUES ('lease', 'x')",
    )
    hand.poll(carry=False)
    assert "damaged" in present(hand.terminal.status.sync_view).fault
    with pytest.raises(StateError, match="damaged"):
        hand.terminal.spool.fact("lease")


@pytest.fixture
def running(tmp_path: Path, walk: Path) -> Iterator[Callable[[float], ProvisionedKiosk]]:
    """A kiosk with all its threads, which serves a list by a lease of so many seconds."""
    opened: list[ProvisionedKiosk] = []

    def run(seconds: float) -> ProvisionedKiosk:
        now = datetime.now(UTC)
        centre = Centre(tmp_path / "centre", now, expires_at=now + timedelta(days=9))
        centre.checkpoint("list-dpo")
        centre.snapshot(1, PERSON)
        state = provision(tmp_path / "terminal", centre)
        mirror(centre, state, None)
        made = open_terminal(state.root, str(walk))
        opened.append(made)
        with Spool(state.spool) as spool:
            spool.put_facts(centre.lease(datetime.now(UTC), seconds / 86_400))
        made.start_sync()
        until(lambda: made.lane.lane.lists and made.terminal.status.sync_view)
        return made

    yield run
    for one in opened:
        one.stop()


LOCK = """
import fcntl, os, sys
handle = os.open(sys.argv[1], os.O_RDWR)
fcntl.lockf(handle, fcntl.LOCK_EX, 8, 120)
print("locked", flush=True)
sys.stdin.read()
"""


@pytest.mark.slow
def test_a_lease_ends_while_the_agent_holds_the_spool_for_itself(
    running: Callable[[float], ProvisionedKiosk],
) -> None:
    kiosk = running(8)
    shared = kiosk.terminal.state.spool.with_name("spool.db-shm")
    with subprocess.Popen(
        [sys.executable, "-c", LOCK, str(shared)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as agent:
        assert present(agent.stdout).readline()
        until(lambda: not kiosk.lane.lane.lists)
        assert present(kiosk.lane.view().sync).revoked
        assert kiosk.terminal.manifests() == ()
        agent.communicate(b"")


def test_a_list_ends_with_its_agreement_though_nothing_polls(
    running: Callable[[float], ProvisionedKiosk], monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = running(86_400)
    monkeypatch.setattr(kiosk.terminal.sync, "poll", lambda: None)
    (served,) = kiosk.lane.lane.lists
    monkeypatch.setattr(
        kiosk.terminal.clock, "judged", lambda: present(served.watch_list.expires_at)
    )
    until(lambda: not kiosk.lane.lane.lists)


# ---- in the place of files -------------------------------------------------------------------


def fifo(place: Path) -> None:
    place.unlink()
    os.mkfifo(place)


def zeros(place: Path) -> None:
    place.unlink()
    place.symlink_to("/dev/zero")


def huge(place: Path) -> None:
    os.truncate(place, 2**40)


@pytest.mark.parametrize("put", [fifo, zeros, huge])
def test_what_is_no_file_of_ours_in_the_mirror_is_refused_and_waited_for_by_nobody(
    hand: PolledTerminal, put: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    ref = hand.centre.snapshot(2, PERSON)
    mirror(hand.centre, hand.state, hand.now)
    for place in (
        hand.state.content_key(ref.package_id),
        hand.state.targets / ref.path,
        hand.state.metadata / "timestamp.json",
    ):
        put(place)
        hand.poll(carry=False)
        assert hand.version() == 1
    caplog.clear()


def test_a_photograph_whose_package_became_a_pipe_is_missing_and_holds_up_nobody(
    hand: PolledTerminal,
) -> None:
    for place in hand.state.targets.rglob("*.snapshot"):
        fifo(place)
    (served,) = hand.terminal.collections.served()
    reference = served.reference_of(OBAMA)
    assert reference.name == "Barack Obama"


def test_the_kiosk_writes_into_no_file_that_a_link_in_the_mirror_names(
    hand: PolledTerminal, caplog: pytest.LogCaptureFixture
) -> None:
    own = hand.state.kiosk_store
    before = own.read_bytes()
    ref = hand.centre.snapshot(2, PERSON)
    mirror(hand.centre, hand.state, hand.now)
    keys = ErasableKeys(hand.state.content_keys)
    keys.write(ref.package_id, keys.read(ref.package_id))
    erase_key = hand.state.mirror / KEY_FILE
    erase_key.unlink()
    hand.state.mirror.joinpath(f".{KEY_FILE}.{os.getpid()}").symlink_to(own)
    hand.poll(carry=False)
    assert hand.version() == 1
    assert own.read_bytes()[: len(before)].startswith(before[:16])  # SQLCipher's salt
    assert not erase_key.exists()
    caplog.clear()


def test_a_piece_of_a_key_is_replaced_and_not_read_for_ever(tmp_path: Path) -> None:
    (tmp_path / "keys").mkdir()
    (tmp_path / KEY_FILE).write_bytes(b"short")
    keys = ErasableKeys(tmp_path / "keys")
    keys.write("0" * 32, b"sealed")
    assert keys.read("0" * 32) == b"sealed"


# ---- a wipe ----------------------------------------------------------------------------------


def link_targets(state: TerminalState) -> None:
    state.targets.rename(state.mirror / "elsewhere")
    state.targets.symlink_to(state.root / "kiosk")


def link_inside_targets(state: TerminalState) -> None:
    (state.targets / "list-dpo" / "more").symlink_to(state.root / "kiosk")


def pipe_for_erase_key(state: TerminalState) -> None:
    (state.mirror / KEY_FILE).unlink(missing_ok=True)
    os.mkfifo(state.mirror / KEY_FILE)


def link_for_erase_key(state: TerminalState) -> None:
    (state.mirror / KEY_FILE).unlink(missing_ok=True)
    (state.mirror / KEY_FILE).symlink_to(state.root / "kiosk" / "store.db")


def folder_for_content_keys(state: TerminalState) -> None:
    for place in state.content_keys.iterdir():
        place.unlink()
        (place / "below").mkdir(parents=True)


@pytest.mark.parametrize(
    "prepare",
    [
        link_targets,
        link_inside_targets,
        pipe_for_erase_key,
        link_for_erase_key,
        folder_for_content_keys,
    ],
)
def test_a_wipe_destroys_all_that_is_the_kiosks_to_destroy_and_nothing_through_a_link(
    hand: PolledTerminal, prepare: Callable[[TerminalState], None]
) -> None:
    keys = {
        name: (hand.state.credentials / name).read_bytes() for name in ("kiosk.key", "store.key")
    }
    metadata = sorted(place.name for place in hand.state.kiosk_metadata.iterdir())
    prepare(hand.state)
    revoke(hand.state)
    for _ in range(2):
        hand.poll(carry=False)
    assert hand.terminal.collections.served() == ()
    for name, before in keys.items():
        assert (hand.state.credentials / name).read_bytes() != before
    assert sorted(place.name for place in hand.state.kiosk_metadata.iterdir()) == metadata
    assert not list(hand.state.targets.rglob("*.snapshot"))
    hand.restart()  # its store is there, and opens
    assert hand.terminal.database.rows("SELECT count(*) AS n FROM facts")[0]["n"]


def test_a_store_that_cannot_be_written_serves_no_list_after_a_revocation(
    hand: PolledTerminal,
) -> None:
    revoke(hand.state)
    hand.terminal.database._database.execute("PRAGMA query_only = ON").fetchall()
    hand.poll(carry=False)
    assert hand.terminal.collections.served() == ()
    hand.terminal.database._database.execute("PRAGMA query_only = OFF").fetchall()
    hand.poll(carry=False)
    assert present(hand.terminal.status.sync_view).fault == ""


# ---- locks -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["spool.db.lock", "spool.db.reserve"])
def test_a_pipe_or_a_link_beside_the_spool_keeps_no_kiosk_waiting(
    hand: PolledTerminal, name: str
) -> None:
    own = hand.state.kiosk_store
    place = hand.state.root / name
    for put in (os.mkfifo, lambda where: where.symlink_to(own)):
        place.unlink()
        put(place)
        size = own.stat().st_size
        done = subprocess.run(
            [sys.executable, "-c", OPEN, str(hand.state.spool)], capture_output=True, text=True
        )
        assert done.stdout in ("opened\n", "StateError\n"), done.stderr
        assert own.stat().st_size == size


OPEN = """
import sys
from pathlib import Path
from sync.terminal.errors import StateError
from sync.terminal.spool import Spool
try:
    Spool(Path(sys.argv[1])).close()
    print("opened")
except StateError:
    print("StateError")
"""
