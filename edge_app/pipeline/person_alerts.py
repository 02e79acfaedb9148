"""What is to be said of a person: an alert, nothing yet, nothing for a while; and what was said.

Alerts and answers belong to people, not to tracks. Pure but for its own state; images are the
recogniser's matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import isinf

from edge_app.domain import (
    FORMER_FOR,
    FORMER_KEPT,
    Alert,
    Answer,
    Candidate,
    FormerAnswer,
    Mute,
    TrackState,
)
from edge_app.pipeline.people import MutedReference, People, Person

MUTED_FOR_S = 600.0  # "not this person" lasts so long from when it counts, whoever comes meanwhile
# A comparison that different people reach 100 times more rarely than the one that was dismissed is
# news: as evidence it is 100 times as strong. At a likelihood ratio of 100 the verbal scale of the
# ENFSI guideline for evaluative reporting (2015) passes from "moderate support" (10 to 100) to
# "moderately strong support" (100 to 1,000). The FMR is the list's own model's: beyond its table it
# goes on with the slope of the last decade.
BREAKS_AT = 100.0
# Of two in view who reach one reference, the second takes the alert over only where different
# people reach their score 10 times more rarely: pictures of one person differ by less.
BETTER_BY = 10.0
CLOCK_SET = timedelta(minutes=1)  # beyond what the lane's clock and the time of day differ by
FORMER_REFERENCES = 1000  # of the latest answers

Former = Mapping[str, Sequence[FormerAnswer]]  # by reference, the latest first


@dataclass(frozen=True, slots=True)
class Ruling:
    """An alert to be raised."""

    candidate: Candidate
    instead_of: str | None  # an alert on somebody else in view, who looks less like it
    broken: str | None  # a mute that this ends


@dataclass(frozen=True, slots=True)
class TrackStanding:
    """What the state of a track follows from, besides how well it was compared."""

    state: TrackState | None = None  # None: nothing is known against CLEAR
    mute: Mute | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What changes of an open alert as people come and go."""

    track_id: int | None  # the live track of its person
    case_id: str
    instead_of: str | None  # as of a Ruling


def _is_news(candidate: Candidate, muted: MutedReference) -> bool:
    """Return whether a score breaks a mute. Scores of two models say nothing of each other."""
    same_model = candidate.model_id == muted.mute.alert.candidate.model_id
    return same_model and candidate.fmr * BREAKS_AT <= muted.fmr


class PersonAlerts:
    """Not for several threads at once: the recogniser guards it."""

    def __init__(self, people: People, former: Former) -> None:
        """Rule over `people`; `former`: the answers of earlier runs."""
        self._people = people
        self._former = {key: tuple(answers) for key, answers in former.items()}

    # ---- what is raised --------------------------------------------------------------------------

    def rule(self, person: Person, candidates: Iterable[Candidate]) -> Iterator[Ruling]:
        """Yield what is to be raised of a person who was compared, the best candidate first.

        Each is to be `raise_alert`ed before the next is asked for.
        """
        person.owed.clear()
        for candidate in candidates:
            key = candidate.reference_key
            fmr = candidate.fmr
            person.fmr[key] = min(fmr, person.fmr.get(key, 1.0))
            if key in person.told:
                continue
            muted = person.mutes.get(key)
            if muted is not None and not _is_news(candidate, muted):
                person.owed.add(key)
                continue
            rival = self._rival(key, person)
            if rival is not None and not self._is_better(key, person, rival):
                person.owed.add(key)
                continue
            if muted is not None:
                del person.mutes[key]
            weaker = rival.open[key][-1] if rival is not None and key in rival.open else None
            yield Ruling(candidate, weaker, muted.mute.mute_id if muted is not None else None)

    def link_recalled(self, person: Person, candidates: Iterable[Candidate]) -> Person:
        """Return who `person` is once open alerts of an earlier run are theirs.

        The same reference reached again is the same case, unless the pictures tell the two apart.
        """
        for candidate in candidates:
            key = candidate.reference_key
            for other in self._people.all:
                if other.recalled and key in other.open and other is not person:
                    if self._people.told_apart(other, person):
                        continue
                    other.came_back = True
                    other.told |= set(other.open)
                    person = self._people.merge(other, person)
        return person

    def raise_alert(self, person: Person, key: str, alert_id: str) -> None:
        """Note that an alert of the reference is open."""
        self._people.keep(person)
        person.told.add(key)
        person.open.setdefault(key, []).append(alert_id)

    def _rival(self, key: str, person: Person) -> Person | None:
        """Return who holds the reference, in view: one reference is one body."""
        holding = (
            other
            for other in self._people.all
            if other is not person
            and (key in other.open or key in other.confirmed)
            and self._people.track_of(other) is not None
        )
        return min(holding, key=lambda other: other.fmr.get(key, 1.0), default=None)

    def _is_better(self, key: str, person: Person, rival: Person) -> bool:
        if key in rival.confirmed:
            return False
        return person.fmr[key] * BETTER_BY <= rival.fmr.get(key, 1.0)

    # ---- what officers say -----------------------------------------------------------------------

    def answer(self, given: FormerAnswer, alert: Alert, time_s: float | None) -> None:
        """Apply an answer; `time_s`: the lane's time, None before the first frame."""
        key = alert.reference_key
        kept = (given, *self._former.pop(key, ()))
        self._former[key] = kept[:FORMER_KEPT]  # the latest last in order
        while len(self._former) > FORMER_REFERENCES:
            del self._former[next(iter(self._former))]
        person = self._with(alert.alert_id)
        if person is None:
            return
        left = [i for i in person.open.pop(key, []) if i != alert.alert_id]
        if left:
            person.open[key] = left
        if given.answer is Answer.CONFIRMED:
            person.confirmed.add(key)
        elif given.answer is Answer.NOT_THIS_PERSON:
            until = given.decided_at + timedelta(seconds=MUTED_FOR_S)
            said = replace(alert, shots=())
            person.mutes[key] = MutedReference(
                Mute(said, given.officers, given.decided_at, until),
                float("inf") if time_s is None else time_s + MUTED_FOR_S,
                person.fmr.get(key, alert.candidate.fmr),
            )
            person.owed.add(key)
        elif given.answer is Answer.UNANSWERED:
            person.owed.add(key)
        if given.answer in (Answer.NOT_THIS_PERSON, Answer.UNANSWERED) and not left:
            person.told.discard(key)

    def unmute(self, mute_id: str) -> int | None:
        """End a mute; return the live track of its person. Raise KeyError: there is none."""
        for person in self._people.all:
            for key, muted in person.mutes.items():
                if muted.mute.mute_id == mute_id:
                    del person.mutes[key]
                    return self._people.track_of(person)
        raise KeyError(mute_id)

    def end_mutes(self, time_s: float, now: datetime) -> list[int]:
        """End mutes whose time is over by either clock; return tracks that they were of.

        Those that last say when they end also after the clock was set back.
        """
        tracks = []
        for person in self._people.all:
            person.mutes.update(
                {key: _dated(muted, time_s, now) for key, muted in person.mutes.items()}
            )
            over = [
                key
                for key, muted in person.mutes.items()
                if time_s >= muted.until_s or now >= muted.mute.until
            ]
            for key in over:
                del person.mutes[key]
            if over and (track_id := self._people.track_of(person)) is not None:
                tracks.append(track_id)
        return tracks

    # ---- what there is ---------------------------------------------------------------------------

    @property
    def mutes(self) -> tuple[Mute, ...]:
        """Return those that last, the latest first."""
        found = [muted.mute for person in self._people.all for muted in person.mutes.values()]
        return tuple(sorted(found, key=lambda mute: mute.since, reverse=True))

    def former(self, key: str, now: datetime) -> tuple[FormerAnswer, ...]:
        """Return what was answered to alerts of a reference lately, the latest first."""
        known = self._former.get(key, ())
        return tuple(one for one in known if now - one.decided_at <= FORMER_FOR)

    def standing(self, track_id: int) -> TrackStanding:
        """Return what is known of the person of a live track."""
        person = self._people.of_track(track_id)
        if person is None:
            return TrackStanding()
        if person.open or person.told:
            return TrackStanding(TrackState.ALERT)
        if person.odd is not None:  # the last sample did not look like them
            return TrackStanding(TrackState.CAPTURED)
        if person.mutes:
            latest = max((m.mute for m in person.mutes.values()), key=lambda mute: mute.since)
            return TrackStanding(TrackState.MUTED, latest)
        return TrackStanding(TrackState.CAPTURED if person.owed else None)

    def where(self) -> dict[str, Whereabouts]:
        """Return where the person of each open alert is."""
        return {
            alert_id: Whereabouts(
                self._people.track_of(person), alerts[0], self._surpassed(key, person)
            )
            for person in self._people.all
            for key, alerts in person.open.items()
            for alert_id in alerts
        }

    def _surpassed(self, key: str, person: Person) -> str | None:
        """Return the alert of who came back beside `person`, and looks less like the reference."""
        rival = self._rival(key, person)
        if rival is None or key not in rival.open or self._people.track_of(person) is None:
            return None
        weaker = person.fmr.get(key, 1.0) < rival.fmr.get(key, 1.0)
        return rival.open[key][-1] if weaker else None

    def _with(self, alert_id: str) -> Person | None:
        for person in self._people.all:
            if any(alert_id in alerts for alerts in person.open.values()):
                return person
        return None


def _dated(muted: MutedReference, time_s: float, now: datetime) -> MutedReference:
    """Return `muted` with its times moved back as far as the clock was set back meanwhile."""
    if isinf(muted.until_s):
        return muted
    back = muted.mute.until - now - timedelta(seconds=muted.until_s - time_s)
    if back < CLOCK_SET:
        return muted
    mute = replace(muted.mute, since=muted.mute.since - back, until=muted.mute.until - back)
    return replace(muted, mute=mute)
