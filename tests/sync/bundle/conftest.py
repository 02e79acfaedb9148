"""A data centre with a list, a terminal at its gate, and an empty stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.central.bootstrap import create
from sync.central.centre import Centre
from sync.central.releases.publish import publish_due
from tests.sync.bundle.sticks import Gate, enrolled
from tests.sync.central.releases.registry_rows import (
    NOW,
    add_checkpoint,
    add_list,
    delegate,
    enrol,
    put_on,
)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    offline = tmp_path / "offline"
    with create(tmp_path / "home", offline, "Uji", ["localhost"], None, None, NOW) as centre:
        add_checkpoint(centre, "gate-a")
        add_list(centre, "cekal")
        delegate(centre, offline, "list-cekal")
        enrol(centre, range(6), size=300)
        put_on(centre, "cekal", range(5))
        publish_due(centre, NOW)
        yield centre


@pytest.fixture
def gate(tmp_path: Path, centre: Centre) -> Gate:
    return enrolled(tmp_path / "state", centre)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
