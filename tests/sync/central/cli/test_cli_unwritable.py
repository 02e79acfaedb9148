"""A home that cannot be written: one line that names the file, exit status 2, nothing changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.disks import SmallDisk, remount
from tests.end_to_end.system import GAPURA, environment
from tests.rights import ANOTHER_USER, UNPRIVILEGED
from tests.sync.central.cli.conftest import Desk

BY_NOBODY = (
    ("status",),
    ("terminals",),
    ("publish",),
    ("proposals",),
    ("operator", "list"),
    ("results", "list"),
    ("audit", "verify"),
    ("keys", "show"),
    ("clock", "show"),
)
BY_SARI = (
    ("audit", "list"),
    ("checkpoint", "add", "gate-2", "--name", "Gerbang 2"),
    ("token", "gate-1", "--out", "ticket.json"),
    ("person", "show", "a" * 32),
)


@pytest.fixture
def unwritable(founded: Desk, small_disk: SmallDisk, tmp_path: Path) -> Iterator[Desk]:
    disk = small_disk(tmp_path / "disk", "64m")
    shutil.copytree(founded.home, disk / "home")
    founded.home = disk / "home"
    remount(disk, "ro")
    yield founded
    remount(disk, "rw")


def test_every_command_says_so_in_one_line(
    unwritable: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in unwritable.home.rglob("*")}
    for command in (*BY_NOBODY, *BY_SARI):
        by = "sari" if command in BY_SARI else None
        said = unwritable(*command, by=by, status=2)
        assert len(said.splitlines()) == 1, (command, said)
        assert f"{unwritable.home}/registry.sqlite3: cannot be written" in said, (command, said)
    assert {path: path.stat().st_mtime_ns for path in unwritable.home.rglob("*")} == before
    assert not (tmp_path / "ticket.json").exists()


@pytest.mark.slow
@pytest.mark.skipif(os.geteuid() != 0, reason="root alone gives files to another user")
@pytest.mark.parametrize(
    ("theirs", "named"),
    [(".", "keeper: Permission denied"), ("secrets", "secrets/tls: Permission denied")],
)
def test_a_server_without_the_rights_says_so_in_one_line(
    founded: Desk, theirs: str, named: str
) -> None:
    place = founded.home / theirs
    for path in (place, *place.rglob("*")):
        os.chown(path, ANOTHER_USER, ANOTHER_USER)
    if theirs == ".":
        place.chmod(0o755)
    command = [*GAPURA, "central", "serve", "--home", str(founded.home), "--bind", "127.0.0.1:0"]
    ended = subprocess.run(
        [*UNPRIVILEGED, *command],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr == f"gapura: {founded.home}/{named}\n"
    assert ended.stdout == ""
