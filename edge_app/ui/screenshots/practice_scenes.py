"""Practice: an officer's page, a supervisor's, and what planted alerts were."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from edge_app.desk.practice.lane_look import as_the_lane_sees
from edge_app.desk.practice.views import NO_PRACTICE, PracticeRefusal, PracticeView, Revealed
from edge_app.desk.session.roles import OfficerRole
from edge_app.desk.session.views import SessionState, SessionView, ShiftView, SignedIn
from edge_app.domain import Image, LaneView
from edge_app.store.practice import PlannedAlert, PracticeOutcome, PracticeSums
from edge_app.ui.practice.screen import PracticeScreen
from edge_app.ui.screenshots.fake_desk import FakePractice
from edge_app.ui.screenshots.portraits import BARACK_OBAMA, JOE_BIDEN, Portrait, close_up
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.window.places import Place


def practice_scenes(
    lane: LaneView, pictures: dict[Portrait, Image], wall: datetime
) -> Iterator[Scene]:
    """Yield scenes at `wall`, in the shift of one officer."""
    officer, supervisor = (
        _session(OfficerRole.OFFICER, wall),
        _session(OfficerRole.SUPERVISOR, wall),
    )
    own = PracticeSums(14, 12, 13, 10, 2, 11.4, 1)
    sums = PracticeSums(61, 52, 58, 49, 6, 13.2, 5)

    def planned(number: int, minutes: int, genuine: bool) -> PlannedAlert:
        due = wall + timedelta(minutes=minutes)
        return PlannedAlert(str(number), "s", "2001", wall, due, genuine)

    plan = (planned(1, 34, True), planned(2, 121, False), planned(3, 233, False))

    def scene(name: str, view: PracticeView, session: SessionView) -> Scene:
        return Scene(
            name,
            lane,
            Place.PRACTICE,
            session,
            screen=lambda: PracticeScreen(FakePractice(view)),
        )

    on = PracticeView("1001", (), "2001", False, own)
    yield scene("practice", on, officer)
    yield scene("practice-off", NO_PRACTICE, officer)
    plants = PracticeView("2001", plan, "2001", True, PracticeSums(), sums)
    yield scene("practice-plan", plants, supervisor)
    alone = replace(NO_PRACTICE, number="2001", refused=PracticeRefusal.NO_SHIFT)
    yield scene("practice-alone", alone, supervisor)
    rng = random.Random(5)  # noqa: S311  the same picture each time
    listed = close_up(pictures[BARACK_OBAMA], BARACK_OBAMA.face)
    other = close_up(pictures[JOE_BIDEN], JOE_BIDEN.face)
    right = Revealed(
        "a",
        True,
        PracticeOutcome.CONFIRMED,
        9.2,
        BARACK_OBAMA.name,
        as_the_lane_sees(listed, rng),
        listed,
    )
    wrong = replace(right, genuine=False, captured=as_the_lane_sees(other, rng))
    yield Scene("practice-right", lane, session=officer, revealed=right)
    yield Scene("practice-wrong", lane, session=officer, revealed=wrong)
    missed = replace(right, outcome=PracticeOutcome.MISSED, seconds=30.0)
    yield Scene("practice-missed", lane, session=officer, revealed=missed, visitor="half")


def _session(role: OfficerRole, wall: datetime) -> SessionView:
    began = wall - timedelta(hours=1)
    shift = ShiftView("s", "1001", "Sari Wulandari", began)
    number, name = ("2001", "Nurul Aini") if role is OfficerRole.SUPERVISOR else ("1001", "Sari")
    return SessionView(SessionState.SIGNED_IN, SignedIn(number, name, role, began), shift=shift)
