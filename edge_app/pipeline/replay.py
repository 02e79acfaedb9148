"""A recording through the pipeline: every frame, in one thread, the same result each time."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from edge_app.domain import Alert, Frame, LaneFault, SourceState
from edge_app.errors import SourceError
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.picture_source import PictureSource
from edge_app.pipeline.picture_watch import PictureWatch


@dataclass(frozen=True, slots=True, eq=False)
class Replay:
    """What was found."""

    frames: int
    unreadable: int  # of those: not usable
    seconds: float  # of work, not of the recording
    tracks: int
    captured: int
    alerts: tuple[Alert, ...]
    latency_ms: tuple[float, float]  # p50, p95; NaN when nothing was decided
    unusable: dict[SourceState, int] = field(default_factory=dict)  # pictures, by what they are
    faults: tuple[LaneFault, ...] = ()  # that were told at some time
    turn: int = 0  # degrees clockwise that bring faces upright
    pixel_aspect: float = 1.0  # the width to the height that pixels seem to have


def replay(
    lane: Lane, source: PictureSource, advance: Callable[[int], None], limit_s: float = np.inf
) -> Replay:
    """Run `source` to its end, or for `limit_s` seconds of its own time.

    `advance(frames)` is told of each. Raise SourceError when no picture could be read.
    """
    frames, watch, faults = 0, PictureWatch(), dict[LaneFault, None]()
    alerts: list[Alert] = []
    began = time.monotonic()
    while (got := source.read()) is not None and got[0] <= limit_s:
        time_s, image = got
        frames += 1
        if not watch.update(image, time_s, live=False) or image is None:
            continue
        lane.analyse(Frame(frames - 1, time_s, time.monotonic(), image))
        while (result := lane.recognise_pending()) is not None:
            alerts += result.alerts
        faults.update(dict.fromkeys((*watch.faults, *lane.faults.current)))
        advance(frames)
    unreadable = watch.unusable.total()
    if frames == unreadable:
        kinds = ", ".join(state.value for state in watch.unusable) or "empty"
        raise SourceError(f"no usable picture in {frames} frames: {kinds}")
    latencies = np.array(lane.latencies_ms or [np.nan])
    p50, p95 = np.percentile(latencies, [50, 95])
    return Replay(
        frames,
        unreadable,
        time.monotonic() - began,
        lane.counts.people,
        lane.counts.captured,
        tuple(alerts),
        (float(p50), float(p95)),
        dict(watch.unusable),
        tuple(faults),
        lane.turning.turn,
        lane.shape.aspect,
    )
