"""A camera, its choices and what its pictures are worth, in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from edge_app.desk.technician.camera import (
    FAR,
    SOFT,
    TOO_BRIGHT,
    TOO_DARK,
    TOO_FAR,
    CameraFigures,
    CameraView,
)
from edge_app.domain import LaneFault, LaneView, Track
from edge_app.pipeline.camera_settings import CameraSettings
from edge_app.pipeline.lane_faults import BLURRED
from edge_app.pipeline.sources import without_password
from edge_app.ui.kit.marks import Shape
from edge_app.ui.kit.tile_view import TileView
from edge_app.ui.lane import camera_words
from edge_app.ui.lane.camera_presenter import CameraState, short_status
from edge_app.ui.lane.tracks_presenter import Outline, TrackMark
from edge_app.ui.look.theme import Tone
from edge_app.ui.technician import words
from edge_app.ui.text.language import Language, number, translate
from edge_app.ui.text.message import Message

MAX_DEVICES = 6  # buttons; a terminal has one camera, a bench some
TURNS = (0, 90, 180, 270)
SHAPES: tuple[tuple[str, float | None], ...] = (
    ("", None),
    ("4:3", 4 / 3),
    ("2:1", 2.0),
    ("3:4", 3 / 4),
)


@dataclass(frozen=True, slots=True)
class ChoiceView:
    """A button of several of which one is chosen."""

    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """A camera's button."""

    address: str
    choice: ChoiceView


@dataclass(frozen=True, slots=True)
class TechnicianView:
    """The whole screen, but for the picture."""

    devices: tuple[DeviceChoice, ...]
    note: str  # below the cameras; empty: nothing to say
    turns: tuple[ChoiceView, ...]
    shapes: tuple[ChoiceView, ...]
    lines: tuple[ChoiceView, ...]
    tiles: tuple[TileView, ...]


def turned(settings: CameraSettings, place: int) -> CameraSettings:
    """Return the settings with the turn of the button at `place`."""
    return replace(settings, rotate=TURNS[place])


def shaped(settings: CameraSettings, place: int) -> CameraSettings:
    """Return the settings with the pixel's shape of the button at `place`."""
    return replace(settings, pixel_aspect=SHAPES[place][1])


def lined(settings: CameraSettings, place: int) -> CameraSettings:
    """Return the settings with whole lines, place 0, or lines of two moments, place 1."""
    return replace(settings, interlaced=bool(place))


def face_marks(tracks: Sequence[Track], language: Language) -> tuple[TrackMark, ...]:
    """Return a box with its width for each face: who somebody is is nothing to a technician."""
    return tuple(
        TrackMark(
            track.box,
            Shape.RING,
            Outline.ROUNDED,
            Tone.LOOKING if track.box.w < TOO_FAR else Tone.CAPTURED,
            translate(words.PIXELS, language, n=number(round(track.box.w), language)),
            in_question=False,
        )
        for track in tracks
        if math.isfinite(track.box.w)
    )


def present_technician(
    camera: CameraView,
    lane: LaneView,
    figures: CameraFigures | None,
    language: Language,
    state: CameraState = CameraState.LIVE,
) -> TechnicianView:
    """Return what the screen says of `camera`; `figures` are of the newest live picture."""
    chosen = camera.chosen
    settings = chosen.settings if chosen is not None else CameraSettings()
    aspect = settings.pixel_aspect
    degrees = [translate(words.DEGREES, language, n=str(turn)) for turn in TURNS[1:]]
    return TechnicianView(
        devices=_devices(camera),
        note=_note(camera, language),
        turns=tuple(
            ChoiceView(label, settings.rotate == turn)
            for turn, label in zip(
                TURNS, (translate(words.NO_TURN, language), *degrees), strict=True
            )
        ),
        shapes=tuple(
            ChoiceView(name or translate(words.AS_STATED, language), _near(aspect, value))
            for name, value in SHAPES
        ),
        lines=(
            ChoiceView(translate(words.WHOLE, language), not settings.interlaced),
            ChoiceView(translate(words.INTERLACED, language), settings.interlaced),
        ),
        tiles=(
            *present_figures(figures, language),
            _picture(figures, lane, state, language),
        ),
    )


def present_figures(
    figures: CameraFigures | None, language: Language
) -> tuple[TileView, TileView, TileView]:
    """Return what is said of the nearest face, the light on it, and how sharp the picture is."""
    return _face(figures, language), _light(figures, language), _sharpness(figures, language)


def _devices(camera: CameraView) -> tuple[DeviceChoice, ...]:
    if camera.chosen is None:
        return ()
    source = camera.chosen.source
    found = [
        DeviceChoice(device.address, ChoiceView(device.name, device.address == source))
        for device in camera.devices[:MAX_DEVICES]
    ]
    if not any(each.choice.chosen for each in found):  # an address, or one that is away
        found.insert(0, DeviceChoice(source, ChoiceView(without_password(source), chosen=True)))
    return tuple(found)


def _note(camera: CameraView, language: Language) -> str:
    if camera.chosen is None:
        return translate(words.FIXED, language)
    if camera.unkept:
        return translate(words.UNKEPT, language)
    return "" if camera.devices else translate(words.NO_DEVICE, language)


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < 0.02


def _face(figures: CameraFigures | None, language: Language) -> TileView:
    caption = translate(words.FACE, language)
    if figures is None or figures.face is None:
        nobody = translate(words.NOBODY, language)
        return TileView(caption, nobody, translate(words.STAND_HERE, language))
    said = words.TOO_FAR if figures.face < TOO_FAR else words.GOOD
    if TOO_FAR <= figures.face < FAR:
        said = words.FAR
    pixels = translate(words.PIXELS, language, n=number(round(figures.face), language))
    return TileView(caption, pixels, translate(said, language))


def _light(figures: CameraFigures | None, language: Language) -> TileView:
    light = figures.light if figures is not None else None
    said = words.GOOD
    if light is not None and light < TOO_DARK:
        said = words.TOO_DARK
    elif light is not None and light > TOO_BRIGHT:
        said = words.TOO_BRIGHT
    return _share(words.FACE_LIGHT, light, said, language)


def _sharpness(figures: CameraFigures | None, language: Language) -> TileView:
    sharp = figures.sharp if figures is not None else None
    said = words.SHARP
    if sharp is not None and sharp < SOFT:
        said = words.OUT_OF_FOCUS if sharp < BLURRED else words.SOFT
    return _share(words.SHARPNESS, sharp, said, language)


def _share(caption: Message, value: float | None, said: Message, language: Language) -> TileView:
    if value is None:
        return TileView(translate(caption, language), translate(words.UNKNOWN, language))
    share = translate(words.SHARE, language, n=number(round(100 * value), language))
    return TileView(translate(caption, language), share, translate(said, language))


def _picture(
    figures: CameraFigures | None, lane: LaneView, state: CameraState, language: Language
) -> TileView:
    caption = translate(words.PICTURE, language)
    if figures is None:
        return TileView(caption, short_status(state, language)[1], lane.source_detail)
    width, height = figures.size
    said = translate(camera_words.RATE, language, rate=number(lane.fps, language, 1))
    if LaneFault.SIDEWAYS in lane.faults:
        said = translate(words.NOT_UPRIGHT, language)
    elif LaneFault.SQUEEZED in lane.faults:
        said = translate(words.NOT_SQUARE, language)
    size = translate(words.SIZE, language, width=str(width), height=str(height))
    return TileView(caption, size, said)
