"""A face in the lane is compared with each list by the list's own model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app.demo.scene import Act, SceneSource
from edge_app.domain import Answer
from edge_app.lists.folder_list import folder_list, serve
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.lane import Lane
from models.calibration import Calibration
from models.embedder import Embedder
from models.engine import FaceEngine, enrol, open_detector, open_embedder, open_embedders
from models.images import read_image
from models.manifest import load_manifest
from models.onnx_embedder import OnnxEmbedder
from tests.fakes.manifests import SECOND, put_in_place
from tests.models.small_networks import SIZE, model_of, network
from tests.present import present

PLACE = (0.5, 0.4, 170.0)
FIRST = load_manifest().model


def small() -> Embedder:
    """A generated network with templates of 8 values; to it, all people are one."""
    everybody = Calibration((-0.9, -0.8), (0.5, 1e-9))
    return OnnxEmbedder(model_of(calibration=everybody), network())


@pytest.fixture(params=["sface unmirrored", "8 values"])
def embedders(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    weights: Path,  # noqa: ARG001
) -> tuple[Embedder, ...]:
    """The current model and a second one."""
    if request.param == "8 values":
        return open_embedder(FIRST), small()
    put_in_place(monkeypatch, tmp_path / "both.toml")
    return open_embedders()


@pytest.fixture
def lane(embedders: tuple[Embedder, ...]) -> Iterator[Lane]:
    made = Lane(open_detector(), FaceEngine(embedders=embedders), ())
    yield made
    made.close()


@pytest.fixture
def lists(
    embedders: tuple[Embedder, ...], portraits: dict[str, Path], tmp_path: Path
) -> tuple[ServedList, ...]:
    """The same man on two lists, the first of the current model, the second of the other."""
    detector, engine = open_detector(), FaceEngine(embedders=embedders)
    try:
        image = read_image(portraits["obama.jpg"])
        sample = enrol(detector, engine, image, "obama.jpg")
    finally:
        engine.close()
        detector.close()
    assert sample.model_id == FIRST.model_id
    assert sample.templates.keys() == {each.model.model_id for each in embedders}
    made = []
    for each in embedders:
        model = each.model
        enrolled = {"Barack_Obama": (image, [sample.templates[model.model_id]])}
        described = folder_list(tmp_path).model_copy(update={"list_id": model.model_id})
        made.append(serve(described, enrolled, model.require_calibration(), model.model_id))
    return tuple(made)


@pytest.fixture
def obama(weights: Path) -> SceneSource:  # noqa: ARG001
    return SceneSource((Act("obama2.jpg", 0.0, 50, PLACE, PLACE),))


def test_each_list_alerts_with_its_own_models_score_and_threshold(
    play: Callable[..., Any],
    lane: Lane,
    lists: tuple[ServedList, ...],
    obama: SceneSource,
    embedders: tuple[Embedder, ...],
) -> None:
    lane.replace_lists(lists)
    alerts = {each.candidate.watch_list.list_id: each for each in play(obama, 0, 2)}
    assert alerts.keys() == {each.model_id for each in lists}
    for served in lists:
        candidate = alerts[served.model_id].candidate
        assert candidate.model_id == served.model_id
        assert candidate.threshold in (served.thresholds.single, served.thresholds.fused)
        assert candidate.fmr == served.calibration.fmr(candidate.score)
    scores = [alerts[served.model_id].candidate.score for served in lists]
    assert abs(scores[0] - scores[1]) > 1e-4
    assert [each.model.template_size for each in embedders][1] in (128, SIZE)


@pytest.mark.slow
def test_a_list_that_moves_while_somebody_stands_there_is_searched_by_the_new_model(
    play: Callable[..., Any], lane: Lane, lists: tuple[ServedList, ...], obama: SceneSource
) -> None:
    old, new = lists
    same = new.watch_list.model_copy(update={"list_id": old.watch_list.list_id})
    moved = replace(new, watch_list=same)
    lane.replace_lists((old,))
    (alert,) = play(obama, 0, 2)
    lane.answer(alert.alert_id, Answer.NOT_THIS_PERSON)
    lane.replace_lists((moved,))
    assert play(obama, 2, 4) == []  # muted: the same list and reference, whatever the model
    lane.replace_lists((new,))
    (alert,) = play(obama, 4, 6)
    assert alert.candidate.model_id == new.model_id


@pytest.mark.slow
def test_the_probe_holds_a_unit_template_of_each_model(
    play: Callable[..., Any], lane: Lane, obama: SceneSource, embedders: tuple[Embedder, ...]
) -> None:
    play(obama, 0, 2)
    probe = present(lane.probe())
    assert probe.model_id == FIRST.model_id
    assert {name: row.shape for name, row in probe.templates.items()} == {
        each.model.model_id: (each.model.template_size,) for each in embedders
    }
    for row in probe.templates.values():
        assert np.linalg.norm(row) == pytest.approx(1, abs=1e-5)
    assert probe.template is not None
    assert probe.template.shape == (FIRST.template_size,)


def test_with_one_model_nothing_is_made_for_another(
    weights: Path, portraits: dict[str, Path]
) -> None:
    assert weights.is_dir()
    assert [each.model.model_id for each in open_embedders()] == [FIRST.model_id]
    assert SECOND not in load_manifest().by_id
    assert portraits
