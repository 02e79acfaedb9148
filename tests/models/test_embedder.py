"""Templates of real faces: the same man near, others far."""

from __future__ import annotations

from itertools import combinations

import cv2
import numpy as np
import pytest

from models.alignment import align
from models.calibration import Calibration
from models.embedder import Embedder, unit_rows
from models.errors import WeightsError
from models.manifest import load_manifest
from models.weights import path_of

ONE_MAN = ("obama.jpg", "obama2.jpg", "obama3.jpg")
OTHERS = ("biden.jpg", "astronaut.png")


@pytest.fixture(scope="module")
def embedder(weights):
    assert weights.is_dir()
    return Embedder(path_of("sface_2021dec_rewritten.onnx"))


@pytest.fixture(scope="module")
def crops(pictures, samples):
    return np.stack([align(pictures[name], s.landmarks.five) for name, s in samples.items()])


@pytest.fixture(scope="module")
def calibration():
    table = load_manifest().calibration
    return Calibration(table.scores, table.fmr)


def test_embeddings_are_unit_rows_of_128(embedder, crops):
    rows = embedder.embed(crops)
    assert rows.shape == (5, 128)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_face_has_the_same_embedding_alone_and_among_others(embedder, crops):
    assert embedder.embed(crops[2:3])[0] == pytest.approx(embedder.embed(crops)[2], abs=1e-6)


def test_no_faces_give_no_rows(embedder):
    assert embedder.embed(np.zeros((0, 112, 112, 3), np.uint8)).shape == (0, 128)


def test_a_template_is_the_same_for_a_face_and_its_mirror_image(embedder, crops):
    for crop in crops:
        template = embedder.template(crop)
        assert np.linalg.norm(template) == pytest.approx(1, abs=1e-5)
        assert template == pytest.approx(embedder.template(crop[:, ::-1]), abs=1e-5)
        assert embedder.embed(crop[None])[0] @ template < 0.9999  # it is no plain embedding


def test_embeddings_are_those_of_the_published_model_in_opencv(embedder, crops, weights):
    published = cv2.FaceRecognizerSF.create(
        str(weights / "face_recognition_sface_2021dec.onnx"), ""
    )
    for crop, row in zip(crops, embedder.embed(crops), strict=True):
        theirs = unit_rows(published.feature(np.ascontiguousarray(crop[:, :, ::-1])))[0]
        assert row @ theirs > 0.9999


@pytest.mark.parametrize("pair", [*combinations(ONE_MAN, 2)])
def test_one_man_in_two_pictures_is_far_above_the_threshold(samples, calibration, pair):
    first, second = (samples[name].template for name in pair)
    assert first @ second > calibration.score(1e-4) + 0.2


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", ONE_MAN)
def test_another_person_is_far_below_the_same_man(samples, calibration, name, other):
    score = samples[name].template @ samples[other].template
    assert score < calibration.score(1e-2)
    same = min(samples[a].template @ samples[b].template for a, b in combinations(ONE_MAN, 2))
    assert same - score > 0.4


@pytest.mark.parametrize("shape", [(112, 112, 3), (1, 3, 112, 112), (1, 96, 96, 3)])
def test_a_crop_of_another_shape_is_refused(embedder, shape):
    with pytest.raises(ValueError, match="crops are"):
        embedder.embed(np.zeros(shape, np.uint8))


@pytest.mark.parametrize("content", [b"", b"this is no model\n" * 100])
def test_a_file_that_is_no_model_is_named_in_one_line(tmp_path, content):
    file = tmp_path / "net.onnx"
    file.write_bytes(content)
    with pytest.raises(WeightsError) as raised:
        Embedder(file)
    assert str(raised.value) == (f"{file}: ONNX Runtime cannot open it; run `gapura models fetch`")


def test_bytes_that_are_no_model_are_refused():
    with pytest.raises(WeightsError, match=r"^the model: ONNX Runtime cannot open it"):
        Embedder(b"this is no model")


def test_a_row_of_zeros_stays_zero():
    rows = unit_rows(np.array([[0, 0], [3, 4]], np.float32))
    assert np.allclose(rows, [[0, 0], [0.6, 0.8]])
