"""Pictures that show no hall are called what they are; real ones, and quiet ones, never are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest

from edge_app.demo.scene import SceneSource
from edge_app.domain import Image, LaneFault, SourceState
from edge_app.pipeline.picture_watch import MAX_STILL_S, STILL_S, PictureWatch
from edge_app.pipeline.smear import is_smeared
from edge_app.pipeline.sources import open_source
from tests.present import present

FPS = 12.5
CLIPS = [
    "face-demographics-walking-and-pause.gif",
    "head-pose-face-detection-female.gif",
    "head-pose-face-detection-male.gif",
    *(f"{word}.mkv" for word in ("again", "book", "hungry", "walk", "yes")),
]


def hall(light: float = 1.0) -> Image:
    """A drawn hall, without noise."""
    picture = np.full((360, 640, 3), 170, np.uint8)
    picture -= np.linspace(0, 60, 360).astype(np.uint8)[:, None, None]
    cv2.rectangle(picture, (60, 40), (120, 359), (70, 80, 96), -1)
    cv2.rectangle(picture, (300, 90), (420, 359), (206, 212, 150), -1)
    return (picture * light).astype(np.uint8)


@cache
def _noisy(seed: int, light: float, sigma: float) -> Image:
    picture = hall(light)
    noise = np.random.default_rng(seed).normal(0, sigma, picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)


def noisy(seed: int, light: float = 1.0, sigma: float = 2.0) -> Image:
    """The hall through a sensor: another picture for the next seed."""
    return _noisy(seed % 9, light, sigma)


class Watching:
    """A watch fed with a camera's pictures; what it said, and when it last changed its mind."""

    def __init__(self) -> None:
        self.watch, self.time_s = PictureWatch(), 100.0
        self.states: list[SourceState | None] = []
        self.faults: set[LaneFault] = set()

    def show(self, pictures: Iterable[Image | None], live: bool = True) -> SourceState | None:
        for picture in pictures:
            self.watch.update(picture, self.time_s, live)
            self.time_s += 1 / FPS
            self.states.append(self.watch.state)
            self.faults |= {*self.watch.faults}
        return self.watch.state


@pytest.fixture
def watching() -> Watching:
    return Watching()


def times(seconds: float) -> range:
    return range(round(seconds * FPS))


def frames(clip: Path) -> Iterator[Image]:
    source = open_source(str(clip))
    while (got := source.read()) is not None:
        yield present(got[1])
    source.close()


@pytest.mark.slow
@pytest.mark.parametrize("clip", CLIPS)
def test_a_real_recording_is_a_picture_of_a_hall(
    watching: Watching, shared_data: Path, clip: str
) -> None:
    pictures = list(frames(shared_data / "video" / clip))
    for _ in range(2 + 150 // len(pictures)):
        watching.show(pictures)
    assert set(watching.states) == {SourceState.LIVE}
    assert watching.faults == set()


def test_the_demos_hall_is_a_picture_of_a_hall(
    watching: Watching,
    weights: Path,  # noqa: ARG001  needed by it
) -> None:
    scene = SceneSource()
    watching.show((scene.draw(number / 2) for number in range(80)), live=False)
    assert set(watching.states) == {SourceState.LIVE}
    assert watching.faults == set()


def test_a_camera_that_stands_still_is_told_within_five_seconds(watching: Watching) -> None:
    watching.show(noisy(n) for n in times(3))
    still = noisy(1)
    assert watching.show(still for _ in times(STILL_S - 0.5)) is SourceState.LIVE
    assert watching.show(still for _ in times(1.5)) is SourceState.FROZEN
    assert watching.show([noisy(2)]) is SourceState.LIVE


def test_a_still_with_a_clock_on_it_stands_still(watching: Watching) -> None:
    still = noisy(1)

    def clocked(n: int) -> Image:
        picture = still.copy()
        cv2.putText(picture, f"12:00:{n:02}", (20, 20), cv2.FONT_HERSHEY_SIMPLEX, 0.5, (255,) * 3)
        return picture

    assert watching.show(clocked(n) for n in times(6)) is SourceState.FROZEN


def test_somebody_far_away_in_a_hall_without_noise_is_seen(watching: Watching) -> None:
    def walking(n: int) -> Image:
        picture = hall()
        cv2.circle(picture, (200 + n, 170), 12, (140, 100, 90), -1)
        return picture

    watching.show(walking(n) for n in times(20))
    assert set(watching.states) == {SourceState.LIVE}


def test_a_quiet_hall_at_night_is_no_fault(watching: Watching) -> None:
    watching.show(noisy(n, 0.2, 1.0) for n in times(20))
    assert set(watching.states) == {SourceState.LIVE}
    assert watching.faults == set()


def test_a_codec_that_repeats_a_quiet_hall_is_given_more_time(watching: Watching) -> None:
    for n, seconds in enumerate([2.0, 3.0, 6.0, 8.0, 8.0]):
        watching.show(noisy(n) for _ in times(seconds))
    assert set(watching.states) == {SourceState.LIVE}
    assert watching.show(hall() for _ in times(MAX_STILL_S + 1)) is SourceState.FROZEN


def test_a_recording_may_stand_still(watching: Watching) -> None:
    assert watching.show((hall() for _ in times(10)), live=False) is SourceState.LIVE


@pytest.mark.parametrize(
    ("picture", "state"),
    [
        (np.full((360, 640, 3), 128, np.uint8), SourceState.BLANK),
        (np.zeros((360, 640, 3), np.uint8), SourceState.BLACK),
        (None, SourceState.UNREADABLE),
    ],
)
def test_a_second_without_a_picture_of_the_hall_is_told(
    watching: Watching, picture: Image | None, state: SourceState
) -> None:
    watching.show(noisy(n) for n in times(2))
    assert watching.show(picture for _ in times(0.8)) is SourceState.LIVE
    assert watching.show(picture for _ in times(0.6)) is state
    assert watching.show([noisy(1)]) is SourceState.LIVE
    assert watching.watch.unusable[state] == len(times(0.8)) + len(times(0.6))


@pytest.mark.parametrize("dark", [0.0, 0.3, 0.7])
def test_light_that_flashes_is_told(watching: Watching, dark: float) -> None:
    watching.show(noisy(n, dark if n % 2 else 1.0) for n in times(3))
    assert [*watching.watch.faults] == [LaneFault.STROBING]
    watching.show(noisy(n) for n in times(3))
    assert not watching.watch.faults


def test_a_lamp_that_is_switched_does_not_flash(watching: Watching) -> None:
    for light in (1.0, 0.4, 1.0, 0.4):
        watching.show(noisy(n, light) for n in times(1))
    assert watching.faults == set()


def drawn_down(picture: Image, row: int) -> Image:
    """What a decoder makes of a key picture whose end was lost."""
    smeared = picture.copy()
    smeared[row:] = smeared[row]
    return smeared


def filled(picture: Image, row: int) -> Image:
    smeared = picture.copy()
    smeared[row:] = 128
    return smeared


@pytest.mark.parametrize("damage", [drawn_down, filled])
def test_pictures_of_which_parts_were_lost_are_told(
    watching: Watching, shared_data: Path, damage: Callable[[Image, int], Image]
) -> None:
    pictures = list(frames(shared_data / "video" / "again.mkv"))
    assert not any(is_smeared(picture) for picture in pictures)
    for _ in range(4):
        watching.show(
            damage(picture, 220) if n % 3 else picture for n, picture in enumerate(pictures)
        )
    assert [*watching.watch.faults] == [LaneFault.SMEARED]
    for _ in range(4):
        watching.show(pictures)
    assert not watching.watch.faults
