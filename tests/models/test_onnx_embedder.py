"""Templates of real faces: the same man near, others far."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import TensorProto

from models.alignment import align
from models.calibration import Calibration
from models.embedder import unit_rows
from models.engine import Sample
from models.errors import ManifestError, WeightsError
from models.manifest import load_manifest
from models.onnx_embedder import OnnxEmbedder
from models.weights import read_weights
from tests.models.small_networks import SIDE, SIZE, model_of, network, projected

ONE_MAN = ("obama.jpg", "obama2.jpg", "obama3.jpg")
OTHERS = ("biden.jpg", "astronaut.png")
MODEL = load_manifest().model


@pytest.fixture(scope="module")
def embedder(weights: Path) -> OnnxEmbedder:
    assert weights.is_dir()
    return OnnxEmbedder(MODEL, read_weights(MODEL.weights))


@pytest.fixture(scope="module")
def crops(pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample]) -> NDArray[np.uint8]:
    return np.stack(
        [
            align(pictures[name], s.landmarks.five, MODEL.reference_points, MODEL.input_size)
            for name, s in samples.items()
        ]
    )


@pytest.fixture(scope="module")
def calibration() -> Calibration:
    return MODEL.require_calibration()


def test_embeddings_are_unit_rows_of_128(embedder: OnnxEmbedder, crops: NDArray[np.uint8]) -> None:
    rows = embedder.embed(crops)
    assert rows.shape == (5, 128)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-5)


def test_a_face_has_the_same_embedding_alone_and_among_others(
    embedder: OnnxEmbedder, crops: NDArray[np.uint8]
) -> None:
    assert embedder.embed(crops[2:3])[0] == pytest.approx(embedder.embed(crops)[2], abs=1e-6)


def test_no_faces_give_no_rows(embedder: OnnxEmbedder) -> None:
    assert embedder.embed(np.zeros((0, 112, 112, 3), np.uint8)).shape == (0, 128)


def test_a_template_is_the_same_for_a_face_and_its_mirror_image(
    embedder: OnnxEmbedder, crops: NDArray[np.uint8]
) -> None:
    for crop in crops:
        template = embedder.template(crop)
        assert np.linalg.norm(template) == pytest.approx(1, abs=1e-5)
        assert template == pytest.approx(embedder.template(crop[:, ::-1]), abs=1e-5)
        assert embedder.embed(crop[None])[0] @ template < 0.9999  # it is no plain embedding


def test_embeddings_are_those_of_the_published_model_in_opencv(
    embedder: OnnxEmbedder, crops: NDArray[np.uint8], weights: Path
) -> None:
    published = cv2.FaceRecognizerSF.create(
        str(weights / "face_recognition_sface_2021dec.onnx"), ""
    )
    for crop, row in zip(crops, embedder.embed(crops), strict=True):
        feature = published.feature(np.ascontiguousarray(crop[:, :, ::-1]))
        theirs = unit_rows(np.asarray(feature, np.float32))[0]
        assert row @ theirs > 0.9999


@pytest.mark.parametrize("pair", [*combinations(ONE_MAN, 2)])
def test_one_man_in_two_pictures_is_far_above_the_threshold(
    samples: dict[str, Sample], calibration: Calibration, pair: tuple[str, str]
) -> None:
    first, second = (samples[name].template for name in pair)
    assert first @ second > calibration.score(1e-4) + 0.2


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", ONE_MAN)
def test_another_person_is_far_below_the_same_man(
    samples: dict[str, Sample], calibration: Calibration, name: str, other: str
) -> None:
    score = samples[name].template @ samples[other].template
    assert score < calibration.score(1e-2)
    same = min(samples[a].template @ samples[b].template for a, b in combinations(ONE_MAN, 2))
    assert same - score > 0.4


@pytest.mark.parametrize("shape", [(112, 112, 3), (1, 3, 112, 112), (1, 96, 96, 3)])
def test_a_crop_of_another_shape_is_refused(embedder: OnnxEmbedder, shape: tuple[Any, ...]) -> None:
    with pytest.raises(ValueError, match="crops are"):
        embedder.embed(np.zeros(shape, np.uint8))


@pytest.mark.parametrize("content", [b"", b"this is no model\n" * 100])
def test_bytes_that_are_no_model_are_named_in_one_line(content: bytes) -> None:
    with pytest.raises(WeightsError) as raised:
        OnnxEmbedder(MODEL, content)
    assert str(raised.value) == (
        f"{MODEL.weights}: ONNX Runtime cannot open it; run `gapura models fetch`"
    )


# ---- another network, by the manifest's values alone ---------------------------------------


@pytest.fixture(scope="module")
def picture() -> NDArray[np.uint8]:
    return np.random.default_rng(8).integers(0, 256, (SIDE, SIDE, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({}, lambda crop: projected(crop)),
        ({"colour": "BGR"}, lambda crop: projected(crop[..., ::-1])),
        ({"value_range": (-1.0, 1.0)}, lambda crop: projected(crop / 127.5 - 1)),
        (
            {"mirrored": True},
            lambda crop: unit_rows((projected(crop) + projected(crop[:, ::-1]))[None])[0],
        ),
        (
            {"mirrored": True, "colour": "BGR", "value_range": (0.0, 1.0)},
            lambda crop: unit_rows(
                (projected(crop[..., ::-1] / 255) + projected(crop[:, ::-1, ::-1] / 255))[None]
            )[0],
        ),
    ],
)
def test_colour_range_and_mirroring_follow_the_manifest(
    picture: NDArray[np.uint8], changes: dict[str, Any], seen: Callable[..., Any]
) -> None:
    template = OnnxEmbedder(model_of(**changes), network()).template(picture)
    assert (template.shape, template.dtype) == ((SIZE,), np.dtype(np.float32))
    assert template == pytest.approx(seen(picture), abs=1e-5)


@pytest.mark.parametrize(
    "shapes",
    [
        {"taken": ["n", 3, SIDE, SIDE], "given": ["n", SIZE]},
        {"taken": ["n", 3, "h", "w"], "given": ["n", "f"]},
    ],
)
def test_a_network_that_leaves_its_sizes_open_is_tried_and_taken(
    picture: NDArray[np.uint8],
    shapes: dict[str, list[int | str] | list[str]] | dict[str, list[int | str]],
) -> None:
    embedder = OnnxEmbedder(model_of(), network(**shapes))
    assert embedder.template(picture) == pytest.approx(projected(picture), abs=1e-5)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (network(size=9), f"take (1, 3, {SIDE}, {SIDE}) and give (1, 9), not"),
        (network(side=20), f"take (1, 3, 20, 20) and give (1, {SIZE}), not"),
        (network(outputs=3), f"and give (1, {SIZE}) and 2 more, not"),
        (network(kind=TensorProto.DOUBLE), "correct weights"),
        (network(given=["n", "f"], size=9), "give (1, 9), not"),  # seen when it is tried
        (network(side=20, taken=["n", 3, "h", "w"], given=["n", "f"]), "take (n, 3, h, w)"),
    ],
)
def test_a_network_that_is_not_as_the_manifest_says_is_refused_in_one_line(
    content: bytes, told: str
) -> None:
    with pytest.raises(ManifestError) as raised:
        OnnxEmbedder(model_of(), content)
    text = str(raised.value)
    assert text.startswith("models/manifest.toml: model small: its weights ")
    assert told in text
    assert text.endswith("correct weights, input_size or template_size")
    assert "\n" not in text


@pytest.mark.usefixtures("weights")
def test_yunet_under_the_name_of_a_recogniser_is_refused() -> None:
    yunet = "face_detection_yunet_2023mar.onnx"
    model = model_of(model_id="another-model", weights=yunet, input_size=112, template_size=512)
    with pytest.raises(ManifestError, match=r"another-model: its weights face_detection_yunet"):
        OnnxEmbedder(model, read_weights(yunet))
