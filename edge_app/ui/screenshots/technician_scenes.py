"""The technician at the glass: a camera that hangs well, one that is turned, one that is away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from edge_app.desk.records.export import NOTHING, ExportState, ExportView
from edge_app.desk.records.report import Problem
from edge_app.desk.session.views import SessionState, SessionView, ShiftView, SignedIn
from edge_app.desk.technician.alert_trial import (
    AlertTrialView,
    TrialFailure,
    TrialResult,
    TrialStage,
)
from edge_app.desk.technician.camera import CameraView
from edge_app.desk.technician.check import CheckState, CheckView
from edge_app.desk.technician.link_trial import LinkState, LinkView
from edge_app.desk.technician.steps import Step, StepState
from edge_app.domain import Image, LaneFault, LaneView, SourceState
from edge_app.pipeline.camera_settings import Camera, CameraSettings
from edge_app.pipeline.cameras import CameraDevice
from edge_app.ui.kit.screen import Screen
from edge_app.ui.screenshots.fake_desk import (
    FakeAcceptance,
    FakeAlertTrial,
    FakeCamera,
    FakeCheck,
    FakeLink,
    FakeSteps,
)
from edge_app.ui.screenshots.lane_scenes import SYNC
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.technician.acceptance_screen import AcceptanceParts, AcceptanceScreen
from edge_app.ui.technician.screen import CameraScreen
from edge_app.ui.technician.steps_eye import StepParts
from edge_app.ui.technician.steps_screen import StepsScreen
from edge_app.ui.technician.trial_layers import TouchLayer
from edge_app.ui.technician.trials_presenter import Trial
from edge_app.ui.technician.trials_screen import Loudspeaker, TrialsScreen
from edge_app.ui.window.places import Place
from models.geometry import Box
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
    passed = TrialResult(0.71, 0.43, 312.0)
    before, after = _face(lane)
    raised = AlertTrialView(TrialStage.RAISED, result=passed, shown=before, seen=after)
    stick = ExportView(ExportState.DONE, Path("gapura"), True, ("laporan.pdf", "laporan.json"))
    full = ExportView(ExportState.REFUSED, None, True, problem=Problem.FULL)
    for name, trial, export in (
        ("acceptance", AlertTrialView(TrialStage.IDLE), NOTHING),
        ("acceptance-show", AlertTrialView(TrialStage.SHOW, several=True), NOTHING),
        ("acceptance-raised", raised, stick),
        ("acceptance-failed", AlertTrialView(TrialStage.FAILED, TrialFailure.UNLIKE), full),
    ):
        accept = partial(_acceptance, trial, export, wall)
        seen = replace(lane, sync=SYNC)
        yield Scene(name, seen, Place.ACCEPTANCE, session, screen=accept)
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
    parts = _parts(link, check, states, wall)
    return Scene(name, lane, Place.STEPS, session, screen=lambda: StepsScreen(parts))


def _parts(
    link: LinkView, check: CheckView, states: dict[Step, StepState], wall: datetime
) -> StepParts:
    steps = FakeSteps(states, wall - timedelta(minutes=4))
    sound = Loudspeaker(lambda: None, lambda: "" if states else "no sound device", lambda: False)
    return StepParts(steps, FakeLink(link), FakeCheck(check), sound)


def _acceptance(trial: AlertTrialView, export: ExportView, wall: datetime) -> AcceptanceScreen:
    done = dict.fromkeys(Step, StepState.DONE) | {Step.TOUCH: StepState.NOT_YET}
    if trial.result is None:
        del done[Step.ALERT]
    parts = _parts(LinkView(LinkState.ANSWERED, 0.084), CheckView(CheckState.DONE), done, wall)
    return AcceptanceScreen(AcceptanceParts(parts, FakeAlertTrial(trial), FakeAcceptance(export)))


def _face(lane: LaneView) -> tuple[Image, Image]:
    """Return somebody of the picture, cut out twice."""
    image = np.zeros((9, 9, 3), np.uint8) if lane.frame is None else lane.frame.image
    box = lane.tracks[0].box if lane.tracks else Box(0, 0, 9, 9)
    x, y, w, h = (max(round(side), 1) for side in (box.x, box.y, box.w, box.h))
    cut = image[y : y + h, x : x + w]
    return cut.copy(), cut.copy()


def _trials(link: LinkView, check: CheckView, fault: str) -> TrialsScreen:
    sound = Loudspeaker(lambda: None, lambda: fault, lambda: False)
    return TrialsScreen(FakeLink(link), FakeCheck(check), sound, lambda: None)


def _wipe(screen: Screen) -> None:
    """Wipe over a part of the glass."""
    if isinstance(screen, TrialsScreen):
        screen.rows[Trial.TOUCH].button.click()
        if isinstance(screen.layer, TouchLayer):
            screen.layer.reached |= {(across, down) for across in range(9) for down in range(4)}
