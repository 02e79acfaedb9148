"""The technician at the glass: a camera that hangs well, one that is turned, one that is away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from edge_app.desk.session.views import SessionState, SessionView, ShiftView, SignedIn
from edge_app.desk.technician.camera import CameraView
from edge_app.desk.technician.check import CheckState, CheckView
from edge_app.desk.technician.link_trial import LinkState, LinkView
from edge_app.desk.technician.steps import Step, StepState
from edge_app.domain import LaneFault, LaneView, SourceState
from edge_app.pipeline.camera_settings import Camera, CameraSettings
from edge_app.pipeline.cameras import CameraDevice
from edge_app.ui.kit.screen import Screen
from edge_app.ui.screenshots.fake_desk import FakeCamera, FakeCheck, FakeLink, FakeSteps
from edge_app.ui.screenshots.lane_scenes import SYNC
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.technician.screen import CameraScreen
from edge_app.ui.technician.steps_screen import StepParts, StepsScreen
from edge_app.ui.technician.trial_layers import TouchLayer
from edge_app.ui.technician.trials_presenter import Trial
from edge_app.ui.technician.trials_screen import Loudspeaker, TrialsScreen
from edge_app.ui.window.places import Place
from sync.protocol.content import OfficerRole
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import found

_FIRST = CameraDevice("/dev/v4l/by-id/usb-Lane_A1-video-index0", "Lane Camera A1")
_SECOND = CameraDevice("/dev/v4l/by-id/usb-Desk_7-video-index0", "USB 2.0 Camera")

_BEGUN = {Step.LIGHT: StepState.DONE, Step.PANEL: StepState.DONE, Step.TOUCH: StepState.FAILING}

_HOST = {"host": "pusat.dukcapil.example"}
_IN_THE_WAY = (found(FindingCode.TLS_INTERCEPTED, issuer="Kantor Proxy CA", **_HOST),)
_FOUND = CheckView(
    CheckState.DONE,
    (
        found(FindingCode.CAMERA_BUSY, source=_FIRST.address, program="cheese (4711)"),
        found(FindingCode.DISK_SLOW, rate=3, least=10),
    ),
)


def technician_scenes(lane: LaneView, wall: datetime) -> Iterator[Scene]:
    """Yield scenes of the camera's screen before `lane`."""
    began = wall - timedelta(minutes=9)
    who = SignedIn("9001", "Made Wirawan", OfficerRole.TECHNICIAN, began)
    shift = ShiftView("0" * 32, who.number, who.name, began)
    session = SessionView(SessionState.SIGNED_IN, who, shift=shift)

    def scene(name: str, view: CameraView, seen: LaneView) -> Scene:
        def screen() -> Screen:
            return CameraScreen(FakeCamera(view))

        return Scene(name, seen, Place.CAMERA, session, screen=screen)

    chosen = Camera(_FIRST.address)
    yield scene("camera-choice", CameraView(chosen, (_FIRST, _SECOND)), lane)
    turned = replace(lane, faults=(LaneFault.SIDEWAYS,))
    hung = replace(chosen, settings=CameraSettings(rotate=90, pixel_aspect=2.0))
    yield scene("camera-choice-turned", CameraView(hung, (_FIRST,)), turned)
    away = replace(lane, source_state=SourceState.LOST, tracks=(), fps=0.0)
    address = Camera("rtsp://gate:rahasia@10.1.2.3/main")
    yield scene("camera-choice-away", CameraView(address, (), unkept=True), away)
    yield scene("camera-choice-fixed", CameraView(None), lane)
    for name, link in (
        ("trials", LinkView(LinkState.ANSWERED, 0.084)),
        ("trials-faults", LinkView(LinkState.UNREACHABLE, findings=_IN_THE_WAY)),
    ):
        well = link.state is LinkState.ANSWERED
        check = CheckView(CheckState.IDLE) if well else _FOUND
        trials = partial(_trials, link, check, "" if well else "no sound device")
        yield Scene(name, lane, Place.TRIALS, session, screen=trials)
    answered = LinkView(LinkState.ANSWERED, 0.084), CheckView(CheckState.RUNNING)
    yield _steps("steps", replace(lane, sync=SYNC), session, *answered, _BEGUN, wall)
    faulty = LinkView(LinkState.UNREACHABLE, findings=_IN_THE_WAY), _FOUND
    cut_off = replace(away, sync=replace(SYNC, unreachable=True))
    yield _steps("steps-faults", cut_off, session, *faulty, {}, wall)
    yield Scene("trial-of-touch", lane, Place.TRIALS, session, screen=trials, touch=_wipe)


def _steps(
    name: str,
    lane: LaneView,
    session: SessionView,
    link: LinkView,
    check: CheckView,
    states: dict[Step, StepState],
    wall: datetime,
) -> Scene:
    """Return the guided set-up, in which `states` were tried four minutes ago."""
    steps = FakeSteps(states, wall - timedelta(minutes=4))
    sound = Loudspeaker(lambda: None, lambda: "" if states else "no sound device", lambda: False)
    parts = StepParts(steps, FakeLink(link), FakeCheck(check), sound)
    return Scene(name, lane, Place.STEPS, session, screen=lambda: StepsScreen(parts))


def _trials(link: LinkView, check: CheckView, fault: str) -> TrialsScreen:
    sound = Loudspeaker(lambda: None, lambda: fault, lambda: False)
    return TrialsScreen(FakeLink(link), FakeCheck(check), sound, lambda: None)


def _wipe(screen: Screen) -> None:
    """Wipe over a part of the glass."""
    if isinstance(screen, TrialsScreen):
        screen.rows[Trial.TOUCH].button.click()
        if isinstance(screen.layer, TouchLayer):
            screen.layer.reached |= {(across, down) for across in range(9) for down in range(4)}
