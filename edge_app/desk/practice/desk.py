"""Planted alerts at the desk: switched on by a supervisor, shown like real ones, revealed at once.

Nothing here knows the lane's answers, the record of alerts, help or the data centre: what an
officer does with a planted alert reaches `store.practice` and their own eyes. A real alert takes
its place at once, and it comes up later.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from edge_app.desk.alerts.answers import REASONS, Reason
from edge_app.desk.alerts.protocols import SoundPlayer
from edge_app.desk.alerts.views import AlertStep, OpenAlert
from edge_app.desk.practice.faces import plant
from edge_app.desk.practice.plan import PUT_OFF, draw_plan, last_month
from edge_app.desk.practice.stage import DrawnAlert, PracticeStage, may_practise, version_of
from edge_app.desk.practice.views import NO_PRACTICE, PracticeRefusal, PracticeView, Revealed
from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView, ShiftView
from edge_app.desk.sounds import Sound
from edge_app.domain import Answer, LaneView
from edge_app.errors import StoreError
from edge_app.lists.served_list import ServedList
from edge_app.store.database import StoreDatabase
from edge_app.store.practice import KEPT, PlannedAlert, Practice, PracticeOutcome
from models.errors import GalleryError
from sync.protocol.zones import Zone

POLL_INTERVAL_S = 2.0
#: Whose answers one sum holds: of fewer it would tell one by one, and so would a sum that grows
#: from shift to shift.
FEWEST_OFFICERS = 3

_OUTCOMES = {
    Answer.CONFIRMED: PracticeOutcome.CONFIRMED,
    Answer.NOT_THIS_PERSON: PracticeOutcome.NOT_THIS_PERSON,
    Answer.CANNOT_TELL: PracticeOutcome.CANNOT_TELL,
}


class PracticeDesk:
    """Commands return at once, from any thread; `tick` whenever the lane is looked at."""

    def __init__(
        self,
        lists: Callable[[], tuple[ServedList, ...]],
        database: StoreDatabase,
        session: Callable[[], SessionView],
        sounds: SoundPlayer,
        write: Callable[[Callable[[], object]], object],
        readers: ReaderPool,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
        answer_within_s: Callable[[], float] = lambda: 30.0,
        rng: random.Random | None = None,
        zone: Callable[[], Zone] = lambda: "WIB",
    ) -> None:
        """`now`: trusted time; `answer_within_s`: then a real alert calls for help.

        `zone`: the gate's.
        """
        self._lists, self._session, self._sounds = lists, session, sounds
        self._practice, self._write = Practice(database), write
        self._now, self._clock, self._answer_within_s = now, clock, answer_within_s
        self._zone = zone
        self._rng = rng or random.SystemRandom()
        self.discreet = False  # visitors see the glass, and must not notice: an alert knocks
        self._lock = threading.Lock()  # guards all below; nothing outside is called under it
        self._stage = PracticeStage()
        self._done: set[str] = set()  # ended in this run; the disk may not know it yet
        self._later: dict[str, datetime] = {}  # what is not to be drawn before then
        self._switched_off = 0  # times: what was read before it draws nothing
        self._view = NO_PRACTICE
        self._refused: tuple[str, PracticeRefusal] | None = None  # officer, why
        self.commands = readers.queue(self._read, self._failed, POLL_INTERVAL_S)

    # ---- the supervisor's commands ---------------------------------------------------------------

    def switch_on(self) -> None:
        """Plant alerts in the officer's shift that goes on, for a supervisor who stands in."""
        session = self._session()
        if not session.working or not may(session.role, Action.PLANT_PRACTICE):
            return
        number, shift = session.number, session.shift
        if not number or shift is None or not shift.shift_id or shift.number == number:
            self._refused = (number, PracticeRefusal.NO_SHIFT)
            return
        self.commands.submit(lambda: self._plan(number, shift))

    def switch_off(self) -> None:
        """Take out what has not come up yet."""
        session = self._session()
        number, shift = session.number, session.shift
        if shift is None or not session.working or not may(session.role, Action.PLANT_PRACTICE):
            return
        with self._lock:
            self._stage.ready = None
            self._switched_off += 1
        self.commands.submit(lambda: self._practice.clear(number, self._now(), shift.shift_id))

    # ---- the officer's commands ------------------------------------------------------------------

    def holds(self, alert_id: str) -> bool:
        """Return whether that is the planted alert on the screen."""
        with self._lock:
            return self._stage.holds(alert_id)

    def choose(self, alert_id: str, answer: Answer) -> None:
        """Record that an answer was tapped; ask for its reason next."""
        with self._lock:
            if self._stage.holds(alert_id) and answer in REASONS:
                self._stage.queue.choose(alert_id, answer, self._clock())

    def back(self, alert_id: str) -> None:
        """Go from the reason to the four answers."""
        with self._lock:
            self._stage.queue.back(alert_id, self._clock())

    def touched(self) -> None:
        """Record that the officer is at it."""
        with self._lock:
            self._stage.queue.touch(self._clock())

    def answer(self, alert_id: str, answer: Answer, reason: Reason) -> None:
        """Answer it, and reveal what it was. It counts at once: there is nothing to take back."""
        if reason in REASONS.get(answer, ()):
            self.end(alert_id, _OUTCOMES[answer])

    def end(self, alert_id: str, outcome: PracticeOutcome) -> None:
        """End the planted alert so, and reveal what it was."""
        with self._lock:
            ended = self._end(outcome) if self._stage.holds(alert_id) else None
        if ended is not None:
            self._sounds.quiet()
            self._sounds.play(Sound.SOFT)
            self._keep(ended, outcome)

    def understood(self) -> None:
        """Put away what was revealed."""
        with self._lock:
            self._stage.revealed = None

    # ---- what goes on by itself ------------------------------------------------------------------

    def give_way(self) -> None:
        """Leave the screen to a real alert, at once."""
        with self._lock:
            gone, self._stage.revealed = self._stage.withdraw(), None
        self._put_off(gone)

    def tick(self, view: LaneView, now: float, free: bool) -> None:
        """Show what is due, or that nobody answered.

        `view` is the lane's, `now` on the desk's clock; `free`: the officer is at nothing else.
        """
        if view.open_alerts:
            self.give_way()
        session, limit, at = self._session(), self._answer_within_s(), self._now()
        served = {version_of(one) for one in view.lists}
        with self._lock:
            stage = self._stage
            stage.look(view, now)
            gone = stage.drop_unfit(session, served)
            if free:
                stage.show_ready(session.number, view, now, at)
            stage.take_up(view, now, at)
            late = self._end(PracticeOutcome.MISSED) if stage.is_late(now, limit) else None
            sound = stage.sound(now)
        self._put_off(gone)
        if late is not None:
            self._keep(late, PracticeOutcome.MISSED)
        if sound is not None:
            self._sounds.play(Sound.KNOCK if self.discreet else sound)

    def _end(self, outcome: PracticeOutcome) -> DrawnAlert | None:
        ended = self._stage.end(outcome, self._clock())
        if ended is not None:
            self._done.add(ended.planned.practice_id)
        return ended

    def _keep(self, ended: DrawnAlert, outcome: PracticeOutcome) -> None:
        practice_id, officer, at = ended.planned.practice_id, ended.officer, self._now()
        seconds = self._clock() - ended.shown_at
        self._write(lambda: self._practice.end(practice_id, officer, at, outcome, seconds))

    def _put_off(self, gone: DrawnAlert | None) -> None:
        if gone is not None:
            practice_id, until = gone.planned.practice_id, self._now() + PUT_OFF
            with self._lock:
                self._later[practice_id] = until
            self._write(lambda: self._practice.put_off(practice_id, until))

    # ---- what there is ---------------------------------------------------------------------------

    def front(self) -> tuple[OpenAlert, AlertStep, Answer | None] | None:
        """Return the planted alert, as a desk shows a real one; None: there is none."""
        with self._lock:
            queue = self._stage.queue
            waiting = queue.open(self._clock()) if self._stage.shown is not None else ()
            return (waiting[0], queue.step, queue.choice) if waiting else None

    @property
    def revealed(self) -> Revealed | None:
        """Return the planted alert that is over, until the officer has read it."""
        return self._stage.revealed

    def view(self) -> PracticeView:
        """Return what was read last, for who works here; nothing that is another's."""
        number, view, refused = self._session().number, self._view, self._refused
        if view.number != number:
            view = NO_PRACTICE
        if refused is not None and refused[0] == number:
            view = replace(view, refused=refused[1])
        return view

    def entered(self) -> None:
        """Read anew, for who opens the page."""
        self._refused = None
        self.commands.refresh()

    # ---- on a reader's thread --------------------------------------------------------------------

    def _plan(self, number: str, shift: ShiftView) -> None:
        if not any(len(served.gallery.reference_ids()) > 1 for served in self._lists()):
            self._refused = (number, PracticeRefusal.NO_FACES)
            return
        self._refused = None
        at = self._now()
        self._practice.plant(number, at, shift.shift_id, draw_plan(self._rng, at))

    def _read(self) -> None:
        session = self._session()
        if not may_practise(session):
            self._view = NO_PRACTICE
            return
        shift, before = session.shift, self._switched_off
        try:
            planned = self._practice.of_shift(shift.shift_id) if shift is not None else ()
            self._view = self._seen_by(session, planned)
        except StoreError:
            self._failed()
            return
        if not any(one.planted_by == session.number for one in planned):
            self._draw(planned, before)

    def _seen_by(self, session: SessionView, planned: tuple[PlannedAlert, ...]) -> PracticeView:
        now, plants = self._now(), may(session.role, Action.PLANT_PRACTICE)
        every = self._practice.sums(*last_month(now, self._zone())) if plants else None
        return PracticeView(
            number=session.number,
            planned=planned if plants else (),
            planted_by=planned[0].planted_by if planned else "",
            waiting=plants and any(not one.ended for one in planned),
            own=self._practice.sums(now - KEPT, officer=session.number),
            all=every if every is not None and every.officers >= FEWEST_OFFICERS else None,
        )

    def _draw(self, planned: tuple[PlannedAlert, ...], switched_off: int) -> None:
        at = self._now()
        with self._lock:
            busy = self._stage.ready is not None or self._stage.shown is not None
            waiting = next((one for one in planned if self._is_due(one, at)), None)
        if busy or waiting is None:
            return
        try:
            drawn = plant(self._lists(), waiting.genuine, at, self._rng)
        except GalleryError:  # a list is taken away in this moment
            drawn = None
        with self._lock:
            if drawn is None:
                self._later[waiting.practice_id] = at + PUT_OFF
            elif self._switched_off == switched_off:
                self._stage.ready = DrawnAlert(waiting, drawn)

    def _is_due(self, one: PlannedAlert, at: datetime) -> bool:
        done = one.ended or one.practice_id in self._done
        return not done and one.due_at <= at and self._later.get(one.practice_id, at) <= at

    def _failed(self) -> None:
        self._view = replace(self._view, failed=True)
