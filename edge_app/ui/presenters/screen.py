"""The whole screen as one value."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from edge_app.domain import Frame, Image, LaneView
from edge_app.ui.language import Language
from edge_app.ui.presenters.alert import AlertView, present_alert
from edge_app.ui.presenters.camera import CameraState, NoticeView, camera_notice, camera_state
from edge_app.ui.presenters.lists import STALE_AFTER, lists_notice
from edge_app.ui.presenters.marks import TrackMark, present_tracks
from edge_app.ui.presenters.picture import displayable
from edge_app.ui.presenters.status import CountView, StatusView, present_counts, present_status


@dataclass(frozen=True, slots=True)
class PictureView:
    """The live picture and what is drawn over it."""

    frame: Frame | None = field(repr=False)  # two pictures of one frame are equal
    image: Image | None = field(compare=False, repr=False)
    live: bool  # False: drawn dim, without marks, under a notice
    tracks: tuple[TrackMark, ...]


@dataclass(frozen=True, slots=True)
class ScreenView:
    """Everything on the screen."""

    status: StatusView
    picture: PictureView
    camera_notice: NoticeView | None
    lists_notice: NoticeView | None
    counts: tuple[CountView, ...]
    alert: AlertView | None


def present(
    view: LaneView,
    language: Language,
    now: float,
    wall_now: datetime,
    answered: AbstractSet[str] = frozenset(),
    stale_after: timedelta = STALE_AFTER,
) -> ScreenView:
    """The screen for `view`.

    `stale_after` is for lists of no data centre, which says its own. `now` is on the clock of
    `Frame.captured_at`, in seconds; `wall_now` has a time zone. Alerts in `answered` are no longer
    shown though the lane may not have closed them yet.
    """
    camera = camera_state(view, now)
    if view.sync is not None:
        stale_after = view.sync.stale_after
    live = camera is CameraState.LIVE
    alert = present_alert(
        [one for one in view.open_alerts if one.alert_id not in answered], language
    )
    frame = view.frame
    return ScreenView(
        status=present_status(view, camera, wall_now, stale_after, language),
        picture=PictureView(
            frame=frame,
            image=None if frame is None else displayable(frame.image),
            live=live,
            tracks=present_tracks(view.tracks, alert.track_id if alert else None, language)
            if live
            else (),
        ),
        camera_notice=camera_notice(camera, view, now, language),
        lists_notice=lists_notice(view.lists, wall_now, stale_after, language, view.sync),
        counts=present_counts(view.counts, language),
        alert=alert,
    )
