"""One frame to tracks: the areas around live tracks in every frame, the rest in rotation."""

from __future__ import annotations

from edge_app.domain import Frame
from edge_app.pipeline.tracker import FaceTrack, Tracker
from models.detector import FaceDetector
from models.tiles import TileScan, around

NEW_SCENE_S = 8.0  # longer than a whole scan takes, shorter than STILL_GAP_S
ROTATION = 5  # tiles of the pyramid a frame; 1280x720 has 74: all of it in half a second


class Finder:
    """Detector, tiles and tracker of one lane. One thread at a time."""

    def __init__(self, detector: FaceDetector) -> None:
        """Track nobody yet. `detector` is closed by the caller."""
        self._detector = detector
        self._scan: TileScan | None = None
        self._tracker = Tracker()
        self._last_s = float("-inf")

    def find(self, frame: Frame) -> list[FaceTrack]:
        """Return the live tracks after `frame`; another size of frame starts the rotation anew.

        The first frame, and one after a gap of NEW_SCENE_S, is searched as a whole: of a still
        there is no next frame for the rest.
        """
        height, width = frame.image.shape[:2]
        if self._scan is None or self._scan.size != (width, height):
            self._scan = TileScan(width, height)
        new_scene = frame.time_s - self._last_s > NEW_SCENE_S
        self._last_s = frame.time_s
        if new_scene:
            return self._tracker.update(self._detector.detect(frame.image), frame.time_s)
        predicted = [t.predicted(frame.time_s) for t in self._tracker.tracks]
        tiles = around([b for b in predicted if b.clipped(width, height).area > 0], width, height)
        tiles += self._scan.next_tiles(frame.image, ROTATION)
        detections = self._detector.detect_in(frame.image, tiles)
        return self._tracker.update(detections, frame.time_s)
