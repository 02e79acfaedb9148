"""A wipe gives the kiosk's store another key: what was erased opens with nothing from then on."""

from __future__ import annotations

from pathlib import Path

import pytest

from edge_app.errors import StoreError
from edge_app.store.alerts import AlertStore
from edge_app.store.database import StoreDatabase
from edge_app.terminal.store_key import open_store, replace_store_key
from sync.protocol.envelope.random_values import random_key
from sync.terminal.state import TerminalState
from tests.edge_app.store.store_fixtures import NOW, alert
from tests.fakes.carving import carved
from tests.waiting import until

NAME = "Budi Santoso"  # of the fixtures' alerts


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TerminalState:
    """A terminal's folder with a store that holds an alert with a name."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    made = TerminalState(tmp_path / "terminal")
    made.prepare()
    key = made.credentials / "store.key"
    key.write_bytes(random_key())
    key.chmod(0o600)
    database = open_store(made)
    store = AlertStore(database, lambda: NOW)
    store.start()
    store.raised(alert())
    until(lambda: store.unwritten == 0)
    store.close()
    database.close()
    return made


def on_disk(state: TerminalState) -> bytes:
    """The store's files as they lie there, and what a carver may find of them later."""
    folder = state.kiosk_store.parent
    return b"".join(
        data.ljust(-(-len(data) // 4096) * 4096, b"\0")
        for path in sorted(folder.glob("store.db*"))
        if "reserve" not in path.name
        for data in [path.read_bytes()]
    )


def names(database: StoreDatabase) -> list[str]:
    return [row["name"] for row in database.rows("SELECT name FROM alerts")]


def test_the_file_itself_holds_nothing_that_was_erased(state: TerminalState) -> None:
    database = open_store(state)
    AlertStore(database, lambda: NOW).forget_references()
    held = on_disk(state)
    database.close()
    for data in (held, on_disk(state)):
        assert carved(data, state.credential("store.key"), NAME) == 0


def test_what_was_erased_opens_with_no_key_that_is_left(state: TerminalState) -> None:
    old = state.credential("store.key")
    before = on_disk(state)
    assert carved(before, old, NAME)
    database = open_store(state)
    AlertStore(database, lambda: NOW).forget_references()
    replace_store_key(state, database)
    assert names(database) == [""], "the store is in use, as it was"
    database.close()
    new = state.credential("store.key")
    assert new != old
    assert carved(before + on_disk(state), new, NAME) == 0
    assert carved(on_disk(state), old, NAME) == 0
    assert old not in b"".join(path.read_bytes() for path in state.root.rglob("*.key"))
    again = open_store(state)
    assert names(again) == [""]
    again.close()


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_replacement_that_was_cut_off_loses_nothing(
    state: TerminalState, encrypted: bool
) -> None:
    old = state.credential("store.key")
    fresh = state.make_next_store_key()
    assert fresh is not None
    if encrypted:
        database = open_store_with(state, old)
        database.replace_key(fresh)
        database.close()
    reader = open_store(state, read_only=True)
    assert names(reader) == [NAME]
    reader.close()
    assert state.next_store_key() == fresh, "who reads alone changes nothing"
    again = open_store(state)
    assert names(again) == [NAME]
    again.close()
    assert state.next_store_key() is None
    assert state.credential("store.key") == (fresh if encrypted else old)


def open_store_with(state: TerminalState, key: bytes) -> StoreDatabase:
    return StoreDatabase(state.kiosk_store, key)


def test_a_key_that_systemd_hands_out_stays(
    state: TerminalState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed = tmp_path / "handed"
    handed.mkdir()
    (handed / "store.key").write_bytes(state.credential("store.key"))
    (state.credentials / "store.key").unlink()
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    database = open_store(state)
    replace_store_key(state, database)
    database.close()
    assert state.next_store_key() is None
    database = open_store(state)
    assert names(database) == [NAME]
    database.close()


def test_another_terminals_store_is_left_as_it_is(state: TerminalState) -> None:
    (state.credentials / "store.key").write_bytes(random_key())
    before = state.kiosk_store.read_bytes()
    with pytest.raises(StoreError, match=r"store\.key"):
        open_store(state)
    assert state.kiosk_store.read_bytes() == before
