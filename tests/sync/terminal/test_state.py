"""The terminal's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.terminal.errors import StateError
from sync.terminal.lock import only_one
from sync.terminal.state import TerminalConfig, TerminalState

CONFIG = TerminalConfig(
    terminal_id="0" * 32,
    checkpoint_id="gate",
    lane="Jalur 2",
    centre_id="centre",
    url="https://centre.example:8443",
    statements_key=bytes(32),
)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TerminalState:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    made = TerminalState(tmp_path / "terminal")
    made.prepare()
    return made


def test_nobody_else_may_enter_the_folders(state: TerminalState) -> None:
    assert {place.stat().st_mode & 0o777 for place in state.root.rglob("*")} == {0o700}


def test_what_was_written_is_read(state: TerminalState) -> None:
    state.write_config(CONFIG)
    assert state.config() == CONFIG


def test_a_bare_folder_says_what_to_do(state: TerminalState) -> None:
    with pytest.raises(StateError, match="gapura provision init") as bare:
        state.config()
    assert bare.value.kind == "missing"


def test_a_damaged_config_is_named(state: TerminalState) -> None:
    state.config_file.write_text("{}")
    with pytest.raises(StateError, match=r"terminal\.json is damaged"):
        state.config()


@pytest.mark.parametrize(
    "url", ["http://centre", "https://user@centre", "https://centre/path", "https://a b"]
)
def test_only_an_address_is_an_address(url: str) -> None:
    with pytest.raises(PackageError):
        TerminalConfig.from_json(CONFIG.to_json().replace(CONFIG.url.encode(), url.encode()))


def put_key(folder: Path, mode: int = 0o600, size: int = 32) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "agent.key").write_bytes(bytes(size))
    (folder / "agent.key").chmod(mode)


def test_a_key_is_read_only_when_it_is_private(state: TerminalState) -> None:
    put_key(state.credentials)
    assert state.credential("agent.key") == bytes(32)
    put_key(state.credentials, 0o640)
    with pytest.raises(StateError, match="chmod 600") as unsafe:
        state.credential("agent.key")
    assert unsafe.value.kind == "unsafe"


def test_a_key_of_another_size_is_none(state: TerminalState) -> None:
    put_key(state.credentials, size=31)
    with pytest.raises(StateError, match="no key of 32 bytes"):
        state.credential("agent.key")


def test_the_kiosk_signs_with_the_key_that_the_data_centre_knows_or_says_so(
    state: TerminalState,
) -> None:
    key = SigningKey.generate()
    state.write_config(CONFIG)
    assert state.kiosk_signing_key() is None, "enrolled by an older Gapura: it signs nothing"
    state.write_config(CONFIG.model_copy(update={"kiosk_key": key.public}))
    with pytest.raises(StateError, match="missing"):
        state.kiosk_signing_key()
    place = state.credentials / "kiosk-signing.key"
    place.touch(mode=0o600)
    place.write_bytes(bytes(32))
    with pytest.raises(StateError, match="not the key"):
        state.kiosk_signing_key()
    place.write_bytes(key.raw)
    found = state.kiosk_signing_key()
    assert found is not None
    assert found.public == key.public


def test_systemds_credentials_come_first(
    state: TerminalState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "agent.key").write_bytes(b"g" * 32)
    put_key(state.credentials)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path / "given"))
    assert state.credential("agent.key") == b"g" * 32
    with pytest.raises(StateError, match=r"kiosk\.key is missing"):
        state.credential("kiosk.key")


def test_a_wipe_takes_the_lists_and_leaves_the_rest(state: TerminalState) -> None:
    places = [
        state.content_key("0" * 32),
        state.targets / "list-a" / "1.snapshot",
    ]
    kept = [
        state.metadata / "timestamp.json",
        state.kiosk_metadata / "timestamp.json",
        state.kiosk_metadata / "root_history" / "1.root.json",
        state.spool,
        state.kiosk_store,
    ]
    for place in [*places, *kept]:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x")
    for _ in range(2):
        state.wipe_lists()
        assert not any(place.exists() for place in places)
        assert all(place.exists() for place in kept)
    assert state.targets.is_dir()


def test_only_one_agent_runs(state: TerminalState) -> None:
    with (
        only_one(state.agent_lock, "an agent"),
        pytest.raises(StateError, match="runs on"),
        only_one(state.agent_lock, "an agent"),
    ):
        pass
    with only_one(state.agent_lock, "an agent"):
        pass
