"""Who a track is: one visit, one person, whatever the tracks do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from edge_app.pipeline.people import (
    SHOTS_KEPT,
    VISIT_GAP_S,
    People,
    Person,
    PersonLimits,
)
from models.calibration import Calibration
from models.errors import ManifestError
from models.manifest import load_manifest


def look(person: int, look_number: int = 0) -> NDArray[np.float32]:
    """A template of `person`: looks of one are 0.8 alike, of two not at all."""
    rng = np.random.default_rng([person, look_number])
    row = rng.standard_normal(128) * 0.5 / np.sqrt(128)
    row[:8] = 0
    row[person] = 1
    return np.asarray(row / np.linalg.norm(row), np.float32)


A, B = 0, 1
MODEL = load_manifest().model
LIMITS = PersonLimits.of(MODEL)


class OneModel(People):
    """The templates of a test are of the current model."""

    def __init__(self) -> None:
        super().__init__(LIMITS)

    def add_shot(
        self,
        track_id: int,
        quality: float,
        template: NDArray[np.float32],  # type: ignore[override]  # of the one model
        time_s: float,
    ) -> Person:
        return super().add_shot(track_id, quality, {MODEL.model_id: template}, time_s)


@pytest.fixture
def people() -> OneModel:
    return OneModel()


def test_the_shots_of_a_track_are_one_person(people: OneModel) -> None:
    first = people.add_shot(1, 0.9, look(A, 0), 0.0)
    people.update([1], [], 0.5)
    assert people.add_shot(1, 0.8, look(A, 1), 0.5) is first
    assert len(first.shots) == 2


def test_two_people_in_view_are_two(people: OneModel) -> None:
    people.update([1, 2], [], 0.0)
    assert people.add_shot(1, 0.9, look(A), 0.0) is not people.add_shot(2, 0.9, look(B), 0.0)


@given(away_s=st.floats(0, VISIT_GAP_S - 0.1))
def test_who_comes_back_within_the_visit_is_the_same(away_s: Any) -> None:
    people = OneModel()
    first = people.add_shot(1, 0.9, look(A), 0.0)
    people.update([], [], away_s)
    assert people.add_shot(2, 0.9, look(A, 1), away_s) is first


@given(away_s=st.floats(VISIT_GAP_S + 0.1, 10_000))
def test_who_comes_back_later_is_on_a_new_visit(away_s: Any) -> None:
    people = OneModel()
    first = people.add_shot(1, 0.9, look(A), 0.0)
    people.update([], [], away_s)
    assert people.add_shot(2, 0.9, look(A, 1), away_s) is not first


def test_who_comes_after_them_is_somebody_else(people: OneModel) -> None:
    first = people.add_shot(1, 0.9, look(A), 0.0)
    people.update([], [], 1.0)
    assert people.add_shot(2, 0.9, look(B), 1.0) is not first


def test_who_reappears_while_the_old_track_is_waited_for_is_the_same(people: OneModel) -> None:
    first = people.add_shot(1, 0.9, look(A), 0.0)
    people.update([2], [1], 0.5)
    assert people.add_shot(2, 0.9, look(A, 1), 0.5) is first
    assert people.of_track(1) is None


def test_a_double_in_view_at_the_same_moment_is_another_person(people: OneModel) -> None:
    first = people.add_shot(1, 0.9, look(A), 0.0)
    people.update([1, 2], [], 0.5)
    assert people.add_shot(2, 0.9, look(A, 1), 0.5) is not first


def test_one_odd_sample_changes_nothing(people: OneModel) -> None:
    first = people.add_shot(1, 0.9, look(A), 0.0)
    for number, who in enumerate([B, A, B, A], start=1):
        assert people.add_shot(1, 0.9, look(who, number), float(number)) is first
    assert float(first.template @ look(A, 9)) > 0.7


def test_two_odd_samples_of_different_people_change_nothing(people: OneModel) -> None:
    first = people.add_shot(1, 0.9, look(A), 0.0)
    people.add_shot(1, 0.9, look(B), 0.5)
    assert people.add_shot(1, 0.9, look(2), 1.0) is first


def test_two_odd_samples_of_one_are_a_change_of_person(people: OneModel) -> None:
    first = people.add_shot(1, 0.9, look(A), 0.0)
    people.add_shot(1, 0.9, look(B, 0), 0.5)
    second = people.add_shot(1, 0.9, look(B, 1), 1.0)
    assert second is not first
    assert people.of_track(1) is second
    assert float(second.template @ look(B, 9)) > 0.7


def test_two_who_exchange_their_tracks_stay_who_they_are(people: OneModel) -> None:
    people.update([1, 2], [], 0.0)
    first, second = people.add_shot(1, 0.9, look(A), 0.0), people.add_shot(2, 0.9, look(B), 0.0)
    for number in (1, 2):
        people.update([1, 2], [], float(number))
        people.add_shot(1, 0.9, look(B, number), float(number))
        people.add_shot(2, 0.9, look(A, number), float(number))
    people.update([1, 2], [], 3.0)
    people.add_shot(2, 0.9, look(A, 3), 3.0)
    assert people.of_track(1) is second
    assert people.of_track(2) is first


def test_a_visit_lasts_as_long_as_the_person_is_seen(people: OneModel) -> None:
    first = people.add_shot(1, 0.9, look(A), 0.0)
    for second in range(1, 200):
        people.update([1], [], float(second))
    people.update([], [], 210.0)
    assert people.add_shot(2, 0.9, look(A, 1), 220.0) is first


def test_who_waits_for_an_answer_is_not_forgotten(people: OneModel) -> None:
    person = people.add_shot(1, 0.9, look(A), 0.0)
    person.open["X"] = ["1"]
    person.told |= {"X", "Y"}
    people.update([], [], 5000.0)
    assert people.add_shot(2, 0.9, look(A, 1), 5000.0) is person
    assert person.told == {"X"}  # what is answered may be alerted again on the new visit
    person.open.clear()
    people.update([], [], 6000.0)
    assert people.add_shot(3, 0.9, look(A, 2), 6000.0) is not person


def test_who_was_taken_for_somebody_else_at_first_is_found_again(people: OneModel) -> None:
    waits = people.add_shot(1, 0.9, look(A), 0.0)
    waits.open["X"] = ["1"]
    people.update([], [], 60.0)
    blurred = look(A) * 0.3 + look(B, 3) * 0.7
    unlike = np.asarray(blurred / np.linalg.norm(blurred), np.float32)
    stranger = people.add_shot(2, 0.3, unlike, 60.0)
    assert stranger is not waits
    people.update([2], [], 61.0)
    assert people.add_shot(2, 0.9, look(A, 2), 61.0) is waits
    assert people.of_track(2) is waits
    assert waits.came_back
    assert people.all == (waits,)


def test_who_stands_beside_their_double_is_not_taken_for_them(people: OneModel) -> None:
    people.update([1, 2], [], 0.0)
    waits = people.add_shot(1, 0.9, look(A), 0.0)
    waits.open["X"] = ["1"]
    double = people.add_shot(2, 0.9, look(A, 1), 0.0)
    people.update([1, 2], [], 1.0)
    assert people.add_shot(2, 0.9, look(A, 2), 1.0) is double is not waits


def test_nothing_of_a_visitor_stays_after_the_visit(people: OneModel) -> None:
    for visitor in range(5):
        people.add_shot(visitor, 0.9, look(visitor), float(visitor))
    people.update([], [], 5 + VISIT_GAP_S)
    assert people._people == []
    assert people._of_track == {}


def test_only_the_best_shots_make_the_template(people: OneModel) -> None:
    for number in range(3 * SHOTS_KEPT):
        person = people.add_shot(1, 0.3 + number / 100, look(A, number), float(number))
    assert [quality for quality, _ in person.shots] == sorted(
        (0.3 + number / 100 for number in range(2 * SHOTS_KEPT, 3 * SHOTS_KEPT)), reverse=True
    )


def test_a_fused_template_is_nearer_to_the_person_than_its_shots(people: OneModel) -> None:
    for number in range(5):
        person = people.add_shot(1, 0.9, look(A, number), float(number))
    probe = look(A, 99)
    assert np.linalg.norm(person.template) == pytest.approx(1)
    assert person.template @ probe > max(float(look(A, n) @ probe) for n in range(5))


# ---- the model -----------------------------------------------------------------------------


def test_the_limits_of_sface_are_the_cosines_that_were_found_with_it() -> None:
    assert LIMITS.same_person == pytest.approx(0.42, abs=2e-4)
    assert LIMITS.consistent == pytest.approx(0.25, abs=2e-4)


@given(shift=st.floats(-0.15, 0.4))
def test_the_limits_follow_the_calibration_of_the_model(shift: Any) -> None:
    table = MODEL.require_calibration()
    scores = tuple(score + shift for score in table.scores)
    other = replace(MODEL, calibration=Calibration(scores, table.rates))
    moved = PersonLimits.of(other)
    assert moved.same_person == pytest.approx(LIMITS.same_person + shift)
    assert moved.consistent == pytest.approx(LIMITS.consistent + shift)
    assert moved.consistent < moved.same_person


def test_people_are_told_apart_by_the_limits_that_they_were_given() -> None:
    strict = People(PersonLimits("m", same_person=0.95, consistent=0.25))
    first = strict.add_shot(1, 0.9, {"m": look(A)}, 0.0)
    strict.update([], [], 1.0)
    assert strict.add_shot(2, 0.9, {"m": look(A, 1)}, 1.0) is not first


def test_a_person_has_a_fused_template_of_each_model_and_the_current_one_decides() -> None:
    people = People(LIMITS)
    for number in range(3):  # by the other model it would be somebody else each time
        templates = {MODEL.model_id: look(A, number), "other": look(number + 1)[:64] * 1.0}
        person = people.add_shot(1, 0.5 + number / 10, templates, float(number))
    assert len(person.shots) == 3
    assert person.templates.keys() == {MODEL.model_id, "other"}
    np.testing.assert_array_equal(person.templates[MODEL.model_id], person.template)
    assert person.templates["other"].shape == (64,)
    assert np.linalg.norm(person.templates["other"]) == pytest.approx(1)


def test_a_model_without_a_calibration_tells_nobody_apart() -> None:
    with pytest.raises(ManifestError, match="has no calibration"):
        PersonLimits.of(replace(MODEL, calibration=None))
