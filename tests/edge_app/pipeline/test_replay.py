"""Recordings of real people: who alerts, who does not, and the same again the next time."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from edge_app.domain import LaneFault, SourceState
from edge_app.errors import SourceError
from edge_app.lists.folder_list import local_list
from edge_app.lists.served_list import ServedList, load_calibration
from edge_app.pipeline.camera_settings import AS_IT_IS, CameraSettings
from edge_app.pipeline.lane import Lane, open_lane
from edge_app.pipeline.replay import Replay, replay
from edge_app.pipeline.sources import open_source
from models.detector import FaceDetector
from models.engine import open_detector
from tests.fakes.camera import Recording
from tests.fakes.videos import write_video
from tests.present import present

FEMALE = "head-pose-face-detection-female.gif"
MALE = "head-pose-face-detection-male.gif"
GATE = "face-demographics-walking-and-pause.gif"  # three people; she is the one on the left
SIGNING = ["book.mkv", "walk.mkv"]
SIGNING_MORE = ["again.mkv", "hungry.mkv", "yes.mkv"]
WALL = np.repeat(np.linspace(80, 200, 200).astype(np.uint8), 600).reshape(200, 200, 3)
FRONTAL = 19  # a frame of her clip


def picture_of(video: Path, number: int) -> np.ndarray:
    source = open_source(str(video))
    for _ in range(number):
        source.read()
    _, image = present(source.read())
    source.close()
    return present(image)


@pytest.fixture(scope="module")
def her(shared_data: Path, weights: Path, tmp_path_factory: pytest.TempPathFactory) -> ServedList:  # noqa: ARG001  needed by it
    """A list with her alone, enrolled from her own clip."""
    folder = tmp_path_factory.mktemp("persons") / "Her"
    folder.mkdir()
    frame = picture_of(shared_data / "video" / FEMALE, FRONTAL)
    Image.fromarray(frame).save(folder / "frontal.png")
    return local_list(folder.parent, load_calibration(), lambda *_: None)


def run(served: ServedList, video: Path, settings: CameraSettings = AS_IT_IS) -> Replay:
    lane, source = open_lane((served,)), open_source(str(video), settings)
    try:
        return replay(lane, source, lambda _: None)
    finally:
        source.close()
        lane.close()


@pytest.fixture(scope="module")
def at_the_gate(her: ServedList, shared_data: Path) -> Replay:
    return run(her, shared_data / "video" / GATE)


def test_she_alerts_at_the_gate_once_and_on_her_own_track(
    at_the_gate: Replay, shared_data: Path
) -> None:
    (alert,) = at_the_gate.alerts
    assert alert.candidate.reference.reference_id == "Her"
    detector: FaceDetector = open_detector()
    found = detector.detect(picture_of(shared_data / "video" / GATE, alert.frame))
    detector.close()
    leftmost = min((d.box for d in found if d.score >= 0.6), key=lambda box: box.x)
    assert alert.box.iou(leftmost) > 0.4


def test_all_three_at_the_gate_are_captured(at_the_gate: Replay) -> None:
    assert at_the_gate.frames == 41
    assert (at_the_gate.unreadable, at_the_gate.faults) == (0, ())
    assert (at_the_gate.tracks, at_the_gate.captured) == (3, 3)
    assert 0 < at_the_gate.latency_ms[0] <= at_the_gate.latency_ms[1]


def test_she_alerts_once_in_her_own_clip(her: ServedList, shared_data: Path) -> None:
    found = run(her, shared_data / "video" / FEMALE)
    assert len(found.alerts) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    "turn", [90, *(pytest.param(turn, marks=pytest.mark.slow) for turn in (180, 270))]
)
def test_a_camera_that_hangs_turned_is_told_and_how(
    her: ServedList, shared_data: Path, tmp_path: Path, turn: int
) -> None:
    path = tmp_path / "turned.avi"
    source = open_source(str(shared_data / "video" / GATE))
    pictures = []
    while (got := source.read()) is not None:
        pictures.append(np.rot90(present(got[1]), turn // 90))  # the other way
    write_video(path, pictures, fps=12)
    found = run(her, path)
    assert LaneFault.SIDEWAYS in found.faults
    assert found.turn == turn
    (alert,) = run(her, path, CameraSettings(rotate=turn)).alerts
    assert alert.candidate.reference.reference_id == "Her"


@pytest.mark.slow
@pytest.mark.parametrize("width", [0.72, 1.4])
def test_pixels_that_are_not_square_are_told_and_how(
    her: ServedList, shared_data: Path, tmp_path: Path, width: float
) -> None:
    path = tmp_path / "squeezed.avi"
    source = open_source(str(shared_data / "video" / GATE))
    pictures = []
    while (got := source.read()) is not None:
        picture = present(got[1])
        size = (round(picture.shape[1] * width / 2) * 4, picture.shape[0] * 2)
        pictures.append(np.asarray(cv2.resize(picture, size), np.uint8))
    write_video(path, pictures, fps=12)
    found = run(her, path)
    assert found.faults == (LaneFault.SQUEEZED,)
    assert found.pixel_aspect == pytest.approx(1 / width, rel=0.15)
    corrected = run(her, path, CameraSettings(pixel_aspect=1 / width))
    assert corrected.faults == ()
    assert len(corrected.alerts) == 1


@pytest.mark.parametrize(
    "video",
    [MALE, *SIGNING, *(pytest.param(video, marks=pytest.mark.slow) for video in SIGNING_MORE)],
)
def test_nobody_else_alerts(her: ServedList, shared_data: Path, video: str) -> None:
    found = run(her, shared_data / "video" / video)
    assert found.captured >= 1
    assert found.alerts == ()
    assert (found.unreadable, found.faults) == (0, ())


def test_the_same_recording_gives_the_same_result(
    her: ServedList, shared_data: Path, at_the_gate: Replay
) -> None:
    def told(found: Replay) -> tuple[Any, ...]:
        alerts = [
            (a.time_s, a.frame, a.track_id, a.box, a.candidate.score, a.candidate.threshold)
            for a in found.alerts
        ]
        return found.frames, found.tracks, found.captured, alerts

    assert told(run(her, shared_data / "video" / GATE)) == told(at_the_gate)


def test_frames_without_use_are_passed_over_and_counted(
    lane: Lane, portraits: dict[str, Path]
) -> None:
    face = np.asarray(Image.open(portraits["obama2.jpg"]).resize((313, 600)))
    black = np.zeros_like(face)
    pictures = [None, black, face, face[:5, :5], face, face[:400], None, face]
    found = replay(lane, Recording([(n / 10, p) for n, p in enumerate(pictures)]), lambda _: None)
    assert (found.frames, found.unreadable) == (8, 4)
    assert found.unusable == {SourceState.UNREADABLE: 3, SourceState.BLACK: 1}
    assert [alert.frame for alert in found.alerts] == [2]


def test_a_recording_without_a_usable_picture_says_so(lane: Lane) -> None:
    with pytest.raises(SourceError, match=r"^no usable picture in 2 frames: "):
        replay(lane, Recording([(0.0, None), (0.1, None)]), lambda _: None)


def test_a_recording_without_a_face_has_no_latency(lane: Lane) -> None:
    found = replay(lane, Recording([(0.0, WALL)]), lambda _: None)
    assert (found.tracks, found.captured, found.alerts) == (0, 0, ())
    assert all(math.isnan(latency) for latency in found.latency_ms)


def test_only_the_wanted_part_is_played(lane: Lane) -> None:
    told: list[int] = []
    played = Recording([(n / 10, WALL) for n in range(50)])
    assert replay(lane, played, told.append, limit_s=1.05).frames == 11
    assert told == list(range(1, 12))


def test_pictures_of_two_people_in_a_folder_alert_for_each(
    lane: Lane, portraits: dict[str, Path], tmp_path: Path
) -> None:
    for number, name in enumerate(["obama2.jpg", "biden.jpg", "astronaut.png", "obama3.jpg"]):
        (tmp_path / f"{number}{Path(name).suffix}").write_bytes(portraits[name].read_bytes())
    found = replay(lane, open_source(str(tmp_path)), lambda _: None)
    told = [(a.frame, a.candidate.reference.reference_id) for a in found.alerts]
    assert told == [(0, "Barack_Obama"), (1, "Joe_Biden")]  # the fourth is the same visit
    assert found.captured == found.tracks == 4
