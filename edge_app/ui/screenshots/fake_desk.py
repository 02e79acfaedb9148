"""A lane and a desk in which nothing moves and nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from edge_app.desk.alerts.desk import AlertDesk
from edge_app.desk.desk import Desk
from edge_app.desk.session.preferences import Preferences
from edge_app.desk.session.shift_counts import ShiftCounts
from edge_app.domain import LaneView


class FakeLane:
    """A lane with one view."""

    def __init__(self, view: LaneView) -> None:
        self._view = view

    def view(self) -> LaneView:
        """The one view."""
        return self._view


class FakePart:
    """A part of a desk with one view; a picture gives no commands, and none is carried out."""

    volume = 0.0
    fault = ""

    def __init__(self, view: object) -> None:
        self._view = view

    def view(self) -> Any:
        """The one view."""
        return self._view

    def replace_view(self, view: object) -> None:
        """Another one from now on."""
        self._view = view

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Any command."""
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_, **__: None


def fake_desk(session: object, alerts: object, preferences: Preferences) -> Desk:
    """A desk of views; screens over other parts come with their scene."""
    part: Any = FakePart(None)
    return Desk(
        lane=part,
        session=cast("Any", FakePart(session)),
        alerts=cast("AlertDesk", FakePart(alerts)),
        verification=part,
        identification=part,
        visitors=part,
        history=part,
        statistics=part,
        summaries=part,
        shift_counts=ShiftCounts(lambda _: (), lambda _: None),
        preferences=cast("Any", FakePart(preferences)),
        sounds=part,
        audit_log=part,
        writes=part,
        readers=part,
    )
