"""The alerts between the lane and the officer: order, answers, undo, colleagues, giving up.

An answer is held for UNDO_S, then it counts: only then the lane and the store hear of it. So an
answer that was held when the kiosk was killed is as if it had never been given, and the alert is
back on the screen. Reasons and the second officer's part: `answers`; sounds: `escalation`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import datetime

from edge_app.desk.alerts.answers import DISAGREED, REASONS, Reason, needs_second
from edge_app.desk.alerts.case import GivenAnswer
from edge_app.desk.alerts.escalation import ESCALATE_AFTER_S, due
from edge_app.desk.alerts.own_answers import Found
from edge_app.desk.alerts.protocols import (
    AlertLane,
    AlertRecord,
    AlertSession,
    HelpCaller,
    SoundPlayer,
)
from edge_app.desk.alerts.queue import AlertQueue
from edge_app.desk.alerts.views import AlertsView, FirstWord
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import Notice, SecondCheck
from edge_app.desk.sounds import Sound
from edge_app.domain import Answer, Mute, utc_now


class AlertDesk:
    """Every call returns at once, from any thread; `tick` whenever the lane is looked at."""

    def __init__(
        self,
        lane: AlertLane,
        session: AlertSession,
        record: AlertRecord,
        sounds: SoundPlayer,
        clock: Callable[[], float] = time.monotonic,
        escalate_after_s: Callable[[], float] = lambda: ESCALATE_AFTER_S,
        people_a_day: Callable[[], float | None] = lambda: None,
        now: Callable[[], datetime] = utc_now,
        help_desk: HelpCaller | None = None,
        own_answers: Callable[[], Found] = dict,
    ) -> None:
        """`people_a_day`: how many come through this lane, None when unknown.

        `now`: the time that alerts state, for those that an earlier run raised. `help_desk`: who
        calls the other lanes; None: nobody, for tests. `own_answers`: how often alerts were right
        here.
        """
        self._help = help_desk
        self._own_answers = own_answers
        self._lane, self._session, self._clock, self._now = lane, session, clock, now
        self._record, self._sounds = record, sounds
        self._escalate_after_s, self._people_a_day = escalate_after_s, people_a_day
        self.discreet = False  # visitors see the glass, and must not notice: an alert knocks
        self._ticking = threading.Lock()  # held by who asks the lane, and tells it an answer
        self._lock = threading.Lock()  # guards all below; nothing outside is called under it
        self._queue = AlertQueue()
        self._chooser: str | None = None  # whose choice the queue has
        self._checking: str | None = None  # the alert whose second officer's PIN is compared
        self._second: tuple[str, SecondCheck] | None = None  # alert, why they were not accepted
        self._mutes: tuple[Mute, ...] = ()
        self._sounded_at = 0.0
        self._stopped = False

    # ---- the officer's commands ----------------------------------------------------------------

    def bring_up(self, alert_id: str) -> None:
        """Show this alert. The one in front joins the others, whatever was begun with it."""
        if self._officer() is not None:
            with self._lock:
                self._queue.bring_up(alert_id, self._clock())

    def choose(self, alert_id: str, answer: Answer) -> None:
        """Record that an answer of the alert in front was tapped; ask for its reason next."""
        officer = self._officer()
        if officer is not None and answer in REASONS:
            with self._lock:
                self._chooser = officer
                self._queue.choose(alert_id, answer, self._clock())

    def back(self, alert_id: str) -> None:
        """Go from the reason, or from waiting for a second officer, to the four answers."""
        officer = self._officer()
        if officer is None:
            return
        with self._lock:
            self._second = None
            withdrawn = self._queue.back(alert_id, self._clock())
        if withdrawn:
            self._record.withdrawn(alert_id, officer or None)

    def answer(self, alert_id: str, answer: Answer, reason: Reason) -> None:
        """Answer for this reason: held, or, where the list asks for it, for a second officer.

        A reason that does not belong to the answer changes nothing; nor does an alert that is
        answered, or an officer whose role may not answer. On a terminal without accounts nobody
        can be known as a second officer: the answer stands without any officer's number.
        """
        officer, alone = self._officer(), self._session.view().open_mode
        if officer is None or reason not in REASONS.get(answer, ()):
            return
        officers = (officer,) if officer else ()
        with self._lock:
            alert = self._queue.alert(alert_id)
            if alert is None or self._stopped or self._queue.first_word(alert_id) is not None:
                return
            if needs_second(alert.candidate.watch_list, answer) and not alone:
                self._second = None
                self._queue.say_first(alert_id, FirstWord(answer, reason, officers), self._clock())
            else:
                self._queue.hold(GivenAnswer(alert_id, answer, reason, officers), self._clock())
        self._play_soft()

    def second(self, alert_id: str, answer: Answer, number: str, pin: str) -> None:
        """Record the second officer's own answer once a reader has compared number and PIN.

        It is to what the first one says now: where they take that back meanwhile, it is to nothing.
        """
        if self._officer() is None:
            return
        with self._lock:
            word = self._queue.first_word(alert_id)
            if self._checking is not None or word is None:
                return
            self._checking, self._second = alert_id, None
            self._queue.touch(self._clock())
        found = self._session.check_second(number, pin, word.officers)
        found.add_done_callback(lambda one: self._checked(alert_id, word, answer, one.result()))

    def _checked(self, alert_id: str, word: FirstWord, answer: Answer, found: SecondCheck) -> None:
        with self._lock:
            self._checking = None
            if self._queue.first_word(alert_id) is not word or self._stopped:
                return
            now = self._clock()
            self._queue.touch(now)
            if found.officer is not None and found.officer.number in word.officers:
                found = SecondCheck(None, Notice.SAME_OFFICER)
            if found.officer is None:
                self._second = (alert_id, found)
                return
            self._hold_both(alert_id, word, answer, found.officer.number, now)
        self._play_soft()

    def second_from(self, alert_id: str, answer: Answer, number: str) -> FirstWord | None:
        """Take the word of a second officer who works at another terminal of the checkpoint.

        Whoever calls has made sure who they are and that they may. Return what the first officer
        had answered; None: nobody is waited for, or it was they.
        """
        with self._lock:
            word = self._queue.first_word(alert_id)
            if word is None or self._stopped or number in word.officers:
                return None
            self._second = None
            self._hold_both(alert_id, word, answer, number, self._clock())
        self._play_soft()
        return word

    def _hold_both(
        self, alert_id: str, word: FirstWord, second: Answer, number: str, now: float
    ) -> None:
        agreed = word.answer, word.reason
        answer, reason = agreed if second is word.answer else DISAGREED
        both = (*word.officers, number)
        self._queue.hold(GivenAnswer(alert_id, answer, reason, both), now)

    def undo(self, alert_id: str) -> None:
        """Take a held answer back: the alert waits again, from now on."""
        officer = self._officer()
        if officer is None:
            return
        with self._lock:
            given = None if self._stopped else self._queue.undo(alert_id, self._clock())
        if given is not None:
            self._record.withdrawn(alert_id, officer or None)
            self._play_soft()

    def lift(self, mute_id: str) -> None:
        """End a mute: its person is compared again, and alerts at once if still in view."""
        officer = self._officer()
        if officer is not None and self._lane.unmute(mute_id):
            with self._lock:
                self._mutes = tuple(mute for mute in self._mutes if mute.mute_id != mute_id)
            self._record.unmuted(mute_id, officer or None)
            self._play_soft()

    def call(self, alert_id: str) -> None:
        """Call a colleague; the alert stays. Again after CALL_AGAIN_S at the earliest."""
        officer = self._officer()
        if officer is None:
            return
        with self._lock:
            now = self._clock()
            alert = self._queue.alert(alert_id)
            calls = self._queue.call(alert_id, now)
            if calls:
                self._sounded_at = now
        if calls:
            self._sounds.play(Sound.KNOCK if self.discreet else Sound.ESCALATION)
            self._record.escalated(alert_id, "colleague", officer or None)
            if self._help is not None and alert is not None:
                self._help.call(alert, officer)

    def check_document(self, alert_id: str) -> None:
        """Record that the document of its person is being checked; empty: no longer.

        Whoever speaks with the person has seen the alert: it calls nobody meanwhile.
        """
        with self._lock:
            self._queue.check_document(alert_id, self._clock())

    def touched(self) -> None:
        """Keep in front what the officer is at: they touched the screen of an alert."""
        with self._lock:
            self._queue.touch(self._clock())

    # ---- what goes on by itself ----------------------------------------------------------------

    def tick(self, now: float) -> None:
        """Read what the lane has raised, let held answers count, escalate, give up.

        `now` is on the desk's clock. Another thread's tick under way is as good as this one.
        """
        if not self._ticking.acquire(blocking=False):
            return
        try:
            view, limit = self._lane.view(), self._escalate_after_s()
            with self._lock:
                if self._stopped:
                    return
                self._queue.take_up(view, now, self._now())
                self._mutes = view.mutes
                given = self._queue.counting(now) + self._queue.given_up(now)
                late = self._queue.escalating(now, limit)
                self._settle(now)
                in_hand = self._checking is not None or self._queue.in_hand(now)
                sound = due(self._queue.take_audible(now), now - self._sounded_at, in_hand)
                if sound is not None:
                    self._sounded_at = now
            self._answer(given)
            for alert_id in late:
                self._record.escalated(alert_id, "unanswered", None)
            if sound is not None:
                self._sounds.play(Sound.KNOCK if self.discreet else sound)
        finally:
            self._ticking.release()

    def stop(self) -> None:
        """Let what is held count now; later commands change nothing."""
        with self._ticking:
            with self._lock:
                self._stopped = True
                given = self._queue.counting(self._clock(), everything=True)
            self._answer(given)
        self._sounds.quiet()

    def view(self) -> AlertsView:
        """Return what a screen needs, at this moment."""
        limit, people = self._escalate_after_s(), self._people_a_day()
        own, officer = self._own_answers(), self._officer()
        with self._lock:
            now = self._clock()
            if officer != self._chooser:
                self._queue.choice = None  # nobody finds an answer that another officer began
            self._settle(now)
            waiting = self._queue.open(now)
            front = next((one for one in waiting if one.alert.alert_id == self._queue.front), None)
            checked, found = self._second or ("", None)
            return AlertsView(
                front=front,
                others=tuple(one for one in waiting if one is not front and not one.gone),
                gone=tuple(one for one in waiting if one is not front and one.gone),
                held=self._queue.held(now),
                step=self._queue.step,
                choice=self._queue.choice,
                checking=self._checking is not None and self._checking == self._queue.front,
                second=found if checked == self._queue.front else None,
                escalate_after_s=limit,
                people_a_day=people,
                mutes=self._mutes,
                own_answers=own,
            )

    def _settle(self, now: float) -> None:
        if self._checking is not None:
            self._queue.touch(now)  # the alert stays in front until the PIN is compared
        self._queue.settle(now)

    def _answer(self, given: list[GivenAnswer]) -> None:
        for one in given:
            self._lane.answer(one.alert_id, one.answer, one.officers, one.reason.value)

    def _officer(self) -> str | None:
        """Return the number of who may answer now, empty without accounts; None: nobody."""
        session = self._session.view()
        if self._stopped or not session.working or not may(session.role, Action.ANSWER_ALERT):
            return None
        return session.number

    def _play_soft(self) -> None:
        self._sounds.quiet()
        self._sounds.play(Sound.SOFT)
