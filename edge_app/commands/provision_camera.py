"""`gapura provision camera`: which camera this terminal has, and how it hangs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from edge_app.commands.camera_options import camera_options, camera_settings
from edge_app.commands.state_option import state_option
from sync.command_line.output import examples, json_option, print_json
from sync.terminal.state import TerminalState


@click.command(
    "camera",
    epilog=examples(
        "gapura provision camera --state /var/lib/gapura",
        "gapura provision camera --state DIR --source /dev/v4l/by-id/usb-1 --rotate 90",
        "gapura provision camera --state DIR --source none",
    ),
)
@state_option
@click.option(
    "--source",
    metavar="S",
    help="As of `gapura kiosk`; `none`: a supervisor's desk; - reads an address from stdin.",
)
@camera_options
@json_option
def camera_command(
    folder: Path,
    source: str | None,
    rotate: str | None,
    aspect: str | None,
    interlaced: bool | None,
    as_json: bool,
) -> None:
    """Say which camera this terminal has, or choose it; the kiosk's options come before it.

    An address with a password is better read from stdin: others see what is typed as an option.
    """
    from edge_app.pipeline.camera_settings import Camera
    from edge_app.pipeline.sources import without_password
    from edge_app.terminal.camera_file import read_camera, write_camera

    state = TerminalState(folder)
    state.config()
    if source == "-":
        source = sys.stdin.readline().strip()
    given = any(value is not None for value in (source, rotate, aspect, interlaced))
    camera = Camera() if source is not None else read_camera(state, strict=True)
    settings = camera_settings(rotate, aspect, interlaced, camera.settings)
    camera = Camera(camera.source if source is None else source, settings)
    if given:
        write_camera(state, camera)
    shown = without_password(camera.source)
    if as_json:
        print_json(
            {
                "source": shown,
                "rotate": settings.rotate,
                "pixel_aspect": settings.pixel_aspect,
                "interlaced": settings.interlaced,
            }
        )
        return
    aspect_text = "as the stream states" if settings.pixel_aspect is None else settings.pixel_aspect
    click.echo(f"camera        {shown}")
    click.echo(f"turned by     {settings.rotate} degrees")
    click.echo(f"pixel aspect  {aspect_text}")
    click.echo(f"interlaced    {'yes' if settings.interlaced else 'as the stream states'}")
    if given:
        click.echo("changed; start the kiosk again")
