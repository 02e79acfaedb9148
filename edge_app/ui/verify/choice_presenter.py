"""Whom the live picture frames: the person who would be compared or searched for."""

from __future__ import annotations

from dataclasses import dataclass

from edge_app.domain import Image, LaneView, Track
from edge_app.ui.text.language import Language, translate
from edge_app.ui.verify import words


@dataclass(frozen=True, slots=True, eq=False)
class PersonChoice:
    """What the camera sees now, who is in it, and who of them is framed."""

    image: Image | None  # None: the camera gives none
    tracks: tuple[Track, ...]
    framed: int | None
    caption: str


def present_choice(
    lane: LaneView, live: bool, framed: int | None, language: Language
) -> PersonChoice:
    """Return the picture of `lane` with the track `framed`; `live`: it gives a picture now."""
    caption = words.LIVE if framed is None else words.FRAMED
    image = lane.frame.image if live and lane.frame else None
    return PersonChoice(image, lane.tracks, framed, translate(caption, language))
