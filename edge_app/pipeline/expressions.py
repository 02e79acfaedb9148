"""The expressions of one person in view, ten times a second, while somebody asks for them.

The first step of a frame cuts the face out, the second analyses it, between two comparisons. While
nobody asks, neither does anything.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from edge_app.domain import Frame, Template, Track
from edge_app.pipeline.best_shots import Shot, cut
from edge_app.pipeline.nearest import nearest
from edge_app.pipeline.people import PersonLimits
from edge_app.pipeline.tracker import FaceTrack
from models.engine import FaceEngine
from models.liveness import Expression, expression_of

SAMPLE_INTERVAL_S = 0.1  # on the clock of the source
FRONTAL = 20.0  # degrees of yaw: the person is known by a face turned no further away
ODD = 2  # templates in a row that are not of the person: somebody else


@dataclass(frozen=True, slots=True)
class ExpressionSample:
    """What the face of one person did in one frame."""

    track_id: int
    time_s: float  # of the frame, on the source's clock
    expression: Expression | None  # None: no face was found at that moment, or another person's
    same_person: bool  # as far as can be told: who the watch began with
    template: Template | None = None  # of who the watch began with; None: not known yet


@dataclass(slots=True, eq=False)
class _Watch:
    on_sample: Callable[[ExpressionSample], None]
    track_id: int | None  # None: whoever is nearest in the first frame
    last_s: float = float("-inf")
    waiting: tuple[float, Shot | None] | None = None  # the newest that nobody analysed
    template: Template | None = None  # of the person that the watch began with
    odd: int = 0
    same: bool = True


class ExpressionWatch:
    """`offer` belongs to the first step, `analyse_next` to the second, the rest to any thread."""

    def __init__(self, engine: FaceEngine) -> None:
        """Watch nobody yet. `engine` is closed by the caller."""
        self._engine = engine
        self._limits = PersonLimits.of(engine.model)
        self._lock = threading.Lock()
        self._watch: _Watch | None = None

    def begin(self, track_id: int | None, on_sample: Callable[[ExpressionSample], None]) -> None:
        """Watch the track, None: whoever is nearest in the next frame with somebody.

        `on_sample` is called on the thread of the second step; it returns at once and raises
        nothing. A watch that runs ends.
        """
        with self._lock:
            self._watch = _Watch(on_sample, track_id)

    def end(self) -> None:
        """Watch nobody; what the watch knew is forgotten."""
        with self._lock:
            self._watch = None

    def offer(self, frame: Frame, found: Sequence[FaceTrack], shown: Sequence[Track]) -> None:
        """Set the watched face of `frame` aside; `shown` are the tracks that may be chosen."""
        with self._lock:
            watch = self._watch
            if watch is None or frame.time_s - watch.last_s < SAMPLE_INTERVAL_S * 0.95:
                return
            if watch.track_id is None:
                watch.track_id = nearest(shown, frame.image.shape[1], frame.image.shape[0])
            if watch.track_id is None:
                return
            watch.last_s = frame.time_s
            face = next((t for t in found if t.track_id == watch.track_id), None)
            seen = face is not None and face.detection is not None
            box = face.detection.box if seen and face and face.detection else None
            shot = None if box is None else cut(frame, watch.track_id, box, 0.0)
            watch.waiting = (frame.time_s, shot)

    def analyse_next(self) -> bool:
        """Analyse what waits, and call `on_sample`; return False where nothing waited."""
        with self._lock:
            watch = self._watch
            if watch is None or watch.waiting is None or watch.track_id is None:
                return False
            (time_s, shot), watch.waiting = watch.waiting, None
            track_id = watch.track_id
        expression = None if shot is None else self._expression(watch, shot)
        watch.on_sample(ExpressionSample(track_id, time_s, expression, watch.same, watch.template))
        return True

    def _expression(self, watch: _Watch, shot: Shot) -> Expression | None:
        """Return what the watched person's face does in `shot`; None: it is not theirs.

        Each face is compared, turned or not: whoever holds a photograph up and looks past it for
        the gesture alone would be seen in no other sample.
        """
        landmarks = self._engine.landmarks(shot.image, shot.box)
        if landmarks is None:
            return None
        expression = expression_of(shot.image, shot.box, landmarks, shot.time_s)
        template = self._engine.template(shot.image, landmarks)
        if template is None:
            return None
        if watch.template is None and abs(expression.yaw) <= FRONTAL:
            watch.template = template
        if watch.template is None:
            return None
        odd = float(watch.template @ template) < self._limits.consistent
        watch.odd = watch.odd + 1 if odd else 0
        watch.same = watch.same and watch.odd < ODD
        return None if odd and watch.same else expression
