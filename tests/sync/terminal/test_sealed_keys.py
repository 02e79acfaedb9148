"""Keys sealed to a TPM in software by systemd-creds, as they are to a machine's own."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from edge_app import cli
from sync.protocol.finding_table import FindingCode
from sync.terminal.check.keys import look_at_keys
from sync.terminal.check.tpm import look_at_tpm
from sync.terminal.enrolment import enrol
from sync.terminal.errors import StateError
from sync.terminal.lock import only_one
from sync.terminal.sealed_keys import PREFIX, KeySealer, sealed_place
from sync.terminal.state import CREDENTIALS, TerminalState
from tests.sync.terminal.conftest import centre as centre
from tests.sync.terminal.conftest import state as state
from tests.sync.terminal.conftest import whole as whole
from tests.sync.terminal.whole_centre import WholeCentre
from tests.waiting import until

Boot = Callable[[str], str]  # the way to the TPM of that name, as systemd-creds takes it


# systemd-creds leaves its sessions to the kernel's resource manager, which ends them with the
# program; a TPM in software has none, and so they are ended here: TPM2_FlushContext.
PROGRAM = """#!@PYTHON@
import socket, struct, subprocess, sys

done = subprocess.run(["@REAL@", *sys.argv[1:]])
way = next(each for each in sys.argv if each.startswith("--tpm2-device="))
if "swtpm:path=" in way:
    for handle in (*range(0x02000000, 0x02000004), *range(0x03000000, 0x03000004)):
        with socket.socket(socket.AF_UNIX) as line:
            line.connect(way.partition("path=")[2])
            line.sendall(struct.pack(">HIII", 0x8001, 14, 0x165, handle))
            line.recv(4096)
sys.exit(done.returncode)
"""


@pytest.fixture
def boot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Boot]:
    """Return the way to the TPM of a machine of that name."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    real = shutil.which("systemd-creds")
    if real is None or shutil.which("swtpm") is None:
        pytest.skip("there is no systemd-creds, or no swtpm")
    try:
        ctypes.CDLL("libtss2-tcti-swtpm.so.0")
        ctypes.CDLL("libtss2-esys.so.0")
    except OSError:
        pytest.skip("tpm2-tss is not installed, or cannot speak with swtpm")
    programs = tmp_path / "programs"
    programs.mkdir()
    text = PROGRAM.replace("@REAL@", real).replace("@PYTHON@", sys.executable)
    (programs / "systemd-creds").write_text(text)
    (programs / "systemd-creds").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    with ExitStack() as machines:
        yield lambda name: machines.enter_context(running(tmp_path / name))


@contextmanager
def running(folder: Path) -> Iterator[str]:
    folder.mkdir()
    place = folder / "tpm.sock"
    command = ["swtpm", "socket", "--tpm2", "--tpmstate", f"dir={folder}"]
    command += ["--server", f"type=unixio,path={place}"]
    command += ["--ctrl", f"type=unixio,path={place}.ctrl"]
    with subprocess.Popen(
        [*command, "--flags", "not-need-init,startup-clear"], stderr=subprocess.DEVNULL
    ) as emulator:
        try:
            until(lambda: listens(place), "the emulator's socket")
            yield f"swtpm:path={place}"
        finally:
            emulator.terminate()


def listens(place: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as line:
        return line.connect_ex(str(place)) == 0


@pytest.fixture
def terminal(whole: WholeCentre, tmp_path: Path) -> TerminalState:
    made = TerminalState(tmp_path / "device")
    enrol(made, whole.ticket(), "Jalur 2")
    return made


def seal(state: TerminalState, *more: object, status: int = 0) -> None:
    words = ("provision", "seal", "--state", state.root, "--json", *more)
    assert cli.main([str(each) for each in words]) == status


@pytest.mark.slow
def test_a_stolen_folder_holds_no_key_that_opens_without_this_machine_s_tpm(
    terminal: TerminalState, tmp_path: Path, boot: Boot, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {name: terminal.credential(name) for name in CREDENTIALS}
    store, way = tmp_path / "store", boot("ours")
    seal(terminal, "--tpm2-device", way, "--store", store)
    told = json.loads(capsys.readouterr().out)
    assert told == {"tpm": True, "sealed": list(CREDENTIALS), "handed_over": 4}
    assert {each.name for each in terminal.credentials.iterdir()} == {
        f"{name}.sealed" for name in CREDENTIALS
    }
    for place in (each for each in tmp_path.rglob("*") if each.is_file()):
        held = place.read_bytes()
        assert not [name for name, key in keys.items() if key in held], place
    thief = TerminalState(terminal.root)
    thief.sealer = KeySealer(boot("other"))
    for name in CREDENTIALS:
        with pytest.raises(StateError, match="the TPM does not open it"):
            thief.credential(name)
    wrong = {each.code for each in look_at_keys(thief, thief.config())}
    assert wrong == {FindingCode.KEY_SEALED}
    thief.sealer = KeySealer(way)
    assert {name: thief.credential(name) for name in CREDENTIALS} == keys, "a command of root's"
    seal(terminal, "--tpm2-device", way, "--store", store)
    assert json.loads(capsys.readouterr().out)["sealed"] == [], "once"


@pytest.mark.slow
def test_a_unit_has_its_keys_as_the_service_manager_opens_them(
    terminal: TerminalState, tmp_path: Path, boot: Boot, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {name: terminal.credential(name) for name in CREDENTIALS}
    store, way = tmp_path / "store", boot("ours")
    seal(terminal, "--tpm2-device", way, "--store", store)
    handed = tmp_path / "handed"
    handed.mkdir()
    for name in CREDENTIALS:  # what systemd does of LoadCredentialEncrypted=NAME:PREFIX+NAME
        words = ["systemd-creds", "decrypt", f"--name={name}", f"--tpm2-device={way}"]
        places = [str(store / f"{PREFIX}{name}"), str(handed / name)]
        subprocess.run([*words, *places], check=True, capture_output=True)
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(handed))
    unit = TerminalState(terminal.root)
    assert {name: unit.credential(name) for name in CREDENTIALS} == keys
    assert unit.kiosk_signing_key() is not None


@pytest.mark.slow
def test_cut_off_before_the_key_in_the_clear_was_overwritten_it_is_sealed_again(
    terminal: TerminalState, tmp_path: Path, boot: Boot
) -> None:
    key, way = terminal.credential("kiosk.key"), boot("ours")
    sealed_place(terminal.credentials / "kiosk.key").write_bytes(b"half")
    seal(terminal, "--tpm2-device", way, "--store", tmp_path / "store")
    terminal.sealer = KeySealer(way)
    assert terminal.credential("kiosk.key") == key
    assert not (terminal.credentials / "kiosk.key").exists()


def test_a_tpm_that_fails_costs_no_key(
    terminal: TerminalState, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which("systemd-creds") is None:
        pytest.skip("there is no systemd-creds")
    keys = {name: terminal.credential(name) for name in CREDENTIALS}
    nowhere = ("--tpm2-device", tmp_path / "no device", "--store", tmp_path / "store")
    seal(terminal, *nowhere, status=2)
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "the TPM does not seal it" in told
    assert {name: terminal.credential(name) for name in CREDENTIALS} == keys


def test_without_a_tpm_keys_stay_their_users_files_and_it_is_said(
    terminal: TerminalState,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(KeySealer, "has_tpm", property(lambda _: False))
    given = ["provision", "seal", "--state", str(terminal.root), "--store", str(tmp_path / "store")]
    assert cli.main(given) == 0
    assert "no TPM: the keys stay files of their users (0600)" in capsys.readouterr().out
    for name in CREDENTIALS:
        assert (terminal.credentials / name).stat().st_mode & 0o077 == 0
    assert not (tmp_path / "store").exists()


def test_the_check_says_that_keys_lie_in_files_beside_a_tpm(
    terminal: TerminalState, tmp_path: Path
) -> None:
    (tmp_path / "tpm0").mkdir()
    places = (tmp_path, tmp_path / "no device")

    def codes() -> list[FindingCode]:
        clear = bool(terminal.keys_in_clear())
        return [each.code for each in look_at_tpm(*places, keys_in_clear=clear)]

    assert codes() == [FindingCode.KEYS_CLEAR, FindingCode.TPM_DENIED]
    for name in CREDENTIALS:
        (terminal.credentials / name).rename(sealed_place(terminal.credentials / name))
    assert codes() == [FindingCode.TPM_DENIED]


def test_no_key_goes_from_under_an_agent_that_runs(
    terminal: TerminalState, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with only_one(terminal.agent_lock, "an agent"):
        seal(terminal, "--tpm2-device", "swtpm:", "--store", tmp_path / "store", status=2)
    assert "an agent runs" in capsys.readouterr().err
    assert terminal.credential("agent.key")


@pytest.mark.slow
def test_a_wipe_overwrites_what_is_sealed(
    terminal: TerminalState, tmp_path: Path, boot: Boot, capsys: pytest.CaptureFixture[str]
) -> None:
    seal(terminal, "--tpm2-device", boot("ours"), "--store", tmp_path / "store")
    held = [each.open("rb") for each in terminal.credentials.iterdir()]
    capsys.readouterr()
    words = ("provision", "wipe", "--yes", "--state", terminal.root, "--kept", tmp_path / "kept")
    assert cli.main([str(each) for each in words]) == 0
    assert len(held) == 4
    for file in held:
        with file:
            assert not any(file.read()), "zeros, where it lay"
    assert "wiped" in capsys.readouterr().out
