"""What two pages of a technician look at alike: how every step stands at this moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edge_app.desk.technician.camera import CameraFigures, figures
from edge_app.desk.technician.check import CheckDesk
from edge_app.desk.technician.link_trial import LinkDesk
from edge_app.desk.technician.step_judge import Seen, judge
from edge_app.desk.technician.steps import Step, StepsDesk, StepState, StepView
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.lane.camera_presenter import CameraState, camera_state
from edge_app.ui.technician.screen import FIGURES_INTERVAL_S
from edge_app.ui.technician.trials_screen import Loudspeaker


@dataclass(frozen=True, slots=True)
class StepParts:
    """What is looked at."""

    steps: StepsDesk
    link: LinkDesk
    check: CheckDesk
    sound: Loudspeaker


class StepsEye:
    """Of one page."""

    def __init__(self, parts: StepParts) -> None:
        self._parts = parts
        self._figures: CameraFigures | None = None
        self._measured_s = float("-inf")

    def look(
        self, context: ScreenContext
    ) -> tuple[Seen, Mapping[Step, StepState], tuple[StepView, ...]]:
        """Return what there is to judge by, what can be told now, and every step."""
        lane, parts = context.lane, self._parts
        if abs(context.clock - self._measured_s) >= FIGURES_INTERVAL_S:
            self._measured_s = context.clock
            live = camera_state(lane, context.clock) is CameraState.LIVE
            frame = lane.frame if live else None
            self._figures = None if frame is None else figures(frame.image, lane.tracks)
        seen = Seen(
            lane,
            self._figures,
            parts.link.view(),
            parts.check.view(),
            context.style.panel.is_too_small,
            parts.sound.fault(),
            parts.sound.silent(),
        )
        now = judge(seen)
        return seen, now, parts.steps.follow(now)
