"""Gestures at the desk: asked by setting or by a key, tried again once, kept with the decision."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from edge_app.desk.verification.reasons import DecisionReason
from edge_app.desk.verification.views import OfficerDecision, VerificationStep
from models.liveness import Expression, Failure, Gesture, LivenessState
from tests.edge_app.desk.verification_fixtures import NIK, Counter

NEUTRAL = Expression(0.0, 0.05, 0.05, 0.05, 0.0)
MADE = {
    Gesture.TURN_LEFT: Expression(35.0, 0.05, 0.05, 0.05, 0.0),
    Gesture.TURN_RIGHT: Expression(-35.0, 0.05, 0.05, 0.05, 0.0),
    Gesture.BLINK: Expression(0.0, 0.9, 0.9, 0.05, 0.0),
    Gesture.SMILE: Expression(0.0, 0.05, 0.05, 0.9, 0.0),
}


def do_as_asked(counter: Counter, who: NDArray[np.float32] | None = None) -> None:
    """A person who does what the screen says; `who`, where another than was compared."""
    for _ in range(3):
        counter.lane.act(*[NEUTRAL] * 7, who=who)
        wanted = counter.step().liveness.progress.wanted
        if wanted is None:
            return
        counter.lane.act(MADE[wanted], who=who)
        counter.step()


@pytest.fixture
def standing(counter: Counter, faces: dict[str, NDArray[np.float32]]) -> Counter:
    counter.lane.stand(faces["obama2.jpg"], track_id=7)
    return counter


def test_the_setting_asks_everybody_before_the_comparison(standing: Counter) -> None:
    standing.always = True
    standing.desk.by_nik(NIK)
    view = standing.step()
    assert (view.step, view.result) == (VerificationStep.LIVENESS, None)
    watched = standing.lane.watched
    assert watched == 7
    assert view.liveness.progress.of == 3
    do_as_asked(standing)
    view = standing.step()
    assert (view.step, view.live_proven, view.result.outcome) == (
        VerificationStep.DECISION,
        True,
        "yes",
    )
    assert standing.lane.watched is None
    standing.desk.decide(OfficerDecision.ADMITTED)
    standing.step()
    assert standing.kept()[0]["live"] == 1


def test_a_key_asks_after_the_comparison_and_its_result_stays(standing: Counter) -> None:
    standing.desk.by_nik(NIK)
    assert standing.step().result.outcome == "yes"
    standing.desk.ask_liveness()
    assert standing.step().step is VerificationStep.LIVENESS
    do_as_asked(standing)
    view = standing.step()
    assert (view.step, view.live_proven, view.result.outcome) == (
        VerificationStep.DECISION,
        True,
        "yes",
    )


def test_a_wrong_gesture_fails_and_may_be_tried_again_once(standing: Counter) -> None:
    standing.desk.by_nik(NIK)
    standing.step()
    for again in (True, False):
        standing.desk.ask_liveness()
        standing.step()
        standing.lane.act(*[NEUTRAL] * 7)
        wanted = standing.step().liveness.progress.wanted
        wrong = Gesture.TURN_RIGHT if wanted is Gesture.TURN_LEFT else Gesture.TURN_LEFT
        standing.lane.act(*[MADE[wrong]] * 5)
        view = standing.step()
        assert (view.step, view.live_proven) == (VerificationStep.DECISION, False)
        assert view.liveness.progress.state is LivenessState.FAILED
        assert view.liveness.again is again
    standing.desk.ask_liveness()
    assert standing.step().step is VerificationStep.DECISION
    standing.desk.decide(OfficerDecision.TURNED_AWAY, DecisionReason.NOT_THE_HOLDER)
    standing.step()
    assert standing.kept()[0]["live"] == 0


def test_somebody_else_in_the_middle_fails(standing: Counter) -> None:
    standing.always = True
    standing.desk.by_nik(NIK)
    standing.step()
    standing.lane.act(*[NEUTRAL] * 3)
    standing.lane.act(NEUTRAL, same=False)
    assert standing.step().live_proven is False


def test_a_camera_that_stops_ends_the_wait(standing: Counter) -> None:
    standing.always = True
    standing.desk.by_nik(NIK)
    standing.step()
    view = standing.step(6.1)
    assert view.live_proven is False
    assert view.liveness.progress.state is LivenessState.TIMED_OUT
    standing.desk.reset()
    standing.desk.by_nik(NIK)
    standing.step()
    standing.lane.act(*[NEUTRAL] * 7)
    assert standing.step().liveness.progress.state is LivenessState.ASKING
    assert standing.step(7.0).live_proven is False


def test_gestures_of_somebody_else_prove_nothing(
    standing: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    standing.always = True
    standing.desk.by_nik(NIK)
    standing.step()
    do_as_asked(standing)
    assert standing.step().live_proven is True
    standing.lane.stand(faces["biden.jpg"], track_id=8)
    standing.desk.again()
    view = standing.step()
    assert (view.result.outcome, view.live_proven) == ("no", None)


@pytest.mark.parametrize("always", [True, False])
def test_gestures_of_who_took_a_photograph_s_place_prove_nothing(
    standing: Counter, faces: dict[str, NDArray[np.float32]], always: bool
) -> None:
    """The photograph gave the face that is compared; its track goes on as its holder's."""
    standing.always = always
    standing.desk.by_nik(NIK)
    standing.step()
    standing.desk.ask_liveness()
    standing.step()
    do_as_asked(standing, faces["biden.jpg"])
    view = standing.step()
    assert view.live_proven is False
    assert view.liveness.progress.failure is Failure.OTHER_PERSON


def test_a_photograph_that_is_held_up_after_the_gestures_is_not_proven_by_them(
    standing: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    standing.lane.stand(faces["biden.jpg"], track_id=7)
    standing.always = True
    standing.desk.by_nik(NIK)
    standing.step()
    do_as_asked(standing)
    view = standing.step()
    assert (view.result.outcome, view.live_proven) == ("no", True)
    standing.lane.stand(faces["obama2.jpg"], track_id=7)
    standing.desk.again()
    view = standing.step()
    assert (view.result.outcome, view.live_proven) == ("yes", None)


def test_the_officer_may_go_on_without_them(standing: Counter) -> None:
    standing.always = True
    standing.desk.by_nik(NIK)
    standing.step()
    standing.desk.by_eye()
    view = standing.step()
    assert (view.step, view.live_proven) == (VerificationStep.DECISION, None)
    assert standing.lane.watched is None


def test_for_somebody_who_cannot_be_compared_gestures_ask_nothing_of_the_data_centre(
    counter: Counter, faces: dict[str, NDArray[np.float32]]
) -> None:
    counter.lane.stand(faces["obama2.jpg"])
    counter.desk.by_visitor(f"{3:032x}")
    counter.step()
    counter.desk.ask_liveness()
    counter.step()
    do_as_asked(counter)
    view = counter.step()
    assert (view.step, view.live_proven, view.result) == (VerificationStep.DECISION, True, None)
    assert counter.asked() == []
