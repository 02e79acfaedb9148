"""The rewritten SFace is the same function, and one that is not is never kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from models.derived import make, portrait_faces, rewriting_agrees
from models.errors import ManifestError, WeightsError
from models.graph import rewrite
from models.manifest import load_manifest

MODEL = load_manifest().model
SFACE = "face_recognition_sface_2021dec.onnx"


def with_other_slopes(original: bytes) -> bytes:
    """Rewritten, and then each slope of its Relus halved."""
    model = onnx.load_model_from_string(rewrite(original))
    sloped = {node.input[1] for node in model.graph.node if node.output[0].endswith("_sloped")}
    for tensor in model.graph.initializer:
        if tensor.name in sloped:
            halved = numpy_helper.to_array(tensor) / 2
            tensor.CopyFrom(numpy_helper.from_array(halved, tensor.name))
    return bytes(model.SerializeToString())


@pytest.fixture(scope="module")
def original(weights: Path) -> bytes:
    return (weights / SFACE).read_bytes()


@pytest.fixture
def fetched(tmp_path: Path, weights: Path) -> Path:
    """A folder with what `make` starts from: the original and the portraits."""
    for name in (SFACE, *(portrait.name for portrait in load_manifest().portraits)):
        (tmp_path / name).symlink_to(weights / name)
    return tmp_path


def test_rewritten_templates_equal_the_originals_on_real_faces(
    weights: Path, original: bytes
) -> None:
    faces = portrait_faces(weights, load_manifest(), MODEL.input_size)
    assert faces.shape == (5, 112, 112, 3)
    assert rewriting_agrees(MODEL, original, rewrite(original), faces) >= 0.9999


def test_nothing_but_the_picture_is_an_input_and_no_prelu_is_left(original: bytes) -> None:
    graph = onnx.load_model_from_string(rewrite(original)).graph
    assert [value.name for value in graph.input] == ["data"]
    assert "PRelu" not in {node.op_type for node in graph.node}


def test_a_slope_above_one_survives_rewriting(original: bytes) -> None:
    graph = onnx.load_model_from_string(original).graph
    slopes = {node.input[1] for node in graph.node if node.op_type == "PRelu"}
    highest = max(
        float(numpy_helper.to_array(tensor).max())
        for tensor in graph.initializer
        if tensor.name in slopes
    )
    assert highest > 1  # why Max(x, a*x) would be wrong


def test_a_tampered_rewriting_is_refused_and_not_kept(fetched: Path) -> None:
    manifest = load_manifest()
    derived = manifest.derived[0]
    with pytest.raises(WeightsError, match=r"refused: its templates differ .* \(cosine"):
        make(derived, fetched, manifest, rewriting=with_other_slopes)
    assert not (fetched / derived.name).exists()


def test_a_rewriting_that_the_manifest_does_not_name_is_refused_and_not_kept(
    fetched: Path,
) -> None:
    """The same function, and other bytes: nobody could tell it from a tampered one later."""

    def renamed(original: bytes) -> bytes:
        model = onnx.load_model_from_string(rewrite(original))
        model.producer_name = "another"
        return bytes(model.SerializeToString())

    manifest = load_manifest()
    derived = manifest.derived[0]
    with pytest.raises(WeightsError, match=f"refused: sha256 .* instead of {derived.sha256}"):
        make(derived, fetched, manifest, rewriting=renamed)
    assert not (fetched / derived.name).exists()


def test_a_model_that_answers_nan_is_refused(fetched: Path) -> None:
    def broken(original: bytes) -> bytes:
        model = onnx.load_model_from_string(rewrite(original))
        for tensor in model.graph.initializer:
            if tensor.data_type == onnx.TensorProto.FLOAT:
                nan = np.full_like(numpy_helper.to_array(tensor), np.nan)
                tensor.CopyFrom(numpy_helper.from_array(nan, tensor.name))
        return bytes(model.SerializeToString())

    manifest = load_manifest()
    with pytest.raises(WeightsError, match="refused"):
        make(manifest.derived[0], fetched, manifest, rewriting=broken)


def test_a_file_that_no_model_is_made_with_is_not_proved_and_not_kept(fetched: Path) -> None:
    manifest = replace(load_manifest(), models=(replace(MODEL, weights="other.onnx"),))
    with pytest.raises(ManifestError, match="no model has the weights sface_2021dec_rewritten"):
        make(manifest.derived[0], fetched, manifest)
    assert not (fetched / manifest.derived[0].name).exists()


def test_without_a_portrait_nothing_is_proved(weights: Path, original: bytes) -> None:
    manifest = replace(load_manifest(), files=())
    with pytest.raises(WeightsError, match="no portrait"):
        rewriting_agrees(MODEL, original, original, portrait_faces(weights, manifest, 112))


def test_bytes_that_are_no_model_are_named_so() -> None:
    with pytest.raises(WeightsError, match="not an ONNX file"):
        rewrite(b"\xff\xff\xff not a model")


def test_slopes_that_are_computed_are_refused() -> None:
    shape = [1, 4]
    x, a, y = (helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape) for name in "xay")
    graph = helper.make_graph([helper.make_node("PRelu", ["x", "a"], ["y"])], "g", [x, a], [y])
    with pytest.raises(WeightsError, match="slopes are not constant"):
        rewrite(helper.make_model(graph).SerializeToString())
