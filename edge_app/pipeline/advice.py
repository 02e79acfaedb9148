"""What a visitor may do so that they are seen well, steady enough to be read."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass, field

from edge_app.domain import Advice
from models.quality import Defect, Quality

POOR = 0.5  # of a component's utility: below it, it is worth a word
NEAR = 0.75  # of the picture's shorter side: a face so wide is too near
CUT_OFF_FROM = 0.2  # of it: a smaller face at the border is passing, not too near
STEADY_S = 0.35  # time constant; a new word comes after about twice this
SHOWN, KEPT = 0.85, 0.3  # level at which advice appears, and below which it goes
JUDGED_S = 2.5  # what landmarks said of a shot holds this long
UNFOUND = 2  # shots of a good face in a row without landmarks: something covers it

ADVICE = {
    Defect.TOO_SMALL: Advice.COME_CLOSER,
    Defect.CUT_OFF: Advice.STEP_BACK,
    Defect.TURNED: Advice.LOOK_HERE,
    Defect.BLURRED: Advice.HOLD_STILL,
    Defect.DARK: Advice.INTO_THE_LIGHT,
    Defect.BRIGHT: Advice.INTO_THE_LIGHT,
    Defect.EYES_CLOSED: Advice.OPEN_EYES,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What landmarks said of one shot."""

    time_s: float
    quality: Quality | None  # None: no landmarks were found
    covered: bool


def wanted(quality: Quality, share: float, judged: Judgement | None) -> Advice | None:
    """Return what would help most now; None: nothing is amiss.

    `quality`: of the latest sample, without landmarks; `share`: the width of the face of the
    picture's shorter side; `judged`: a recent shot.
    """
    if share >= NEAR:
        return Advice.STEP_BACK
    if judged is not None and judged.covered:
        return Advice.UNCOVER_FACE
    utilities = quality.utilities()
    if judged is not None and judged.quality is not None:
        closer = judged.quality.utilities()
        for defect in (Defect.TURNED, Defect.EYES_CLOSED):  # pitch and lids need landmarks
            utilities[defect] = min(utilities.get(defect, 1.0), closer.get(defect, 1.0))
    if share < CUT_OFF_FROM:
        utilities.pop(Defect.CUT_OFF, None)
    worst = min(utilities, key=lambda defect: utilities[defect])
    return ADVICE[worst] if utilities[worst] < POOR else None


@dataclass(slots=True)
class _Person:
    last_s: float
    levels: dict[Advice, float] = field(default_factory=dict)  # 0..1, how long it was wanted
    shown: Advice | None = None
    judged: Judgement | None = None
    unfound: int = 0  # shots in a row without landmarks


class Advisor:
    """The advice of each live track. Not for several threads at once: the lane guards it."""

    def __init__(self) -> None:
        """Start with nobody in view."""
        self._people: dict[int, _Person] = {}

    def keep(self, live: Collection[int]) -> None:
        """Forget all but these tracks."""
        self._people = {i: person for i, person in self._people.items() if i in live}

    def update(self, track_id: int, quality: Quality, share: float, time_s: float) -> None:
        """Take the latest sample of a track, without landmarks; `share` as of `wanted`."""
        person = self._people.setdefault(track_id, _Person(time_s))
        recent = person.judged
        if recent is not None and time_s - recent.time_s > JUDGED_S:
            recent = person.judged = None
        now = wanted(quality, share, recent)
        gain = 1 - math.exp(-max(time_s - person.last_s, 0.0) / STEADY_S)
        person.last_s = time_s
        for advice in {*person.levels, *([now] if now else [])}:
            level = person.levels.get(advice, 0.0)
            person.levels[advice] = level + gain * (float(advice is now) - level)
        strongest = max(person.levels, key=lambda one: person.levels[one], default=None)
        if strongest is not None and person.levels[strongest] >= SHOWN:
            person.shown = strongest
        elif person.shown is not None and person.levels[person.shown] < KEPT:
            person.shown = None

    def judge(self, track_id: int, quality: Quality | None, covered: bool, time_s: float) -> None:
        """Take what landmarks said of a shot of the track; `quality` None: they found no face."""
        person = self._people.get(track_id)
        if person is None:
            return
        person.unfound = 0 if quality is not None else person.unfound + 1
        covered = covered or person.unfound >= UNFOUND
        person.judged = Judgement(time_s, quality, covered)

    def of(self, track_id: int) -> Advice | None:
        """Return what to tell the person of the track; None: nothing."""
        person = self._people.get(track_id)
        return None if person is None else person.shown
