"""Shots to alerts: landmarks, template, whose it is, who is on a list, and whether to say so."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from edge_app.domain import Alert, Answer, Candidate, Image, Probe, utc_now
from edge_app.lists.served_list import ServedList, portrait
from edge_app.pipeline.best_shots import FLOOR, Shot
from edge_app.pipeline.bystanders import hide_bystanders
from edge_app.pipeline.people import People, Person, PersonLimits
from models.detector import FaceDetector
from models.engine import FaceEngine, Sample
from models.quality import Quality

COVERED_WEIGHT = 0.3  # of a shot with the lower face hidden: the open ones of a visit decide


@dataclass(frozen=True, slots=True, eq=False)
class Recognition:
    """What came of one shot."""

    shot: Shot
    acquired: bool  # False: failure to acquire
    quality: float  # of the sample, 0..1
    captured: Image | None  # the face of who is listed: no officer has said otherwise
    alerts: tuple[Alert, ...]  # new ones
    latency_ms: float  # from the capture of the frame to the decision
    judged: Quality | None = None  # with landmarks; None: they found no face
    covered: bool = False  # something hides the lower face


@dataclass(frozen=True, slots=True, eq=False)
class _Face:
    """The best shot of a live track."""

    person: Person
    quality: float
    portrait: Image


class Recogniser:
    """`recognise` belongs to one thread, the rest to any."""

    def __init__(
        self,
        engine: FaceEngine,
        detector: FaceDetector,
        lists: tuple[ServedList, ...],
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        """Compare with `lists`. The caller closes `engine` and `detector`; `now` dates alerts.

        `detector` is of this thread alone: it finds who else is in the picture of somebody listed.
        """
        self._engine, self._detector = engine, detector
        self._now = now
        self.lists = lists
        self._lock = threading.Lock()  # guards the people; held neither for a template nor a search
        self._people = People(PersonLimits.of(engine.model))
        self._faces: dict[int, _Face] = {}  # live track -> its best shot
        self._asked: dict[str, tuple[Person, str]] = {}  # open alert -> who, reference

    def recognise(self, shot: Shot) -> Recognition:
        """Return what a shot shows.

        1. Template. 2. Whose. 3. Candidates of every list. 4. Alerts that were not given yet.
        """
        sample = self._engine.sample(shot.image, shot.box)
        if sample is None:
            return Recognition(shot, False, 0.0, None, (), _since(shot))
        judged, covered = sample.quality, sample.covered
        if judged.score < FLOOR:
            return Recognition(shot, False, 0.0, None, (), _since(shot), judged, covered)
        quality = judged.score * (COVERED_WEIGHT if covered else 1.0)
        with self._lock:
            person = self._people.add_shot(shot.track_id, quality, sample.templates, shot.time_s)
            templates, shots = person.templates, len(person.shots)
            self._keep_best(shot, person, sample, quality)
        lists = self.lists  # they may be replaced meanwhile: a shot is compared with one state
        candidates = [
            candidate
            for served in lists  # each with the template of its own model
            for candidate in served.candidates(templates[served.model_id], shots)
        ]
        picture = self._alone(shot, sample) if candidates or person.alerted else shot.image
        with self._lock:
            alerts = tuple(self._raised(person, shot, picture, sample, quality, candidates))
            listed = not person.muted.issuperset(person.alerted)
            captured = portrait(picture, sample) if listed else None
            since = _since(shot)
            return Recognition(shot, True, quality, captured, alerts, since, judged, covered)

    def _alone(self, shot: Shot, sample: Sample) -> Image:
        """Return the picture of `shot` without the faces of others: it may be written and sent."""
        found = [each.box for each in self._detector.detect(shot.image)]
        return hide_bystanders(shot.image, sample.box, [*found, *shot.others])

    def _keep_best(self, shot: Shot, person: Person, sample: Sample, quality: float) -> None:
        kept = self._faces.get(shot.track_id)
        same = kept is not None and kept.person is person
        if self._people.of_track(shot.track_id) is not person:  # it looked like somebody else
            self._faces.pop(shot.track_id, None)
        elif not (same and kept and kept.quality >= quality):
            self._faces[shot.track_id] = _Face(person, quality, portrait(shot.image, sample))

    def probe(self, track_id: int) -> Probe | None:
        """Return who the live track is; None before its first template."""
        with self._lock:
            face, person = self._faces.get(track_id), self._people.of_track(track_id)
            if face is None or person is not face.person:
                return None
            shots, model_id = len(person.shots), person.model_id
            templates = person.templates
            return Probe(track_id, face.portrait, face.quality, shots, model_id, templates)

    def _raised(
        self,
        person: Person,
        shot: Shot,
        picture: Image,
        sample: Sample,
        quality: float,
        candidates: list[Candidate],
    ) -> Iterator[Alert]:
        for candidate in candidates:
            reference = f"{candidate.watch_list.list_id}/{candidate.reference.reference_id}"
            if reference in person.alerted or reference in person.muted:
                continue
            alert = Alert(
                alert_id=secrets.token_hex(16),
                track_id=shot.track_id,
                frame=shot.frame,
                time_s=shot.time_s,
                box=shot.frame_box,
                captured=portrait(picture, sample),
                candidate=candidate,
                latency_ms=_since(shot),
                quality=quality,
                raised_at=self._now(),
            )
            person.alerted[reference] = alert.alert_id
            person.waiting = True
            self._asked[alert.alert_id] = (person, reference)
            yield alert

    def update_tracks(self, seen: Collection[int], lost: Collection[int], time_s: float) -> None:
        """Note the tracks seen at `time_s`, and those lost but waited for."""
        with self._lock:
            self._people.update(seen, lost, time_s)
            live = {*seen, *lost}
            self._faces = {i: face for i, face in self._faces.items() if i in live}

    def answer(self, alert_id: str, answer: Answer) -> None:
        """Apply an officer's answer; one to an unknown or answered alert changes nothing."""
        with self._lock:
            asked = self._asked.pop(alert_id, None)
            if asked is None:
                return
            person, reference = asked
            if answer is Answer.NOT_THIS_PERSON:
                person.muted.add(reference)
            person.waiting = any(other is person for other, _ in self._asked.values())


def _since(shot: Shot) -> float:
    return (time.monotonic() - shot.captured_at) * 1000
