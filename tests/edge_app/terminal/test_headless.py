"""A run without a window says in words why no picture could be used."""

from __future__ import annotations

import pytest

from edge_app.commands.kiosk import result_json
from edge_app.domain import Counts, LaneFault, LaneView, SourceState
from edge_app.terminal.headless import HeadlessResult, _why


@pytest.mark.parametrize(
    ("state", "detail", "said"),
    [
        (SourceState.FROZEN, "480x272", "its pictures are frozen (480x272)"),
        (SourceState.BLANK, "", "its pictures are blank"),
        (SourceState.LOST, "/dev/video0: gone", "/dev/video0: gone"),
        (SourceState.STARTING, "", "starting"),
    ],
)
def test_a_camera_without_use_is_described(state: SourceState, detail: str, said: str) -> None:
    assert _why(LaneView(None, state, detail, (), (), Counts(), 0.0, (), 0)) == said


def test_faults_of_the_lane_are_told() -> None:
    result = HeadlessResult(Counts(), 0.0, (), (), None, "", (LaneFault.SIDEWAYS,))
    assert result_json(result)["faults"] == ["sideways"]
