"""The 1:N index beside the server repairs itself from the registry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from models.manifest import load_manifest
from sync.central import bootstrap
from sync.central.centre import Centre
from sync.central.search import FOLDER, Search
from tests.sync.central.releases import registry_rows as rows

PERSONS = 300


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    now = datetime.now(UTC)
    home, stick = tmp_path / "home", tmp_path / "stick"
    with bootstrap.create(home, stick, "Uji", ["localhost"], None, None, now) as made:
        rows.enrol(made, range(PERSONS), size=100)
        yield made


def found(centre: Centre) -> int:
    """How many persons are found by their own templates."""
    search = Search(centre)
    try:
        with search.index(load_manifest().model) as index:
            probes = np.stack([rows.template(number) for number in range(PERSONS)])
            nearest = index.nearest(probes, 1)
    finally:
        search.close()
    own = [rows.person_id(10**9 + number) for number in range(PERSONS)]
    return sum(ids == [name] for ids, name in zip(nearest, own, strict=True))


def files(centre: Centre, pattern: str) -> list[Path]:
    return sorted((centre.home / FOLDER).rglob(pattern))


@pytest.mark.parametrize("pattern", ["*.idx", "data_*.parquet", "schema.json"])
def test_a_damaged_index_is_made_anew(
    centre: Centre, pattern: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert found(centre) == PERSONS
    assert found(centre) == PERSONS  # opened again, it writes its index file
    (file,) = files(centre, pattern)
    whole = file.read_bytes()
    middle = len(whole) // 2
    rotten = b"\xff" * min(4_000, middle)
    file.write_bytes(whole[:middle] + rotten + whole[middle + len(rotten) :])
    assert found(centre) == PERSONS
    caplog.clear()


def test_a_lost_file_is_filled_in(centre: Centre, caplog: pytest.LogCaptureFixture) -> None:
    assert found(centre) == PERSONS
    for file in files(centre, "data_*.parquet"):
        file.unlink()
    assert found(centre) == PERSONS
    caplog.clear()
