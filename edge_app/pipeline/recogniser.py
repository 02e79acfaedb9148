"""Shots to alerts: landmarks, template, whose it is, who is on a list, and whether to say so."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from edge_app.domain import Alert, Answer, FaceSample, FormerAnswer, Image, Mute, Probe, utc_now
from edge_app.lists.served_list import ServedList, portrait
from edge_app.pipeline.best_shots import FLOOR, Shot
from edge_app.pipeline.bystanders import hide_bystanders
from edge_app.pipeline.people import People, Person, PersonLimits
from edge_app.pipeline.person_alerts import Former, PersonAlerts, Ruling, TrackStanding, Whereabouts
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
    captured: Image | None  # the face of somebody with an open alert
    alerts: tuple[Alert, ...]  # new ones
    latency_ms: float  # from the capture of the frame to the decision
    judged: Quality | None = None  # with landmarks; None: they found no face
    covered: bool = False  # something hides the lower face
    person: object = None  # whose shot it is, to be told from others; None: nobody's, or in doubt
    concerns: frozenset[str] = frozenset()  # the open alerts of this person, the new ones too
    came_back: datetime | None = None  # when they did, after a long absence
    broken: tuple[tuple[str, str], ...] = ()  # mutes, each with the alert that ended it


@dataclass(frozen=True, slots=True, eq=False)
class _Face:
    """The best shot of a live track."""

    person: Person
    quality: float
    portrait: Image


class Recogniser:
    """`recall` and `recognise` belong to one thread, the rest to any."""

    def __init__(
        self,
        engine: FaceEngine,
        detector: FaceDetector,
        lists: tuple[ServedList, ...],
        now: Callable[[], datetime] = utc_now,
        former: Former | None = None,
    ) -> None:
        """Compare with `lists`. The caller closes `engine` and `detector`; `now` dates alerts.

        `detector` is of this thread alone: it finds who else is in the picture of somebody listed.
        `former`: the answers of earlier runs.
        """
        self._engine, self._detector = engine, detector
        self._now = now
        self.lists = lists
        self.sampled: Callable[[FaceSample], None] | None = None  # is told of each, on this thread
        self._lock = threading.Lock()  # guards the people; held neither for a template nor a search
        self._people = People(PersonLimits.of(engine.model))
        self._rulings = PersonAlerts(self._people, former or {})
        self._faces: dict[int, _Face] = {}  # live track -> its best shot
        self._time_s: float | None = None  # of the latest frame

    def recall(self, alert: Alert, waits: Callable[[str], bool]) -> None:
        """Know the person of an open alert of an earlier run by its picture.

        The template is made anew: none was kept. Whatever becomes of that, the alert has a person,
        who is then known by the reference alone. `waits`: whether an alert is still open.
        """
        sample: Sample | None = None
        try:
            sample = self._pictured(alert.captured)
        finally:
            with self._lock:
                if waits(alert.alert_id):
                    person = self._people.recall(None if sample is None else sample.templates)
                    self._rulings.raise_alert(person, alert.reference_key, alert.alert_id)
                    person.fmr[alert.reference_key] = alert.candidate.fmr

    def _pictured(self, picture: Image) -> Sample | None:
        faces = [one.box for one in self._detector.detect(picture)]
        largest = max(faces, key=lambda box: box.w, default=None)
        return None if largest is None else self._engine.sample(picture, largest)

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
        if (sampled := self.sampled) is not None and not covered:
            face = portrait(shot.image, sample)
            sampled(
                FaceSample(shot.track_id, face, sample.model_id, sample.template, shot.captured_at)
            )
        quality = judged.score * (COVERED_WEIGHT if covered else 1.0)
        with self._lock:
            person = self._people.add_shot(shot.track_id, quality, sample.templates, shot.time_s)
            if person.odd is not None:  # somebody else's face, or a bad one: the next one tells
                return Recognition(
                    shot, True, quality, None, (), _since(shot), judged, covered, person=None
                )
            templates, shots = person.templates, len(person.shots)
        lists = self.lists  # they may be replaced meanwhile: a shot is compared with one state
        candidates = [
            candidate
            for served in lists  # each with the template of its own model
            for candidate in served.candidates(templates[served.model_id], shots)
        ]
        picture = self._alone(shot, sample) if candidates or person.open else shot.image
        with self._lock:
            person = self._rulings.link_recalled(person, candidates)
            self._keep_best(shot, person, sample, quality)
            came_back = self._now() if person.came_back and person.open else None
            person.came_back = False
            alerts, broken = [], []
            for ruling in self._rulings.rule(person, candidates):
                alert = self._alert(ruling, shot, picture, sample, quality)
                self._rulings.raise_alert(person, alert.reference_key, alert.alert_id)
                alerts.append(alert)
                if ruling.broken is not None:
                    broken.append((ruling.broken, alert.alert_id))
            return Recognition(
                shot,
                True,
                quality,
                portrait(picture, sample) if person.open else None,
                tuple(alerts),
                _since(shot),
                judged,
                covered,
                person,
                frozenset(one for ids in person.open.values() for one in ids),
                came_back,
                tuple(broken),
            )

    def _alone(self, shot: Shot, sample: Sample) -> Image:
        """Return the picture of `shot` without the faces of others: it may be written and sent."""
        found = [each.box for each in self._detector.detect(shot.image)]
        return hide_bystanders(shot.image, sample.box, [*found, *shot.others])

    def _keep_best(self, shot: Shot, person: Person, sample: Sample, quality: float) -> None:
        kept = self._faces.get(shot.track_id)
        same = kept is not None and kept.person is person
        if self._people.of_track(shot.track_id) is not person:  # the track is over
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

    def _alert(
        self, ruling: Ruling, shot: Shot, picture: Image, sample: Sample, quality: float
    ) -> Alert:
        now, candidate = self._now(), ruling.candidate
        return Alert(
            alert_id=secrets.token_hex(16),
            track_id=shot.track_id,
            frame=shot.frame,
            time_s=shot.time_s,
            box=shot.frame_box,
            captured=portrait(picture, sample),
            candidate=candidate,
            latency_ms=_since(shot),
            quality=quality,
            raised_at=now,
            former=self._rulings.former(candidate.reference_key, now),
            instead_of=ruling.instead_of,
        )

    def update_tracks(
        self, seen: Collection[int], lost: Collection[int], time_s: float
    ) -> list[int]:
        """Note the tracks seen at `time_s`, and those lost but waited for.

        Return those who are to be compared again: a mute of theirs is over.
        """
        with self._lock:
            self._time_s = time_s
            over = self._rulings.end_mutes(time_s, self._now())
            self._people.update(seen, lost, time_s)
            live = {*seen, *lost}
            self._faces = {i: face for i, face in self._faces.items() if i in live}
            return over

    def answer(
        self,
        alert: Alert,
        answer: Answer,
        officers: tuple[str, ...],
        decided_at: datetime,
        reason: str = "",
    ) -> None:
        """Apply an officer's answer to an alert that was open."""
        given = FormerAnswer(alert.alert_id, answer, officers, decided_at, reason)
        with self._lock:
            self._rulings.answer(given, alert, self._time_s)

    def unmute(self, mute_id: str) -> int | None:
        """End a mute; return the live track of its person. Raise KeyError: there is none."""
        with self._lock:
            return self._rulings.unmute(mute_id)

    @property
    def mutes(self) -> tuple[Mute, ...]:
        """Return the mutes that last, the latest first."""
        with self._lock:
            now = self._now()
            return tuple(mute for mute in self._rulings.mutes if now < mute.until)

    def standing(self, track_id: int) -> TrackStanding:
        """Return what is known of the person of a live track."""
        with self._lock:
            return self._rulings.standing(track_id)

    def where(self) -> dict[str, Whereabouts]:
        """Return where the person of each open alert is."""
        with self._lock:
            return self._rulings.where()


def _since(shot: Shot) -> float:
    return (time.monotonic() - shot.captured_at) * 1000
