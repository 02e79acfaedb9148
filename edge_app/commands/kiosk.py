"""`gapura kiosk`: the officer's window on a camera or a recording."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edge_app.commands.camera_options import camera_options, camera_settings
from edge_app.opening import OpeningStage
from edge_app.terminal.new_start import start_anew
from sync.command_line.output import examples, json_option, print_json, progress
from sync.counts import number_of
from sync.logs import setup_logging
from sync.private_memory import keep_memory_private, warn_of_exposure

if TYPE_CHECKING:
    from edge_app.pipeline.camera_settings import Camera, CameraSettings
    from edge_app.pipeline.picture_source import PictureSource
    from edge_app.terminal.headless import HeadlessResult
    from edge_app.terminal.kiosk import Kiosk
    from edge_app.ui.window.splash import Tell


log = logging.getLogger(__name__)


@click.command(
    epilog=examples(
        "gapura kiosk --source /dev/video0 --references persons/",
        "gapura kiosk --source rtsp://camera.lane2/main --rotate 90 --state /var/lib/gapura",
        "gapura kiosk --source none --state /var/lib/gapura",
    )
)
@click.option(
    "--source",
    metavar="S",
    help=(
        "A camera (0, /dev/video0, /dev/v4l/by-id/…), rtsp://…, a video, a GIF, a folder, or"
        " `scene`; `none` for a supervisor's desk, with --state; else the one of `provision"
        " camera`, or /dev/video0."
    ),
)
@camera_options
@click.option(
    "--references",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Listed persons: DIR/<identity>/<picture>; without it nobody is on a list.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help=(
        "A terminal: it serves the lists that the data centre publishes for it. An empty folder"
        " becomes one, by a ticket that is held before the camera."
    ),
)
@click.option(
    "--dpi",
    type=click.FloatRange(min=50, max=600),
    help="Pixels an inch of the screen, for keys of 15 mm; else what the screen says of itself.",
)
@click.option("--headless", is_flag=True, help="Without a window; goes with --state.")
@click.option(
    "--seconds",
    type=click.FloatRange(min=1, max=31_536_000),
    help="How long without a window; else until the recording or the process ends.",
)
@json_option
def command(
    source: str | None,
    rotate: str | None,
    aspect: str | None,
    interlaced: bool | None,
    references: Path | None,
    state: Path | None,
    dpi: float | None,
    headless: bool,
    seconds: float | None,
    as_json: bool,
) -> None:
    """Show the officer's window, full screen.

    With --state a technician who is signed in closes it, in the settings; no key does. Without
    one, Ctrl+Q does.
    """
    if state is not None and references is not None:
        raise click.UsageError("--references and --state exclude each other")
    if source == "none" and state is None:
        raise click.UsageError("`--source none` is a desk over provisioned lanes: it needs --state")
    if headless and state is None:
        raise click.UsageError("--headless goes with --state")
    if not headless and (as_json or seconds is not None):
        raise click.UsageError("--seconds and --json go with --headless")
    if not headless:
        from edge_app.terminal.display import require_display

        require_display()
    setup_logging()
    keep_memory_private()
    warn_of_exposure(log)
    camera = _chosen(state, source, rotate, aspect, interlaced)
    # What is wrong with it is told before a window opens.
    pictures = opener_of(camera.source, endless=not headless)
    if state is not None and headless:
        _run_headless(state, pictures, camera.settings, seconds, as_json)
        return
    if state is not None:
        from sync.terminal.state import TerminalState

        terminal = TerminalState(state)
        if terminal.is_bare or terminal.approval_awaited.exists():
            from edge_app.terminal.bare_kiosk import run_setup

            if run_setup(state, pictures, camera.settings, dpi):
                start_anew()
            return
    from edge_app.ui.window.splash import opened_behind

    def provisioned(tell: Tell) -> Kiosk:
        from edge_app.terminal.provisioned_kiosk import open_terminal

        return open_terminal(folder, pictures, camera.settings, tell)

    def standalone(tell: Tell) -> Kiosk:
        from edge_app.lists.folder_list import other_references
        from edge_app.terminal.kiosk import open_kiosk

        tell(OpeningStage.MODELS)
        with progress(as_json=False) as advance:
            opened = open_kiosk(pictures, references, advance, camera.settings)
        for line in other_references(references) if references is not None else ():
            click.echo(f"left out: {line}", err=True)
        return opened

    folder = state or Path()
    work = standalone if state is None else provisioned
    with opened_behind(work, _open_window) as kiosk:
        from edge_app.terminal.kiosk import show

        again = show(kiosk, close_key=state is None, dpi=dpi, restartable=state is not None)
    if again:
        start_anew()


def _open_window() -> None:
    """Import what the window is made of, while the models are opened on another thread."""
    import edge_app.terminal.kiosk
    import edge_app.ui.records.plot  # noqa: F401  not at the officer's first touch


def _chosen(
    state: Path | None,
    source: str | None,
    rotate: str | None,
    aspect: str | None,
    interlaced: bool | None,
) -> Camera:
    """Return the camera of the options; where they say nothing, the terminal's own."""
    from edge_app.pipeline.camera_settings import Camera
    from edge_app.terminal.camera_file import read_camera
    from sync.terminal.state import TerminalState

    kept = Camera() if state is None else read_camera(TerminalState(state))
    # How another camera hangs says nothing of this one.
    before = kept.settings if source in (None, kept.source) else None
    settings = camera_settings(rotate, aspect, interlaced, before)
    return Camera(kept.source if source is None else source, settings)


def opener_of(source: str, endless: bool) -> str | Callable[[], PictureSource]:
    """Return what opens the demo's scene for `scene`; any other address as it is.

    `endless`: the scene begins anew after each round, for somebody looks at it as at a camera.
    """
    if source != "scene":
        return source
    try:
        from edge_app.demo.scene import SceneSource
    except ModuleNotFoundError as error:
        raise click.BadParameter(
            "`scene` is a part of the demo, which is not installed on a terminal",
            param_hint="--source",
        ) from error
    return partial(SceneSource, seconds=None) if endless else SceneSource


def _run_headless(
    state: Path,
    pictures: str | Callable[[], PictureSource],
    settings: CameraSettings,
    seconds: float | None,
    as_json: bool,
) -> None:
    """Print what the terminal sees and serves, for technicians and tests."""
    from edge_app.terminal.headless import run_headless
    from edge_app.terminal.provisioned_kiosk import open_terminal

    running = open_terminal(state, pictures, settings)
    with progress(as_json) as advance:
        result = run_headless(
            running, seconds, lambda view: advance(view.counts.frames, 0, "frames")
        )
    if as_json:
        print_json(result_json(result))
    else:
        _print(result)
    if result.camera and not result.counts.frames:
        raise click.ClickException(f"no picture came: {result.camera}")


def result_json(result: HeadlessResult) -> dict[str, object]:
    """Return what `--headless --json` prints: as `demo`, and what is held of each collection."""
    return {
        "frames": result.counts.frames,
        "fps": round(result.fps, 1),
        "people": result.counts.people,
        "captured": result.counts.captured,
        "alerts": [
            {
                "alert": alert.alert_id,
                "list": alert.candidate.watch_list.list_id,
                "version": alert.candidate.watch_list.version,
                "reference": alert.candidate.reference.reference_id,
                "score": round(alert.candidate.score, 4),
                "threshold": round(alert.candidate.threshold, 4),
            }
            for alert in result.alerts
        ],
        "collections": [state.model_dump(mode="json") for state in result.collections],
        "waiting": result.sync.waiting if result.sync else 0,
        "error": (result.sync.refused or result.sync.fault) if result.sync else "",
        "camera": result.camera,
        "faults": [fault.value for fault in result.faults],
    }


def _print(result: HeadlessResult) -> None:
    counts = result.counts
    click.echo(
        f"{counts.frames} frames at {result.fps:.0f} a second; {counts.people} people, "
        f"{counts.captured} captured, {number_of(len(result.alerts), 'alert')}"
    )
    if result.camera and counts.frames:
        click.echo(f"  camera: {result.camera}")
    for fault in result.faults:
        click.echo(f"  lane: {fault.value}")
    for state in result.collections:
        words = f"  {state.collection} {state.version}: {state.state}, {state.references} persons"
        click.echo(f"{words}; {state.error}" if state.error else words)
    if not result.collections:
        click.echo("  no list is served")
    if result.sync is not None and result.sync.revoked:
        click.echo("  no lists may be served: revoked, or the lease has ended")
    if result.sync is not None and (trouble := result.sync.refused or result.sync.fault):
        click.echo(f"  {trouble}")
