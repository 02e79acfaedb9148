"""The face in an alert is that of the person who alerted, and of nobody beside them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from edge_app.domain import Frame, Image, Phrase, WatchList
from edge_app.lists.folder_list import serve
from edge_app.lists.served_list import load_calibration
from edge_app.pipeline.best_shots import cut
from edge_app.pipeline.bystanders import hide_bystanders
from edge_app.pipeline.recogniser import Recogniser
from models.detector import FaceDetector
from models.engine import FaceEngine, Sample, open_detector
from models.geometry import Box
from models.images import read_image
from models.portrait import portrait

SAME = 0.4  # cosine: the same person


@pytest.fixture
def detector(weights: Path) -> Iterator[FaceDetector]:  # noqa: ARG001
    made = open_detector()
    yield made
    made.close()


@pytest.fixture
def engine(weights: Path) -> Iterator[FaceEngine]:  # noqa: ARG001
    made = FaceEngine()
    yield made
    made.close()


def shown(detector: FaceDetector, engine: FaceEngine, picture: Image, who: Sample) -> bool:
    """Whether a face that the engine takes for `who` is in `picture`."""
    found = [engine.sample(picture, each.box) for each in detector.detect(picture)]
    return any(float(each.template @ who.template) > SAME for each in found if each)


@pytest.mark.parametrize("name", ["Andrew_Weissmann_0002", "Azra_Akin_0002"])
def test_whoever_stands_beside_a_listed_person_is_not_in_the_alert(
    detector: FaceDetector, engine: FaceEngine, shared_data: Path, name: str
) -> None:
    image = read_image(shared_data / "faces-dev" / name[:-5] / f"{name}.jpg")
    boxes = [each.box for each in sorted(detector.detect(image), key=lambda each: -each.box.w)]
    own, other = (engine.sample(image, box) for box in boxes[:2])
    assert own is not None
    assert other is not None
    plain = portrait(image, own)
    assert shown(detector, engine, plain, other), "the cut holds both"
    described = WatchList(
        list_id="dpo",
        name="Daftar",
        owner="Polri",
        target_fpir=0.001,
        instruction=Phrase(id="-", en="-"),
        version=1,
        issued_at=datetime.now(UTC),
    )
    listed = serve(
        described, {"one": (plain, [own.template])}, load_calibration(), engine.model.model_id
    )
    recogniser = Recogniser(engine, detector, (listed,))
    frame = Frame(0, 0.0, time.monotonic(), image)
    recognition = recogniser.recognise(cut(frame, 1, own.box, 0.9))
    (alert,) = recognition.alerts
    for picture in (alert.captured, recognition.captured):
        assert picture is not None
        assert shown(detector, engine, picture, own), "the officer sees who it is about"
        assert not shown(detector, engine, picture, other)


def test_a_face_that_only_the_tracker_knows_is_hidden_too_and_the_own_stays() -> None:
    image = np.random.default_rng(1).integers(0, 255, (200, 200, 3)).astype(np.uint8)
    own, beside, outside = Box(60, 60, 60, 60), Box(130, 70, 50, 50), Box(190, -30, 60, 60)
    hidden = hide_bystanders(image, own, [own, beside, outside])
    assert np.array_equal(hidden[57:123, 57:123], image[57:123, 57:123])
    head = hidden[75:115, 135:175]
    assert len(np.unique(head.reshape(-1, 3), axis=0)) <= 16
    assert np.array_equal(hide_bystanders(image, own, [own]), image)
    assert not np.array_equal(hidden[:10, 180:], image[:10, 180:])
