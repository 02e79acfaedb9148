"""What spoils a portrait costs quality, and is named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from models.detector import FaceDetector
from models.engine import FaceEngine, Sample
from models.geometry import Box
from models.quality import Defect, Quality, coarse, full
from tests.models.resizing import resized
from tests.present import present

EYES = (  # the rings of the lids in the face mesh
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249),
)
GOOD = Quality(
    inter_eye=60,
    yaw=3,
    pitch=3,
    roll=2,
    sharpness=0.1,
    brightness=0.5,
    eyes_open=0.9,
    inside=1,
)


def blurred(image: Any, box: Any, _: Any) -> Any:
    blur = ImageFilter.GaussianBlur(box.w / 25)
    return np.asarray(Image.fromarray(image).filter(blur)), box


def darkened(image: Any, box: Any, _: Any) -> Any:
    return (image * 0.1).astype(np.uint8), box


def glaring(image: Any, box: Any, _: Any) -> Any:
    return (255 - (255 - image.astype(float)) * 0.1).astype(np.uint8), box


def shrunk(image: Any, box: Any, landmarks: Any) -> Any:
    factor = 14 / float(np.hypot(*(landmarks.five[1] - landmarks.five[0])))
    return resized(image, factor), Box(*(n * factor for n in (box.x, box.y, box.w, box.h)))


def cut(image: Any, box: Any, _: Any) -> Any:
    return image[:, int(box.x + box.w / 4) :], Box(-box.w / 4, box.y, box.w, box.h)


def rolled(image: Any, box: Any, _: Any) -> Any:
    return np.asarray(Image.fromarray(image).rotate(-60, center=box.centre)), box


def lids_painted(image: Any, box: Any, landmarks: Any) -> Any:
    """Skin from under the eyes over the eyes, with a dark line where the lids meet."""
    painted = image.copy()
    for ring in EYES:
        points = landmarks.points[list(ring), :2]
        (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
        height = bottom - top
        left, right = int(left - height * 0.2), int(right + height * 0.2)
        top, bottom = int(top - height * 0.1), int(bottom + height * 0.3)
        tall = bottom - top
        skin = Image.fromarray(image[bottom : bottom + tall // 3, left:right])
        painted[top:bottom, left:right] = np.asarray(skin.resize((right - left, tall)))
        painted[bottom - tall // 6 : bottom, left:right] //= 2
    return painted, box


SPOILT = {
    blurred: Defect.BLURRED,
    darkened: Defect.DARK,
    glaring: Defect.BRIGHT,
    shrunk: Defect.TOO_SMALL,
    cut: Defect.CUT_OFF,
    rolled: Defect.TURNED,
    lids_painted: Defect.EYES_CLOSED,
}


@pytest.mark.parametrize("name", ["obama.jpg", "biden.jpg"])
@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spoilt_portrait_scores_lower_and_its_defect_is_named(
    engine: FaceEngine,
    pictures: dict[str, NDArray[np.uint8]],
    samples: dict[str, Sample],
    spoil: Callable[..., Any],
    name: str,
) -> None:
    sample = samples[name]
    image, box = spoil(pictures[name], sample.box, sample.landmarks)
    spoilt = present(engine.sample(image, box)).quality
    assert spoilt.worst is SPOILT[spoil]
    assert spoilt.score < sample.quality.score - 0.02
    assert spoilt.utilities()[SPOILT[spoil]] < sample.quality.utilities()[SPOILT[spoil]] - 0.15


@pytest.mark.parametrize("name", ["obama.jpg", "biden.jpg"])
@pytest.mark.parametrize("spoil", [blurred, darkened, glaring, shrunk])
def test_the_coarse_judgement_sees_it_without_landmarks(
    detector: FaceDetector,
    pictures: dict[str, NDArray[np.uint8]],
    samples: dict[str, Sample],
    spoil: Callable[..., Any],
    name: str,
) -> None:
    sample = samples[name]
    image, box = spoil(pictures[name], sample.box, sample.landmarks)
    found = max(detector.detect(image), key=lambda face: face.box.iou(box))
    before = detector.detect(pictures[name])[0]
    assert coarse(image, found).worst is SPOILT[spoil]
    assert coarse(image, found).score < coarse(pictures[name], before).score - 0.02


@pytest.mark.parametrize(
    "name", ["obama.jpg", "obama2.jpg", "obama3.jpg", "biden.jpg", "astronaut.png"]
)
def test_an_official_portrait_is_good(samples: dict[str, Sample], name: str) -> None:
    quality = samples[name].quality
    assert quality.score > 0.9
    assert quality.eyes_open > 0.6
    assert quality.inside > 0.99
    assert max(quality.yaw, quality.pitch, quality.roll) < 20


def test_coarse_and_full_agree_on_what_both_know(
    detector: FaceDetector, pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample]
) -> None:
    for name, sample in samples.items():
        best = detector.detect(pictures[name])[0]
        guessed = coarse(pictures[name], best)
        assert guessed.inter_eye == pytest.approx(sample.quality.inter_eye, rel=0.15)
        assert guessed.brightness == pytest.approx(sample.quality.brightness, abs=0.05)
        assert guessed.roll == pytest.approx(sample.quality.roll, abs=6)
        assert guessed.yaw == pytest.approx(sample.quality.yaw, abs=15)
        assert np.isnan([guessed.pitch, guessed.eyes_open]).all()


def frame_of(clip: Path, number: int) -> NDArray[np.uint8]:
    with Image.open(clip) as film:
        film.seek(number)
        return np.array(film.convert("RGB"))


def judged(detector: FaceDetector, engine: FaceEngine, image: NDArray[np.uint8]) -> Quality:
    return present(engine.sample(image, detector.detect(image)[0].box)).quality


def test_a_head_that_turns_away_is_turned(
    shared_data: Path, detector: FaceDetector, engine: FaceEngine
) -> None:
    clip = shared_data / "video" / "head-pose-face-detection-female.gif"
    away, frontal = (judged(detector, engine, frame_of(clip, number)) for number in (3, 19))
    assert away.yaw > 35
    assert frontal.yaw < 12
    assert away.utilities()[Defect.TURNED] < 0.6
    assert frontal.utilities()[Defect.TURNED] > 0.9


def test_a_blink_is_seen(shared_data: Path, detector: FaceDetector, engine: FaceEngine) -> None:
    clip = shared_data / "video" / "head-pose-face-detection-male.gif"
    open_eyes, blink = (judged(detector, engine, frame_of(clip, number)) for number in (0, 61))
    assert blink.eyes_open < open_eyes.eyes_open - 0.2


def test_one_closed_eye_counts_as_closed(
    pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample]
) -> None:
    sample = samples["obama.jpg"]
    winking = replace(sample.landmarks, blinks=(0.05, 0.95))
    assert full(pictures["obama.jpg"], sample.box, winking).eyes_open == pytest.approx(0.05)


def test_a_box_outside_the_picture_is_useless(
    pictures: dict[str, NDArray[np.uint8]], samples: dict[str, Sample]
) -> None:
    sample = samples["obama.jpg"]
    quality = full(pictures["obama.jpg"], Box(-500, 0, 100, 100), sample.landmarks)
    assert quality.inside == 0
    assert quality.score == 0


COMPONENTS = [field.name for field in fields(Quality)]
ANY = st.floats(-1e6, 1e6) | st.just(float("nan"))


@given(st.fixed_dictionaries(dict.fromkeys(COMPONENTS, ANY)))
def test_any_components_give_a_score_from_0_to_1(values: Any) -> None:
    quality = replace(Quality(**values), brightness=0.5)
    assert 0 <= quality.score <= 1
    assert all(0 <= utility <= 1 for utility in quality.utilities().values())
    assert quality.utilities()[quality.worst] == min(quality.utilities().values())


@given(st.sampled_from(["pitch", "eyes_open", "inter_eye", "sharpness"]))
def test_what_is_not_known_is_neither_good_nor_bad(name: Any) -> None:
    unknown = replace(GOOD, **{name: float("nan")})
    assert unknown.score == pytest.approx(GOOD.score)
    assert len(unknown.utilities()) == len(GOOD.utilities()) - (name != "pitch")


@pytest.mark.parametrize(
    ("component", "worse", "defect"),
    [
        ("inter_eye", (30, 20, 12), Defect.TOO_SMALL),
        ("yaw", (20, 40, 55), Defect.TURNED),
        ("pitch", (20, 35, 48), Defect.TURNED),
        ("roll", (40, 60, 90), Defect.TURNED),
        ("sharpness", (0.04, 0.02, 0.006), Defect.BLURRED),
        ("brightness", (0.2, 0.1, 0.05), Defect.DARK),
        ("brightness", (0.85, 0.9, 0.96), Defect.BRIGHT),
        ("eyes_open", (0.5, 0.4, 0.25), Defect.EYES_CLOSED),
        ("inside", (0.95, 0.85, 0.75), Defect.CUT_OFF),
    ],
)
def test_each_step_for_the_worse_costs_more(
    component: str, worse: tuple[Any, ...], defect: Defect
) -> None:
    steps = [replace(GOOD, **{component: value}) for value in worse]
    scores = [GOOD.score, *(quality.score for quality in steps)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert {quality.worst for quality in steps} == {defect}
