"""The live picture as one value."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import tzinfo

from edge_app.domain import Frame, Image, LaneView, TrackState
from edge_app.ui.kit.picture import displayable
from edge_app.ui.lane.camera_presenter import CameraState
from edge_app.ui.lane.tracks_presenter import TrackMark, present_tracks
from edge_app.ui.text.language import Language
from models.geometry import Box


@dataclass(frozen=True, slots=True)
class PictureView:
    """The live picture and what is drawn over it."""

    frame: Frame | None = field(repr=False)  # two pictures of one frame are equal
    image: Image | None = field(compare=False, repr=False)
    live: bool  # False: drawn dim, without marks, under a notice
    tracks: tuple[TrackMark, ...]
    focus: Box | None = None  # of the one who is meant, where the others are to be dimmed


def present_picture(
    view: LaneView,
    camera: CameraState,
    alert_track: int | None,
    language: Language,
    visitors_see: bool = False,
    zone: tzinfo | None = None,
) -> PictureView:
    """Return the newest frame; `alert_track`: whom the alert on the screen is about.

    Where that one is in view, nobody else is marked. Where `visitors_see` it, everybody has the
    same box, whatever is known of them. `zone`: in which times are shown; None: the system's.
    """
    live = camera is CameraState.LIVE
    tracks = view.tracks
    if visitors_see:
        alert_track = None
        tracks = tuple(replace(one, state=TrackState.LOOKING, mute=None) for one in tracks)
    marks = present_tracks(tracks, alert_track, language, zone) if live else ()
    meant = next((mark for mark in marks if mark.in_question), None)
    return PictureView(
        frame=view.frame,
        image=None if view.frame is None else displayable(view.frame.image),
        live=live,
        tracks=marks if meant is None else (),
        focus=None if meant is None else meant.box,
    )
