"""The camera of a running kiosk: the lane that looks through it, and the file that keeps it."""

from __future__ import annotations

from collections.abc import Callable

from edge_app.pipeline.camera_settings import Camera
from edge_app.pipeline.live import LiveLane
from edge_app.pipeline.sources import open_source
from edge_app.terminal.camera_file import write_camera
from sync.terminal.state import TerminalState


class LaneCamera:
    """What a technician at the glass changes; from any thread."""

    def __init__(self, lane: LiveLane, camera: Camera, keep: Callable[[Camera], None]) -> None:
        """`camera` delivers now; `keep` has a choice so after a restart too."""
        self._lane, self._camera = lane, camera
        self.keep = keep

    def chosen(self) -> Camera:
        """Return the camera that delivers now."""
        return self._camera

    def use(self, camera: Camera) -> None:
        """Let the lane look through `camera` from now on; return at once."""
        self._camera = camera
        self._lane.change_source(lambda: open_source(camera.source, camera.settings))


def terminal_camera(lane: LiveLane, camera: Camera, state: TerminalState) -> LaneCamera:
    """Return the camera of a provisioned terminal: its folder keeps what is chosen."""
    return LaneCamera(lane, camera, lambda chosen: write_camera(state, chosen))
