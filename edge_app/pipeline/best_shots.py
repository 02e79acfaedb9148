"""Which samples of a track are worth landmarks and a template (25 ms), rather than all of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from edge_app.domain import Frame, Image
from edge_app.pipeline.tracker import FaceTrack
from models.geometry import Box
from models.landmarks import cut_square
from models.quality import Quality, coarse

FLOOR = 0.3  # of quality; set by judgement: a sample below it waits for a better one
FIRST_SHOTS = 4  # taken as they come, to decide soon
FIRST_GAP_S = 0.15  # between those, so that they differ
NEARLY_AS_GOOD = 0.85  # of the best so far: good enough for one of the first
BETTER = 1.12  # times the best so far: always worth a template
REFRESH_S = 2.0  # a person who stays is looked at again this often
SQUARE = 2.2  # times the face: what landmarks and the officer's picture need


@dataclass(frozen=True, slots=True, eq=False)
class Shot:
    """A sample of a track, cut out so that its frame can go."""

    track_id: int
    frame: int
    time_s: float
    captured_at: float  # time.monotonic()
    image: Image  # a square around the face
    box: Box  # of the face in `image`
    frame_box: Box  # of the face in the frame
    quality: float  # 0..1, without landmarks
    others: tuple[Box, ...] = ()  # faces of other tracks, in `image`; they may lie outside of it


@dataclass(slots=True)
class _ShotsOfTrack:
    count: int = 0
    best: float = 0.0
    last_s: float = float("-inf")
    asked: bool = False  # for any shot of use: who it is must be known soon


class BestShots:
    """Chooses shots by what each track gave before."""

    def __init__(self) -> None:
        """Start without shots."""
        self._tracks: dict[int, _ShotsOfTrack] = {}
        self.quality: dict[int, Quality] = {}  # track -> its latest sample
        self._all_requested = False
        self._requested: set[int] = set()  # tracks

    def request_shots(self) -> None:
        """Ask everyone in view for a shot with the next frame; from any thread."""
        self._all_requested = True

    def request_shot(self, track_id: int) -> None:
        """Ask a track for a shot as soon as it gives one of use; from any thread."""
        self._requested.add(track_id)

    def choose(self, frame: Frame, tracks: list[FaceTrack]) -> list[Shot]:
        """Return the shots of `frame` worth a template; `tracks` are all that live."""
        live = {t.track_id for t in tracks}
        self._tracks = {i: taken for i, taken in self._tracks.items() if i in live}
        self.quality = {i: quality for i, quality in self.quality.items() if i in live}
        if self._all_requested:
            self._all_requested = False
            for taken in self._tracks.values():
                taken.last_s = float("-inf")
        while self._requested:
            if (asked := self._tracks.get(self._requested.pop())) is not None:
                asked.asked = True
        shots = []
        for track in tracks:
            if track.detection is None:
                continue
            judged = coarse(frame.image, track.detection)
            self.quality[track.track_id] = judged
            quality = judged.score
            taken = self._tracks.setdefault(track.track_id, _ShotsOfTrack())
            if _worth(taken, quality, frame.time_s):
                taken.count += 1
                taken.best = max(taken.best, quality)
                taken.last_s = frame.time_s
                taken.asked = False
                others = [other.box for other in tracks if other is not track]
                shots.append(cut(frame, track.track_id, track.detection.box, quality, others))
        return shots


def _worth(taken: _ShotsOfTrack, quality: float, time_s: float) -> bool:
    if quality < FLOOR:
        return False
    if taken.count == 0 or taken.asked or quality > BETTER * taken.best:
        return True
    since = time_s - taken.last_s
    if taken.count < FIRST_SHOTS:
        return since >= FIRST_GAP_S and quality >= NEARLY_AS_GOOD * taken.best
    return since >= REFRESH_S


def cut(frame: Frame, track_id: int, box: Box, quality: float, others: Iterable[Box] = ()) -> Shot:
    """Return the face in `box` of `frame`, with what landmarks need around it."""
    part, left, top = cut_square(frame.image, box.square(SQUARE))
    return Shot(
        track_id,
        frame.number,
        frame.time_s,
        frame.captured_at,
        part.copy(),
        box.moved(-left, -top),
        box,
        quality,
        tuple(other.moved(-left, -top) for other in others),
    )
