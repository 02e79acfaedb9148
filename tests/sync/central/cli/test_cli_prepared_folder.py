"""An agency's folder, as somebody with bad intentions prepares it, holds no command up."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

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
