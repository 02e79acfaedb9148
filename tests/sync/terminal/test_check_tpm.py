"""The TPM is asked what it says of itself: a real one, in software, that wrong attempts lock."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sync.protocol.finding_table import FindingCode
from sync.terminal.check.tpm import is_locked, look_at_tpm
from tests.waiting import PATIENCE_S, until

# TPM 2.0 Library, parts 2 and 3.
OWNER, LOCKOUT, INDEX, PASSWORD = 0x40000001, 0x4000000A, 0x01500001, 0x40000009
SESSIONS, DEFINE, WRITE, PARAMETERS = 0x8002, 0x12A, 0x137, 0x13A
AUTH_WRITE, AUTH_READ = 1 << 2, 1 << 18  # of TPMA_NV; without NO_DA: wrong attempts count
SHA256 = 0x000B


@pytest.fixture
def tpm(tmp_path: Path) -> Iterator[Callable[[bytes], bytes]]:
    """A TPM of its own: what takes a command, and gives its answer."""
    emulator = shutil.which("swtpm")
    if emulator is None:
        pytest.skip("there is no swtpm")
    state, place = tmp_path / "tpm", tmp_path / "tpm.sock"
    state.mkdir()
    command = [emulator, "socket", "--tpm2", "--tpmstate", f"dir={state}"]
    command += ["--server", f"type=unixio,path={place}", "--flags", "not-need-init,startup-clear"]
    with subprocess.Popen(command) as running:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(PATIENCE_S)
                # Its socket is there before it listens.
                until(lambda: line.connect_ex(str(place)) == 0, "the emulator's socket")

                def exchange(asked: bytes) -> bytes:
                    line.sendall(asked)
                    return line.recv(4096)

                yield exchange
        finally:
            running.terminate()


def sized(data: bytes) -> bytes:
    return struct.pack(">H", len(data)) + data


def command(code: int, handles: tuple[int, ...], password: bytes, rest: bytes) -> bytes:
    session = struct.pack(">IHBH", PASSWORD, 0, 0, len(password)) + password
    body = b"".join(struct.pack(">I", handle) for handle in handles)
    body += struct.pack(">I", len(session)) + session + rest
    return struct.pack(">HII", SESSIONS, 10 + len(body), code) + body


def answered(answer: bytes) -> int:
    code: int = struct.unpack(">HII", answer[:10])[2]
    return code


def test_a_tpm_that_is_open_and_one_that_wrong_attempts_locked(
    tpm: Callable[[bytes], bytes],
) -> None:
    assert is_locked(tpm) is False
    one_attempt = struct.pack(">III", 1, 1000, 1000)
    assert answered(tpm(command(PARAMETERS, (LOCKOUT,), b"", one_attempt))) == 0
    public = struct.pack(">IHIHH", INDEX, SHA256, AUTH_WRITE | AUTH_READ, 0, 8)
    define = sized(b"right") + sized(public)
    assert answered(tpm(command(DEFINE, (OWNER,), b"", define))) == 0
    write = sized(b"8 bytes!") + struct.pack(">H", 0)
    for _ in range(2):
        assert answered(tpm(command(WRITE, (INDEX, INDEX), b"wrong", write))) != 0
    assert is_locked(tpm) is True


def test_a_machine_without_a_tpm_says_so_and_no_more(tmp_path: Path) -> None:
    (told,) = look_at_tpm(tmp_path / "none", tmp_path / "none")
    assert told.code is FindingCode.TPM_ABSENT
    assert "shows no" in told.sentence  # it may be turned off


@pytest.mark.parametrize("content", [None, b"", b"\x80\x01 an older one's answer"])
def test_a_tpm_that_does_not_say_is_not_called_open(tmp_path: Path, content: bytes | None) -> None:
    (tmp_path / "tpm0").mkdir()
    device = tmp_path / "device"
    if content is not None:
        device.write_bytes(content)
    (told,) = look_at_tpm(tmp_path, device)
    assert told.code is FindingCode.TPM_DENIED
