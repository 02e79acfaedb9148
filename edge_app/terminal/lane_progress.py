"""Whether a lane goes on: by it systemd starts a kiosk anew that hangs.

A camera that is pulled out, covered or turned off is no hanging: the lane knows it, says it to the
officer, and looks for the camera again. One whose reading never returns is: the last picture would
stay on the screen as if it were live.
"""

from __future__ import annotations

from edge_app.domain import SourceState
from edge_app.pipeline.live import LiveLane


class LaneProgress:
    """For one caller: each question is about the time since the last one."""

    def __init__(self, lane: LiveLane) -> None:
        """Count from now on."""
        self._lane = lane
        self._frames, self._turns = lane.lane.counts.frames, lane.capture.turns

    def has_moved(self) -> bool:
        """Return whether a frame was analysed; with no camera that delivers, whether it was sought.

        No: while a frame or a face has been worked at for too long, or at a camera's opening.
        """
        lane, state = self._lane, self._lane.source_state
        frames, turns = lane.lane.counts.frames, lane.capture.turns
        analysed, sought = frames != self._frames, turns != self._turns
        self._frames, self._turns = frames, turns
        if lane.is_stalled:
            return False
        if state in (SourceState.NONE, SourceState.ENDED):  # nothing is to be waited for
            return True
        return analysed if state is SourceState.LIVE else analysed or sought

    def words(self) -> str:
        """Return how the lane is, in English, without a word about anybody."""
        view = self._lane.view()
        source = f"camera {view.source_state.value}"
        if view.source_state is SourceState.LIVE:
            source += f", {view.fps:.0f} pictures a second"
        return f"{source}; {len(view.lists)} lists, {len(view.open_alerts)} open alerts"
