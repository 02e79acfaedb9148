"""The status bar, filled from what the lane, the session and the loudspeaker say."""

from __future__ import annotations

from datetime import timedelta

from edge_app.desk.sounds import Sounds
from edge_app.ui.kit.screen import ScreenContext
from edge_app.ui.lane.camera_presenter import camera_state
from edge_app.ui.window.status_bar import StatusBar
from edge_app.ui.window.status_presenter import present_sound, present_status


def show_status(
    bar: StatusBar, context: ScreenContext, sounds: Sounds, stale_after: timedelta
) -> None:
    """Show all of it; `stale_after` is for lists of no data centre, which says its own."""
    sync = context.lane.sync
    bar.show_status(
        present_status(
            context.lane,
            camera_state(context.lane, context.clock),
            context.wall,
            sync.stale_after if sync else stale_after,
            context.language,
            context.session,
            present_sound(sounds, context.language),
        )
    )
