"""The manifest decides the model; one that does not fit is refused in one line."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tomlkit.items import Table
from tomlkit.toml_document import TOMLDocument

from edge_app import cli
from models import manifest
from models.calibration import Calibration
from models.engine import FaceEngine, open_embedders
from models.errors import ManifestError
from models.manifest import load_manifest, store_calibration
from models.template_model import Alignment
from tests.fakes.manifests import SECOND, STOCK, add_second_model, edited, put_in_place

YUNET = "face_detection_yunet_2023mar.onnx"
MODEL = load_manifest().model


def first(document: TOMLDocument) -> Table:
    table: Table = document["model"][0]
    return table


def changed(**values: Any) -> Callable[..., Any]:
    """The current model's entry with other `values`; None takes a key away."""

    def change(document: Any) -> None:
        for key, value in values.items():
            if value is None:
                del first(document)[key]
            else:
                first(document)[key] = value

    return change


def renamed(document: TOMLDocument) -> None:
    """As somebody would write who swaps the model and forgets its calibration."""
    changed(model_id="another-model", weights=YUNET, template_size=512)(document)
    document["current_model"] = "another-model"


def as_one_table(document: Any) -> None:
    del document["model"]
    document["model"] = {"model_id": MODEL.model_id, "weights": MODEL.weights}


def twice(document: Any) -> None:
    add_second_model(document)
    document["model"][1]["model_id"] = MODEL.model_id
    document["model"][1]["calibration"]["provenance"]["model"] = MODEL.model_id


def calibrated(**values: Any) -> Any:
    return lambda document: first(document)["calibration"].update(values)


def aligned(**values: Any) -> Any:
    return lambda document: document["alignment"][0].update(values)


def renamed_file(name: Any) -> Any:
    return lambda document: document["file"][0].update(name=name)


REFUSED = {
    "swapped without its calibration": (renamed, "calibration was measured for sface-2021dec-mir"),
    "no such weights": (changed(weights="arcface.onnx"), "weights 'arcface.onnx': add a [[file]]"),
    "weights that are a picture": (changed(weights="obama.jpg"), "must be an .onnx file"),
    "a key is missing": (changed(mirrored=None), "mirrored is missing; add it"),
    "an unknown key": (changed(normalised=True), "normalised is no key of a model; remove it"),
    "a text for a number": (changed(input_size="112"), "input_size is '112'; write a TOML integer"),
    "true for a number": (changed(template_size=True), "template_size is True; write a TOML int"),
    "an input of no pixels": (changed(input_size=0), "input_size is 0, not 2 to 1024"),
    "a template too long": (changed(template_size=5000), "template_size is 5000, not 2 to 4096"),
    "another colour": (changed(colour="grey"), "colour is 'grey', not 'RGB' or 'BGR'"),
    "a range upside down": (changed(value_range=[1, -1]), "write [lowest, highest], as [0, 255]"),
    "a range of three": (changed(value_range=[0, 1, 2]), "write [lowest, highest]"),
    "an unknown alignment": (changed(alignment="dlib"), "alignment 'dlib' is unknown (known: arc"),
    "an id with a space": (changed(model_id="my model"), "model_id 'my model' must be 1 to 64"),
    "no such current model": (lambda d: d.update(current_model="x"), "current_model is 'x', which"),
    "no current model": (lambda d: d.remove("current_model"), "'current_model' is missing"),
    "one id twice": (twice, "two models have the same model_id"),
    "a table, no list": (as_one_table, "model must be a list of tables, each under [[model]]"),
    "no model": (lambda d: d.remove("model"), "no [[model]] is (known: none)"),
    "a calibration of old": (lambda d: d.update(calibration={}), "calibration is no part of a man"),
    "scores that fall": (calibrated(scores=[0.3, 0.2], fmr=[0.1, 0.01]), "scores must rise"),
    "scores without rates": (calibrated(fmr=[0.1]), "as many scores as rates"),
    "an origin that is gone": (
        lambda d: d["derived"][0].update(original="gone.onnx"),
        "no [[file]] is its original gone.onnx",
    ),
    "an origin at nearly any cosine": (
        lambda d: d["derived"][0].update(cosine_min=math.nan),
        "cosine_min is nan, not in (0, 1]",
    ),
    "scores that are none": (calibrated(scores=[math.nan, 0.3], fmr=[0.1, 0.01]), "must rise"),
    "a file outside its folder": (renamed_file("../sface.onnx"), "'../sface.onnx' must be letters"),
    "a file anywhere": (renamed_file("/etc/sface.onnx"), "without a folder"),
    "a file without a name": (renamed_file(7), "the file name 7 must be"),
    "one file twice": (renamed_file("obama.jpg"), "two files are called obama.jpg; rename"),
    "one alignment twice": (
        lambda d: d["alignment"].append(d["alignment"][0]),
        "two alignments have the same name",
    ),
    "four points": (aligned(points=[[1, 1], [2, 2], [3, 3], [4, 4]]), "five pairs of x and y"),
    "a point outside": (aligned(size=60), "a point lies outside the square of 60 pixels"),
    "points on one spot": (aligned(points=[[5, 5]] * 5), "the five points lie on one spot"),
}


@pytest.mark.parametrize(("change", "told"), REFUSED.values(), ids=REFUSED)
def test_a_manifest_that_does_not_fit_is_refused_in_one_line(
    tmp_path: Path, change: Callable[..., Any], told: str
) -> None:
    path = edited(tmp_path / "manifest.toml", change)
    with pytest.raises(ManifestError) as raised:
        load_manifest(path)
    text = str(raised.value)
    assert text.startswith(f"{path}: ")
    assert told in text
    assert "\n" not in text


@pytest.mark.parametrize(
    "content", [b"", b"[model\n", b"\xff\xfe", b"model = 3\n", b"[[file]]\nname = 'x'\n"]
)
def test_what_is_no_manifest_is_named_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "manifest.toml"
    path.write_bytes(content)
    with pytest.raises(ManifestError) as raised:
        load_manifest(path)
    assert str(raised.value).startswith(f"{path}: ")
    assert "\n" not in str(raised.value)


@pytest.mark.usefixtures("weights")
def test_the_command_line_refuses_a_network_that_is_not_the_manifests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def swapped(document: Any) -> None:
        renamed(document)
        first(document)["calibration"]["provenance"]["model"] = "another-model"
        del first(document)["calibration"]["mean_face"]  # of another size
        del first(document)["calibration"]["mean_face_floor"]

    put_in_place(monkeypatch, tmp_path / "manifest.toml", swapped)
    (tmp_path / "faces" / "A").mkdir(parents=True)
    (tmp_path / "faces" / "A" / "1.png").write_bytes(b"no picture is opened before the network")
    assert cli.main(["evaluate", str(tmp_path / "faces"), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == (
        "gapura: models/manifest.toml: model another-model: its weights"
        f" {YUNET} take (1, 3, 640, 640) and give (1, 6400, 1) and 11 more, not (1, 3, 112, 112)"
        " and (1, 512): correct weights, input_size or template_size\n"
    )


def test_the_command_line_refuses_a_swapped_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(manifest, "MANIFEST", edited(tmp_path / "manifest.toml", renamed))
    assert cli.main(["evaluate", str(tmp_path), "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith(f"gapura: {tmp_path}/manifest.toml: model another-model: its calib")
    assert shown.err.count("\n") == 1


@pytest.mark.usefixtures("weights")
def test_the_engine_opens_what_the_manifest_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, portraits: dict[str, Path]
) -> None:
    assert portraits
    put_in_place(monkeypatch, tmp_path / "manifest.toml", changed(weights=STOCK, mirrored=False))
    [embedder] = open_embedders()
    assert (embedder.model.weights, embedder.model.mirrored) == (STOCK, False)
    engine = FaceEngine(embedders=[embedder])
    assert engine.model is load_manifest().model
    engine.close()


@pytest.mark.usefixtures("weights")
def test_every_model_of_the_manifest_is_opened_the_current_one_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def second_is_current(document: Any) -> None:
        add_second_model(document)
        document["current_model"] = SECOND

    put_in_place(monkeypatch, tmp_path / "manifest.toml", second_is_current)
    assert [each.model.model_id for each in open_embedders()] == [SECOND, MODEL.model_id]
    assert load_manifest().model.model_id == SECOND


def test_two_models_of_one_network_are_told_apart_by_id_and_share_its_hash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = put_in_place(monkeypatch, tmp_path / "manifest.toml")
    assert list(both.by_id) == [MODEL.model_id, SECOND]
    assert {both.published_weights(model).name for model in both.models} == {STOCK}


def test_a_model_that_was_never_calibrated_says_what_to_run(tmp_path: Path) -> None:
    path = edited(tmp_path / "manifest.toml", changed(calibration=None))
    model = load_manifest(path).model
    with pytest.raises(ManifestError, match=f"--model {MODEL.model_id} --calibrate NAME`$"):
        model.require_calibration()


def test_a_calibration_is_stored_for_its_model_alone(tmp_path: Path) -> None:
    path = edited(tmp_path / "manifest.toml", add_second_model)
    before = load_manifest(path)
    measured = Calibration((0.1, 0.2, 0.3), (0.1, 0.01, 0.001))
    store_calibration(SECOND, measured, {"pictures": "a test", "identities": 3}, path)
    after = load_manifest(path)
    assert after.by_id[SECOND].calibration == measured
    assert after.by_id[SECOND].provenance == {
        "model": SECOND,
        "pictures": "a test",
        "identities": 3,
    }
    assert after.model == before.model
    assert (after.files, after.derived) == (before.files, before.derived)


SECOND_BY_HAND = f"""[[model]]
model_id = "{SECOND}"
weights = "{STOCK}"
input_size = 112
template_size = 128
colour = "RGB"
value_range = [0, 255]
alignment = "arcface"
mirrored = false

"""


@pytest.mark.parametrize("model_id", [MODEL.model_id, SECOND])
def test_a_calibration_leaves_every_other_line_where_it_was(tmp_path: Path, model_id: Any) -> None:
    shipped = manifest.MANIFEST.read_text("utf-8")
    models, landmarks = shipped.split("# Where five landmarks belong")
    path = tmp_path / "manifest.toml"
    path.write_text(f"{models}{SECOND_BY_HAND}# Where five landmarks belong{landmarks}", "utf-8")
    for score in (0.3, 0.4):  # written, and written again
        measured = Calibration((0.1, 0.2, score), (0.1, 0.01, 0.001))
        store_calibration(model_id, measured, {"pictures": "a test"}, path)
        assert load_manifest(path).by_id[model_id].calibration == measured
        written = path.read_text("utf-8")
        assert written.startswith(shipped[: shipped.index("[model.calibration]")])
        assert written.endswith(f"\n\n# Where five landmarks belong{landmarks}")
        assert written.count("[model.calibration]") == 2 - (model_id == MODEL.model_id)


def test_a_calibration_of_no_model_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    path = edited(tmp_path / "manifest.toml", add_second_model)
    before = path.read_bytes()
    with pytest.raises(ManifestError, match="no model arcface"):
        store_calibration("arcface", Calibration((0.1, 0.2), (0.1, 0.01)), {}, path)
    assert path.read_bytes() == before


@given(st.integers(2, 1024), st.integers(1, 1024))
def test_reference_points_keep_their_place_in_an_input_of_any_size(size: Any, other: Any) -> None:
    alignment = Alignment("arcface", 112, MODEL.alignment.points)
    assert alignment.reference_points(112) == pytest.approx(MODEL.reference_points)
    share = alignment.reference_points(size) / size
    assert share == pytest.approx(alignment.reference_points(other) / other)
    assert (share >= 0).all()
    assert (share <= 1).all()


def test_a_model_with_another_value_is_another_model() -> None:
    assert replace(MODEL, mirrored=False) != MODEL
    assert replace(MODEL, mirrored=True) == MODEL
