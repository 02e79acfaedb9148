"""What officers' PINs are at this kiosk: as their accounts say, or as they changed them here.

A change counts here at once, and goes to the data centre as a result. It is given up for what the
account says as soon as that is as new: the same PIN, one that the officer set later at another
kiosk, or one that operators set. While the account says nothing new, it stays, also across
restarts.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime, timedelta
from typing import Protocol

from edge_app.desk.session.views import PinRefusal
from edge_app.errors import StoreError
from edge_app.store.entries import PinChange
from edge_app.store.pins import Pins
from edge_app.store.writer import WriteQueue
from sync.protocol.content import Officer
from sync.protocol.envelope.passphrases import pin_verifier
from sync.protocol.jakarta import jakarta_day
from sync.protocol.pins import MAX_CHANGES_A_DAY, WeakPin, duress_pin, weak_pin

GONE = "account-gone"
_NEXT = timedelta(microseconds=1)

log = logging.getLogger(__name__)


class PinRecord(Protocol):
    """Where a change is written: `edge_app.store.alerts.AlertStore`."""

    @property
    def unsigned(self) -> bool:
        """Return whether the data centre would believe no change: this kiosk does not sign."""

    def pin_changed(self, change: PinChange) -> Future[None]:
        """Keep it, and tell the data centre; the future is done when it is on the disk."""


def settled(change: PinChange, account: Officer) -> str:
    """Return why the account counts and not the change made here; empty: the change does. Pure."""
    reset_at, changed_at = account.pin_reset_at, account.pin_changed_at
    if account.pin_verifier == change.verifier:
        return "taken"
    if reset_at is not None and (change.reset_at is None or reset_at > change.reset_at):
        return "reset"  # by operators
    if changed_at is not None and changed_at >= change.at:
        return "declined" if changed_at == change.at else "newer"
    # An older data centre keeps no times: what it says now and did not say then is news.
    return "" if changed_at is not None or account.pin_verifier == change.replaced else "reset"


class OwnPins:
    """For the session; from any thread."""

    def __init__(
        self, pins: Pins, record: PinRecord, now: Callable[[], datetime], writes: WriteQueue
    ) -> None:
        """`now`: trusted time."""
        self._pins, self._record, self._now, self._writes = pins, record, now, writes
        self._accounts: dict[str, Officer] = {}  # as they came
        self._changes: dict[str, PinChange] = {}

    def applied(self, officers: tuple[Officer, ...] | None) -> tuple[Officer, ...] | None:
        """Return the accounts with the PINs that count here; give up what is over."""
        changes = self._changes
        try:
            changes = self._pins.held()
        except StoreError as error:
            log.warning("PINs that were changed here cannot be read: %s", error)
        if not officers:  # not arrived yet, or none are used
            self._changes = changes
            return officers
        self._accounts = {one.number: one for one in officers}
        over = set()
        for number, change in changes.items():
            account = self._accounts.get(number)
            cause = GONE if account is None else settled(change, account)
            if cause:
                over.add(number)
                self._settle(change, cause)
        # Replaced as a whole: the session's thread and the writer's come here.
        self._changes = {each: changes[each] for each in changes if each not in over}
        return tuple(map(self._with_change, officers))

    def _settle(self, change: PinChange, cause: str) -> None:
        self._writes.submit(lambda: self._pins.settle(change, cause, self._now()))

    def _with_change(self, account: Officer) -> Officer:
        change = self._changes.get(account.number)
        if change is None:
            return account
        return account.model_copy(update={"pin_verifier": change.verifier})

    def objection(self, number: str, old: str, new: str) -> WeakPin | PinRefusal | None:
        """Return why `new` cannot be the officer's PIN; None: it can. Raise StoreError."""
        today = jakarta_day(self._now())
        if self._record.unsigned:
            return PinRefusal.UNSIGNED
        if new == old:
            return PinRefusal.SAME
        if (weak := weak_pin(new, number, today)) is not None:
            return weak
        if duress_pin(new) == old:  # by habit the old one would call for help
            return PinRefusal.SAME
        often = self._pins.changes_on(number, today) >= MAX_CHANGES_A_DAY
        return PinRefusal.TOO_OFTEN if often else None

    def change(self, number: str, new: str) -> Future[None]:
        """Keep `new` as the PIN of an officer who proved the old one; done when it is written."""
        account = self._accounts[number]
        before = self._changes.get(number)
        # Later than what this kiosk knows of, whatever the clocks of the two ends say.
        known = (account.pin_reset_at, account.pin_changed_at, before.at if before else None)
        at = max([self._now(), *(each + _NEXT for each in known if each is not None)])
        return self._record.pin_changed(
            PinChange(number, at, pin_verifier(new), account.pin_verifier, account.pin_reset_at)
        )
