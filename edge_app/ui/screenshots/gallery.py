"""Every screen of the kiosk, and which of them stand on the pages for officers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from edge_app.domain import Image
from edge_app.ui.screenshots.alert_scenes import alert_scenes
from edge_app.ui.screenshots.portraits import Sitter
from edge_app.ui.screenshots.records_scenes import records_scenes
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.screenshots.scenes import CLOCK_S, WALL, lane_scenes, lane_view, two_alerts
from edge_app.ui.screenshots.session_scenes import session_scenes
from edge_app.ui.screenshots.verify_scenes import identify_scenes, verify_scenes
from edge_app.ui.screenshots.visitors_scenes import visitors_scenes


def gallery(pictures: dict[Sitter, Image]) -> Iterator[Scene]:
    """All scenes; no name comes twice."""
    lane = lane_view(pictures)
    alerts = two_alerts(lane, pictures)
    yield from session_scenes(lane, alerts, CLOCK_S, WALL)
    yield from lane_scenes(lane)
    yield from alert_scenes(lane, alerts, WALL - timedelta(hours=6))
    yield from verify_scenes(lane, pictures, CLOCK_S, WALL)
    yield from identify_scenes(lane, pictures, CLOCK_S, WALL)
    yield from visitors_scenes(lane, WALL)
    yield from records_scenes(lane, pictures, WALL)
