"""Backup, verification and restoring, as an operator gives the commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edge_app import cli
from tests.sync.central.cli.conftest import Desk


def run(capsys: pytest.CaptureFixture[str], *arguments: object, status: int = 0) -> str:
    """A command that asks for no home."""
    assert cli.main(["central", *map(str, arguments)]) == status
    shown = capsys.readouterr()
    return shown.err if status else shown.out


def test_a_backup_is_made_verified_and_restored(
    founded: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (key,) = (tmp_path / "stick").glob("gapura-recovery-*.key")
    backup = tmp_path / "monday.gapura"
    made = founded.json("backup", "make", backup)
    assert made["rows"]["operators"] == 2
    founded("checkpoint", "add", "gate-2", "--name", "Gerbang 2", by="sari")
    shown = json.loads(run(capsys, "backup", "verify", backup, "--key", key, "--json"))
    assert shown["head"] == made["head"]
    again = tmp_path / "again"
    where = ["restore", backup, "--key", key, "--home", again]
    assert "--journal" in run(capsys, *where, status=2)
    told = run(capsys, *where, "--journal", founded.home / "journal")
    assert "done again from" in told
    assert "1 checkpoint-added" in told or "checkpoints" in told
    assert "is not empty" in run(capsys, *where, "--without-journal", status=2)
    founded.home = again
    assert founded("audit", "verify")
    assert "backup" in founded("audit", "list")
    founded("checkpoint", "add", "gate-2", "--name", "Gerbang 2", by="sari")


def test_the_recovery_key_is_made_by_an_operator_and_stays_out_of_the_home(
    founded: Desk, tmp_path: Path
) -> None:
    medium = tmp_path / "recovery"
    medium.mkdir()
    assert "take it away" in founded("backup", "key", medium, by="sari")
    assert len(list(medium.iterdir())) == 1
    assert "home" in founded("backup", "key", founded.home / "secrets", by="sari", status=2)
    told = founded("backup", "make", tmp_path / "none" / "a.gapura", status=2)
    assert "No such file" in told


@pytest.mark.usefixtures("founded")
def test_rubbish_is_told_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (key,) = (tmp_path / "stick").glob("gapura-recovery-*.key")
    rubbish = tmp_path / "rubbish"
    for content in (b"", b"GAPURA\x00\x01" + b"\xff" * 40, b"x" * 4_000):
        rubbish.write_bytes(content)
        told = run(capsys, "backup", "verify", rubbish, "--key", key, status=2)
        assert "no backup" in told
        assert len(told.splitlines()) == 1
        assert "no recovery key" in run(
            capsys, "backup", "verify", rubbish, "--key", rubbish, status=2
        )
    assert "No such file" in run(
        capsys, "backup", "verify", tmp_path / "none", "--key", key, status=2
    )
