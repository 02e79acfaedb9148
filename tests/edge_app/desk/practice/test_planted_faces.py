"""Who a planted alert shows: listed people alone, genuine or the most alike; and when it is due."""

from __future__ import annotations

import random
from collections import Counter

import numpy as np
import pytest

from edge_app.desk.practice.faces import plant
from edge_app.desk.practice.lane_look import SIDE, as_the_lane_sees
from edge_app.desk.practice.plan import OVER, PLANTED, draw_plan
from edge_app.lists.folder_list import serve
from edge_app.lists.strength import strength
from models.engine import FaceEngine, enrol, open_detector
from models.images import read_image
from models.portrait import portrait
from models.weights import path_of
from tests.edge_app.desk.practice.practice_fixtures import LIST, MODEL, photograph, served
from tests.edge_app.store.store_fixtures import NOW

MODEL_ROW = np.eye(2, MODEL.template_size, dtype=np.float32)


def chance(seed: int = 1) -> random.Random:
    return random.Random(seed)  # noqa: S311  the same each time


def test_a_genuine_one_and_another_are_told_by_no_figure() -> None:
    strengths: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    for seed in range(60):
        for genuine in (True, False):
            found = plant((served(6),), genuine, NOW, chance(seed))
            assert found is not None
            candidate = found.alert.candidate
            assert candidate.score >= candidate.threshold
            assert candidate.odds is not None
            assert (candidate.odds.shots, candidate.odds.references) == (2, 6)
            strengths[genuine][strength(candidate.odds)] += 1
    assert set(strengths[True]) == set(strengths[False])


def test_the_other_is_one_of_the_list_who_raises_no_alert_for_them() -> None:
    """The second of a list of two is the same person, listed twice: nobody is left."""
    rows = [[MODEL_ROW[0]], [MODEL_ROW[0]]]
    twice = {f"r{n}": (photograph(n), row) for n, row in enumerate(rows)}
    doubled = serve(LIST, twice, MODEL.require_calibration(), MODEL.model_id)
    assert plant((doubled,), False, NOW, chance()) is None
    assert plant((doubled,), True, NOW, chance()) is not None
    apart = {f"r{n}": (photograph(n), [MODEL_ROW[n]]) for n in range(2)}
    two = serve(LIST, apart, MODEL.require_calibration(), MODEL.model_id)
    assert plant((two,), False, NOW, chance()) is not None


def test_of_nobody_nothing_is_drawn() -> None:
    assert plant((), True, NOW, chance()) is None
    assert plant((served(1),), False, NOW, chance()) is None


@pytest.mark.parametrize("shape", [(64, 64, 3), (200, 120, 3), (512, 512, 3)])
def test_every_photograph_becomes_a_picture_of_the_lane(shape: tuple[int, int, int]) -> None:
    seen = as_the_lane_sees(np.full(shape, 128, np.uint8), chance())
    assert seen.shape == (SIDE, SIDE, 3)
    assert seen.dtype == np.uint8


def test_a_face_stays_the_same_persons_and_finds_no_one_else() -> None:
    """A genuine pair must be one, for the model as for the eye; by the list's own threshold."""
    detector, engine = open_detector(), FaceEngine()
    try:
        names = ("obama.jpg", "biden.jpg")
        whole = [read_image(path_of(name)) for name in names]
        known = [
            enrol(detector, engine, picture, name)
            for picture, name in zip(whole, names, strict=True)
        ]
        enrolled = {
            name: (portrait(picture, one), [one.template])
            for name, picture, one in zip(names, whole, known, strict=True)
        }
        listed = serve(LIST, enrolled, MODEL.require_calibration(), MODEL.model_id)
        for genuine in (True, False):
            found = plant((listed,), genuine, NOW, chance())
            assert found is not None
            again = enrol(detector, engine, found.alert.captured, "planted")
            hits = [one.reference.reference_id for one in listed.candidates(again.template, 2)]
            assert (hits == [found.alert.candidate.reference.reference_id]) is genuine
    finally:
        engine.close()
        detector.close()


def test_a_plan_has_both_kinds_and_cannot_be_reckoned() -> None:
    counts: Counter[int] = Counter()
    for seed in range(50):
        drawn = draw_plan(chance(seed), NOW)
        assert len(drawn) == PLANTED
        for place, (due, _) in enumerate(drawn):
            part = OVER / PLANTED
            assert NOW + place * part <= due < NOW + (place + 1) * part
        counts[sum(genuine for _, genuine in drawn)] += 1
    assert set(counts) == set(range(1, PLANTED))
