"""A person who does what is asked passes; a photograph, a film and a bystander do not."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageSequence

from models.detector import FaceDetector
from models.engine import FaceEngine
from models.images import read_image
from models.liveness import (
    LOST_S,
    Challenge,
    Expression,
    Failure,
    Gesture,
    Liveness,
    LivenessState,
    Progress,
    expression_of,
)

STEP_S = 0.1
Seeded = random.Random  # so that a failure repeats
LEFT, RIGHT, BLINK, SMILE = Gesture
ACTED = {  # yaw, both eyes, smile
    LEFT: (35.0, 0.1, 0.05),
    RIGHT: (-35.0, 0.1, 0.05),
    BLINK: (2.0, 0.8, 0.05),
    SMILE: (2.0, 0.15, 0.9),
}
NEUTRAL = (2.0, 0.1, 0.05)


def acting(pose: tuple[float, float, float], time_s: float) -> Expression:
    yaw, blink, smile = pose
    return Expression(yaw, blink, blink, smile, time_s)


def obedient(challenge: Challenge, held: int = 3) -> Iterator[Expression]:
    """A person who looks into the camera, makes each gesture, and looks into it again."""
    poses = [NEUTRAL] * 8
    for gesture in challenge.order:
        poses += [ACTED[gesture]] * held + [NEUTRAL] * 8
    return (acting(pose, number * STEP_S) for number, pose in enumerate(poses))


def show(challenge: Challenge, expressions: Iterable[Expression]) -> Progress:
    check = Liveness(challenge, 0.0)
    for expression in expressions:
        check.see(expression, True)
    return check.progress


@pytest.mark.parametrize("seed", range(40))
def test_whoever_does_what_is_asked_passes(seed: int) -> None:
    challenge = Challenge.drawn(Seeded(seed), 1 + seed % 4)
    progress = show(challenge, obedient(challenge))
    assert progress.state is LivenessState.PASSED
    assert progress.done == progress.of == len(challenge.order)


def test_orders_differ_and_each_holds_a_turn_and_no_gesture_twice() -> None:
    source = Seeded(1)
    orders = [Challenge.drawn(source).order for _ in range(300)]
    assert len(set(orders)) > 15
    assert all(len(set(order)) == 3 and {LEFT, RIGHT} & set(order) for order in orders)
    assert min(Counter(gesture for order in orders for gesture in order).values()) > 100


@pytest.mark.parametrize("gestures", [0, 5])
def test_a_challenge_of_none_or_too_many_gestures_is_refused(gestures: int) -> None:
    with pytest.raises(ValueError, match=f"1 to 4 gestures, not {gestures}"):
        Challenge.drawn(Seeded(1), gestures)


def test_the_person_is_told_what_is_wanted() -> None:
    check = Liveness(Challenge((SMILE, LEFT)), 0.0)
    states = [check.progress]
    states += [check.see(expression, True) for expression in obedient(check.challenge)]
    told = list(dict.fromkeys((p.state, p.wanted, p.done) for p in states))
    assert told == [
        (LivenessState.WAITING, None, 0),
        (LivenessState.ASKING, SMILE, 0),
        (LivenessState.RETURNING, None, 1),
        (LivenessState.ASKING, LEFT, 1),
        (LivenessState.PASSED, None, 2),
    ]


@pytest.mark.parametrize(
    ("wanted", "made"), [(LEFT, RIGHT), (RIGHT, LEFT), (BLINK, SMILE), (LEFT, SMILE), (SMILE, LEFT)]
)
def test_another_gesture_fails(wanted: Gesture, made: Gesture) -> None:
    progress = show(Challenge((wanted,)), obedient(Challenge((made,)), 5))
    assert (progress.state, progress.failure) == (LivenessState.FAILED, Failure.WRONG_GESTURE)


def test_a_twitch_of_another_gesture_does_not_fail() -> None:
    poses = [NEUTRAL] * 8 + [ACTED[SMILE]] + [NEUTRAL] * 2 + [ACTED[LEFT]] * 3
    progress = show(Challenge((LEFT,)), (acting(p, n * STEP_S) for n, p in enumerate(poses)))
    assert progress.state is LivenessState.PASSED


def test_a_blink_out_of_order_is_nobody_s_fault() -> None:
    poses = [NEUTRAL] * 8 + [ACTED[BLINK]] * 4 + [NEUTRAL] * 4 + [ACTED[LEFT]] * 3
    progress = show(Challenge((LEFT,)), (acting(p, n * STEP_S) for n, p in enumerate(poses)))
    assert progress.state is LivenessState.PASSED


@pytest.mark.parametrize("wanted", [LEFT, RIGHT, BLINK])
def test_whoever_smiles_all_along_may_do_the_rest(wanted: Gesture) -> None:
    poses = [NEUTRAL] * 8 + [ACTED[wanted]] * 3
    smiling = [(yaw, blink, 0.9) for yaw, blink, _ in poses]
    progress = show(Challenge((wanted,)), (acting(p, n * STEP_S) for n, p in enumerate(smiling)))
    assert progress.state is LivenessState.PASSED
    poses = [ACTED[SMILE]] * 30
    still = show(Challenge((SMILE,), 2.0), (acting(p, n * STEP_S) for n, p in enumerate(poses)))
    assert (still.state, still.done) == (LivenessState.TIMED_OUT, 0)


def test_a_wink_is_no_blink() -> None:
    poses = [acting(NEUTRAL, n * STEP_S) for n in range(8)]
    poses += [Expression(2.0, 0.1, 0.9, 0.05, 0.8 + n * STEP_S) for n in range(10)]
    assert show(Challenge((BLINK,)), poses).state is LivenessState.ASKING


def test_a_gesture_made_before_it_was_asked_does_not_count() -> None:
    challenge = Challenge((LEFT, BLINK), 2.0)
    poses = [ACTED[LEFT]] * 30
    progress = show(challenge, (acting(p, n * STEP_S) for n, p in enumerate(poses)))
    assert (progress.state, progress.done) == (LivenessState.TIMED_OUT, 0)


def test_between_two_gestures_the_face_comes_back() -> None:
    poses = [NEUTRAL] * 8 + [ACTED[LEFT]] * 4 + [ACTED[SMILE]] * 50
    progress = show(Challenge((LEFT, SMILE), 3.0), (acting(p, n / 10) for n, p in enumerate(poses)))
    assert (progress.state, progress.done) == (LivenessState.TIMED_OUT, 1)


def test_another_person_fails_at_once_and_for_good() -> None:
    challenge = Challenge((LEFT, SMILE))
    check = Liveness(challenge, 0.0)
    for number, expression in enumerate(obedient(challenge)):
        check.see(expression, number != 12)
    progress = check.progress
    assert (progress.state, progress.failure) == (LivenessState.FAILED, Failure.OTHER_PERSON)


def test_a_face_that_goes_away_fails_and_one_that_never_comes_times_out() -> None:
    check = Liveness(Challenge((LEFT,), 5.0), 0.0)
    assert check.pass_time(4.9).state is LivenessState.WAITING
    assert check.pass_time(5.0).state is LivenessState.TIMED_OUT
    check = Liveness(Challenge((LEFT,), 5.0), 0.0)
    check.see(acting(NEUTRAL, 1.0), True)
    assert not check.pass_time(1.0 + LOST_S).over
    assert check.pass_time(1.1 + LOST_S).failure is Failure.FACE_LOST


def test_the_time_is_over_for_each_gesture_and_said_meanwhile() -> None:
    challenge = Challenge((LEFT,), 4.0)
    check = Liveness(challenge, 0.0)
    for number in range(8):
        check.see(acting(NEUTRAL, number * STEP_S), True)
    left = check.progress.left_s
    assert 3.0 < left <= 4.0
    times = np.arange(0.8, 5.0, STEP_S)
    states = [check.see(acting(NEUTRAL, float(time_s)), True) for time_s in times]
    assert states[-1].state is LivenessState.TIMED_OUT
    assert states[-1].left_s == 0
    assert check.see(acting(ACTED[LEFT], 5.1), True).state is LivenessState.TIMED_OUT


# ---- real faces ----------------------------------------------------------------------------------


def expressions(
    detector: FaceDetector, engine: FaceEngine, pictures: Iterator[Any] | list[NDArray[np.uint8]]
) -> list[Expression]:
    """What the faces of these pictures do, a picture each STEP_S; nothing where none is found."""
    found = []
    for number, image in enumerate(pictures):
        faces = detector.detect(image)
        landmarks = engine.landmarks(image, faces[0].box) if faces else None
        if landmarks is not None:
            found.append(expression_of(image, faces[0].box, landmarks, number * STEP_S))
    return found


def film(shared_data: Path, name: str) -> list[np.ndarray]:
    with Image.open(shared_data / "video" / f"head-pose-face-detection-{name}.gif") as clip:
        return [np.array(frame.convert("RGB")) for frame in ImageSequence.Iterator(clip)]


@pytest.fixture(scope="module")
def turning(shared_data: Path, detector: FaceDetector, engine: FaceEngine) -> list[Expression]:
    """She looks to her right, into the camera, to her left."""
    pictures = film(shared_data, "female")
    held = [pictures[9]] * 6 + pictures[9:18] + pictures[18:] + pictures[:9] + [pictures[9]] * 6
    return expressions(detector, engine, held)


@pytest.mark.parametrize("wanted", [LEFT, RIGHT])
def test_a_real_head_that_turns_is_told_left_from_right(
    turning: list[Expression], wanted: Gesture
) -> None:
    progress = show(Challenge((LEFT,)), turning)
    assert progress.state is LivenessState.PASSED
    mirrored = [Expression(-e.yaw, e.blink_right, e.blink_left, e.smile, e.time_s) for e in turning]
    shown = turning if wanted is LEFT else mirrored
    assert show(Challenge((wanted,)), shown).state is LivenessState.PASSED
    other = RIGHT if wanted is LEFT else LEFT
    assert show(Challenge((other,)), shown).failure is Failure.WRONG_GESTURE


def test_a_real_head_that_is_still_passes_nothing(
    shared_data: Path, detector: FaceDetector, engine: FaceEngine
) -> None:
    seen = expressions(detector, engine, film(shared_data, "male")[::3])
    assert not any(passes(gesture, seen) for gesture in Gesture)


def test_a_smile_is_seen_and_a_calm_face_is_told_from_it(
    detector: FaceDetector,
    engine: FaceEngine,
    pictures: dict[str, NDArray[np.uint8]],
    turning: list[Expression],
) -> None:
    for name in ("obama.jpg", "astronaut.png"):
        (smiling,) = expressions(detector, engine, [pictures[name]])
        assert smiling.smile > 0.8
    assert max(expression.smile for expression in turning) < 0.2


def waved(image: np.ndarray) -> Iterator[np.ndarray]:
    """A photograph that is held still, moved, and rotated in its plane."""
    portrait = Image.fromarray(image)
    yield from [image] * 6
    for angle in (*range(0, 45, 9), *range(45, -45, -9)):
        yield np.asarray(portrait.rotate(angle, resample=Image.Resampling.BILINEAR))
    for shift in range(0, image.shape[1] // 6, image.shape[1] // 30):
        yield np.roll(image, shift, axis=1)
    yield from [image] * 6


@pytest.mark.parametrize("name", ["obama.jpg", "obama2.jpg", "astronaut.png"])
def test_a_photograph_passes_nothing_however_it_is_waved(
    detector: FaceDetector, engine: FaceEngine, pictures: dict[str, NDArray[np.uint8]], name: str
) -> None:
    seen = expressions(detector, engine, waved(pictures[name]))
    assert len(seen) > 10
    assert not any(passes(gesture, seen) for gesture in Gesture)


def tilted(image: np.ndarray) -> np.ndarray:
    """A photograph whose upper edge is held towards the camera: it is foreshortened."""
    height, width = image.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    away = np.array([[0.1, 0.35], [0.9, 0.35], [1.0, 0.9], [0.0, 0.9]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, away * np.array([width, height], np.float32))
    return cv2.warpPerspective(image, turn, (width, height))


def shaken(image: np.ndarray) -> np.ndarray:
    """A photograph moved sideways while the picture is taken."""
    length = image.shape[1] // 17
    return cv2.filter2D(image, -1, np.full((1, length), 1 / length, np.float32))


@pytest.mark.parametrize("name", ["Abdul_Rahman", "Adam_Mair"])
@pytest.mark.parametrize(
    ("wanted", "moved", "raw"),
    [(SMILE, tilted, lambda seen: seen.smile), (BLINK, shaken, lambda seen: seen.blink)],
)
def test_a_photograph_does_not_smile_by_tilting_nor_blink_by_shaking(
    detector: FaceDetector,
    engine: FaceEngine,
    shared_data: Path,
    name: str,
    wanted: Gesture,
    moved: Callable[[np.ndarray], np.ndarray],
    raw: Callable[[Expression], float],
) -> None:
    image = read_image(shared_data / "faces-dev" / name / f"{name}_0001.jpg")
    seen = expressions(detector, engine, [image] * 6 + [moved(image)] * 6)
    assert raw(seen[-1]) > 0.45, "the network takes it for a gesture"
    assert not passes(wanted, seen)


def test_a_calm_photograph_begins_a_challenge_and_passes_none(
    shared_data: Path, detector: FaceDetector, engine: FaceEngine
) -> None:
    seen = expressions(detector, engine, waved(film(shared_data, "female")[9]))
    assert show(Challenge((SMILE,), 9.0), seen).state is LivenessState.ASKING
    assert not any(passes(gesture, seen) for gesture in Gesture)


def passes(gesture: Gesture, seen: list[Expression]) -> bool:
    return show(Challenge((gesture,), 9.0), seen).state is LivenessState.PASSED
