"""`gapura replay`: a recording through the terminal's pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from edge_app.commands.camera_options import camera_options, camera_settings
from edge_app.domain import LaneFault, SourceState
from sync.command_line.output import examples, json_option, print_json, progress
from sync.counts import number_of

if TYPE_CHECKING:
    from edge_app.pipeline.replay import Replay

UNUSABLE = {
    SourceState.UNREADABLE: "could not be decoded, or are missing",
    SourceState.BLACK: "black",
    SourceState.BLANK: "of one colour, or a test pattern",
}
FAULTS = {
    LaneFault.DARK: "too dark to recognise faces",
    LaneFault.BLURRED: "out of focus, or the lens is dirty",
    LaneFault.MOVED: "the camera was moved while it recorded",
    LaneFault.QUEUE: "more people at once than a lane lets through",
    LaneFault.STROBING: "the light flashes",
    LaneFault.SMEARED: "parts of pictures were lost on the way",
    LaneFault.SIDEWAYS: "faces do not stand upright: try --rotate {turn}",
    LaneFault.SQUEEZED: "faces are too narrow or too wide: try --pixel-aspect {aspect:g}",
}


@click.command(
    epilog=examples(
        "gapura replay gate.mkv --references persons/",
        "gapura replay clip.gif --references persons/ --json",
        "gapura replay turned.mp4 --rotate 90 --pixel-aspect 2:1 --references persons/",
    )
)
@click.argument("source")
@click.option(
    "--references",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Listed persons: DIR/<identity>/<picture>.",
)
@camera_options
@json_option
def command(
    source: str,
    references: Path,
    rotate: str | None,
    aspect: str | None,
    interlaced: bool | None,
    as_json: bool,
) -> None:
    """Run SOURCE (a video, a GIF, a folder of images) through the terminal's pipeline."""
    from edge_app.lists.folder_list import local_list, other_references
    from edge_app.lists.served_list import load_calibration
    from edge_app.pipeline.lane import open_lane
    from edge_app.pipeline.replay import replay
    from edge_app.pipeline.sources import open_source, pictures_left_out

    pictures = open_source(source, camera_settings(rotate, aspect, interlaced))
    try:
        if pictures.live:
            raise click.UsageError("a camera never ends; use `gapura kiosk --source`")
        with progress(as_json) as advance:
            served = local_list(
                references, load_calibration(), lambda done, total: advance(done, total, "enrol")
            )
            lane = open_lane((served,))
            try:
                found = replay(lane, pictures, lambda frames: advance(frames, 0, "frames"))
            finally:
                lane.close()
    finally:
        pictures.close()
    left_out = (*other_references(references), *pictures_left_out(pictures))
    if as_json:
        print_json(replay_json(found, left_out))
    else:
        _print(found, left_out)


def replay_json(found: Replay, left_out: Sequence[str] = ()) -> dict[str, object]:
    """Return the object of `--json`."""
    return {
        "frames": found.frames,
        "seconds": round(found.seconds, 3),
        "fps": round(found.frames / found.seconds, 1) if found.seconds else 0.0,
        "tracks": found.tracks,
        "captured": found.captured,
        "alerts": [
            {
                "time_s": round(alert.time_s, 3),
                "frame": alert.frame,
                "track": alert.track_id,
                "reference": alert.candidate.reference.reference_id,
                "score": round(alert.candidate.score, 4),
                "threshold": round(alert.candidate.threshold, 4),
                "box": [round(v, 1) for v in (alert.box.x, alert.box.y, alert.box.w, alert.box.h)],
            }
            for alert in found.alerts
        ],
        "latency_ms": {
            name: None if value != value else round(value, 1)
            for name, value in zip(("p50", "p95"), found.latency_ms, strict=True)
        },
        "unreadable": found.unreadable,
        "unusable": {state.value: count for state, count in found.unusable.items()},
        "faults": [fault.value for fault in found.faults],
        "turn": found.turn,
        "pixel_aspect": found.pixel_aspect,
        "left_out": list(left_out),
    }


def _print(found: Replay, left_out: Sequence[str]) -> None:
    click.echo(
        f"{found.frames} frames ({found.unreadable} not usable) in {found.seconds:.1f} s; "
        f"{found.tracks} people, {found.captured} captured, {number_of(len(found.alerts), 'alert')}"
    )
    for alert in found.alerts:
        candidate = alert.candidate
        click.echo(
            f"  {alert.time_s:7.2f} s  track {alert.track_id:<3d}"
            f" {candidate.reference.name}  score {candidate.score:.2f}"
            f" (threshold {candidate.threshold:.2f})"
        )
    for state, count in found.unusable.items():
        click.echo(f"  not usable: {count} {UNUSABLE[state]}")
    for fault in found.faults:
        told = FAULTS.get(fault, fault.value)
        click.echo(f"  {told.format(turn=found.turn, aspect=found.pixel_aspect)}")
    for line in left_out:
        click.echo(f"  left out: {line}")
