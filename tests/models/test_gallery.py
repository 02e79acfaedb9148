"""Real Annoy files, opened in memory, against a plain dictionary of templates."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import index_file
from models.annoy_index import MappedIndex
from models.certificate import certify, mates
from models.comparison import scan
from models.errors import GalleryError
from models.gallery import Gallery, build

RNG = np.random.default_rng
NODE = 12 + 4 * 128


def templates(rng, count, dimension=128):
    rows = rng.standard_normal((count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def names(count, prefix="r"):
    return [f"{prefix}{number}" for number in range(count)]


@pytest.fixture(scope="module")
def rows():
    return templates(RNG(1), 600)


@pytest.fixture(scope="module")
def index_bytes(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("index") / "list.ann"
    build(rows, path, trees=5, seed=3, jobs=1)
    return path.read_bytes()


@pytest.fixture(scope="module")
def gallery(index_bytes):
    return Gallery.open(index_bytes, names(600)).certified(RNG(2), 0.4)


def nodes_of(index_bytes):
    return np.frombuffer(bytearray(index_bytes), np.int32).reshape(-1, NODE // 4)


# --- the file -------------------------------------------------------------------------------------


def test_the_file_is_written_whole_and_nothing_stays_beside_it(rows, tmp_path):
    build(rows, tmp_path / "list.ann", trees=2)
    assert [path.name for path in tmp_path.iterdir()] == ["list.ann"]
    assert stat.S_IMODE((tmp_path / "list.ann").stat().st_mode) & 0o077 == 0


def test_the_same_seed_gives_the_same_file(rows, index_bytes, tmp_path):
    build(rows, tmp_path / "again.ann", trees=5, seed=3, jobs=1)
    assert (tmp_path / "again.ann").read_bytes() == index_bytes


def test_a_failed_build_leaves_the_old_file(rows, tmp_path):
    path = tmp_path / "list.ann"
    path.write_bytes(b"old")

    def fail(done, total):
        if done == total:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(rows, path, trees=1, progress=fail)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_build_tells_its_progress(tmp_path):
    told = []
    small = templates(RNG(0), 10_050, 4)
    build(small, tmp_path / "x.ann", trees=1, progress=lambda *step: told.append(step))
    assert told == [(0, 10_050), (10_000, 10_050), (10_050, 10_050)]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 130, 131, 300])
def test_a_list_of_any_size_is_built_opened_and_searched(count, tmp_path):
    rows = templates(RNG(count), count)
    build(rows, tmp_path / "x.ann", trees=3)
    opened = Gallery.open((tmp_path / "x.ann").read_bytes(), names(count)).certified(RNG(0), 0.4)
    assert len(opened) == count
    found = opened.search(templates(RNG(9), 1) if not count else rows[-1:], 1, 0.5)
    assert [[hit.reference_id for hit in hits] for hits in found] == [
        [f"r{count - 1}"] if count else []
    ]


# --- memory ---------------------------------------------------------------------------------------


def test_the_matrix_is_a_view_of_the_mapped_file(index_bytes, rows):
    descriptor = index_file.memory_file()
    index_file.fill(descriptor, [index_bytes], len(index_bytes))
    index_file.seal(descriptor)
    nodes = index_file.map_nodes(descriptor, 128)
    matrix = index_file.vectors(nodes, 600)
    os.close(descriptor)
    assert np.shares_memory(matrix, nodes)
    assert not nodes.flags.owndata
    assert matrix.strides == (NODE, 4)
    assert not matrix.flags.writeable
    assert np.array_equal(matrix, rows)


def test_an_open_gallery_keeps_two_mappings_of_memory_and_no_file_on_a_disk(index_bytes):
    before = Path("/proc/self/maps").read_text().count("memfd:gapura-gallery")
    opened = Gallery.open(index_bytes, names(600))
    lines = [
        line
        for line in Path("/proc/self/maps").read_text().splitlines()
        if "memfd:gapura-gallery" in line
    ]
    assert len(lines) == before + 2
    assert all(line.split()[1].startswith("r--s") for line in lines)
    opened.close()
    del opened
    assert Path("/proc/self/maps").read_text().count("memfd:gapura-gallery") == before


def test_descriptors_are_given_back(index_bytes):
    before = len(list(Path("/proc/self/fd").iterdir()))
    opened = Gallery.open(index_bytes, names(600))
    opened.close()
    del opened
    with pytest.raises(GalleryError):
        Gallery.open(index_bytes[:-1], names(600))
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_what_was_checked_cannot_be_changed(index_bytes):
    descriptor = index_file.memory_file()
    index_file.fill(descriptor, [index_bytes], len(index_bytes))
    index_file.seal(descriptor)
    with pytest.raises(PermissionError):
        os.pwrite(descriptor, b"x", 0)
    with pytest.raises(PermissionError):
        os.ftruncate(descriptor, 0)
    os.close(descriptor)


def test_an_index_comes_in_chunks(index_bytes, rows):
    chunks = (index_bytes[start : start + 1000] for start in range(0, len(index_bytes), 1000))
    opened = Gallery.open(chunks, names(600)).certified(RNG(0), 0.4)
    assert opened.search(rows[7:8], 1, 0.9)[0][0].reference_id == "r7"


def test_a_flood_of_chunks_is_cut_off():
    def flood():
        for _ in range(100):
            yield bytes(1_000_000)
        pytest.fail("the whole flood was read")

    with pytest.raises(GalleryError, match="larger than"):
        Gallery.open(flood(), names(1))


# --- refusals -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data[:-1], "no multiple"),
        (lambda data: data[:0], "no multiple"),
        (lambda data: data[: 600 * NODE], "too few"),
        (lambda data: data[: 601 * NODE], "ids came with it"),
    ],
    ids=["cut off", "empty", "items only", "cut off at a node"],
)
def test_a_truncated_index_is_refused(index_bytes, change, message):
    with pytest.raises(GalleryError, match=message):
        Gallery.open(change(index_bytes), names(600))


@pytest.mark.parametrize("count", [599, 601, 1, 0])
def test_another_number_of_ids_is_refused(index_bytes, count):
    with pytest.raises(GalleryError):
        Gallery.open(index_bytes, names(count))


def test_another_dimension_is_refused(index_bytes):
    with pytest.raises(GalleryError):
        Gallery.open(index_bytes, names(600), dimension=127)


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (5, 10, np.float32(np.nan).view(np.int32)),
        (5, 10, np.float32(np.inf).view(np.int32)),
        (5, 10, np.float32(2.0).view(np.int32)),
        (5, 0, 7),
        (5, 1, 0),
        (610, 0, 0),
        (610, 0, -5),
        (610, 1, -1),
        (610, 1, 1 << 30),
        (-1, 1, 1 << 30),
        (-1, 9, np.float32(np.nan).view(np.int32)),
    ],
)
def test_a_damaged_node_is_refused(index_bytes, row, column, value):
    nodes = nodes_of(index_bytes)
    nodes[row, column] = value
    with pytest.raises(GalleryError):
        Gallery.open(nodes.tobytes(), names(600))


def test_a_tree_that_runs_in_a_circle_is_refused(index_bytes):
    nodes = nodes_of(index_bytes)
    split = int(np.flatnonzero(nodes[:, 0] > 130)[0])
    nodes[split, 1] = split
    with pytest.raises(GalleryError, match="points outside"):
        Gallery.open(nodes.tobytes(), names(600))


@pytest.mark.parametrize("bad", ["", None, 7])
def test_an_id_that_is_no_text_is_refused(index_bytes, bad):
    with pytest.raises(GalleryError, match="id of reference 3"):
        Gallery.open(index_bytes, [*names(3), bad, *names(596)])


@pytest.mark.parametrize(
    "bad",
    [
        np.zeros((3, 128), np.float32),
        np.full((3, 128), np.nan, np.float32),
        np.ones((3, 128), np.float32),
        np.full((3, 128), 1e30, np.float32),
        np.eye(3, 128),
        np.eye(3, 128, dtype=np.float32)[0],
    ],
    ids=["zero", "no number", "not unit", "overflow", "float64", "one row"],
)
def test_templates_that_cannot_be_served_are_refused(bad, gallery, tmp_path):
    with pytest.raises(GalleryError):
        build(bad, tmp_path / "x.ann")
    with pytest.raises(GalleryError):
        Gallery.from_templates(bad, names(3))
    with pytest.raises(GalleryError):
        gallery.with_changes(bad, names(3), [])
    with pytest.raises(GalleryError):
        gallery.search(bad, 1, 0.4)
    assert list(tmp_path.iterdir()) == []


def test_templates_of_another_model_are_refused(gallery):
    with pytest.raises(GalleryError, match="another model"):
        gallery.search(templates(RNG(0), 1, 512), 1, 0.4)


def test_templates_and_ids_must_be_as_many(gallery, rows):
    with pytest.raises(GalleryError, match="3 templates came with 2 ids"):
        Gallery.from_templates(rows[:3], names(2))
    with pytest.raises(GalleryError, match="3 templates came with 2 ids"):
        gallery.with_changes(rows[:3], names(2), [])


@pytest.mark.parametrize(("count", "floor"), [(0, 0.4), (1, 1.5), (1, float("nan"))])
def test_a_search_for_nothing_is_refused(gallery, rows, count, floor):
    with pytest.raises(GalleryError, match="cannot search"):
        gallery.search(rows[:1], count, floor)


def test_a_closed_gallery_says_so_and_leaves_those_that_share_its_index(index_bytes, rows):
    first = Gallery.open(index_bytes, names(600)).certified(RNG(0), 0.4)
    second = first.with_changes(rows[:0], [], ["r3"])
    first.close()
    first.close()
    with pytest.raises(GalleryError, match="closed"):
        first.search(rows[:1], 1, 0.4)
    assert second.search(rows[:1], 1, 0.9)[0][0].reference_id == "r0"


# --- the certificate ------------------------------------------------------------------------------


def test_a_gallery_without_a_certificate_refuses_to_search(index_bytes, rows):
    with pytest.raises(GalleryError, match="no certificate"):
        Gallery.open(index_bytes, names(600)).search(rows[:1], 1, 0.4)


def test_mates_lie_between_the_threshold_and_genuine_scores(rows):
    probes = mates(rows, RNG(5), 0.43)
    cosines = np.sum(probes * rows, axis=1)
    assert cosines.min() >= 0.43
    assert cosines.max() <= 0.8 + 1e-6
    assert np.allclose(np.linalg.norm(probes, axis=1), 1, atol=1e-6)
    assert np.sum(mates(rows, RNG(5), 0.9) * rows, axis=1).min() >= 0.9


def test_the_exact_scan_is_certified_with_every_mate(gallery):
    assert gallery.certificate.mode == "exact"
    assert gallery.certificate.recall == 1.0
    assert gallery.certificate.probes == 600


def test_above_the_budget_annoy_is_certified(index_bytes):
    opened = Gallery.open(index_bytes, names(600)).certified(RNG(2), 0.45, exact_budget=100)
    assert opened.certificate.mode == "annoy"
    assert opened.certificate.recall >= 0.999


class _Misled:
    """A real index whose one way to search is bent."""

    def __init__(self, index, **bent):
        self._index = index
        self._bent = bent

    def __getattr__(self, name):
        return self._bent.get(name, getattr(self._index, name))


@pytest.fixture
def mapped(index_bytes):
    descriptor = index_file.memory_file()
    index_file.fill(descriptor, [index_bytes], len(index_bytes))
    index = MappedIndex(descriptor, 600, 128)
    os.close(descriptor)
    return index


def test_a_matrix_that_is_not_the_index_is_refused(mapped):
    shifted = _Misled(mapped, matrix=np.roll(mapped.matrix, 1, axis=0))
    with pytest.raises(GalleryError, match="not where they are looked for"):
        certify(shifted, RNG(0), 0.4)


def test_a_scan_that_misses_mates_is_refused(mapped):
    blind = _Misled(mapped, exact=lambda probes: mapped.exact(probes) * (np.arange(600) % 100 > 0))
    with pytest.raises(GalleryError, match=r"9\d\.\d\d% of 600 mates"):
        certify(blind, RNG(0), 0.4)


def test_the_smallest_search_k_that_finds_enough_is_chosen(mapped):
    slow = _Misled(
        mapped,
        nearest=lambda probe, count, search_k: (
            mapped.nearest(probe, count, search_k) if search_k >= 5000 else []
        ),
    )
    assert certify(slow, RNG(0), 0.45, exact_budget=100).search_k == 5000


def test_where_annoy_never_finds_enough_the_exact_scan_serves(mapped):
    blind = _Misled(mapped, nearest=lambda *_: [])
    assert certify(blind, RNG(0), 0.4, exact_budget=100).mode == "exact"


# --- search and changes ---------------------------------------------------------------------------


def test_scores_are_those_of_brute_force(gallery, rows):
    probes = templates(RNG(11), 11)
    for probe, hits in zip(probes, gallery.search(probes, 600, -1.0), strict=True):
        expected = np.sort(rows @ probe)[::-1]
        assert np.allclose([hit.score for hit in hits], expected, atol=1e-5)


@pytest.mark.parametrize("probes", [1, 2, 5])
def test_a_gallery_large_enough_for_two_threads_is_scanned_whole(probes):
    large = templates(RNG(60), 60_001, 4)
    wanted = templates(RNG(61), probes, 4)
    assert np.allclose(scan(large, wanted), wanted @ large.T, atol=1e-6)


def test_a_second_thread_that_comes_too_late_is_done_without(monkeypatch):
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


def test_one_probe_alone_scores_as_among_others(gallery):
    probes = templates(RNG(12), 9)
    together = gallery.search(probes, 3, -1.0)
    for probe, hits in zip(probes, together, strict=True):
        alone = gallery.search(probe[None], 3, -1.0)[0]
        assert [hit.reference_id for hit in alone] == [hit.reference_id for hit in hits]


def test_no_probe_gives_no_answer(gallery, rows):
    assert gallery.search(rows[:0], 1, 0.4) == []


def test_several_templates_of_a_person_are_one_candidate(rows):
    opened = Gallery.from_templates(rows[:6], ["a", "a", "a", "b", "b", "c"])
    hits = opened.search(rows[1:2], 3, -1.0)[0]
    assert sorted(hit.reference_id for hit in hits) == ["a", "b", "c"]
    assert hits[0].reference_id == "a"
    assert hits[0].score == pytest.approx(1.0)


def test_an_id_removed_and_added_again_is_served_with_the_new_template_only(gallery, rows):
    new = templates(RNG(30), 1)
    changed = gallery.with_changes(new, ["r4"], ["r4"])
    assert changed.search(rows[4:5], 1, 0.9) == [[]]
    assert changed.search(new, 1, 0.9)[0][0].reference_id == "r4"
    assert gallery.search(rows[4:5], 1, 0.9)[0][0].reference_id == "r4"
    assert len(changed) == 600


def test_removing_what_is_not_there_is_refused(gallery, rows):
    with pytest.raises(GalleryError, match="'nobody'"):
        gallery.with_changes(rows[:0], [], ["r1", "nobody"])
    with pytest.raises(GalleryError, match="'r1'"):
        gallery.with_changes(rows[:0], [], ["r1"]).with_changes(rows[:0], [], ["r1"])


DIMENSION = 8
FEW = names(12)


@pytest.fixture(scope="module")
def small_index(tmp_path_factory):
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
def test_any_changes_give_the_candidates_of_brute_force(small_index, steps, count, floor, annoy):
    rows, ids, data = small_index
    oracle = {}
    for row, name in zip(rows, ids, strict=True):
        oracle.setdefault(name, []).append(row)
    opened = Gallery.open(data, ids, dimension=DIMENSION)
    opened = opened.certified(RNG(0), 0.4, exact_budget=0 if annoy else 100)
    assert opened.certificate.mode == ("annoy" if annoy else "exact")
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
