"""The identification index on a real Milvus Lite, and what becomes of it in a crash."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.certificate import mates
from sync.central.candidates import PROPOSED, Scored, identify
from sync.central.errors import IdentificationError
from sync.central.identification import IdentificationIndex
from sync.central.identification_bench import measure
from sync.central.identification_rows import collection_of

DIMENSION = 128


def templates(count: int, seed: int = 1, dimension: int = DIMENSION) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, dimension)).astype(np.float32)
    lengths: NDArray[np.float32] = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / lengths


def named(rows: NDArray[np.float32]) -> list[tuple[str, NDArray[np.float32]]]:
    return [(f"t-{number}", row[None]) for number, row in enumerate(rows)]


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "index")


@pytest.fixture
def index(folder: str) -> Iterator[IdentificationIndex]:
    with IdentificationIndex.open(folder, "sface@2021", DIMENSION) as opened:
        yield opened


def test_every_mate_is_proposed(index: IdentificationIndex) -> None:
    rows = templates(3_000)  # more than are kept unflushed
    index.upsert(named(rows))
    probes = mates(rows[:200], np.random.default_rng(2), 0.37)
    proposed = index.nearest(probes, PROPOSED)
    assert all(f"t-{n}" in ids for n, ids in enumerate(proposed))
    assert index.count() == 3_000


def test_an_empty_index_proposes_nobody(index: IdentificationIndex) -> None:
    assert index.nearest(templates(2), 5) == [[], []]
    assert index.ids() == set()
    assert index.count() == 0


def test_more_candidates_than_templates_are_all_templates(index: IdentificationIndex) -> None:
    index.upsert(named(templates(3)))
    assert {*index.nearest(templates(1), 100)[0]} == {"t-0", "t-1", "t-2"}


def test_a_replaced_template_is_no_longer_found(index: IdentificationIndex) -> None:
    old, new = templates(2)
    index.upsert([("a", old[None]), ("b", templates(1, seed=3))])
    index.upsert([("a", new[None])])
    assert index.count() == 2
    assert index.nearest(new[None], 1) == [["a"]]


def test_an_id_with_fewer_templates_than_before_keeps_only_these(
    index: IdentificationIndex,
) -> None:
    rows = templates(3)
    index.upsert([("a", rows), ("b", templates(1, seed=3))])
    assert index.count() == 4
    assert index.nearest(rows[2:], 2)[0][0] == "a"
    index.upsert([("a", rows[:1])])
    assert index.count() == 2


def test_a_deleted_id_is_gone_and_may_be_deleted_again(index: IdentificationIndex) -> None:
    rows = templates(4)
    index.upsert([("a", rows[:2]), ("b", rows[2:])])
    index.delete(["a", "never"])
    index.delete(["a"])
    assert index.ids() == {"b"}
    assert index.nearest(rows[:1], 5) == [["b"]]


def test_models_do_not_mix(folder: str, index: IdentificationIndex) -> None:
    index.upsert(named(templates(2)))
    index.close()
    with IdentificationIndex.open(folder, "sface_2021", DIMENSION) as other:
        assert other.ids() == set()
    assert collection_of("sface@2021") != collection_of("sface_2021")


def test_what_was_closed_is_there_when_opened(folder: str) -> None:
    rows = templates(50)
    with IdentificationIndex.open(folder, "m", DIMENSION) as first:
        first.upsert(named(rows))
    with IdentificationIndex.open(folder, "m", DIMENSION) as again:
        assert again.ids() == {f"t-{n}" for n in range(50)}
        assert again.nearest(rows[7:8], 1) == [["t-7"]]


def test_closing_twice_is_no_error(folder: str) -> None:
    opened = IdentificationIndex.open(folder, "m", DIMENSION)
    opened.close()
    opened.close()


def test_threads_may_read_while_one_writes(index: IdentificationIndex) -> None:
    rows = templates(600)
    index.upsert(named(rows[:100]))
    wrong: list[int] = []

    def read() -> None:
        wrong.extend(n for n in range(10) if index.nearest(rows[:1], 1) != [["t-0"]])

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    index.upsert(named(rows))
    for reader in readers:
        reader.join()
    assert wrong == []


@pytest.mark.usefixtures("index")
def test_only_this_user_reaches_the_folder(tmp_path: Path) -> None:
    assert (tmp_path / "index").stat().st_mode & 0o077 == 0


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


def test_a_probe_of_another_model_is_refused(index: IdentificationIndex) -> None:
    with pytest.raises(IdentificationError, match="another model"):
        index.nearest(templates(1, dimension=64), 1)


def test_another_size_of_templates_is_refused(folder: str, index: IdentificationIndex) -> None:
    index.close()
    with pytest.raises(IdentificationError, match="128 values, not 64"):
        IdentificationIndex.open(folder, "sface@2021", 64)


def test_a_failed_request_tells_nothing_of_its_content(
    folder: str, capfd: pytest.CaptureFixture[str]
) -> None:
    opened = IdentificationIndex.open(folder, "m", DIMENSION)
    opened._client.drop_collection(opened._collection)
    with pytest.raises(IdentificationError, match="deleting failed") as caught:
        opened.delete(["secret-id"])
    opened.close()
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert "secret" not in "".join(capfd.readouterr())


@pytest.mark.parametrize("address", ["s3://bucket", "unix:///tmp/socket"])
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(IdentificationError, match="Milvus cluster"):
        IdentificationIndex.open(address, "m", DIMENSION)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "index.db").write_bytes(b"SQLite format 3")
    with pytest.raises(IdentificationError, match="File exists"):
        IdentificationIndex.open(str(tmp_path / "index.db"), "m", DIMENSION)


def test_a_cluster_out_of_reach_is_one_line_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sync.central.identification._CONNECTING", 0.5)
    with pytest.raises(IdentificationError, match="check that the cluster runs") as caught:
        IdentificationIndex.open("http://root:secret@127.0.0.1:9", "m", DIMENSION)
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


OPENED = """
import sys
from sync.central.errors import IdentificationError
from sync.central.identification import IdentificationIndex
try:
    IdentificationIndex.open(sys.argv[1], "sface@2021", 128).close()
except IdentificationError as error:
    sys.exit(str(error))
"""


def test_a_second_process_is_told_who_holds_the_folder(
    folder: str, index: IdentificationIndex
) -> None:
    second = subprocess.run(
        [sys.executable, "-c", OPENED, folder], capture_output=True, text=True, check=False
    )
    assert second.returncode == 1
    assert second.stderr.count("\n") == 1
    assert f"{folder} is in use" in second.stderr
    index.upsert(named(templates(1)))
    assert index.count() == 1


KILLED = """
import sys
import numpy as np
from sync.central.identification import IdentificationIndex
index = IdentificationIndex.open(sys.argv[1], "m", 128)
unit = np.eye(128, dtype=np.float32)
for batch in range(10_000):
    index.upsert((f"{batch}-{n}", unit[n : n + 1]) for n in range(100))
    print(batch, flush=True)
"""


def killed_after(folder: str, batches: int) -> int:
    """Upsert 100 ids a batch in a process, and kill it some time after so many; the last told."""
    writer = subprocess.Popen(
        [sys.executable, "-c", KILLED, folder], stdout=subprocess.PIPE, text=True
    )
    with writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            if int(line) >= batches:
                break
        writer.send_signal(signal.SIGKILL)
        told = [int(line), *(int(left) for left in writer.stdout if left.endswith("\n"))]
    return told[-1]


@pytest.mark.parametrize("batches", [3, 20, 41])
def test_what_was_upserted_before_a_kill_is_there(folder: str, batches: int) -> None:
    last = killed_after(folder, batches)
    with IdentificationIndex.open(folder, "m", DIMENSION) as index:
        ids = index.ids()
        assert {f"{b}-{n}" for b in range(last + 1) for n in range(100)} <= ids
        assert index.count() == len(ids)


@pytest.mark.parametrize("damaged", ["data_*.parquet", "schema.json"])
def test_a_damaged_index_is_recognised_and_rebuilt(
    folder: str, tmp_path: Path, damaged: str
) -> None:
    rows = templates(30)
    with IdentificationIndex.open(folder, "m", DIMENSION) as index:
        index.upsert(named(rows))
    (file,) = (tmp_path / "index").rglob(damaged)
    file.write_bytes(file.read_bytes()[:100])
    with pytest.raises(IdentificationError, match="rebuild it from the registry"):
        IdentificationIndex.open(folder, "m", DIMENSION)
    with IdentificationIndex.rebuild(folder, "m", named(rows[:20]), DIMENSION) as index:
        assert index.ids() == {f"t-{n}" for n in range(20)}
        assert index.nearest(rows[5:6], 1) == [["t-5"]]


def test_rotten_bytes_show_in_the_recall_of_known_templates(folder: str, tmp_path: Path) -> None:
    rows = templates(300)
    with IdentificationIndex.open(folder, "m", DIMENSION) as index:
        index.upsert(named(rows))
        assert index.recall(named(rows[:64])) == 1.0
        assert index.recall([]) == 1.0
    with IdentificationIndex.open(folder, "m", DIMENSION):
        pass  # writes the index file
    (file,) = (tmp_path / "index").rglob("*.idx")
    whole = file.read_bytes()
    file.write_bytes(whole[:60_000] + b"\xff" * 4_000 + whole[64_000:])
    with IdentificationIndex.open(folder, "m", DIMENSION) as index:
        assert len(index.ids()) == 300
        assert index.recall(named(rows)) < 0.999


def test_a_lost_schema_can_be_rebuilt(folder: str, tmp_path: Path) -> None:
    with IdentificationIndex.open(folder, "m", DIMENSION):
        pass
    (schema,) = (tmp_path / "index").rglob("schema.json")
    schema.unlink()
    with pytest.raises(IdentificationError, match="rebuild it from the registry"):
        IdentificationIndex.open(folder, "m", DIMENSION)
    IdentificationIndex.rebuild(folder, "m", named(templates(2)), DIMENSION).close()


def test_a_rebuilt_index_has_only_the_rows_given(folder: str, index: IdentificationIndex) -> None:
    index.upsert(named(templates(9)))
    index.close()
    with IdentificationIndex.rebuild(
        folder, "sface@2021", named(templates(2)), DIMENSION
    ) as rebuilt:
        assert rebuilt.ids() == {"t-0", "t-1"}


class Proposes:
    """An index that always proposes the same ids."""

    def __init__(self, *ids: str) -> None:
        self.ids = list(ids)
        self.asked: list[int] = []

    def nearest(self, probes: NDArray[np.float32], count: int) -> list[list[str]]:
        self.asked.append(count)
        return [self.ids for _ in probes]


UNIT = np.eye(4, dtype=np.float32)
HALF = np.full(4, 0.5, np.float32)
REGISTRY = {"a": UNIT[0], "b": HALF, "c": UNIT[1], "d": HALF, "gone": np.full(4, np.nan, "f4")}


def of_registry(ids: Sequence[str]) -> NDArray[np.float32]:
    return np.stack([REGISTRY[name] for name in ids])


def test_candidates_are_scored_again_and_ranked() -> None:
    found = identify(Proposes("d", "c", "gone", "b", "a"), of_registry, UNIT[0], 5, 0.4)
    assert found == [Scored("a", 1.0), Scored("b", 0.5), Scored("d", 0.5)]


def test_only_as_many_as_wanted_but_more_are_asked_for() -> None:
    index = Proposes("b", "a")
    assert identify(index, of_registry, UNIT[0], 1, 0.0) == [Scored("a", 1.0)]
    identify(index, of_registry, UNIT[0], 100, 0.0)
    assert index.asked == [PROPOSED, 400]


def test_the_best_of_several_captures_counts() -> None:
    assert identify(Proposes("c"), of_registry, UNIT[:2], 5, 0.9) == [Scored("c", 1.0)]


def test_the_best_of_several_templates_counts() -> None:
    found = identify(Proposes("x"), lambda _ids: UNIT[None, :2], UNIT[1], 5, 0.9)
    assert found == [Scored("x", 1.0)]


def test_nobody_proposed_is_nobody_found() -> None:
    assert identify(Proposes(), of_registry, UNIT[0], 5, 0.0) == []


def test_a_person_is_identified_from_the_index(index: IdentificationIndex) -> None:
    rows = templates(500)
    index.upsert(named(rows))
    probe = mates(rows[42:43], np.random.default_rng(0), 0.5)[0]
    found = identify(
        index, lambda ids: np.stack([rows[int(name[2:])] for name in ids]), probe, 5, 0.45
    )
    assert found[0].template_id == "t-42"
    assert found[0].score == pytest.approx(float(rows[42] @ probe), abs=1e-6)


def test_the_bench_compares_with_an_exact_scan(tmp_path: Path) -> None:
    figures = measure(500, 20, seed=1, folder=tmp_path)
    assert figures.recall == figures.exact_recall
    assert figures.recall[PROPOSED] == 1.0
    assert figures.query_ms > 0
