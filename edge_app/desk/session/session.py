"""Who works at the terminal: sign-in, idle lock, handover, and a colleague's PIN.

Commands return at once: readers compare PINs (some 0.4 s), the store's writer writes. The session
itself is in memory: what the disk does not take now is written later, in order, and keeps nobody
from their lane.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from concurrent.futures import Future
from datetime import datetime

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.accounts import Accounts, active
from edge_app.desk.session.own_pins import OwnPins, PinRecord
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.shift import RunningShift
from edge_app.desk.session.views import (
    Notice,
    PinOutcome,
    SecondCheck,
    SessionState,
    SessionView,
    ShiftView,
    SignedIn,
)
from edge_app.store.attempts import Attempts
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import KIOSK
from edge_app.store.database import StoreDatabase
from edge_app.store.pins import Pins
from edge_app.store.writer import WriteQueue
from sync.boot import boot_seconds
from sync.protocol.content import Officer

IDLE_LOCK_S = 300.0
MIN_IDLE_S, MAX_IDLE_S = 60.0, 3600.0
WARN_S = 30.0  # before the idle lock
POLL_INTERVAL_S = 1.0  # until accounts and settings are read again


def idle_seconds(setting: str | None) -> float:
    """Return the setting `idle_lock_s` as seconds; IDLE_LOCK_S for what is no number."""
    try:
        seconds = float(setting or IDLE_LOCK_S)
    except ValueError:
        return IDLE_LOCK_S
    return min(max(seconds, MIN_IDLE_S), MAX_IDLE_S) if seconds == seconds else IDLE_LOCK_S


class Session:
    """One for a kiosk; every method may be called from any thread."""

    def __init__(
        self,
        database: StoreDatabase,
        officers: Callable[[], tuple[Officer, ...] | None],
        now: Callable[[], datetime],
        writes: WriteQueue,
        readers: ReaderPool,
        record: PinRecord,
        clock: Callable[[], float] = time.monotonic,
        idle_setting: Callable[[], str | None] = lambda: None,
        under_duress: Callable[[str], object] = lambda _: None,
        no_duress: Callable[[], object] = lambda: None,
        elapsed: Callable[[], float] = boot_seconds,
    ) -> None:
        """Go on with the shift that ran when the kiosk ended. Raise StoreError.

        `officers`: the accounts; empty: not arrived, None: this terminal has none by its
        configuration, and works without sign-in. `now`: trusted time; `elapsed`:
        seconds that nobody can set. `under_duress` is called
        with the number of who types the PIN that says so, before that PIN opens anything;
        `no_duress` before any other right one does, and takes as long.
        """
        self._officers_now, self._now, self._clock = officers, now, clock
        self._idle_setting, self._idle_s = idle_setting, IDLE_LOCK_S
        self._under_duress, self._no_duress = under_duress, no_duress
        self._mutex = threading.RLock()
        self._applying = threading.Lock()  # while accounts are replaced; taken before the mutex
        self._writes = writes
        self._checks = readers.queue(self._poll, every_s=POLL_INTERVAL_S)
        self._shift = RunningShift(database, now, self._mutex, writes, elapsed)
        self._journal = AuditLog(database, now)
        self._accounts = Accounts(Attempts(database), now, clock)
        self._own_pins = OwnPins(Pins(database), record, now, writes)
        self._officers = self._own_pins.applied(officers())
        self._officer: SignedIn | None = None
        self._touched_at = clock()
        self._checking = False
        self._notice: Notice | None = None
        self._retry_at: float | None = None
        self._closed_until = self._accounts.closed_until()
        self._checks.submit(self._accounts.prepare)

    # ---- what the window asks ------------------------------------------------------------------

    def view(self) -> SessionView:
        """Return how it stands now; lock the screen when its time has come."""
        with self._mutex:
            now = self._clock()
            if self._officers is None:
                return SessionView(SessionState.SIGNED_IN, open_mode=True)
            left = self._touched_at + self._idle_s - now
            if self._officer is not None and left <= 0:
                self._lock("idle")
            shift = self._shift.view(self._officers)
            state, notice, retry_at = self._state(now, shift), self._notice, self._retry_at
            if state is SessionState.LOCKED_OUT:
                notice, retry_at = Notice.TERMINAL_SLOWED, self._closed_until
            return SessionView(
                state,
                self._officer,
                accounts_missing=not self._officers,
                notice=notice,
                retry_at=retry_at,
                warns_in_s=left if self._officer is not None and left < WARN_S else None,
                shift=shift,
            )

    def _state(self, now: float, shift: ShiftView | None) -> SessionState:
        if self._officer is not None:
            return SessionState.SIGNED_IN
        if self._checking:
            return SessionState.CHECKING
        if self._closed_until is not None and self._closed_until > now:
            return SessionState.LOCKED_OUT
        return SessionState.WAITING if shift is None else SessionState.LOCKED

    def touched(self) -> None:
        """Record that somebody touched the screen."""
        with self._mutex:
            if self.view().officer is not None:  # a touch after the time is up does not unlock
                self._touched_at = self._clock()

    def sign_in(self, number: str, pin: str) -> None:
        """Check them; `view` says what came of it. Ignore further tries meanwhile.

        While somebody is signed in nobody else can be: the screen is locked first.
        """
        with self._mutex:
            if self._checking or self._officers is None or self._officer is not None:
                return
            self._checking, self._notice, self._retry_at = True, None, None
        if not self._checks.submit(lambda: self._try(number, pin)):
            self._checking, self._notice = False, Notice.FAULT

    def name_of(self, number: str) -> str:
        """Return the name of that officer's account; empty: there is none now."""
        account = active(self._officers or (), number)
        return account.name if account else ""

    def forget_notice(self) -> None:
        """Forget what was said of the last try: somebody types anew."""
        with self._mutex:
            self._notice, self._retry_at = None, None

    def lock(self) -> None:
        """Lock the screen by hand; the shift goes on."""
        with self._mutex:
            if self._officer is not None:
                self._lock("hand")

    def hand_over(self) -> None:
        """End the shift and sign out."""
        with self._mutex:
            if self._officer is not None:
                self._shift.handed_over(self._officer, self._now())
                self._officer, self._notice = None, Notice.HANDED_OVER

    def check_second(self, number: str, pin: str, first: Collection[str]) -> Future[SecondCheck]:
        """Return an officer besides the `first`, who may confirm an answer, or why not.

        Wrong PINs count the same. Whoever took the shift over meanwhile may be the second. The
        result comes within a second, and is never an error.
        """
        found: Future[SecondCheck] = Future()
        if number in first:
            found.set_result(SecondCheck(None, Notice.SAME_OFFICER))
        elif not self._checks.submit(lambda: self._try_second(number, pin, found)):
            found.set_result(SecondCheck(None, Notice.FAULT))
        return found

    def check_own(self, pin: str) -> Future[SecondCheck]:
        """Return who is signed in, if `pin` is theirs and they may be a second officer, or why not.

        Wrong PINs count as at the sign-in. The result is never an error.
        """
        found: Future[SecondCheck] = Future()
        number = self.view().number
        if not number:
            found.set_result(SecondCheck(None, Notice.ACCOUNT_GONE))
        elif not self._checks.submit(lambda: self._try_second(number, pin, found)):
            found.set_result(SecondCheck(None, Notice.FAULT))
        return found

    def change_pin(self, old: str, new: str) -> Future[PinOutcome]:
        """Give who is signed in the PIN `new`, if `old` is theirs; it counts once it is written.

        A wrong old PIN counts as at the sign-in. The result is never an error.
        """
        found: Future[PinOutcome] = Future()
        number = self.view().number
        if not number:
            found.set_result(PinOutcome(Notice.ACCOUNT_GONE))
        elif not self._checks.submit(lambda: self._try_change(number, old, new, found)):
            found.set_result(PinOutcome(Notice.FAULT))
        return found

    # ---- on a reader's thread ------------------------------------------------------------------

    def _try(self, number: str, pin: str) -> None:
        try:
            account, second = self._check(number, pin)
            with self._mutex:
                self._notice, self._retry_at = second.notice, second.retry_at
                if account is not None:
                    self._admit(account)
        except BaseException:
            self._notice = Notice.FAULT
            raise
        finally:
            self._checking = False

    def _try_second(self, number: str, pin: str, found: Future[SecondCheck]) -> None:
        try:
            account, checked = self._check(number, pin)
            if account is not None and not may(account.role, Action.SECOND_ANSWER):
                checked = SecondCheck(None, Notice.ROLE_MAY_NOT)
            found.set_result(checked)
        finally:
            if not found.done():
                found.set_result(SecondCheck(None, Notice.FAULT))

    def _try_change(self, number: str, old: str, new: str, found: Future[PinOutcome]) -> None:
        def written(done: Future[None]) -> None:
            failed = done.cancelled() or done.exception() is not None
            try:
                if not failed:
                    with self._applying:
                        officers = self._own_pins.applied(self._officers_now())
                        with self._mutex:
                            self._officers = officers
            finally:
                found.set_result(PinOutcome(Notice.FAULT if failed else None))

        waits = False
        try:
            if (refusal := self._own_pins.objection(number, old, new)) is not None:
                found.set_result(PinOutcome(refusal))
                return
            account, checked = self._check(number, old)
            if account is None:
                found.set_result(PinOutcome(checked.notice, checked.retry_at))
                return
            self._own_pins.change(number, new).add_done_callback(written)
            waits = True
        finally:
            if not waits and not found.done():
                found.set_result(PinOutcome(Notice.FAULT))

    def _check(self, number: str, pin: str) -> tuple[Officer | None, SecondCheck]:
        officers = self._officers
        if not officers:
            return None, SecondCheck(None, Notice.NO_ACCOUNTS)
        checked = self._accounts.check(officers, number, pin)
        self._closed_until = self._accounts.closed_until()
        account = checked.account
        if checked.counted:
            cause = checked.notice.value if checked.notice else ""
            subject = number if checked.known else ""
            self._writes.submit(
                lambda: self._journal.note(KIOSK, "pin-refused", subject, cause=cause)
            )
        if account is None:
            return None, SecondCheck(None, checked.notice, checked.retry_at)
        if checked.duress:
            self._under_duress(account.number)
        else:
            self._no_duress()
        return account, SecondCheck(_signed_in(account, self._now()))

    def _admit(self, account: Officer) -> None:
        at = self._now()
        self._officer, self._touched_at = _signed_in(account, at), self._clock()
        self._shift.signed_in(account, at)

    def _lock(self, cause: str) -> None:
        if self._officer is not None:
            self._shift.locked(self._officer, cause)
            self._officer, self._notice, self._retry_at = None, None, None

    def _poll(self) -> None:
        """Read what the sync brought: an account that is gone ends its session."""
        idle_s = idle_seconds(self._idle_setting())
        self._closed_until = self._accounts.closed_until()
        with self._applying:
            officers = self._own_pins.applied(self._officers_now())
            with self._mutex:
                self._officers, self._idle_s = officers, idle_s
                officer = self._officer
                if officer is not None:
                    account = active(officers or (), officer.number)
                    self._officer = _signed_in(account, officer.since) if account else None
                    if account is None:
                        self._notice, self._retry_at = Notice.ACCOUNT_GONE, None
                        self._shift.account_gone(officer)
                self._shift.poll(officers, working=self._officer is not None)
        self.view()  # locks a screen at which nobody looks


def _signed_in(account: Officer, since: datetime) -> SignedIn:
    return SignedIn(account.number, account.name, account.role, since)
