"""The 1:N index beside the registry: it follows, and leaves nothing on a disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import event

from models.manifest import load_manifest
from sync.central import bootstrap
from sync.central.centre import Centre
from sync.central.identification.older_index import FOLDER
from sync.central.identification.search import ADDRESS, Search
from sync.central.registry import audit, forgetting
from sync.central.registry.schema import Operator
from tests.sync.central.releases import registry_rows as rows

PERSONS = 300


def made_centre(folder: Path, numbers: Iterable[int]) -> Centre:
    """A data centre with these synthetic persons."""
    now = datetime.now(UTC)
    home, stick = folder / "home", folder / "stick"
    made = bootstrap.create(home, stick, "Uji", ["localhost"], None, None, now)
    rows.enrol(made, numbers, size=100)
    return made


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Centre]:
    monkeypatch.delenv(ADDRESS, raising=False)
    with made_centre(tmp_path, range(PERSONS)) as made:
        yield made


@pytest.fixture
def search(centre: Centre) -> Iterator[Search]:
    opened = Search(centre)
    yield opened
    opened.close()


def found(search: Search, numbers: Iterable[int]) -> list[int]:
    """Whom their own templates find."""
    wanted = list(numbers)
    probes = np.stack([rows.template(number) for number in wanted])
    nearest = search.index(load_manifest().model).nearest(probes, 1, 0.9)
    return [n for n, ids in zip(wanted, nearest, strict=True) if ids == [rows.reference_id(n)]]


def forget(centre: Centre, number: int) -> None:
    with centre.registry.transaction() as session:
        session.merge(
            Operator(operator_id="sari", name="Sari", verifier="$argon2id$", created_at=rows.NOW)
        )
        forgetting.forget(
            session, centre.blobs, centre.vault, rows.person_id(number), "sari", rows.NOW
        )


def test_it_follows_the_registry(centre: Centre, search: Search) -> None:
    assert found(search, range(PERSONS)) == list(range(PERSONS))
    rows.enrol(centre, [900], size=100)
    forget(centre, 7)
    assert found(search, [6, 7, 8, 900]) == [6, 8, 900]


def test_what_terminals_do_costs_one_statement(centre: Centre, search: Search) -> None:
    gate = "a" * 32
    rows.add_checkpoint(centre, "gate-a")
    rows.add_terminal(centre, gate, "gate-a")
    found(search, [1])
    with centre.registry.transaction() as session:
        audit.append(session, rows.NOW, gate, "question", "q")
    statements: list[str] = []

    def executed(*given: Any) -> None:
        statements.append(given[2])

    event.listen(centre.registry.engine, "before_cursor_execute", executed)
    assert found(search, [1]) == [1]
    event.remove(centre.registry.engine, "before_cursor_execute", executed)
    assert not any("templates" in each for each in statements), statements


def test_a_closed_one_holds_nobody(centre: Centre) -> None:
    search = Search(centre)
    index: Any = search.index(load_manifest().model)
    search.close()
    assert not index._codes.any()


def forms_of(template: NDArray[np.float32]) -> list[bytes]:
    """Its bytes as they could lie in a file: float32, float16, and int8 of three usual scales."""
    scaled = [np.round(template * scale).astype(np.int8) for scale in (127, 128 * 4, 255)]
    peak = np.round(template * 127 / np.abs(template).max()).astype(np.int8)
    return [
        template.astype("<f4").tobytes(),
        template.astype("<f2").tobytes(),
        template.astype("<f8").tobytes(),
        *(each.tobytes() for each in (*scaled, peak)),
    ]


def files_with(centre: Centre, number: int) -> list[str]:
    """The files of the home that hold the person's template in one of these forms, or a part."""
    parts = [
        form[start : start + 32]
        for form in forms_of(rows.template(number))
        for start in range(0, len(form) - 31, 32)
    ]
    files = [path for path in centre.home.rglob("*") if path.is_file()]
    assert len(files) > PERSONS
    return [str(path) for path in files if any(part in path.read_bytes() for part in parts)]


@pytest.mark.slow
def test_nobody_s_template_is_in_a_file_and_a_forgotten_one_in_none_by_any_key(
    centre: Centre, search: Search
) -> None:
    """Also not as it was sealed: a forgotten row is overwritten in the database itself."""
    assert found(search, [7]) == [7]
    assert files_with(centre, 7) == []
    sealed = rows.sealed_template_of(centre, 7)
    database = centre.home / "registry.sqlite3"
    forget(centre, 7)
    assert found(search, [7]) == []
    search.close()
    centre.registry.close()  # the last connection folds the journal into the database
    assert files_with(centre, 7) == []
    files = [path for path in centre.home.rglob("*") if path.is_file()]
    assert database in files
    assert [path for path in files if sealed[:64] in path.read_bytes()] == []


@pytest.mark.slow
def test_what_an_older_version_kept_in_the_clear_is_removed(
    centre: Centre, caplog: pytest.LogCaptureFixture
) -> None:
    folder = centre.home / FOLDER / "collections"
    folder.mkdir(parents=True)
    (folder / "data_000001.parquet").write_bytes(rows.template(7).tobytes())
    assert files_with(centre, 7) != []
    Search(centre).close()
    assert files_with(centre, 7) == []
    assert not (centre.home / FOLDER).exists()
    assert "is removed" in caplog.text
    caplog.clear()
