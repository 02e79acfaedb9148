"""A data centre on each database, with two checkpoints and a list that has its role."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.central.bootstrap import create
from sync.central.centre import Centre
from tests.sync.central.releases.registry_rows import NOW, add_checkpoint, add_list, delegate


@pytest.fixture
def offline(tmp_path: Path) -> Path:
    return tmp_path / "offline"


@pytest.fixture
def centre(tmp_path: Path, offline: Path, database_url: str) -> Iterator[Centre]:
    home = tmp_path / "home"
    with create(home, offline, "Uji", ["localhost"], database_url, None, NOW) as centre:
        add_checkpoint(centre, "gate-a")
        add_checkpoint(centre, "gate-b")
        add_list(centre, "cekal")
        delegate(
            centre, offline, "list-cekal", "visitors-gate-a", "visitors-gate-b", "officers-gate-a"
        )
        yield centre
