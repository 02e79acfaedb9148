"""The identification index on a real Milvus server, on loopback. Slow: it takes a minute."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.certificate import mates
from models.embedder import unit_rows
from models.manifest import load_manifest
from sync.central.errors import IdentificationError
from sync.central.identification.bench import measure
from sync.central.identification.milvus_index import IdentificationIndex
from sync.central.identification.milvus_rows import collection_of
from sync.central.identification.search import ADDRESS, Search
from sync.protocol.envelope.random_values import random_id
from tests.sync.central.identification.test_search import made_centre
from tests.sync.central.releases import registry_rows as rows

DIMENSION = 128


def templates(count: int, seed: int = 1, dimension: int = DIMENSION) -> NDArray[np.float32]:
    drawn = np.random.default_rng(seed).standard_normal((count, dimension), np.float32)
    return unit_rows(drawn)


def named(rows: NDArray[np.float32]) -> list[tuple[str, NDArray[np.float32]]]:
    return [(f"t-{number}", row[None]) for number, row in enumerate(rows)]


@pytest.fixture
def index(milvus: str) -> Iterator[IdentificationIndex]:
    """An index of a model of its own."""
    with IdentificationIndex.open(milvus, f"sface@{random_id()}", DIMENSION) as opened:
        yield opened
        opened._client.drop_collection(opened._collection)


@pytest.mark.slow
def test_every_mate_is_proposed(index: IdentificationIndex) -> None:
    known = templates(3_000)
    index.upsert(named(known))
    probes = mates(known[:200], np.random.default_rng(2), 0.37)
    proposed = index.nearest(probes, 64, 0.36)
    assert all(f"t-{n}" in ids for n, ids in enumerate(proposed))
    assert index.count() == 3_000


@pytest.mark.slow
def test_an_empty_index_proposes_nobody(index: IdentificationIndex) -> None:
    assert index.nearest(templates(2), 5, -1.0) == [[], []]
    assert (index.ids(), index.count()) == (set(), 0)


@pytest.mark.slow
def test_what_is_changed_is_found_at_once(index: IdentificationIndex) -> None:
    known = templates(4)
    index.upsert([("a", known[:3]), ("b", templates(1, seed=3))])
    assert index.count() == 4
    assert index.nearest(known[2:3], 2, -1.0)[0][0] == "a"
    index.upsert([("a", known[3:])])
    assert index.count() == 2
    assert index.nearest(known[3:], 1, 0.9) == [["a"]]
    assert index.nearest(known[:1], 1, 0.9) == [[]]
    index.delete(["a", "never"])
    index.delete(["a"])
    assert index.ids() == {"b"}
    assert index.nearest(known[3:], 5, 0.9) == [[]]


@pytest.mark.slow
def test_threads_may_read_while_one_writes(index: IdentificationIndex) -> None:
    known = templates(600)
    index.upsert(named(known[:100]))
    wrong: list[int] = []

    def read() -> None:
        wrong.extend(n for n in range(5) if index.nearest(known[:1], 1, 0.9) != [["t-0"]])

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    index.upsert(named(known))
    for reader in readers:
        reader.join()
    assert wrong == []


@pytest.mark.slow
def test_what_one_data_centre_s_process_wrote_another_finds(
    milvus: str, index: IdentificationIndex
) -> None:
    known = templates(50)
    index.upsert(named(known))
    model = random_id()
    with IdentificationIndex.rebuild(milvus, model, named(known[:9]), DIMENSION) as first:
        assert first.ids() == {f"t-{n}" for n in range(9)}
        with IdentificationIndex.open(milvus, model, DIMENSION) as second:
            assert second.nearest(known[7:8], 1, 0.9) == [["t-7"]]
            assert second.recall(named(known[:9])) == 1.0
            assert second.recall(named(known[:18])) == 0.5
        with IdentificationIndex.rebuild(milvus, model, named(known[:2]), DIMENSION) as anew:
            assert anew.ids() == {"t-0", "t-1"}
    assert len(index.ids()) == 50


@pytest.mark.slow
@pytest.mark.parametrize(
    ("row", "message"),
    [
        (("secret-id' or 1", templates(1)), "id of a template"),
        (("secret-id/1", templates(1)), "id of a template"),
        (("secret-id", templates(1) * 2), "not a finite vector of length 1"),
        (("secret-id", templates(1, dimension=64)), "another model"),
        (("secret-id", templates(9)), "1 to 8"),
        (("secret-id", templates(0)), "1 to 8"),
    ],
)
def test_a_row_that_cannot_go_in_is_refused_without_its_id(
    index: IdentificationIndex, row: tuple[str, NDArray[np.float32]], message: str
) -> None:
    with pytest.raises(IdentificationError, match=message) as caught:
        index.upsert([row])
    assert "secret" not in str(caught.value)


@pytest.mark.slow
def test_another_size_of_templates_is_refused(milvus: str) -> None:
    model = random_id()
    IdentificationIndex.open(milvus, model, DIMENSION).close()
    with pytest.raises(IdentificationError, match="128 values, not 64"):
        IdentificationIndex.open(milvus, model, 64)
    with (
        IdentificationIndex.open(milvus, model, DIMENSION) as index,
        pytest.raises(IdentificationError, match="another model"),
    ):
        index.nearest(templates(1, dimension=64), 1, 0.0)


@pytest.mark.slow
def test_a_failed_request_tells_nothing_of_its_content(
    milvus: str, capfd: pytest.CaptureFixture[str]
) -> None:
    opened = IdentificationIndex.open(milvus, random_id(), DIMENSION)
    opened._client.drop_collection(opened._collection)
    with pytest.raises(IdentificationError, match="deleting failed") as caught:
        opened.delete(["secret-id"])
    opened.close()
    opened.close()
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert "secret" not in "".join(capfd.readouterr())


@pytest.mark.slow
def test_a_data_centre_keeps_its_index_on_the_server_by_its_address(
    milvus: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS, milvus)
    model = load_manifest().model
    with made_centre(tmp_path, range(30)) as centre:
        search = Search(centre)
        try:
            index = search.index(model)
            assert isinstance(index, IdentificationIndex)
            index._client.drop_collection(index._collection)  # another data centre's, before
        finally:
            search.close()
        search = Search(centre)
        try:
            index = search.index(model)
            assert index.nearest(rows.template(7)[None], 1, 0.9) == [[rows.reference_id(7)]]
            rows.enrol(centre, [900])
            index = search.index(model)
            assert index.nearest(rows.template(900)[None], 1, 0.9) == [[rows.reference_id(900)]]
        finally:
            search.close()


@pytest.mark.slow
def test_the_bench_measures_a_server(milvus: str) -> None:
    assert measure(500, 20, 1, milvus).recall == 1.0


def test_models_do_not_mix() -> None:
    assert collection_of("sface@2021") != collection_of("sface_2021")


@pytest.mark.parametrize("address", ["s3://bucket", "unix:///tmp/socket", "/srv/index", ""])
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(IdentificationError, match="Milvus server"):
        IdentificationIndex.open(address, "m", DIMENSION)


def test_a_server_out_of_reach_is_one_line_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sync.central.identification.milvus_index._CONNECTING", 0.5)
    with pytest.raises(IdentificationError, match="check that the server runs") as caught:
        IdentificationIndex.open("http://root:secret@127.0.0.1:9", "m", DIMENSION)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)
