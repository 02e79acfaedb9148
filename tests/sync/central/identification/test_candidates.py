"""From proposed ids to scored candidates: the registry's templates decide, within reach."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from models.certificate import mates
from models.embedder import unit_rows
from sync.central.identification.bench import measure
from sync.central.identification.candidates import PROPOSED, Scored, identify
from sync.central.identification.in_memory_index import InMemoryIndex


class Proposes:
    """An index that always proposes the same ids."""

    def __init__(self, *ids: str) -> None:
        self.ids = list(ids)
        self.asked: list[tuple[int, float]] = []

    def nearest(self, probes: NDArray[np.float32], count: int, floor: float) -> list[list[str]]:
        self.asked.append((count, floor))
        return [self.ids for _ in probes]


UNIT = np.eye(4, dtype=np.float32)
HALF = np.full(4, 0.5, np.float32)
REGISTRY = {"a": UNIT[0], "b": HALF, "c": UNIT[1], "d": HALF, "gone": np.full(4, np.nan, "f4")}


def of_registry(ids: Sequence[str]) -> NDArray[np.float32]:
    return np.stack([REGISTRY[name] for name in ids])


def test_candidates_are_scored_again_and_ranked() -> None:
    index = Proposes("d", "c", "gone", "b", "a")
    found = identify(index, list, of_registry, UNIT[0], 5, 0.4)
    assert found == [Scored("a", 1.0), Scored("b", 0.5), Scored("d", 0.5)]
    assert index.asked == [(PROPOSED, 0.4)]


def test_whoever_is_out_of_reach_is_neither_read_nor_counted() -> None:
    read: list[str] = []

    def reading(ids: Sequence[str]) -> NDArray[np.float32]:
        read.extend(ids)
        return of_registry(ids)

    def within(ids: Sequence[str]) -> list[str]:
        return [name for name in ids if name != "a"]

    found = identify(Proposes("a", "b", "d"), within, reading, UNIT[0], 1, 0.4)
    assert (found, read) == ([Scored("b", 0.5)], ["b", "d"])


def test_only_as_many_as_wanted() -> None:
    assert identify(Proposes("b", "a"), list, of_registry, UNIT[0], 1, 0.0) == [Scored("a", 1.0)]


def test_the_best_of_several_captures_counts() -> None:
    found = identify(Proposes("c"), list, of_registry, UNIT[:2], 5, 0.9)
    assert found == [Scored("c", 1.0)]


def test_the_best_of_several_templates_counts() -> None:
    found = identify(Proposes("x"), list, lambda _ids: UNIT[None, :2], UNIT[1], 5, 0.9)
    assert found == [Scored("x", 1.0)]


def test_nobody_proposed_is_nobody_found() -> None:
    assert identify(Proposes(), list, of_registry, UNIT[0], 5, 0.0) == []


def test_every_mate_is_found_among_all_that_lie_in_memory() -> None:
    rng = np.random.default_rng(1)
    rows = unit_rows(rng.standard_normal((3_000, 128), np.float32))
    index = InMemoryIndex(128)
    index.upsert((f"t-{number}", row[None]) for number, row in enumerate(rows))
    for number, probe in enumerate(mates(rows[:200], rng, 0.37)):
        found = identify(
            index, list, lambda ids: np.stack([rows[int(n[2:])] for n in ids]), probe, 5, 0.37
        )
        assert f"t-{number}" in {each.template_id for each in found}
        best = found[0]
        assert best.score == pytest.approx(float(rows[int(best.template_id[2:])] @ probe), abs=1e-6)


def test_the_bench_finds_all_mates() -> None:
    figures = measure(2_000, 50, seed=1)
    assert (figures.references, figures.probes, figures.recall) == (2_000, 50, 1.0)
    assert figures.query_ms > 0
