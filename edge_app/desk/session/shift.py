"""The shift that goes on at the terminal, and the chain's rows about who works in it.

A shift goes on through locks and restarts until it is handed over:
- its officer signs in again: unlocked;
- another officer signs in: the shift is theirs now, and the former one's is over;
- a supervisor or a technician signs in: they stand in, and the officer's shift goes on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from edge_app.desk.session.accounts import active
from edge_app.desk.session.roles import OfficerRole
from edge_app.desk.session.views import ShiftView, SignedIn
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import KIOSK
from edge_app.store.database import StoreDatabase
from edge_app.store.shifts import LONGEST, Shifts
from edge_app.store.writer import WriteQueue
from sync.protocol.content import Officer

CLOCK_MOVED = timedelta(minutes=5)  # more than a lease corrects, or a quartz drifts, in a shift


class RunningShift:
    """For the session, which holds `mutex` while it calls."""

    def __init__(
        self,
        database: StoreDatabase,
        now: Callable[[], datetime],
        mutex: threading.RLock,
        writes: WriteQueue,
        elapsed: Callable[[], float],
    ) -> None:
        """Go on with the shift that ran when the kiosk ended. Raise StoreError.

        `elapsed`: seconds that nobody can set.
        """
        self._database, self._now, self._mutex, self._writes = database, now, mutex, writes
        self._shifts, self._journal = Shifts(database), AuditLog(database, now)
        self._elapsed = elapsed
        self._seen = now(), elapsed()  # when it was first seen by this process
        self._shift: ShiftView | None = None
        going = self._shifts.current()
        if going is not None and now() - going.began_at >= LONGEST:
            self._shifts.end(now())
        elif going is not None:
            self._shift = ShiftView(going.shift_id, going.officer, going.officer, going.began_at)

    def view(self, officers: tuple[Officer, ...]) -> ShiftView | None:
        """Return the shift, with the name that the accounts hold now."""
        shift = self._shift
        if shift is None:
            return None
        account = active(officers, shift.number)
        name = account.name if account else shift.name
        return replace(shift, name=name, clock_moved=self._clock_moved(shift))

    def _clock_moved(self, shift: ShiftView) -> bool:
        """Return whether the trusted time was set since, as far as it is known."""
        now, (at, began) = self._now(), self._seen
        passed = timedelta(seconds=self._elapsed() - began)
        return now < shift.began_at or abs(now - at - passed) > CLOCK_MOVED

    def signed_in(self, account: Officer, at: datetime) -> None:
        """Unlock, begin, take over or stand in."""
        shift, number = self._shift, account.number
        details = {"role": account.role.value}
        if shift is not None and shift.number == number:
            self._note(number, "unlocked", shift.shift_id, **details)
        elif shift is not None and account.role is not OfficerRole.OFFICER:
            self._note(number, "stood-in", shift.shift_id, **details)
        else:
            self._begin(account, at, shift)

    def _begin(self, account: Officer, at: datetime, former: ShiftView | None) -> None:
        number, details = account.number, {"role": account.role.value}
        if former is not None:
            details["from"] = former.number
        self._seen = at, self._elapsed()
        begun = self._shift = ShiftView("", number, account.name, at)

        def write() -> None:
            with self._database.transaction():
                shift = self._shifts.begin(number, at)
                action = "took-over" if former else "signed-in"
                self._journal.note(number, action, shift.shift_id, **details)
            with self._mutex:
                if self._shift is begun:
                    self._shift = ShiftView(shift.shift_id, number, account.name, shift.began_at)

        self._writes.submit(write)

    def locked(self, officer: SignedIn, cause: str) -> None:
        """Note that the screen is locked; the shift goes on."""
        self._note(officer.number, "locked", self._shift.shift_id if self._shift else "", cause)

    def handed_over(self, officer: SignedIn, at: datetime) -> None:
        """End the shift."""
        shift, self._shift = self._shift, None

        def write() -> None:
            with self._database.transaction():
                self._shifts.end(at)
                self._journal.note(officer.number, "signed-out", shift.shift_id if shift else "")

        self._writes.submit(write)

    def account_gone(self, officer: SignedIn) -> None:
        """Note a sign-out, as the sync has taken the account away."""
        self._note(KIOSK, "signed-out", officer.number, "account-gone")

    def poll(self, officers: tuple[Officer, ...] | None, working: bool) -> None:
        """End a shift whose officer is gone, or that nobody ended and nobody works in."""
        shift = self._shift
        if shift is None:
            return
        gone = officers and active(officers, shift.number) is None
        forgotten = not working and self._now() - shift.began_at >= LONGEST
        if officers is None or gone or forgotten:
            at, self._shift = self._now(), None
            self._writes.submit(lambda: self._shifts.end(at))

    def _note(
        self, actor: str, action: str, subject: str, cause: str = "", **details: object
    ) -> None:
        if cause:
            details["cause"] = cause
        self._writes.submit(lambda: self._journal.note(actor, action, subject, **details))
