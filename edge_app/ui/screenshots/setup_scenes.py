"""A bare device at the glass, on its way to a lane."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from edge_app.desk.setup.setup_desk import SetupStage, SetupView
from edge_app.domain import LaneView
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.setup.screen import SetupScreen
from edge_app.ui.window.places import Place

_WORDS = ("kelinci", "trompet", "mangga", "perahu", "sekolah", "komodo")


class FakeSetup:
    """A device that stands still."""

    def __init__(self, view: SetupView) -> None:
        self._view = view

    def view(self) -> SetupView:
        """Return how it stands."""
        return self._view

    def read_stick(self) -> None:
        """Do nothing."""

    def confirm(self) -> None:
        """Do nothing."""

    def refuse(self) -> None:
        """Do nothing."""


def setup_scenes(lane: LaneView) -> Iterator[Scene]:
    """Yield each stage, before what the camera of `lane` sees, and what may be in the way."""
    image = None if lane.frame is None else lane.frame.image
    looking = SetupView(SetupStage.TICKET, image=image, picture=1, camera=image is not None)
    found = replace(looking, checkpoint="gate-1", lane="Lajur 2")
    words = replace(found, number="3f9a02c1" + "0" * 24, words=_WORDS)
    for name, view in (
        ("setup-ticket", looking),
        ("setup-ticket-altered", replace(looking, problem="altered")),
        ("setup-reads-stick", replace(looking, reads_stick=True)),
        ("setup-no-camera", replace(looking, image=None, camera=False)),
        ("setup-place", replace(found, stage=SetupStage.CONFIRM)),
        ("setup-asking", replace(found, stage=SetupStage.ASKING, problem="unreachable")),
        ("setup-words", replace(words, stage=SetupStage.WORDS)),
        ("setup-approved", replace(words, stage=SetupStage.READY)),
    ):
        yield Scene(name, lane, Place.LANE, screen=partial(SetupScreen, FakeSetup(view)))
