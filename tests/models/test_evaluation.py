"""Each clause of the protocol on templates with a known answer, and the whole on real faces."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import models.landmarks
from models.embedder import unit_rows
from models.errors import BadInput, UnreadableImage
from models.evaluation import evaluate, identity_folders, mean_face, score_at, templates_of
from models.manifest import load_manifest
from tests.present import present

NONE = None
SIZE = 40


Templates: TypeAlias = list[NDArray[np.float32] | None]  # of an identity's pictures


def axis(number: int) -> NDArray[np.float32]:
    row = np.zeros(SIZE, np.float32)
    row[number] = 1
    return row


def near(number: int, score: float) -> NDArray[np.float32]:
    """A template with `score` against axis `number` and, for score < 1, 0 against the others."""
    row = score * axis(number) + np.sqrt(1 - score**2) * axis(SIZE - 1)
    return np.asarray(row, np.float32)


def strangers(*scores: float) -> dict[str, Templates]:
    """Identities of one picture each, with these scores against identity A (axis 0)."""
    return {f"stranger {i:02}": [near(0, score)] for i, score in enumerate(scores)}


TEN = strangers(0.9, 0.6, *(0.1,) * 8)


def test_the_first_picture_of_those_with_several_is_the_gallery() -> None:
    found = evaluate({"A": [axis(0)] * 2, "B": [axis(1)] * 3, "C": [axis(2)] * 2, **TEN})
    assert found.gallery == 3
    assert (found.identities, found.images) == (13, 17)
    assert found.rank1 == 1


def test_only_the_next_five_are_mated_probes() -> None:
    far = axis(1)
    one: Templates = [axis(0)]
    counted: dict[str, Templates] = {"A": one * 5 + [far], "B": [far, far], **TEN}
    beyond: dict[str, Templates] = {"A": one * 6 + [far] * 3, "B": [far, far], **TEN}
    assert evaluate(counted).rank1 == pytest.approx(5 / 6)
    assert evaluate(beyond).rank1 == 1


def test_strangers_set_the_threshold_and_fnir_counts_the_mates_at_or_below_it() -> None:
    mates = [near(0, score) for score in (0.3, 0.6, 0.75, 0.95)]
    found = evaluate({"A": [axis(0), *mates], **TEN})
    assert found.rank1 == 1
    assert found.fnir_at_fpir == pytest.approx({0.1: 2 / 4, 0.01: 3 / 4, 0.003: 3 / 4})


def test_a_mate_that_is_not_at_rank_1_is_a_miss_whatever_its_score() -> None:
    nearer_b = (0.7 * axis(0) + np.sqrt(1 - 0.49) * axis(1)).astype(np.float32)
    found = evaluate({"A": [axis(0), nearer_b], "B": [axis(1), axis(1)], **strangers(0.1)})
    assert found.rank1 == pytest.approx(1 / 2)
    assert found.fnir_at_fpir[0.1] == pytest.approx(1 / 2)


def test_a_probe_without_a_template_is_a_miss() -> None:
    found = evaluate({"A": [axis(0), axis(0), NONE, axis(0)], **strangers(0.1)})
    assert found.rank1 == pytest.approx(2 / 3)
    assert found.fnir_at_fpir[0.01] == pytest.approx(1 / 3)
    assert found.failure_to_acquire == pytest.approx(1 / 5)


def test_a_gallery_picture_without_a_template_takes_its_identity_out() -> None:
    found = evaluate({"A": [axis(0)] * 2, "B": [NONE, axis(1), axis(1)], **strangers(0.1)})
    assert found.gallery == 1
    assert found.rank1 == 1
    assert found.fnir_at_fpir[0.1] == 0
    assert found.failure_to_acquire == pytest.approx(1 / 6)


def test_a_stranger_without_a_template_raises_no_alert_but_counts() -> None:
    nine_more: dict[str, Templates] = {f"unseen {i}": [NONE] for i in range(9)}
    found = evaluate({"A": [axis(0), near(0, 0.5)], **strangers(0.9), **nine_more})
    assert found.fnir_at_fpir[0.1] == 0  # one of ten may be above
    assert found.fnir_at_fpir[0.01] == 1


def test_genuine_pairs_are_those_among_the_first_twelve() -> None:
    assert evaluate({"A": [axis(0)] * 15, **TEN}).genuine == 12 * 11 // 2
    assert evaluate({"A": [axis(0)] * 11 + [NONE] + [axis(0)] * 3, **TEN}).genuine == 11 * 10 // 2
    assert evaluate({"A": [axis(0)] * 3, "B": [axis(1)] * 2, **TEN}).genuine == 3 + 1


def test_impostor_pairs_are_first_pictures_all_against_all() -> None:
    templates: dict[str, Templates] = {
        "A": [axis(0), axis(0)],
        "B": [NONE, axis(1)],
        **strangers(0.8, 0.6),
    }
    found = evaluate(templates)
    assert found.impostor == 3
    assert sorted(found.impostor_scores) == pytest.approx([0.6, 0.8, 0.8 * 0.6 + 0.6 * 0.8])


def test_the_true_accept_rate_is_the_share_of_genuine_pairs_above_the_impostors() -> None:
    found = evaluate({"A": [axis(0), near(0, 0.5)], "B": [axis(1), axis(1)], **strangers(0.6)})
    assert found.genuine == 2
    assert set(found.tar_at_far.values()) == {0.5}


@given(st.lists(st.integers(-99, 99), min_size=1, max_size=300), st.floats(0, 0.99))
def test_the_threshold_is_the_lowest_that_keeps_the_share(scores: Any, share: Any) -> None:
    values = np.array(scores, np.float64) / 100
    threshold = score_at(values, share)
    assert (values > threshold).mean() <= share
    lower = values[values < threshold]
    if len(lower):
        assert (values > lower.max()).mean() > share


@pytest.mark.parametrize(
    "templates",
    [
        {},
        {"A": [axis(0)] * 2},
        strangers(0.1, 0.2),
        {"A": [NONE, axis(0)], **strangers(0.1)},
    ],
)
def test_nothing_to_measure_is_bad_input(templates: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="too few identities"):
        evaluate(templates)


def test_a_folder_without_identities_is_named(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "readme.txt").write_text("no picture")
    (tmp_path / "portrait.jpg").write_bytes(b"not in a folder of its own")
    with pytest.raises(BadInput) as raised:
        identity_folders(tmp_path)
    assert str(raised.value) == (
        f"{tmp_path}: no identities in it; expected DIR/<identity>/<picture>"
    )


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone: no such folder; expected DIR/<identity>/<picture>$"):
        identity_folders(tmp_path / "gone")


def test_a_broken_picture_is_named(tmp_path: Path, weights: Path) -> None:
    assert weights.is_dir()
    (tmp_path / "A").mkdir()
    (tmp_path / "A" / "1.jpg").write_bytes(b"")
    with pytest.raises(UnreadableImage, match=r"A/1\.jpg: the file is empty"):
        templates_of(tmp_path, lambda _done, _total: None)


@pytest.fixture
def some_identities(tmp_path: Path, shared_data: Path) -> Path:
    """The first 15 identities with several pictures, two each, and the first 30 with one."""
    several: list[tuple[str, list[Path]]] = []
    single: list[tuple[str, list[Path]]] = []
    for folder in sorted((shared_data / "faces-dev").iterdir()):
        pictures = sorted(folder.iterdir())
        (several if len(pictures) > 1 else single).append((folder.name, pictures[:2]))
    for name, pictures in several[:15] + single[:30]:
        (tmp_path / name).mkdir()
        for picture in pictures:
            (tmp_path / name / picture.name).symlink_to(picture)
    return tmp_path


@pytest.mark.slow
def test_real_faces_lie_near_the_mean_face_and_random_vectors_do_not(
    some_identities: Path,
) -> None:
    """What the data centre takes for no face; the middle comes with the model in service."""
    templates = templates_of(some_identities, lambda *_: None)
    mean = present(load_manifest().model.mean_face)
    faces = [row for of_one in templates.values() for row in of_one if row is not None]
    assert sum(not mean.is_face(row) for row in faces) <= 1, "1 of 300 is measured"
    others = unit_rows(np.random.default_rng(1).standard_normal((2000, 128), np.float32))
    assert 0.88 < np.mean([not mean.is_face(row) for row in others]) < 0.94
    measured = mean_face(templates)
    assert float(np.dot(measured.values, mean.values)) > 0.9, "measured anew it is the same"


def test_real_mates_are_found_and_strangers_are_not(some_identities: Path) -> None:
    told = []
    found = evaluate(templates_of(some_identities, lambda *at: told.append(at)))
    assert told == [(i + 1, found.images) for i in range(found.images)]
    assert (found.identities, found.gallery) == (45, 15)
    assert found.failure_to_acquire < 0.02
    assert found.rank1 > 0.9
    assert found.fnir_at_fpir[0.01] < 0.1
    assert found.tar_at_far[1e-3] > 0.9


@pytest.mark.slow
def test_swapped_eyes_would_be_noticed(
    some_identities: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    eye, other_eye, *rest = models.landmarks.FIVE_POINTS
    monkeypatch.setattr(models.landmarks, "FIVE_POINTS", (other_eye, eye, *rest))
    found = evaluate(templates_of(some_identities, lambda _done, _total: None))
    assert found.fnir_at_fpir[0.01] > 0.5
