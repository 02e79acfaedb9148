"""An agency's folder, as somebody with bad intentions prepares it, holds no command up."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sync.central.backup.recovery_key import RecoveryKey
from sync.protocol.envelope.sealing import SealingKey
from tests.end_to_end.system import GAPURA, environment
from tests.sync.central.cli.conftest import Desk


def pipe(place: Path, _: Path) -> None:
    os.mkfifo(place)


def endless(place: Path, _: Path) -> None:
    place.symlink_to("/dev/zero")


def key(place: Path, home: Path) -> None:
    place.symlink_to(home / "secrets" / "sealing.key")


@pytest.mark.parametrize("put", [pipe, endless, key])
def test_a_spreadsheet_that_is_none_is_refused_in_one_line(
    founded: Desk, tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    folder = tmp_path / "album"
    folder.mkdir()
    put(folder / "persons.csv", founded.home)
    told = founded("import", folder, by="sari", status=2)
    assert len(told.splitlines()) == 1
    assert "persons.csv" in told


@pytest.mark.parametrize("put", [pipe, endless])
def test_a_request_that_is_none_is_refused_in_one_line(
    founded: Desk, tmp_path: Path, put: Callable[[Path, Path], None]
) -> None:
    put(tmp_path / "request", founded.home)
    told = founded(
        "keys", "combine", tmp_path / "request", tmp_path / "request", by="sari", status=2
    )
    assert len(told.splitlines()) == 1


@pytest.mark.parametrize("put", [pipe, endless])
@pytest.mark.parametrize(
    "command",
    [
        "provision init --state state --lane 1 --ticket {}",
        "central list create dpo --operator sari --from {}",
        "central list members add dpo --operator sari --persons {}",
        "central backup verify {} --key recovery.key",
    ],
)
def test_a_file_that_is_none_is_refused_in_one_line(
    founded: Desk, tmp_path: Path, put: Callable[[Path, Path], None], command: str
) -> None:
    """In a process of its own: one that waits for a pipe waits for ever."""
    put(tmp_path / "given", founded.home)
    key = RecoveryKey(centre_id="a" * 32, seed=SealingKey.generate().seed, signer=bytes(32))
    (tmp_path / "recovery.key").write_bytes(key.to_json())
    ended = subprocess.run(
        [*GAPURA, *command.format("given").split()],
        cwd=tmp_path,
        env=environment(
            GAPURA_HOME=str(founded.home), GAPURA_PASSPHRASE_FILE=str(tmp_path / "sari.txt")
        ),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert ended.returncode == 2, ended.stderr
    assert len(ended.stderr.splitlines()) == 1
    assert "given" in ended.stderr
