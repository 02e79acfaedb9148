"""What the screen says of people is so, at every moment of any walk of people and answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge_app.domain import NO_TRACK, Answer, TrackState
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.person_alerts import MUTED_FOR_S
from edge_app.pipeline.track_states import TrackStates
from tests.edge_app.desk.alerts.walking_people import (
    BODIES,
    LISTS,
    World,
    served,
    stand_ins,
)

SERVED: tuple[tuple[ServedList, ...], ...] = (
    tuple(served(name, photographs) for name, (_, photographs) in LISTS.items()),
    (),
    (served("cekal", (1,)), served("dpo", (2,))),
    (served("cekal", (0, 1)),),
    (served("dpo", (2,)),),
)
ANSWERS = (Answer.CONFIRMED, Answer.NOT_THIS_PERSON, Answer.CANNOT_TELL)
KNOWN_AFTER = 20  # frames in view: looked at twice, also while the first samples seemed odd


def look_at(world: World) -> None:
    """Fail where the screen says what is not so."""
    view, desk = world.view(), world.desk.view()
    tracks = {track.track_id: track for track in view.tracks}
    open_by: dict[int, list[str]] = {}
    for alert in view.open_alerts:
        open_by.setdefault(world.raised_by[alert.alert_id], []).append(alert.alert_id)
    muted = {world.raised_by[mute.mute_id] for mute in view.mutes}
    for body in world.bodies:
        if body.track is None or body.track.track_id not in tracks:
            continue
        state = tracks[body.track.track_id].state
        if body.number in open_by:  # 1: never clear with an open or a held alert
            assert state not in (TrackState.CLEAR, TrackState.MUTED), (body, state)
        elif body.number in muted:
            assert state is not TrackState.CLEAR, (body, state)
        if state is TrackState.MUTED:
            assert body.number in muted, body
    _look_at_mutes(world)
    _look_where(world)
    asked = [one.alert for one in desk.open] + [one.alert for one in desk.held]
    cases = Counter((world.raised_by[one.alert_id], one.reference_key) for one in asked)
    assert not cases or max(cases.values()) == 1, cases  # one case of a person and a reference


def _look_at_mutes(world: World) -> None:
    """The end of a mute is fixed; two officers gave those of a list of priority 1."""
    for mute in world.view().mutes:
        assert mute.until - mute.since == timedelta(seconds=MUTED_FOR_S)
        assert world.date < mute.until
        if mute.alert.candidate.watch_list.priority == 1:
            assert len(set(world.muted_by[mute.mute_id])) == 2
        assert mute.mute_id not in world.lifted + world.broken


def _look_where(world: World) -> None:
    """2: "in view" follows the person; one reference alerts on one body at a time."""
    view = world.view()
    here: dict[str, set[int]] = {}
    for alert in view.open_alerts:
        body = world.bodies[world.raised_by[alert.alert_id]]
        track = body.track
        known = track is not None and not body.hidden
        if known and world.frames - body.entered > KNOWN_AFTER:
            assert track is not None
            assert alert.track_id == track.track_id, (alert.alert_id, body)
        if alert.track_id != NO_TRACK:
            here.setdefault(alert.reference_key, set()).add(alert.track_id)
        for other in world.bodies:  # and never somebody else, once they were looked at
            if other is body or other.track is None or other.hidden:
                continue
            if world.frames - other.entered > KNOWN_AFTER:
                assert alert.track_id != other.track.track_id, (alert.alert_id, other)
    surpassed = {alert.instead_of for alert in view.open_alerts}
    for alert in view.open_alerts:  # the desk takes the weaker one back, or an officer is at it
        if alert.alert_id in surpassed:
            here.pop(alert.reference_key, None)
    assert all(len(found) == 1 for found in here.values()), here


def _frames(world: World, count: int) -> None:
    for _ in range(count):
        for _moment in world.steps():
            look_at(world)


def _act(world: World, action: int, which: int) -> None:
    body = world.bodies[which % len(BODIES)]
    match action % 14:
        case 0 | 1:
            if body.track is None:
                world.enter(body)
            body.hidden = False
        case 2:
            body.hidden = True
        case 3:  # the tracker loses them, and takes them for somebody new
            if body.track is not None:
                world.enter(body)
        case 4:
            pairs = list(combinations(world.bodies, 2))
            world.swap(*pairs[which % len(pairs)])
        case 5 | 6:
            world.say(ANSWERS[which % 3], which // 3, agrees=which % 5 > 0)
        case 7:
            held = world.desk.view().held
            if held:
                world.desk.undo(held[which % len(held)].alert.alert_id)
        case 8:
            world.restart(killed=which % 2 == 0)
        case 9:
            world.lists = SERVED[which % len(SERVED)]
            world.lane.replace_lists(world.lists)
        case 10:
            mutes = world.view().mutes
            if mutes:
                world.desk.lift(mutes[which % len(mutes)].mute_id)
        case 11:
            waiting = world.desk.view().open
            if waiting:
                world.desk.bring_up(waiting[which % len(waiting)].alert.alert_id)
        case 12:  # nothing happens for a while
            world.now += (5.0, 20.0, 40.0, 300.0, 700.0)[which % 5]
        case 13:
            _frames(world, 15)
    _frames(world, 1 + which % 4)


def _walk(walks: int) -> None:
    @settings(max_examples=walks, suppress_health_check=list(HealthCheck))
    @given(steps=st.binary(min_size=8, max_size=80))
    def walk(steps: bytes) -> None:
        world = World(lists=SERVED[0])
        look_at(world)
        for action, which in zip(steps[::2], steps[1::2], strict=False):
            _act(world, action, which)

    with stand_ins():
        walk()


def test_the_screen_says_what_is_so_on_a_few_random_walks() -> None:
    _walk(60)


@pytest.mark.slow
def test_the_screen_says_what_is_so_on_all_random_walks(draw: Callable[[int, int], int]) -> None:
    _walk(draw(10_000, 500))


def test_a_walk_can_fail() -> None:
    """The walks' own eyes: a lane that shows everybody as clear is found out."""
    with stand_ins():
        world = World(lists=SERVED[0])
        world.enter(world.bodies[0])
        _frames(world, 5)
        (track,) = world.view().tracks
        assert track.state is TrackState.ALERT
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TrackStates, "state", lambda *_: TrackState.CLEAR)
            with pytest.raises(AssertionError):
                look_at(world)
