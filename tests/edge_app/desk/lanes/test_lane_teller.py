"""What a lane tells its watchers: nothing unasked, and never the first officer's answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.views import NO_ALERTS, HeldAnswer, OpenAlert
from edge_app.desk.lanes.telling import (
    FACE_AGAIN_S,
    MAX_WATCHERS,
    TELL_S,
    WATCHED_S,
    LaneTeller,
    Telling,
    dated,
    state_of,
)
from edge_app.domain import Alert, Answer, Counts, LaneFault, LaneView, SourceState
from sync.central.exchange.terminal_quota import message_quota
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.lanes import (
    MAX_LOCAL_MESSAGE,
    MAX_TOLD_CASES,
    LaneMessage,
    seal_message,
)
from tests.edge_app.desk.alerts.alerts_fixtures import NOW, alert

DESK, SECOND = "9" * 32, "8" * 32
LANE = LaneView(None, SourceState.LIVE, "", (), (), Counts(), 30.0, (), 0)


def waiting(made: Alert, first: Answer | None = None) -> OpenAlert:
    officers = None if first is None else ("1001",)
    return OpenAlert(made, 4.0, True, False, None, officers, first)


def tells(teller: LaneTeller, now: float, *alerts: OpenAlert) -> list[Telling]:
    return teller.due(LANE, replace(NO_ALERTS, others=alerts), True, now)


def test_nobody_is_told_who_does_not_watch() -> None:
    teller = LaneTeller()
    assert tells(teller, 0.0, waiting(alert(random_id()))) == []
    teller.watched(DESK, "w" * 32, 0.0)
    assert teller.watched_now(WATCHED_S - 1)
    assert not teller.watched_now(WATCHED_S)
    assert tells(teller, WATCHED_S) == []


def test_a_watcher_hears_of_a_change_at_once_and_now_and_then_without() -> None:
    teller = LaneTeller()
    teller.watched(DESK, "w" * 32, 0.0)
    assert len(tells(teller, 0.0)) == 1
    assert tells(teller, 1.0) == []
    made = waiting(alert(random_id()))
    assert len(tells(teller, 1.5, made)) == 1
    assert tells(teller, 2.0, made) == []
    assert len(tells(teller, 1.5 + TELL_S, made)) == 1


def test_what_flickers_is_told_to_all_desks_no_more_often_than_the_data_centre_takes() -> None:
    teller, made, now = LaneTeller(), waiting(alert(random_id())), 0.0
    quota, told = message_quota(lambda: now), 0
    for half in range(2 * 600):
        now = half / 2
        for number in range(MAX_WATCHERS):
            teller.watched(f"{number:032x}", "w" * 32, now)
        for each in tells(teller, now, replace(made, here=half % 3 == 0)):
            assert quota.take("lane", 1 + len(each.faces)), now
            told += 1
    assert told >= 300 * MAX_WATCHERS


def test_a_face_is_sent_once_and_again_to_a_screen_that_knows_nothing() -> None:
    teller, made = LaneTeller(), waiting(alert(random_id()))
    teller.watched(DESK, "w" * 32, 0.0)
    teller.watched(SECOND, "x" * 32, 0.0)
    assert [len(each.faces) for each in tells(teller, 0.0, made)] == [1, 1]
    assert [len(each.faces) for each in tells(teller, TELL_S, made)] == [0, 0]
    teller.watched(DESK, "y" * 32, TELL_S)  # the desk has started anew
    assert [(each.to, len(each.faces)) for each in tells(teller, TELL_S, made)] == [(DESK, 1)]


def test_a_face_is_sent_again_after_a_minute_as_it_may_have_got_lost() -> None:
    teller, made = LaneTeller(), waiting(alert(random_id()))
    for now, faces in ((0.0, 1), (FACE_AGAIN_S - TELL_S, 0), (FACE_AGAIN_S, 1)):
        teller.watched(DESK, "w" * 32, now)
        told = tells(teller, now, made)
        assert sum(len(each.faces) for each in told) == faces, now


def test_who_answered_first_is_told_and_not_what() -> None:
    teller, alert_id = LaneTeller(), random_id()
    teller.watched(DESK, "w" * 32, 0.0)
    said = set()
    for answer in (Answer.CONFIRMED, Answer.NOT_THIS_PERSON):
        (told,) = tells(teller, 0.0, waiting(alert(alert_id), answer))
        (case,) = told.state.cases
        assert (case.step, case.first) == ("second", "1001")
        said.add(told.state.to_json())
        teller.watched(DESK, f"{answer.value[0]}" * 32, 0.0)
    assert len(said) == 1


def test_who_may_not_see_all_cases_is_told_of_those_that_wait_for_a_second_officer() -> None:
    teller, both = LaneTeller(), [waiting(alert(random_id())) for _ in range(2)]
    asked = waiting(alert(random_id()), Answer.CONFIRMED)
    teller.watched(DESK, "w" * 32, 0.0, everything=False)
    (told,) = tells(teller, 0.0, *both, asked)
    assert [each.alert_id for each in told.state.cases] == [asked.alert.alert_id]
    assert [each.alert_id for each in told.faces] == [asked.alert.alert_id]
    assert told.state.more == 0


def test_a_held_answer_is_told_as_answered_without_it() -> None:
    teller = LaneTeller()
    teller.watched(DESK, "w" * 32, 0.0)
    held = HeldAnswer(
        alert(random_id()), Answer.CONFIRMED, Reason.SAME_BY_EYE, ("1001", "2001"), 5.0
    )
    (told,) = teller.due(LANE, replace(NO_ALERTS, held=(held,)), False, 0.0)
    assert [each.step for each in told.state.cases] == ["answered"]
    assert not told.state.attended
    assert b"confirmed" not in told.state.to_json()


@pytest.mark.parametrize(("length", "told_of"), [(32, MAX_TOLD_CASES), (64, 4)])
def test_what_a_full_lane_tells_goes_over_the_local_network_too(length: int, told_of: int) -> None:
    teller = LaneTeller()
    teller.watched(DESK, "w" * 32, 0.0)
    made = [waiting(replace(alert(random_id()), raised_at=NOW), Answer.CONFIRMED) for _ in range(9)]
    view = replace(LANE, faults=(LaneFault.DARK, LaneFault.SLOW, LaneFault.UNREAD))
    for each in made:
        object.__setattr__(each.alert.candidate.reference, "reference_id", "r" * length)
        if length > 32:
            named = each.alert.candidate.watch_list.model_copy(update={"list_id": "l" * 48})
            object.__setattr__(each.alert.candidate, "watch_list", named)
    (told,) = teller.due(view, replace(NO_ALERTS, others=tuple(made)), True, 0.0)
    assert (len(told.state.cases), told.state.more) == (told_of, 9 - told_of)
    assert len(told.faces) == told_of
    message = LaneMessage(kind="lane", call_id=random_id(), at=NOW, state=told.state)
    key = SealingKey.generate()
    sealed = seal_message(message, SECOND, SigningKey.generate(), DESK, key.public, NOW - NOW)
    assert len(sealed.sealed) <= MAX_LOCAL_MESSAGE


def test_a_case_is_told_by_how_long_it_waits_though_its_lane_s_clock_has_jumped() -> None:
    """It was raised at NOW, four seconds before; then the clock was set three hours ahead."""
    own = NOW + timedelta(hours=3)
    shared = own + timedelta(minutes=20)
    open_ = waiting(replace(alert(random_id()), raised_at=NOW))
    done = replace(alert(random_id()), raised_at=own - timedelta(seconds=30))
    held = HeldAnswer(done, Answer.CANNOT_TELL, Reason.POOR_PICTURE, ("1001",), 5.0)
    alerts = replace(NO_ALERTS, others=(open_,), held=(held,))
    state, _ = state_of(LANE, alerts, True, everything=True)
    waits, answered = dated(state, alerts, shared, own).cases
    assert waits.raised_at == shared - timedelta(seconds=open_.waited_s)
    assert answered.raised_at == shared - timedelta(seconds=30)
