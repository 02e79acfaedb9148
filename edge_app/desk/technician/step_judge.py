"""How the steps of a set-up stand at this moment, as far as that can be told. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.desk.technician.camera import SOFT, TOO_BRIGHT, TOO_DARK, TOO_FAR, CameraFigures
from edge_app.desk.technician.check import CheckState, CheckView
from edge_app.desk.technician.link_trial import LinkState, LinkView
from edge_app.desk.technician.steps import Step, StepState
from edge_app.domain import LaneFault, LaneView, SourceState, SyncView, TrackState
from sync.terminal.check.clock import CLOCK_OFF

_STATES = {
    SourceState.LIVE: StepState.DONE,
    SourceState.STARTING: StepState.NOT_YET,
    SourceState.ENDED: StepState.NOT_YET,
    SourceState.NONE: StepState.ABSENT,
}  # every other is a fault
_TURNED = {LaneFault.SIDEWAYS, LaneFault.SQUEEZED}
_UNLIT = {LaneFault.DARK, LaneFault.STROBING}
_UNSHARP = {LaneFault.BLURRED, LaneFault.SMEARED}


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What there is to judge by."""

    lane: LaneView
    figures: CameraFigures | None  # of the newest live picture; None: there is none
    link: LinkView
    check: CheckView
    panel_too_small: bool
    sound_fault: str = ""  # why nothing is heard; empty: nothing is broken
    silent: bool = False  # the sound is turned off


def judge(seen: Seen) -> dict[Step, StepState]:
    """Return how each step stands that something can be told of now."""
    found = {
        Step.NETWORK: _network(seen),
        Step.CLOCK: _clock(seen.lane.sync),
        Step.LISTS: _lists(seen.lane),
        **_camera(seen),
        Step.CHECK: _check(seen.check),
    }
    if seen.panel_too_small:
        found[Step.PANEL] = StepState.FAILING
    if seen.sound_fault or seen.silent:
        found[Step.SOUND] = StepState.FAILING
    return found


def _network(seen: Seen) -> StepState:
    sync, link = seen.lane.sync, seen.link.state
    if link is LinkState.NONE and sync is None:
        return StepState.ABSENT
    out = sync is not None and not sync.connecting and (sync.revoked or sync.unreachable)
    if out or link in (LinkState.REFUSED, LinkState.UNREACHABLE, LinkState.SILENT):
        return StepState.FAILING
    heard = sync is not None and not sync.connecting and sync.contact_at is not None
    return StepState.DONE if heard or link is LinkState.ANSWERED else StepState.NOT_YET


def _clock(sync: SyncView | None) -> StepState:
    if sync is None:
        return StepState.ABSENT
    if abs(sync.clock_doubt) > CLOCK_OFF:
        return StepState.FAILING
    known = sync.clock_confirmed and sync.contact_at is not None
    return StepState.DONE if known else StepState.NOT_YET


def _lists(lane: LaneView) -> StepState:
    if lane.sync is not None and lane.sync.refused:
        return StepState.FAILING
    return StepState.DONE if lane.lists else StepState.NOT_YET


def _camera(seen: Seen) -> dict[Step, StepState]:
    """Return the steps of the camera; of a face that is not there, nothing."""
    lane, figures = seen.lane, seen.figures
    state = _STATES.get(lane.source_state, StepState.FAILING)
    if state is StepState.ABSENT:
        return dict.fromkeys((Step.CAMERA, Step.TURN, Step.FACE, Step.LIGHT, Step.FOCUS), state)
    found: dict[Step, StepState] = {Step.CAMERA: state}
    faults = {*lane.faults}
    if state is not StepState.DONE or figures is None:
        return found
    read = any(track.state is not TrackState.LOOKING for track in lane.tracks)
    face, light, sharp = figures.face, figures.light, figures.sharp
    told = {
        Step.TURN: (_TURNED, read),
        Step.FACE: (set(), face is not None and face >= TOO_FAR),
        Step.LIGHT: (_UNLIT, light is not None and TOO_DARK <= light <= TOO_BRIGHT),
        Step.FOCUS: (_UNSHARP, sharp is not None and sharp >= SOFT),
    }
    for step, (wrong, good) in told.items():
        if faults & wrong:
            found[step] = StepState.FAILING
        elif good:
            found[step] = StepState.DONE
    return found


def _check(check: CheckView) -> StepState:
    if check.state is CheckState.NONE:
        return StepState.ABSENT
    if check.state is CheckState.FAILED or check.findings:
        return StepState.FAILING
    return StepState.DONE if check.state is CheckState.DONE else StepState.NOT_YET
