"""Who a track is: the same person through losses, crossings and a second look at the lane.

A track says where a face went; a template says whose it is. A person here is a fused template with
what was said of it; it lives in memory only and is forgotten when the visit is over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from edge_app.domain import Template
from models.template_model import TemplateModel

# What separates two people of a lane, as FMRs: each model's own calibration makes cosines of them.
# The values were found with SFace at cosines of 0.42 and 0.25, which its table gives for them.
SAME_PERSON_FMR = 1.58e-4  # at which one comparison tells two people apart
CONSISTENT_FMR = 4.27e-2  # scored less: a sample is not of the person that the track was
Templates = Mapping[str, Template]  # by model_id: (f,) float32, unit length

VISIT_GAP_S = 30.0  # away for longer: the next time is another visit
MUTED_FOR_S = 600.0  # "not this person" is remembered this long
SHOTS_KEPT = 8  # the best of them make the fused template


@dataclass(frozen=True, slots=True)
class PersonLimits:
    """The cosines that tell people apart, of one template model."""

    model_id: str
    same_person: float  # at least: two templates are of one person
    consistent: float  # less: a sample is not of the person that the track was

    @classmethod
    def of(cls, model: TemplateModel) -> PersonLimits:
        """Return the limits of `model`. Raise ManifestError when it is not calibrated."""
        table = model.require_calibration()
        return cls(model.model_id, table.score(SAME_PERSON_FMR), table.score(CONSISTENT_FMR))


@dataclass(slots=True, eq=False)
class Person:
    """One visitor, for the time of a visit."""

    model_id: str  # of the current model: people are told apart by it
    last_seen_s: float
    shots: list[tuple[float, Templates]] = field(default_factory=list)  # quality, unit templates
    alerted: dict[str, str] = field(default_factory=dict)  # list/reference -> alert
    muted: set[str] = field(default_factory=set)  # references that an officer said it is not
    waiting: bool = False  # an alert of this person has no answer yet
    odd: Template | None = None  # a sample that did not look like this person

    @property
    def template(self) -> Template:
        """Return the fused template of the current model: (f,) float32, unit length."""
        return self._fused(self.model_id)

    @property
    def templates(self) -> Templates:
        """Return the fused templates of all models in service."""
        return {model_id: self._fused(model_id) for model_id in self.shots[0][1]}

    def _fused(self, model_id: str) -> Template:
        """Return the mean of the shots, weighted by quality."""
        total = np.sum([quality * templates[model_id] for quality, templates in self.shots], axis=0)
        return np.asarray(total / np.linalg.norm(total), np.float32)

    def add(self, quality: float, templates: Templates) -> None:
        """Take another shot; the worst go when there are more than SHOTS_KEPT."""
        self.shots.append((quality, templates))
        self.shots.sort(key=lambda shot: -shot[0])
        del self.shots[SHOTS_KEPT:]


class People:
    """The visitors of the lane, found by track."""

    def __init__(self, limits: PersonLimits) -> None:
        """Begin with nobody; `limits`: of the current model."""
        self._limits = limits
        self._people: list[Person] = []
        self._of_track: dict[int, Person] = {}

    def of_track(self, track_id: int) -> Person | None:
        """Return who the track is, once a template was made of it."""
        return self._of_track.get(track_id)

    def update(self, seen: Collection[int], lost: Collection[int], time_s: float) -> None:
        """Note the tracks `seen` at `time_s`, and those `lost` but waited for; the others are over.

        Whoever has been away for too long is forgotten.
        """
        live = {*seen, *lost}
        self._of_track = {i: person for i, person in self._of_track.items() if i in live}
        for track_id, person in self._of_track.items():
            if track_id in seen:
                person.last_seen_s = time_s
        self._people = [p for p in self._people if _remembered(p, time_s)]

    def add_shot(
        self, track_id: int, quality: float, templates: Templates, time_s: float
    ) -> Person:
        """Take the templates of a shot of the track, and return whose they are.

        `templates`: by model_id, of the same models in every shot; the current one decides.
        1. The track's first: someone who was here a moment ago and is not in view, else new.
        2. Like the person the track was: added to their shots.
        3. Unlike: held. A second sample like the held one means that two people have changed
           places under one track: the track becomes the other person, who may have come from
           another track in view; that one's next sample is its first.
        """
        template, limits = templates[self._limits.model_id], self._limits
        person = self._of_track.get(track_id)
        if person is not None:
            if float(person.template @ template) >= limits.consistent:
                person.odd = None
                person.add(quality, templates)
                return person
            held, person.odd = person.odd, template
            if held is None or float(held @ template) < limits.same_person:
                return person
            person.odd = None
            del self._of_track[track_id]
            in_view = {id(person)}
        else:
            in_view = {id(p) for p in self._of_track.values() if p.last_seen_s >= time_s}
        person = self._known(template, time_s, in_view) or self._new(time_s)
        self._of_track = {i: p for i, p in self._of_track.items() if p is not person}
        if time_s - person.last_seen_s > VISIT_GAP_S:  # remembered for what is muted: a new visit
            person.alerted.clear()
        person.last_seen_s = max(person.last_seen_s, time_s)
        person.add(quality, templates)
        self._of_track[track_id] = person
        return person

    def _known(self, template: Template, time_s: float, but: set[int]) -> Person | None:
        others = [p for p in self._people if id(p) not in but and _remembered(p, time_s)]
        best = max(others, key=lambda p: float(p.template @ template), default=None)
        if best is None or float(best.template @ template) < self._limits.same_person:
            return None
        return best

    def _new(self, time_s: float) -> Person:
        person = Person(self._limits.model_id, time_s)
        self._people.append(person)
        return person


def _remembered(person: Person, time_s: float) -> bool:
    limit = MUTED_FOR_S if person.muted else VISIT_GAP_S
    return person.waiting or time_s - person.last_seen_s <= limit
