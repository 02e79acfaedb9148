"""A data centre with a list, a terminal at its gate, and an empty stick."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.central.centre import Centre
from tests.sync.bundle.sticks import Gate, enrolled
from tests.sync.central.releases.registry_rows import (
    one_list,
)


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    with one_list(tmp_path / "home", tmp_path / "offline") as centre:
        yield centre


@pytest.fixture
def gate(tmp_path: Path, centre: Centre) -> Gate:
    return enrolled(tmp_path / "state", centre)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder
