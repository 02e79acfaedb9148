"""A planted alert comes up like a real one, gives way to one, and is revealed at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from edge_app.desk.alerts.answers import Reason
from edge_app.desk.alerts.escalation import ESCALATE_AFTER_S
from edge_app.desk.alerts.views import AlertStep
from edge_app.desk.practice import desk
from edge_app.desk.practice.faces import plant
from edge_app.desk.practice.plan import PLANTED, PUT_OFF, last_month
from edge_app.desk.practice.views import PracticeRefusal
from edge_app.desk.sounds import Sound
from edge_app.domain import Answer
from edge_app.lists.served_list import ServedList
from edge_app.store.chain import entries
from edge_app.store.practice import PracticeOutcome
from tests.edge_app.desk.practice.practice_fixtures import (
    OFFICER,
    SUPERVISOR,
    Post,
    real_alert,
    served,
)


def revealed(post: Post) -> tuple[PracticeOutcome, bool | None]:
    found = post.practice.revealed
    assert found is not None
    return found.outcome, found.right


@pytest.mark.parametrize("genuine", [True, False])
@pytest.mark.parametrize("answer", [Answer.CONFIRMED, Answer.NOT_THIS_PERSON])
def test_an_answer_is_revealed_as_right_or_wrong_and_reaches_nobody(
    post: Post, genuine: bool, answer: Answer
) -> None:
    post.plant(genuine)
    alert_id = post.planted()
    post.wait(4.0)
    post.say(answer)
    right = genuine is (answer is Answer.CONFIRMED)
    assert revealed(post) == (PracticeOutcome(answer.value), right)
    assert (post.front(), post.desk.view().held, post.calls) == ("", (), [])
    post.practice.understood()
    post.practice.commands.run_pending()
    own = post.practice.view().own
    assert own.median_s == pytest.approx(4.0)
    assert (own.found + own.dismissed, own.genuine + own.others) == (int(right), 1)
    assert alert_id not in str(post.kiosk.database.rows("SELECT * FROM alerts"))


def test_it_looks_and_sounds_like_a_real_one(post: Post) -> None:
    post.plant(True)
    alert_id = post.planted()
    view = post.desk.view()
    assert view.front is not None
    alert, real = view.front.alert, real_alert(1)
    assert (view.front.here, view.front.escalated, view.step) == (True, False, AlertStep.ANSWER)
    assert alert.candidate.watch_list.name == real.candidate.watch_list.name
    assert alert.candidate.score >= alert.candidate.threshold
    assert alert.candidate.odds is not None
    assert len(alert_id) == 32
    planted_sound = post.heard.pop()
    post.say(Answer.CONFIRMED)
    post.practice.understood()
    post.heard.clear()
    post.lane.raises(real)
    post.wait(0.0)
    assert post.heard == [planted_sound] == [Sound.NORMAL]


def test_it_waits_until_somebody_left_and_the_officer_watches(post: Post) -> None:
    post.plant(True)
    post.wait(60.0)
    assert post.front() == ""  # an alert on nobody would be told at once
    post.free = False
    post.somebody_leaves()
    assert post.front() == ""
    post.free = True
    post.wait(1.0)
    assert post.practice.holds(post.front())


def test_a_real_alert_pushes_it_away_at_once_and_it_comes_later(post: Post) -> None:
    post.plant(True)
    planted = post.planted()
    post.desk.choose(planted, Answer.CONFIRMED)
    post.lane.raises(real_alert(1))
    post.heard.clear()
    post.alerts.tick(post.clock)  # before practice knows of it
    post.desk.tick(post.lane.view(), post.clock, free=True)
    assert post.heard == [Sound.NORMAL]  # and goes on
    assert post.front() == real_alert(1).alert_id
    post.desk.answer(planted, Answer.CONFIRMED, Reason.SAME_BY_EYE)  # a finger on its way
    assert post.desk.view().held == ()
    assert post.practice.revealed is None
    post.say(Answer.CANNOT_TELL)
    post.wait(11.0)
    assert post.lane.open_alerts == ()
    post.practice.commands.run_pending()
    post.somebody_leaves()
    assert post.front() == ""
    post.wait(PUT_OFF.total_seconds())
    post.practice.commands.run_pending()
    post.planted()
    assert post.store.sums(OFFICER.since).genuine == 0


def test_it_does_not_come_up_while_a_real_alert_is_open_or_held(post: Post) -> None:
    post.lane.raises(real_alert(1))
    post.plant(True)
    post.somebody_leaves()
    assert post.front() == real_alert(1).alert_id
    post.say(Answer.CONFIRMED)
    post.somebody_leaves()
    assert post.front() == ""
    assert len(post.desk.view().held) == 1


def test_of_both_in_one_instant_the_real_one_alone_is_on_the_screen(post: Post) -> None:
    """The window has asked the lane, and the lane raises one before practice has its turn."""
    post.plant(True)
    post.lane.tracks = (1,)
    post.wait(0.0)
    post.lane.tracks = ()
    before = post.lane.view()
    post.lane.raises(real_alert(1))
    post.desk.tick(before, post.clock, free=True)
    planted = post.practice.front()
    assert planted is not None, "nobody has told practice yet"
    post.alerts.tick(post.clock)
    assert post.front() == real_alert(1).alert_id
    assert post.practice.front() is None
    post.desk.answer(planted[0].alert.alert_id, Answer.CONFIRMED, Reason.SAME_BY_EYE)
    assert post.practice.revealed is None
    assert post.store.sums(OFFICER.since).genuine == 0
    post.say(Answer.CANNOT_TELL)
    assert [one.alert.alert_id for one in post.desk.view().held] == [real_alert(1).alert_id]


def test_what_was_revealed_gives_way_too(post: Post) -> None:
    post.plant(True)
    post.planted()
    post.say(Answer.CONFIRMED)
    post.lane.raises(real_alert(1))
    post.wait(0.0)
    assert post.practice.revealed is None


def test_a_call_and_a_document_say_at_once_that_it_is_practice(post: Post) -> None:
    post.plant(True, False)
    post.desk.call(post.planted())
    assert (revealed(post), post.calls) == ((PracticeOutcome.CALLED, None), [])
    assert Sound.ESCALATION not in post.heard
    post.practice.understood()
    post.practice.commands.run_pending()
    assert not post.desk.asks_document(post.planted())
    assert revealed(post) == (PracticeOutcome.DOCUMENT, None)
    assert post.store.sums(OFFICER.since).officers == 0
    assert post.desk.asks_document("a real one")


def test_nobody_answers_and_no_colleague_hears_of_it(post: Post) -> None:
    post.plant(True)
    post.planted()
    post.wait(ESCALATE_AFTER_S)
    assert revealed(post) == (PracticeOutcome.MISSED, None)
    post.wait(60.0)
    assert Sound.ESCALATION not in post.heard
    sums = post.store.sums(OFFICER.since)
    assert (sums.genuine, sums.found, sums.missed, sums.median_s) == (1, 0, 1, None)


def test_who_is_answering_is_not_late(post: Post) -> None:
    post.plant(True)
    alert_id = post.planted()
    post.wait(ESCALATE_AFTER_S - 1)
    post.desk.choose(alert_id, Answer.CONFIRMED)
    post.wait(5.0)
    post.desk.answer(alert_id, Answer.CONFIRMED, Reason.SAME_BY_EYE)
    assert revealed(post) == (PracticeOutcome.CONFIRMED, True)


def test_a_locked_screen_and_another_officer_never_see_it(post: Post) -> None:
    post.plant(True)
    post.planted()
    post.sign_in(None)
    assert post.front() == ""
    post.sign_in(OFFICER)
    post.wait(PUT_OFF.total_seconds())
    post.practice.commands.run_pending()
    post.session.now_view = post.of(SUPERVISOR)  # who planted it knows the hour
    post.somebody_leaves()
    assert post.front() == ""


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("lists", [(), (served(6, version=43),)], ids=["gone", "newer"])
def test_a_list_that_is_no_longer_served_takes_its_faces_along(
    post: Post, lists: tuple[ServedList, ...], shown: bool
) -> None:
    post.plant(True)
    if shown:
        post.planted()
    post.lane.lists = lists  # whoever was on it may be erased
    post.wait(0.0)
    post.somebody_leaves()
    assert post.front() == ""


@pytest.mark.parametrize("lists", [(), (served(6, version=43),)], ids=["gone", "newer"])
def test_what_was_revealed_goes_with_its_list_too(
    post: Post, lists: tuple[ServedList, ...]
) -> None:
    """A lease ends while the page is still on the screen."""
    post.plant(True)
    post.planted()
    post.say(Answer.CONFIRMED)
    assert post.practice.revealed is not None
    post.lane.lists = lists
    post.wait(0.0)
    assert post.practice.revealed is None


def test_a_kiosk_that_starts_anew_shows_what_was_not_answered(tmp_path: Path) -> None:
    with Post(tmp_path) as post:
        post.plant(True)
        post.planted()
    with Post(tmp_path) as again:
        again.practice.commands.run_pending()
        again.planted()
        again.say(Answer.CONFIRMED)
        assert again.store.sums(OFFICER.since).found == 1


def test_a_supervisor_plants_in_the_officers_shift(post: Post) -> None:
    post.practice.switch_on()  # an officer may not
    post.practice.commands.run_pending()
    assert not post.practice.view().waiting
    post.sign_in(SUPERVISOR)
    post.practice.switch_on()
    post.practice.commands.run_pending()
    view = post.practice.view()
    assert (view.planted_by, view.waiting, len(view.planned)) == ("9001", True, PLANTED)
    assert {one.genuine for one in view.planned} == {True, False}
    post.sign_in(OFFICER)
    seen = post.practice.view()
    assert (seen.planted_by, seen.waiting, seen.planned) == ("9001", False, ())
    post.sign_in(SUPERVISOR)
    post.practice.switch_off()
    post.practice.commands.run_pending()
    assert not post.practice.view().waiting
    actions = [(row.actor, row.action) for row in entries(post.kiosk.database)]
    assert actions[-2:] == [("9001", "practice-on"), ("9001", "practice-off")]


def test_nothing_comes_up_that_was_read_before_it_is_switched_off(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    def switched_off_meanwhile(*given: Any) -> object:
        post.session.now_view = post.of(SUPERVISOR)
        post.practice.switch_off()
        post.session.now_view = post.of(OFFICER)
        return plant(*given)

    monkeypatch.setattr(desk, "plant", switched_off_meanwhile)
    post.plant(True)
    post.somebody_leaves()
    assert post.front() == ""
    monkeypatch.undo()
    post.practice.commands.run_pending()
    post.plant(True)  # and what is planted afterwards comes up
    post.planted()


def test_a_supervisor_cannot_plant_for_themselves_or_from_empty_lists(post: Post) -> None:
    post.sign_in(SUPERVISOR)
    post.lane.lists = (served(1),)
    post.practice.switch_on()
    post.practice.commands.run_pending()
    assert post.practice.view().refused is PracticeRefusal.NO_FACES
    post.practice.entered()
    assert post.practice.view().refused is None
    own = post.of(SUPERVISOR)
    assert own.shift is not None
    post.session.now_view = replace(own, shift=replace(own.shift, number=SUPERVISOR.number))
    post.practice.switch_on()
    assert post.practice.view().refused is PracticeRefusal.NO_SHIFT


def test_a_month_begins_and_ends_at_the_gate() -> None:
    night = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)  # 00:30 of November in WITA
    september, october = (datetime(2026, each, 30, 16, tzinfo=UTC) for each in (9, 10))
    assert last_month(night, "WITA") == (september, october + timedelta(days=1))
    assert last_month(night, "WIB")[1] == september + timedelta(hours=1)


def test_a_supervisor_sees_the_sums_of_three_officers_in_a_month_that_is_over(post: Post) -> None:
    def practised(officer: str, at: datetime) -> None:
        shift = f"{officer}-{at:%M}"
        post.store.plant("9001", at, shift, [(at, True)])
        (one,) = post.store.of_shift(shift)
        post.store.end(one.practice_id, officer, at, PracticeOutcome.CONFIRMED, 5.0)

    october = datetime(2026, 10, 31, 16, 59, tzinfo=UTC)  # in Jakarta too
    for officer in ("1001", "1002"):
        practised(officer, october)
    practised("1003", october + timedelta(minutes=1))  # the first of November
    post.sign_in(SUPERVISOR)
    assert post.practice.view().all is None
    practised("1003", october)
    post.practice.commands.run_pending()
    found = post.practice.view().all
    assert found is not None
    assert (found.officers, found.found, found.genuine) == (3, 3, 3)
    post.sign_in(OFFICER)
    assert (post.practice.view().all, post.practice.view().own.genuine) == (None, 1)
