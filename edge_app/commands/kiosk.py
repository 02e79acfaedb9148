"""`gapura kiosk`: the officer's window on a camera or a recording."""

from __future__ import annotations

from pathlib import Path

import click

from edge_app.commands.output import examples, progress


@click.command(
    epilog=examples(
        "gapura kiosk --source /dev/video0 --references persons/",
        "gapura kiosk --source rtsp://camera.lane2/main --references persons/",
    )
)
@click.option(
    "--source",
    default="/dev/video0",
    show_default=True,
    metavar="S",
    help="A camera (0 or /dev/video0), rtsp://…, a video, a GIF, a folder, or `scene`.",
)
@click.option(
    "--references",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Listed persons: DIR/<identity>/<picture>; without it nobody is on a list.",
)
def command(source: str, references: Path | None) -> None:
    """Show the officer's window, full screen; Ctrl+Q leaves it."""
    from edge_app.kiosk import open_kiosk, show

    with progress(as_json=False) as advance:
        live = open_kiosk(source, references, advance)
    show(live)
