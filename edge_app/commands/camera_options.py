"""How a camera hangs and what its pixels are: options of every command that opens a source."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from edge_app.pipeline.camera_settings import CameraSettings

Function = TypeVar("Function", bound=Callable[..., Any])


def camera_options(function: Function) -> Function:
    """Give a command `--rotate`, `--pixel-aspect` and `--interlaced`.

    Its parameters are `rotate: str | None`, `aspect: str | None`, `interlaced: bool | None`; None
    is what was not said.
    """
    for option in (
        click.option(
            "--interlaced/--progressive",
            "interlaced",
            default=None,
            help="Every second line is of another moment, and the stream does not say so.",
        ),
        click.option(
            "--pixel-aspect",
            "aspect",
            metavar="W:H",
            help="A pixel's width to its height, as 2:1; else what the stream states.",
        ),
        click.option(
            "--rotate",
            type=click.Choice(["0", "90", "180", "270"]),
            help="Degrees clockwise that bring the picture upright.",
        ),
    ):
        function = option(function)
    return function


def camera_settings(
    rotate: str | None,
    aspect: str | None,
    interlaced: bool | None,
    before: CameraSettings | None = None,
) -> CameraSettings:
    """Return what the options say, and for the rest what `before` does. Raise SourceError."""
    from edge_app.pipeline.camera_settings import AS_IT_IS, CameraSettings, pixel_aspect

    before = before or AS_IT_IS
    return CameraSettings(
        before.rotate if rotate is None else int(rotate),
        before.pixel_aspect if aspect is None else pixel_aspect(aspect),
        before.interlaced if interlaced is None else interlaced,
    )
