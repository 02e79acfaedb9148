"""Who is who from frame to frame, by place and motion.

Each track predicts where its face will be (an alpha-beta filter); detections are assigned to
predictions by least total cost (`scipy.optimize.linear_sum_assignment`), tracks seen a moment ago
before tracks that are lost, so that whoever is hidden does not take the detection of whoever hides
them (the cascade of ByteTrack, Zhang et al., ECCV 2022). Who a track *is* is not decided here:
`people.py` compares templates.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.detector import MIN_SURE_SCORE, Detection
from models.geometry import Box

SHOW_HITS = 2  # sure detections until a track is drawn
CONFIRM_HITS = 3  # sure detections until a track counts as a person
LOST_FOR_S = 1.5  # a hidden person is waited for this long
TENTATIVE_FOR_S = 0.4  # an unconfirmed track, this long
ALPHA, BETA = 0.7, 0.25  # shares of the innovation that go to place and to velocity
COAST_S = 0.6  # a hidden person is taken to keep walking with this time constant
GATE = 0.9  # in face widths: the farthest a detection may be from its prediction
GATE_PER_S = 1.0  # more for each second that the track was not seen
SIZE_RATIO = 1.8  # two boxes of one face differ by less from frame to frame
RECENT_S = 0.25  # seen this recently: first choice of the detections
IMPOSSIBLE = 1e6  # a cost that no assignment takes


@dataclass(slots=True)
class FaceTrack:
    """One face in view; owned by the tracker, read by others between two updates."""

    track_id: int
    box: Box
    velocity: tuple[float, float]  # pixels a second
    last_seen_s: float
    seen: int  # detections so far
    hits: int  # the sure ones of them
    detection: Detection | None  # of the latest update; None: not seen in it

    @property
    def shown(self) -> bool:
        """Return whether it is worth a box: seen twice, and no pattern that flickers as a face."""
        return self.hits >= SHOW_HITS and 2 * self.hits >= self.seen

    @property
    def confirmed(self) -> bool:
        """Return whether it counts as a person."""
        return self.shown and self.hits >= CONFIRM_HITS

    def predicted(self, time_s: float) -> Box:
        """Return where the face should be at `time_s`; one long hidden counts as slowed down."""
        dt = max(time_s - self.last_seen_s, 0.0)
        travelled = COAST_S * (1 - math.exp(-dt / COAST_S))
        return self.box.moved(self.velocity[0] * travelled, self.velocity[1] * travelled)

    def update(self, detection: Detection, time_s: float) -> None:
        """Take `detection` as this face at `time_s`."""
        predicted, dt = self.predicted(time_s), time_s - self.last_seen_s
        (px, py), (dx, dy) = predicted.centre, detection.box.centre
        x, y = px + ALPHA * (dx - px), py + ALPHA * (dy - py)
        w = self.box.w + ALPHA * (detection.box.w - self.box.w)
        h = self.box.h + ALPHA * (detection.box.h - self.box.h)
        if dt > 0:
            vx, vy = self.velocity
            gain = (BETA if self.seen > 1 else 1.0) / dt
            self.velocity = (vx + gain * (dx - px), vy + gain * (dy - py))
        self.box = Box(x - w / 2, y - h / 2, w, h)
        self.last_seen_s, self.detection = time_s, detection
        self.seen += 1
        self.hits += detection.score >= MIN_SURE_SCORE


class Tracker:
    """Keeps the tracks of one lane."""

    def __init__(self) -> None:
        """Start with nobody in view."""
        # It loads for half a second of a processor: only where there is a camera, and before its
        # first picture.
        from scipy.optimize import linear_sum_assignment

        self._pairs = linear_sum_assignment
        self.tracks: list[FaceTrack] = []
        self._next_id = 1

    def update(self, detections: list[Detection], time_s: float) -> list[FaceTrack]:
        """Return all live tracks after `detections` at `time_s`.

        Time may stand still, never run back.
        """
        # After a gap in the pictures nobody is where they were: a still is a scene of its own.
        self.tracks = [t for t in self.tracks if time_s - t.last_seen_s <= LOST_FOR_S]
        for track in self.tracks:
            track.detection = None
        recent = [t for t in self.tracks if time_s - t.last_seen_s <= RECENT_S]
        lost = [t for t in self.tracks if time_s - t.last_seen_s > RECENT_S]
        rest = self._assign(recent, detections, time_s)
        rest = self._assign(lost, rest, time_s)
        for detection in rest:
            if detection.score >= MIN_SURE_SCORE:  # a weaker one may continue a track
                self.tracks.append(self._begin(detection, time_s))
        self.tracks = [t for t in self.tracks if time_s - t.last_seen_s <= _patience(t)]
        return self.tracks

    def _begin(self, detection: Detection, time_s: float) -> FaceTrack:
        track = FaceTrack(self._next_id, detection.box, (0.0, 0.0), time_s, 1, 1, detection)
        self._next_id += 1
        return track

    def _assign(
        self, tracks: list[FaceTrack], detections: list[Detection], time_s: float
    ) -> list[Detection]:
        """Give `detections` to `tracks`; returns those that nobody took."""
        if not tracks or not detections:
            return detections
        costs = np.array([[_cost(t, d, time_s) for d in detections] for t in tracks])
        taken = set()
        for row, column in zip(*self._pairs(costs), strict=True):
            if costs[row, column] < IMPOSSIBLE:
                tracks[row].update(detections[column], time_s)
                taken.add(int(column))
        return [d for i, d in enumerate(detections) if i not in taken]


def _patience(track: FaceTrack) -> float:
    return LOST_FOR_S if track.confirmed else TENTATIVE_FOR_S


def _cost(track: FaceTrack, detection: Detection, time_s: float) -> float:
    """Return the distance in face widths plus difference in size; IMPOSSIBLE outside the gate."""
    predicted = track.predicted(time_s)
    size = max(predicted.w, detection.box.w, 1.0)
    (px, py), (dx, dy) = predicted.centre, detection.box.centre
    distance = math.hypot(dx - px, dy - py) / size
    ratio = abs(math.log(max(detection.box.w, 1.0) / max(predicted.w, 1.0)))
    gate = GATE + GATE_PER_S * (time_s - track.last_seen_s)
    if distance > gate or ratio > math.log(SIZE_RATIO):
        return IMPOSSIBLE
    return distance + ratio
