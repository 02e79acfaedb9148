"""A technician leaves a set-up and comes back to it: what was done stays done, while it is so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.technician.camera import CameraFigures
from edge_app.desk.technician.check import CheckState, CheckView
from edge_app.desk.technician.link_trial import LinkState, LinkView
from edge_app.desk.technician.step_judge import Seen, judge
from edge_app.desk.technician.steps import KEPT, Step, StepsDesk, StepState
from edge_app.domain import (
    Counts,
    Frame,
    LaneFault,
    LaneView,
    SourceState,
    SyncView,
    Track,
    TrackState,
)
from edge_app.pipeline.camera_settings import Camera, CameraSettings
from edge_app.store.database import StoreDatabase
from edge_app.store.throwaway import throwaway_store
from models.geometry import Box
from sync.protocol.content import OfficerRole
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import found

NOW = datetime(2026, 3, 11, 7, tzinfo=UTC)
DONE, FAILING, NOT_YET, ABSENT = (
    StepState.DONE,
    StepState.FAILING,
    StepState.NOT_YET,
    StepState.ABSENT,
)
STREAM = Camera("rtsp://gate:rahasia@10.1.2.3/main")


class Bench:
    """A desk over a database, and the camera that delivers."""

    def __init__(self, database: StoreDatabase, role: OfficerRole = OfficerRole.TECHNICIAN) -> None:
        self.camera: Camera | None = STREAM
        session = SessionView(SessionState.SIGNED_IN, SignedIn("9001", "Made", role, NOW))
        self.desk = StepsDesk(
            database, lambda: session, lambda write: write(), lambda: NOW, lambda: self.camera
        )

    def state(self, step: Step, **now: StepState) -> StepState:
        seen = {Step(name): state for name, state in now.items()}
        return next(one.state for one in self.desk.view(seen) if one.step is step)


@pytest.fixture
def database() -> Iterator[StoreDatabase]:
    with throwaway_store() as opened:
        yield opened


def test_what_was_done_stays_done_over_a_power_cut(database: StoreDatabase) -> None:
    bench = Bench(database)
    assert {one.state for one in bench.desk.view({})} == {NOT_YET}
    bench.desk.follow({Step.FACE: DONE, Step.CAMERA: DONE})
    bench.desk.note(Step.TOUCH, DONE)
    again = Bench(database)
    assert again.state(Step.FACE) is DONE
    assert again.state(Step.TOUCH) is DONE
    assert again.state(Step.CAMERA) is NOT_YET, "that is told anew each moment"
    assert {one.at for one in again.desk.view({}) if one.state is DONE} == {NOW}


def test_what_fails_now_does_not_stay_done(database: StoreDatabase) -> None:
    bench = Bench(database)
    bench.desk.follow({Step.LIGHT: DONE})
    bench.desk.follow({Step.LIGHT: FAILING})
    assert bench.state(Step.LIGHT) is FAILING, "nobody has looked since"
    bench.desk.follow({Step.LIGHT: DONE})
    assert bench.state(Step.LIGHT) is DONE


def test_what_another_camera_showed_does_not_count(database: StoreDatabase) -> None:
    bench = Bench(database)
    bench.desk.follow({Step.FACE: DONE})
    bench.desk.note(Step.SOUND, DONE)
    bench.camera = Camera("rtsp://gate:other@10.1.2.3/main")
    assert bench.state(Step.FACE) is DONE, "the same camera with another password"
    bench.camera = replace(STREAM, settings=CameraSettings(rotate=90))
    assert bench.state(Step.FACE) is NOT_YET
    assert bench.state(Step.SOUND) is DONE
    bench.camera = STREAM
    assert bench.state(Step.FACE) is DONE
    kept = database.fact(KEPT) or b""
    assert b"rahasia" not in kept
    assert b"10.1.2.3" not in kept


@pytest.mark.parametrize(
    "kept",
    [b"", b"\xff", b"[]", b'{"steps": {"face": 3}}', b'{"steps": {"roof": {"state": "done"}}}'],
)
def test_a_fact_that_cannot_be_read_was_not_tried(database: StoreDatabase, kept: bytes) -> None:
    database.put_fact(KEPT, kept)
    assert {one.state for one in Bench(database).desk.view({})} == {NOT_YET}


def test_words_of_a_newer_gapura_are_not_yet_and_the_others_stay(database: StoreDatabase) -> None:
    at = '"at": "2026-03-11T07:00:00Z"'
    text = f'{{"steps": {{"roof": {{"state": "done", {at}}}, "touch": {{"state": "done", {at}}}'
    text += f', "sound": {{"state": "humming", {at}}}}}}}'
    database.put_fact(KEPT, text.encode())
    bench = Bench(database)
    assert bench.state(Step.TOUCH) is DONE
    assert bench.state(Step.SOUND) is NOT_YET


def test_nobody_else_ticks_a_step_off(database: StoreDatabase) -> None:
    bench = Bench(database, OfficerRole.SUPERVISOR)
    bench.desk.note(Step.TOUCH, DONE)
    assert bench.state(Step.TOUCH) is NOT_YET
    assert database.fact(KEPT) is None


# ---- how it stands now -----------------------------------------------------------------------

SYNC = SyncView(
    waiting=0,
    unwritten=0,
    contact_at=NOW,
    unreachable=False,
    confirmed_at=NOW,
    stale_after=timedelta(hours=24),
    refused="",
    fault="",
    revoked=False,
)
LANE = LaneView(
    frame=Frame(0, 0.0, 0.0, np.zeros((8, 8, 3), np.uint8)),
    source_state=SourceState.LIVE,
    source_detail="",
    tracks=(Track(1, Box(0, 0, 90, 120), TrackState.UNCHECKED, 0.9),),
    open_alerts=(),
    counts=Counts(),
    fps=25.0,
    lists=(),
    references=0,
    sync=SYNC,
)
GOOD = CameraFigures((1280, 720), face=90.0, light=0.5, sharp=0.7)
SEEN = Seen(LANE, GOOD, LinkView(LinkState.IDLE), CheckView(CheckState.IDLE), panel_too_small=False)


def lane(**changes: Any) -> Seen:
    return replace(SEEN, lane=replace(LANE, **changes))


def sync(**changes: Any) -> Seen:
    return lane(sync=replace(SYNC, **changes))


CAMERA_STEPS = (Step.CAMERA, Step.TURN, Step.FACE, Step.LIGHT, Step.FOCUS)
FULL = found(FindingCode.DISK_FULL, free=3, least=512)
CASES: list[tuple[str, Seen, dict[Step, StepState | None]]] = [
    ("all is well", SEEN, {**dict.fromkeys(CAMERA_STEPS, DONE), Step.NETWORK: DONE}),
    ("clock", SEEN, {Step.CLOCK: DONE, Step.LISTS: NOT_YET, Step.CHECK: NOT_YET}),
    ("clock off", sync(clock_doubt=timedelta(hours=1)), {Step.CLOCK: FAILING}),
    ("clock unsure", sync(clock_confirmed=False), {Step.CLOCK: NOT_YET}),
    ("cut off", sync(unreachable=True), {Step.NETWORK: FAILING}),
    ("revoked", sync(revoked=True), {Step.NETWORK: FAILING}),
    ("only started", sync(connecting=True, unreachable=True), {Step.NETWORK: NOT_YET}),
    ("a list refused", sync(refused="expired"), {Step.LISTS: FAILING}),
    ("no centre", replace(lane(sync=None), link=LinkView(LinkState.NONE)), {Step.NETWORK: ABSENT}),
    ("no answer", replace(SEEN, link=LinkView(LinkState.SILENT)), {Step.NETWORK: FAILING}),
    (
        "answered",
        replace(sync(contact_at=None), link=LinkView(LinkState.ANSWERED)),
        {Step.NETWORK: DONE},
    ),
    ("a desk", lane(source_state=SourceState.NONE), dict.fromkeys(CAMERA_STEPS, ABSENT)),
    ("lost", replace(lane(source_state=SourceState.LOST), figures=None), {Step.CAMERA: FAILING}),
    ("lost, face", lane(source_state=SourceState.LOST), {Step.FACE: None}),
    ("starting", lane(source_state=SourceState.STARTING), {Step.CAMERA: NOT_YET}),
    ("far", replace(SEEN, figures=replace(GOOD, face=30.0)), {Step.FACE: None}),
    ("nobody", replace(SEEN, figures=CameraFigures((8, 8), None, None, None)), {Step.LIGHT: None}),
    ("glare", replace(SEEN, figures=replace(GOOD, light=0.97)), {Step.LIGHT: None}),
    ("dark", lane(faults=(LaneFault.DARK,)), {Step.LIGHT: FAILING, Step.FACE: DONE}),
    ("soft", replace(SEEN, figures=replace(GOOD, sharp=0.2)), {Step.FOCUS: None}),
    ("blurred", lane(faults=(LaneFault.BLURRED,)), {Step.FOCUS: FAILING}),
    ("on its side", lane(faults=(LaneFault.SIDEWAYS,)), {Step.TURN: FAILING}),
    (
        "unread",
        lane(tracks=(replace(LANE.tracks[0], state=TrackState.LOOKING),)),
        {Step.TURN: None},
    ),
    ("small glass", replace(SEEN, panel_too_small=True), {Step.PANEL: FAILING}),
    ("no loudspeaker", replace(SEEN, sound_fault="none"), {Step.SOUND: FAILING}),
    ("silent", replace(SEEN, silent=True), {Step.SOUND: FAILING}),
    ("found", replace(SEEN, check=CheckView(CheckState.DONE, (FULL,))), {Step.CHECK: FAILING}),
    ("good", replace(SEEN, check=CheckView(CheckState.DONE)), {Step.CHECK: DONE}),
    ("no terminal", replace(SEEN, check=CheckView(CheckState.NONE)), {Step.CHECK: ABSENT}),
]


@pytest.mark.parametrize(
    ("seen", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_step_stands_as_what_is_seen(seen: Seen, expected: dict[Step, StepState | None]) -> None:
    now = judge(seen)
    assert {step: now.get(step) for step in expected} == expected
