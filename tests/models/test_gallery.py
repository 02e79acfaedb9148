"""Search and changes of a real index in memory, against a plain dictionary of templates."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.comparison import scan
from models.errors import GalleryError
from models.gallery import Gallery, build
from tests.models.gallery_templates import RNG, names, templates
from tests.present import present


def test_scores_are_those_of_brute_force(gallery: Gallery, rows: NDArray[np.float32]) -> None:
    probes = templates(RNG(11), 11)
    for probe, hits in zip(probes, gallery.search(probes, 600, -1.0), strict=True):
        expected = np.sort(rows @ probe)[::-1]
        assert np.allclose([hit.score for hit in hits], expected, atol=1e-5)


@pytest.mark.parametrize("probes", [1, 2, 5])
def test_a_gallery_large_enough_for_two_threads_is_scanned_whole(probes: int) -> None:
    large = templates(RNG(60), 60_001, 4)
    wanted = templates(RNG(61), probes, 4)
    assert np.allclose(scan(large, wanted), wanted @ large.T, atol=1e-6)


def test_a_second_thread_that_comes_too_late_is_done_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    large = templates(RNG(60), 60_001, 4)
    wanted = templates(RNG(61), 2, 4)
    gate = Event()
    pool = ThreadPoolExecutor(1)
    pool.submit(gate.wait)
    monkeypatch.setattr("models.comparison._second", pool)
    assert np.allclose(scan(large, wanted), wanted @ large.T, atol=1e-6)  # never begun
    gate.set()
    monkeypatch.setattr("models.comparison._PATIENCE", 0.0)
    assert np.allclose(scan(large, wanted), wanted @ large.T, atol=1e-6)  # begun, not waited for
    pool.shutdown()


def test_one_probe_alone_scores_as_among_others(gallery: Gallery) -> None:
    probes = templates(RNG(12), 9)
    together = gallery.search(probes, 3, -1.0)
    for probe, hits in zip(probes, together, strict=True):
        alone = gallery.search(probe[None], 3, -1.0)[0]
        assert [hit.reference_id for hit in alone] == [hit.reference_id for hit in hits]


def test_no_probe_gives_no_answer(gallery: Gallery, rows: NDArray[np.float32]) -> None:
    assert gallery.search(rows[:0], 1, 0.4) == []


def test_several_templates_of_a_person_are_one_candidate(rows: NDArray[np.float32]) -> None:
    opened = Gallery.from_templates(rows[:6], ["a", "a", "a", "b", "b", "c"])
    hits = opened.search(rows[1:2], 3, -1.0)[0]
    assert sorted(hit.reference_id for hit in hits) == ["a", "b", "c"]
    assert hits[0].reference_id == "a"
    assert hits[0].score == pytest.approx(1.0)


def test_an_id_removed_and_added_again_is_served_with_the_new_template_only(
    gallery: Gallery, rows: NDArray[np.float32]
) -> None:
    new = templates(RNG(30), 1)
    changed = gallery.with_changes(new, ["r4"], ["r4"])
    assert changed.search(rows[4:5], 1, 0.9) == [[]]
    assert changed.templates_of("r4") == pytest.approx(new)
    assert gallery.templates_of("r4") == pytest.approx(rows[4:5])
    assert len(gallery.templates_of("nobody")) == 0
    assert changed.search(new, 1, 0.9)[0][0].reference_id == "r4"
    assert gallery.search(rows[4:5], 1, 0.9)[0][0].reference_id == "r4"
    assert len(changed) == 600


def test_removing_what_is_not_there_is_refused(gallery: Gallery, rows: NDArray[np.float32]) -> None:
    with pytest.raises(GalleryError, match="'nobody'"):
        gallery.with_changes(rows[:0], [], ["r1", "nobody"])
    with pytest.raises(GalleryError, match="'r1'"):
        gallery.with_changes(rows[:0], [], ["r1"]).with_changes(rows[:0], [], ["r1"])


DIMENSION = 8
FEW = names(12)


@pytest.fixture(scope="module")
def small_index(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[NDArray[np.float32], list[str], bytes]:
    rows = templates(RNG(50), 10, DIMENSION)
    path = tmp_path_factory.mktemp("small") / "x.ann"
    build(rows, path, trees=4)
    ids = [FEW[number % 7] for number in range(10)]  # three references have two templates
    return rows, ids, path.read_bytes()


changes = st.lists(
    st.tuples(
        st.lists(st.sampled_from(FEW), max_size=4),  # added, perhaps one of them twice
        st.lists(st.sampled_from(FEW), max_size=3, unique=True),
        st.integers(0, 2**32),
    ),
    max_size=6,
)


@given(changes, st.integers(1, 12), st.floats(-1, 0.9), st.booleans())
@settings(deadline=None)
def test_any_changes_give_the_candidates_of_brute_force(
    small_index: tuple[NDArray[np.float32], list[str], bytes],
    steps: Any,
    count: Any,
    floor: Any,
    annoy: Any,
) -> None:
    rows, ids, data = small_index
    oracle: dict[str, list[NDArray[np.float32]]] = {}
    for row, name in zip(rows, ids, strict=True):
        oracle.setdefault(name, []).append(row)
    opened = Gallery.open(data, ids, dimension=DIMENSION)
    opened = opened.certified(RNG(0), 0.4, exact_budget=0 if annoy else 100)
    assert present(opened.certificate).mode == ("annoy" if annoy else "exact")
    for added, removed, seed in steps:
        removed = [name for name in removed if name in oracle]
        fresh = templates(RNG(seed), len(added), DIMENSION)
        opened = opened.with_changes(fresh, added, removed)
        for name in {*removed, *added}:
            oracle.pop(name, None)
        for row, name in zip(fresh, added, strict=True):
            oracle.setdefault(name, []).append(row)
    assert opened.reference_ids() == set(oracle)
    assert len(opened) == sum(map(len, oracle.values()))
    probe = templates(RNG(99), 1, DIMENSION)
    expected = {name: max(float(row @ probe[0]) for row in kept) for name, kept in oracle.items()}
    best = sorted((score for score in expected.values() if score >= floor), reverse=True)[:count]
    hits = opened.search(probe, count, floor)[0]
    assert [hit.score for hit in hits] == pytest.approx(best, abs=1e-5)
    for hit in hits:
        assert hit.score == pytest.approx(expected[hit.reference_id], abs=1e-5)
