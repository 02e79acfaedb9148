"""The 1:N index in memory: exact, followed by every change, and empty of whoever was deleted."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from models.eight_bit_rows import quantise
from models.embedder import unit_rows
from models.errors import GalleryError
from sync.central.identification.candidates import identify
from sync.central.identification.in_memory_index import InMemoryIndex

VALUES = st.floats(-1.0, 1.0, width=32)


def unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """The rows, of length 1; one that is nearly nothing points along the first axis."""
    rows = rows.copy()
    rows[np.linalg.norm(rows, axis=1) < 1e-3, 0] = 1.0
    return unit_rows(rows)


def templates(count: int, seed: int = 1) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).standard_normal((count, 128), np.float32)
    return unit_rows(rows)


def named(rows: NDArray[np.float32]) -> list[tuple[str, NDArray[np.float32]]]:
    return [(f"t-{number}", row[None]) for number, row in enumerate(rows)]


def test_what_an_exact_scan_finds_is_found_nearest_first() -> None:
    rows, probes = templates(5_000), templates(5, seed=2)  # it grows three times
    index = InMemoryIndex(128)
    index.upsert(named(rows))

    def of(ids: Sequence[str]) -> NDArray[np.float32]:
        return rows[[int(one.removeprefix("t-")) for one in ids]]

    for probe, proposed in zip(probes, index.nearest(probes, 20, -1.0), strict=True):
        best = np.argsort(-(rows @ probe), kind="stable")[:20]
        assert {f"t-{row}" for row in best} <= set(proposed)
        assert len(proposed) < 100, "few are compared once more"
        found = identify(index, list, of, probe, 20, -1.0)
        assert [each.template_id for each in found] == [f"t-{row}" for row in best]


@given(
    rows=st.integers(1, 60).flatmap(lambda n: arrays(np.float32, (n, 16), elements=VALUES)),
    probe=arrays(np.float32, (1, 16), elements=VALUES),
    count=st.integers(1, 8),
    floor=st.floats(-1.0, 1.0),
)
def test_nobody_is_missed_whatever_the_templates(
    rows: NDArray[np.float32], probe: NDArray[np.float32], count: int, floor: float
) -> None:
    rows, probe = unit(rows), unit(probe)
    index = InMemoryIndex(16)
    index.upsert(named(rows))
    scores = (rows.astype(np.float64) @ probe[0].astype(np.float64)).tolist()
    least = max([floor, *sorted(scores, reverse=True)[count - 1 : count]])
    (found,) = index.nearest(probe, count, floor)
    assert {f"t-{row}" for row, score in enumerate(scores) if score > least} <= set(found)


def test_only_what_reaches_the_floor_is_proposed() -> None:
    rows = templates(500)
    index = InMemoryIndex(128)
    index.upsert(named(rows))
    (found,) = index.nearest(rows[:1], 500, 0.2)
    scores = rows @ rows[0]
    assert set(found) >= {f"t-{row}" for row in np.flatnonzero(scores >= 0.2)}
    assert set(found) <= {f"t-{row}" for row in np.flatnonzero(scores >= 0.15)}


def test_an_empty_one_proposes_nobody() -> None:
    index = InMemoryIndex(128)
    assert (index.nearest(templates(2), 5, -1.0), index.ids(), len(index)) == ([[], []], set(), 0)


def test_a_replaced_template_is_no_longer_found() -> None:
    old, new = templates(2)
    index = InMemoryIndex(128)
    index.upsert([("a", old[None])])
    index.upsert([("a", new[None])])
    assert index.nearest(np.stack([old, new]), 1, 0.9) == [[], ["a"]]
    assert len(index) == 1


def test_a_deleted_template_is_overwritten_and_its_row_used_again() -> None:
    rows = templates(3)
    index = InMemoryIndex(128)
    index.upsert(named(rows[:2]))
    index.delete(["t-0", "never"])
    codes = quantise(rows)[0]
    assert codes[0].tobytes() not in index._codes.tobytes()
    assert codes[1].tobytes() in index._codes.tobytes()
    assert index.ids() == {"t-1"}
    assert index.nearest(rows[:1], 5, 0.9) == [[]]
    index.upsert([("t-2", rows[2:])])
    assert index.nearest(rows[2:], 1, 0.9) == [["t-2"]]
    assert len(index._names) == 2


def test_closing_overwrites_everything() -> None:
    rows = templates(3)
    index = InMemoryIndex(128)
    index.upsert(named(rows))
    index.close()
    assert not index._codes.any()
    assert not index._steps.any()
    assert index.nearest(rows, 5, -1.0) == [[], [], []]


def test_a_row_that_is_no_template_is_refused_and_nothing_is_put_in() -> None:
    index = InMemoryIndex(128)
    with pytest.raises(GalleryError, match="length 1"):
        index.upsert([("a", templates(1)), ("b", templates(1) * 2)])
    assert index.ids() == set()


def test_threads_may_search_while_one_writes() -> None:
    rows = templates(4_000)
    index = InMemoryIndex(128)
    index.upsert(named(rows[:100]))
    wrong: list[int] = []

    def read() -> None:
        wrong.extend(n for n in range(200) if index.nearest(rows[:1], 1, 0.9) != [["t-0"]])

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for start in range(100, 4_000, 100):
        index.upsert(named(rows)[start : start + 100])
        index.delete([f"t-{start}"])
    for reader in readers:
        reader.join()
    assert wrong == []
