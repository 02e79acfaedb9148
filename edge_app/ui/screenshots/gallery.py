"""Every screen of the kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import cache

from edge_app.domain import Image
from edge_app.ui.screenshots.alert_scenes import alert_scenes, officer_at_work
from edge_app.ui.screenshots.case_scenes import case_scenes
from edge_app.ui.screenshots.cases_scenes import cases_scenes
from edge_app.ui.screenshots.help_scenes import help_scenes
from edge_app.ui.screenshots.lane_scenes import CLOCK_S, WALL, lane_scenes, lane_view, two_alerts
from edge_app.ui.screenshots.lanes_scenes import lanes_scenes
from edge_app.ui.screenshots.portraits import PORTRAITS, Portrait, load_portraits
from edge_app.ui.screenshots.practice_scenes import practice_scenes
from edge_app.ui.screenshots.records_scenes import records_scenes
from edge_app.ui.screenshots.scene import Scene
from edge_app.ui.screenshots.session_scenes import session_scenes
from edge_app.ui.screenshots.setup_scenes import setup_scenes
from edge_app.ui.screenshots.technician_scenes import technician_scenes
from edge_app.ui.screenshots.verify_scenes import identify_scenes, verify_scenes
from edge_app.ui.screenshots.visitors_scenes import visitors_scenes
from models.weights import path_of


@cache  # people are cut out of their backgrounds: seconds
def gallery_of_portraits() -> tuple[Scene, ...]:
    """Return all scenes with the people among the weights.

    Raise FileNotFoundError when a portrait is missing.
    """
    paths = {portrait.file: path_of(portrait.file) for portrait in PORTRAITS}
    return tuple(gallery(load_portraits(paths)))


def gallery(pictures: dict[Portrait, Image]) -> Iterator[Scene]:
    """Yield all scenes with these people in them; no name comes twice."""
    lane = lane_view(pictures)
    alerts = two_alerts(lane, pictures)
    yield from session_scenes(lane, alerts, CLOCK_S, WALL)
    yield from lane_scenes(lane)
    yield from alert_scenes(lane, alerts, WALL - timedelta(hours=6))
    yield from case_scenes(lane, alerts, WALL)
    working = officer_at_work(WALL - timedelta(hours=6))
    yield from help_scenes(lane, alerts[0], working)
    yield from lanes_scenes(lane, alerts, WALL)
    yield from verify_scenes(lane, pictures, CLOCK_S, WALL)
    yield from identify_scenes(lane, pictures, CLOCK_S, WALL)
    yield from visitors_scenes(lane, WALL)
    yield from records_scenes(lane, pictures, WALL)
    yield from cases_scenes(lane, pictures, WALL)
    yield from practice_scenes(lane, pictures, WALL)
    yield from technician_scenes(lane, WALL)
    yield from setup_scenes(lane)
