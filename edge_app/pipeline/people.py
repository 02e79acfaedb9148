"""Who a track is: the same person through losses, crossings and a second look at the lane.

A track says where a face went; a template says whose it is. A person here is a fused template with
what was said of it (`person_alerts.py`); it lives in memory only, and is forgotten when the visit
is over, no alert waits and nothing is muted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from edge_app.domain import Mute, Template
from models.template_model import TemplateModel

# What separates two people of a lane, as FMRs: each model's own calibration makes cosines of them.
# The values were found with SFace at cosines of 0.42 and 0.25, which its table gives for them.
SAME_PERSON_FMR = 1.58e-4  # at which one comparison tells two people apart
CONSISTENT_FMR = 4.27e-2  # scored less: a sample is not of the person that the track was
Templates = Mapping[str, Template]  # by model_id: (f,) float32, unit length

VISIT_GAP_S = 30.0  # away for longer: the next time is another visit
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


@dataclass(frozen=True, slots=True, eq=False)
class MutedReference:
    """A mute with what ends it."""

    mute: Mute
    until_s: float  # on the lane's clock
    fmr: float  # of the best comparison that the officers had before them


@dataclass(slots=True, eq=False)
class Person:
    """One visitor. References are named by their keys."""

    model_id: str  # of the current model: people are told apart by it
    last_seen_s: float
    shots: list[tuple[float, Templates]] = field(default_factory=list)  # quality, unit templates
    open: dict[str, list[str]] = field(default_factory=dict)  # reference -> its open alerts
    told: set[str] = field(default_factory=set)  # references that were alerted in this visit
    confirmed: set[str] = field(default_factory=set)  # those of them that officers confirmed
    mutes: dict[str, MutedReference] = field(default_factory=dict)
    owed: set[str] = field(default_factory=set)  # reached by the last comparison, and not alerted
    fmr: dict[str, float] = field(default_factory=dict)  # of the best comparison with a reference
    came_back: bool = False  # after longer than a visit's gap; whoever notes it resets it
    recalled: bool = False  # of an earlier run, out of a picture, and not seen in this one
    odd: Template | None = None  # a sample that did not look like this person

    @property
    def bound(self) -> bool:
        """Return whether something must not be forgotten: an open alert, or a mute."""
        return bool(self.open or self.mutes)

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
        self._take([(quality, templates)])

    def absorb(self, other: Person) -> None:
        """Be `other` too, who has turned out to be the same."""
        self._take(other.shots)
        for reference, alerts in other.open.items():
            self.open[reference] = self.open.get(reference, []) + alerts
        self.told |= other.told
        self.confirmed |= other.confirmed
        self.mutes |= {r: m for r, m in other.mutes.items() if r not in self.mutes}
        self.owed |= other.owed
        for reference, fmr in other.fmr.items():
            self.fmr[reference] = min(fmr, self.fmr.get(reference, 1.0))
        self.came_back |= other.came_back

    def _take(self, shots: Iterable[tuple[float, Templates]]) -> None:
        self.shots = sorted([*self.shots, *shots], key=lambda shot: -shot[0])[:SHOTS_KEPT]


class People:
    """The visitors of the lane, found by track."""

    def __init__(self, limits: PersonLimits) -> None:
        """Begin with nobody; `limits`: of the current model."""
        self._limits = limits
        self._people: list[Person] = []
        self._of_track: dict[int, Person] = {}

    @property
    def all(self) -> tuple[Person, ...]:
        """Return everybody who is remembered."""
        return tuple(self._people)

    def of_track(self, track_id: int) -> Person | None:
        """Return who the track is, once a template was made of it."""
        return self._of_track.get(track_id)

    def track_of(self, person: Person) -> int | None:
        """Return the live track of a person; None: they are not in view."""
        return next((i for i, p in self._of_track.items() if p is person), None)

    def keep(self, person: Person) -> None:
        """Remember a person who was forgotten while they were compared."""
        if all(p is not person for p in self._people):
            self._people.append(person)

    def recall(self, templates: Templates | None) -> Person:
        """Return the person of a picture of an earlier run; `templates` None: it shows no face."""
        template = None if templates is None else templates[self._limits.model_id]
        found = None if template is None else self._best(template, self._people)
        if found is None:
            found = self._new(float("-inf"))
            found.recalled = True
        if templates is not None:
            found.add(1.0, templates)
        return found

    def told_apart(self, one: Person, other: Person) -> bool:
        """Return whether templates say that these are two; without one they say nothing."""
        if not one.shots or not other.shots:
            return False
        return float(one.template @ other.template) < self._limits.consistent

    def merge(self, gone: Person, person: Person) -> Person:
        """Let two be one who were taken for two; return the one that is left."""
        gone.absorb(person)
        gone.last_seen_s = max(gone.last_seen_s, person.last_seen_s)
        gone.recalled = False
        self._people = [p for p in self._people if p is not person]
        self._of_track = {i: gone if p is person else p for i, p in self._of_track.items()}
        return gone

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
        2. Like the person the track was: added to their shots. With more shots they may turn out
           to be someone who is waited for and is not in view: the two are one from then on.
        3. Unlike: held (`odd`). A second sample like the held one means that two people have
           changed places under one track: the track becomes the other person, who may have come
           from another track in view; that one's next sample is its first.
        """
        template, limits = templates[self._limits.model_id], self._limits
        person = self._of_track.get(track_id)
        if person is not None:
            if float(person.template @ template) >= limits.consistent:
                person.odd = None
                person.add(quality, templates)
                return self._found_again(person, time_s)
            held, person.odd = person.odd, template
            if held is None or float(held @ template) < limits.same_person:
                return person
            person.odd = None
            del self._of_track[track_id]
            in_view = {id(person)}
        else:
            in_view = self._in_view(time_s)
        person = self._known(template, time_s, in_view) or self._new(time_s)
        self._of_track = {i: p for i, p in self._of_track.items() if p is not person}
        _come(person, time_s)
        person.add(quality, templates)
        self._of_track[track_id] = person
        return person

    def _found_again(self, person: Person, time_s: float) -> Person:
        """Return who `person` is: they, or someone who is waited for and whom they look like."""
        in_view = self._in_view(time_s)
        absent = [p for p in self._people if p.bound and p is not person and id(p) not in in_view]
        gone = self._best(person.template, absent)
        if gone is None:
            return person
        _come(gone, time_s)
        return self.merge(gone, person)

    def _in_view(self, time_s: float) -> set[int]:
        return {id(p) for p in self._of_track.values() if p.last_seen_s >= time_s}

    def _known(self, template: Template, time_s: float, but: set[int]) -> Person | None:
        others = [p for p in self._people if id(p) not in but and _remembered(p, time_s)]
        return self._best(template, others)

    def _best(self, template: Template, people: Collection[Person]) -> Person | None:
        faces = [p for p in people if p.shots]
        best = max(faces, key=lambda p: float(p.template @ template), default=None)
        if best is None or float(best.template @ template) < self._limits.same_person:
            return None
        return best

    def _new(self, time_s: float) -> Person:
        person = Person(self._limits.model_id, time_s)
        self._people.append(person)
        return person


def _come(person: Person, time_s: float) -> None:
    """Note that a person is in view; after a long absence it is another visit."""
    if time_s - person.last_seen_s > VISIT_GAP_S:
        person.told = set(person.open)
        person.confirmed.clear()
        person.came_back = True
    person.last_seen_s = max(person.last_seen_s, time_s)
    person.recalled = False


def _remembered(person: Person, time_s: float) -> bool:
    return person.bound or time_s - person.last_seen_s <= VISIT_GAP_S
