"""The lane in every situation that an officer can meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import numpy as np

from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.domain import (
    Advice,
    Alert,
    Candidate,
    Counts,
    Frame,
    Image,
    LaneFault,
    LaneView,
    Odds,
    Phrase,
    Reference,
    SourceState,
    SyncView,
    Track,
    TrackState,
    WaitingUpdate,
    WatchList,
)
from edge_app.lists.served_list import load_calibration
from edge_app.ui.screenshots.background import StandingPerson, fill
from edge_app.ui.screenshots.portraits import (
    BARACK_OBAMA,
    BARACK_OBAMA_LATER,
    BARACK_OBAMA_SPEAKING,
    EILEEN_COLLINS,
    JOE_BIDEN,
    Portrait,
    close_up,
)
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.window.places import Place
from sync.protocol.content import OfficerRole, ShortPhrase

WALL = datetime(2026, 3, 11, 14, 32, tzinfo=timezone(timedelta(hours=8)))  # Nusantara keeps WITA
CLOCK_S = 1000.0
REFERENCES = 1_200
LIST = WatchList(
    list_id="contoh",
    name="Daftar contoh",
    owner="Direktorat Contoh",
    target_fpir=0.003,
    instruction=Phrase(
        id="Minta orang ini menunggu di ruang pemeriksaan, lalu hubungi petugas piket. "
        "Tetap sopan.",
        en="Ask this person to wait in the interview room, then call the duty officer. "
        "Stay polite.",
    ),
    short=ShortPhrase(id="Jangan sendiri. Panggil piket", en="Not alone. Call duty officer"),
    version=3,
    issued_at=WALL - timedelta(hours=2, minutes=10),
)


SYNC = SyncView(
    waiting=0,
    unwritten=0,
    contact_at=WALL - timedelta(seconds=20),
    unreachable=False,
    confirmed_at=WALL - timedelta(seconds=20),
    stale_after=timedelta(hours=24),
    refused="",
    fault="",
    revoked=False,
)


OFFICER = SessionView(
    SessionState.SIGNED_IN,
    SignedIn("1001", "Sari Wulandari", OfficerRole.OFFICER, WALL - timedelta(hours=6)),
)
TECHNICIAN = SessionView(
    SessionState.SIGNED_IN,
    SignedIn("7001", "Joko Prasetyo", OfficerRole.TECHNICIAN, WALL - timedelta(minutes=2)),
)


def lane_scenes(lane: LaneView) -> Iterator[Scene]:
    """Yield the lane, and whatever can be the matter there, at CLOCK_S and WALL."""
    for name, view in _views(lane):
        yield Scene(name, view, session=OFFICER)
    advised = replace(
        lane,
        tracks=(
            *lane.tracks[:2],
            replace(lane.tracks[2], state=TrackState.LOOKING, advice=Advice.UNCOVER_FACE),
            *lane.tracks[3:],
        ),
    )
    ready = WaitingUpdate("0.4.0", None, WALL + timedelta(hours=4))
    waiting = replace(lane, sync=replace(SYNC, update=ready))
    yield Scene("lane-update", waiting, session=OFFICER)
    yield Scene("lane-guidance", advised, session=OFFICER, visitor="half")
    yield Scene("settings", lane, Place.SETTINGS, OFFICER)
    yield Scene("settings-technician", lane, Place.SETTINGS, TECHNICIAN)


def two_alerts(lane: LaneView, pictures: dict[Portrait, Image]) -> tuple[Alert, Alert]:
    """Return an alert of the person in the middle of the lane, and one of another."""
    tracks = lane.tracks
    first = _alert(tracks[2], BARACK_OBAMA_LATER, BARACK_OBAMA, pictures, 0.71, 3)
    return first, _alert(tracks[0], JOE_BIDEN, JOE_BIDEN, pictures, 0.51, 1)


def _views(lane: LaneView) -> Iterator[tuple[str, LaneView]]:
    yield "lane", replace(lane, sync=SYNC)
    yield "camera-starting", _without_people(lane, SourceState.STARTING, None)
    black = Frame(9, 0.3, CLOCK_S, np.zeros((720, 1280, 3), np.uint8))
    yield "camera-black", _without_people(lane, SourceState.BLACK, black)
    yield "camera-unreadable", _without_people(lane, SourceState.UNREADABLE, _aged(lane, 3))
    blue = Frame(9, 0.3, CLOCK_S, np.full((720, 1280, 3), (0, 0, 190), np.uint8))
    yield "camera-blank", _without_people(lane, SourceState.BLANK, blue)
    yield "camera-frozen", _without_people(lane, SourceState.FROZEN, _aged(lane, 5))
    lost = _without_people(lane, SourceState.LOST, _aged(lane, 12))
    detail = "/dev/video0: no such device, tried 6 times"
    yield "camera-lost", replace(lost, source_detail=detail)
    yield "recording-ended", _without_people(lane, SourceState.ENDED, _aged(lane, 130))
    yield "picture-old", replace(lane, frame=_aged(lane, 4), fps=0.0)
    measured = {
        LaneFault.SLOW: replace(lane, fps=3.0, camera_fps=30.0),
        LaneFault.LATE: replace(lane, latency_ms=1_600.0),
        LaneFault.UNREAD: replace(lane, read_share=0.42),
    }
    for fault in LaneFault:
        shown = replace(measured.get(fault, lane), faults=(fault,), sync=SYNC)
        yield f"lane-{fault.value}", shown
    old_list = LIST.model_copy(update={"issued_at": WALL - timedelta(days=2, hours=5)})
    yield "list-stale", replace(lane, lists=(old_list,))
    yield "list-none", _without_lists(lane)
    aged = WALL - timedelta(days=8)
    outdated = replace(SYNC, confirmed_at=aged, contact_at=aged, unreachable=True)
    yield "lists-outdated", replace(lane, sync=replace(outdated, outdated_after=timedelta(days=7)))
    away = replace(SYNC, unreachable=True, contact_at=WALL - timedelta(hours=5), waiting=1_204)
    yield "centre-lost", replace(lane, sync=away)
    reason = "list-contoh 4 holds templates of the model arcface-r100, this terminal compares with"
    refused = replace(SYNC, refused=f"{reason} sface-2021dec: run `gapura central reenrol`")
    yield "update-refused", replace(lane, sync=refused)
    yield "keys-withheld", replace(lane, sync=replace(SYNC, withheld="image"))
    yield "keys-withheld-no-tpm", replace(lane, sync=replace(SYNC, withheld="no-tpm"))
    full = replace(SYNC, unwritten=2, fault="the disk of kiosk/store.db is full")
    yield "store-full", replace(lane, sync=full)
    yield "disk-low", replace(lane, sync=replace(SYNC, disk_free=310 * 2**20))
    yield "clock-off", replace(lane, sync=replace(SYNC, clock_skew=timedelta(minutes=74)))
    doubted = replace(SYNC, clock_doubt=timedelta(minutes=-27))
    yield "clock-doubted", replace(lane, sync=doubted)
    flat = replace(SYNC, clock_skew=timedelta(days=20_000), clock_confirmed=False)
    yield "clock-unset", replace(lane, sync=flat)
    shut = replace(SYNC, revoked=True)
    yield "terminal-revoked", replace(_without_lists(lane), sync=shut)
    ended = replace(shut, lease_over=True)
    yield "lease-over", replace(_without_lists(lane), sync=ended)


def lane_view(pictures: dict[Portrait, Image]) -> LaneView:
    """Return five people at a lane on whose list nobody of them is."""
    people = (
        StandingPerson(JOE_BIDEN, 225, 132, TrackState.CLEAR, near=True),
        StandingPerson(EILEEN_COLLINS, 1050, 136, TrackState.CLEAR, near=True),
        StandingPerson(BARACK_OBAMA_LATER, 640, 156, TrackState.CAPTURED, near=True),
        StandingPerson(BARACK_OBAMA_SPEAKING, 430, 60, TrackState.LOOKING, near=False),
        StandingPerson(BARACK_OBAMA, 850, 62, TrackState.CLEAR, near=False),
    )
    image, tracks = fill(people, pictures)
    return LaneView(
        frame=Frame(1200, 40.0, CLOCK_S - 0.05, image),
        source_state=SourceState.LIVE,
        source_detail="",
        tracks=tracks,
        open_alerts=(),
        counts=Counts(frames=54_230, people=1_284, captured=1_257, alerts=0),
        fps=29.8,
        lists=(LIST,),
        references=REFERENCES,
        lane_name="Lajur 1",
        checkpoint_name="Gerbang Utama",
    )


def _without_lists(lane: LaneView) -> LaneView:
    """Return `lane` without lists: nobody is cleared where nothing can be compared with."""
    states = {TrackState.CLEAR: TrackState.UNCHECKED, TrackState.CAPTURED: TrackState.UNCHECKED}
    tracks = tuple(replace(t, state=states.get(t.state, t.state)) for t in lane.tracks)
    return replace(lane, tracks=tracks, lists=(), references=0)


def _without_people(lane: LaneView, state: SourceState, frame: Frame | None) -> LaneView:
    return replace(lane, source_state=state, frame=frame, tracks=(), fps=0.0)


def _aged(lane: LaneView, seconds: float) -> Frame | None:
    return lane.frame and replace(lane.frame, captured_at=CLOCK_S - seconds)


def _alert(
    track: Track,
    captured: Portrait,
    reference: Portrait,
    pictures: dict[Portrait, Image],
    score: float,
    shots: int,
) -> Alert:
    calibration, last = load_calibration(), load_calibration().scores[-1]
    odds = Odds(
        calibration.fpir(score, REFERENCES),
        calibration.fpir(min(score, last), REFERENCES),
        REFERENCES,
        shots,
    )
    entry = Reference(
        reference_id=reference.file,
        name=reference.name,
        list_id=LIST.list_id,
        portrait=close_up(pictures[reference], reference.face),
    )
    return Alert(
        alert_id=f"{track.track_id}-{entry.reference_id}",
        track_id=track.track_id,
        frame=1180,
        time_s=39.3,
        box=track.box,
        captured=close_up(pictures[captured], captured.face),
        candidate=Candidate(entry, LIST, score, 0.49, calibration.fmr(score), odds=odds),
        latency_ms=180.0,
    )
