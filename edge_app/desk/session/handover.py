"""What an officer leaves to the next one, and what was left to them.

Open alerts and muted pairs are the lane's; here is what officers wrote, and who has read it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SessionView
from edge_app.store.alert_sums import alerts_of_shift
from edge_app.store.cases import Cases
from edge_app.store.database import StoreDatabase
from edge_app.store.handovers import Handovers, Note

#: What is said most often, by its code: `handover_words` has the words.
PHRASES = ("calm", "visitor-awaited", "watch-person", "camera", "light", "technician")
MAX_NOTES = 12  # of a shift
POLL_INTERVAL_S = 2.0


@dataclass(frozen=True, slots=True)
class HandoverNotes:
    """The notes of the shift that goes on, and those that were left to it."""

    shift_id: str = ""  # of which this is; empty: nothing was read yet
    written: tuple[Note, ...] = ()
    left: tuple[Note, ...] = ()  # not read yet
    open_before: int = 0  # alerts of former shifts that are open
    cases: int = 0  # of former shifts that are not closed
    taken_over: bool = True  # the officer has read what was left, or there was nothing
    failed: bool = False


class HandoverDesk:
    """Commands from any thread; they return at once, and a reader does them in order."""

    def __init__(
        self,
        database: StoreDatabase,
        session: Callable[[], SessionView],
        now: Callable[[], datetime],
        readers: ReaderPool,
    ) -> None:
        """`now`: trusted time."""
        self._database = database
        self._handovers, self._session, self._now = Handovers(database), session, now
        self._view = HandoverNotes()
        self.commands = readers.queue(self._read, self._fail, POLL_INTERVAL_S)

    def view(self) -> HandoverNotes:
        """Return what was read last; empty for another shift than the one that goes on."""
        shift, view = self._session().shift, self._view
        return view if shift is not None and shift.shift_id == view.shift_id else HandoverNotes()

    def write(self, phrase: str = "", text: str = "") -> None:
        """Leave a note: one of PHRASES, or words. Nothing, from nobody or too many: no note."""
        officer = self._session().number
        if officer and (phrase in PHRASES or text.strip()):
            self.commands.submit(lambda: self._write(officer, phrase, text.strip()))

    def withdraw(self, note_id: str) -> None:
        """Take a note back that nobody has read."""
        officer = self._session().number
        if officer:
            self.commands.submit(lambda: self._handovers.withdraw(officer, self._now(), note_id))

    def take_over(self, open_alerts: int, muted: int) -> None:
        """Record that the officer has read what was left, and of so many alerts and pairs."""
        officer, view = self._session().number, self.view()
        if not officer or not view.shift_id:
            return
        self._view = replace(view, left=(), taken_over=True)
        ids = tuple(note.note_id for note in view.left)
        self.commands.submit(
            lambda: self._handovers.take_over(
                officer, self._now(), view.shift_id, ids, open_alerts, muted
            )
        )

    # ---- on a reader's thread ------------------------------------------------------------------

    def _write(self, officer: str, phrase: str, text: str) -> None:
        shift = self._session().shift
        if shift is not None and len(self._handovers.written(shift.shift_id)) < MAX_NOTES:
            self._handovers.write(officer, self._now(), phrase, text)

    def _read(self) -> None:
        shift = self._session().shift
        if shift is None or not shift.shift_id:
            self._view = HandoverNotes()
            return
        cases = [case.confirmed_at for case in Cases(self._database).unclosed()]
        self._view = HandoverNotes(
            shift.shift_id,
            self._handovers.written(shift.shift_id),
            self._handovers.unread(shift.shift_id),
            alerts_of_shift(self._database, shift.shift_id).earlier.open,
            sum(at is not None and at < shift.began_at for at in cases),
            self._handovers.is_taken_over(shift.shift_id),
        )

    def _fail(self) -> None:
        self._view = replace(self._view, failed=True)
