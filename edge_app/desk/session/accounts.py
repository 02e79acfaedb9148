"""Number and PIN against the officers' accounts: slow for who guesses, the same for every number.

A try is counted before its PIN is compared, so that pulling the plug saves no try. An unknown or
suspended number costs the time of a comparison too, waits in the same way and reads the same. So
does the PIN that says that the officer is threatened: each try is compared with both.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Protocol

from edge_app.desk.session.views import Notice
from edge_app.errors import StoreError
from sync.protocol.content import Officer
from sync.protocol.envelope.passphrases import pin_matches, pin_verifier
from sync.protocol.pins import PIN, duress_pin

# Seconds to wait after so many wrong tries with one number; from then on LOCK_S.
DELAYS_S = (0.0, 0.0, 2.0, 4.0, 8.0)
LOCK_S = 15 * 60.0
# Wrong tries at one terminal, whatever the number: after FREE of them each costs a wait that
# doubles with every FREE / 2 more. Who works here mistypes some ten times a day, not in a row.
FREE = 10
SLOW_S, SLOWEST_S = 5.0, 120.0
CALM_S = 15 * 60.0  # without a wrong try: the terminal forgets

_EVERYBODY = "*"

log = logging.getLogger(__name__)


class Attempts(Protocol):
    """Wrong tries that outlive the kiosk: `edge_app.store.attempts.Attempts`."""

    def of(self, number: str) -> tuple[int, datetime | None]:
        """Return how many there were since the last right one, and when the last was."""

    def failed(self, number: str, at: datetime) -> object:
        """Keep one more."""

    def clear(self, number: str) -> None:
        """Forget them."""


def wait_after(failures: int) -> float:
    """Return the seconds that a number waits after so many wrong tries in a row."""
    return DELAYS_S[failures] if failures < len(DELAYS_S) else LOCK_S


def terminal_wait_after(failures: int) -> float:
    """Return the seconds that every number waits after so many wrong tries here."""
    if failures < FREE:
        return 0.0
    return min(SLOW_S * 2.0 ** min((failures - FREE) // (FREE // 2), 10), SLOWEST_S)


def active(officers: Iterable[Officer], number: str) -> Officer | None:
    """Return the account of that number, unless it is suspended."""
    return next((one for one in officers if one.number == number and not one.suspended), None)


@dataclass(frozen=True, slots=True)
class PinCheck:
    """What a number and a PIN came to: the account, or why not."""

    account: Officer | None
    notice: Notice | None = None
    retry_at: float | None = None  # monotonic seconds
    counted: bool = False  # a wrong try; False: refused without a comparison
    known: bool = False  # that number exists: it may stand in the chain
    duress: bool = False  # the PIN says that the officer is threatened


@dataclass(frozen=True, slots=True)
class _Tries:
    """Wrong ones in a row; `at`: the last, on the clock that nobody can set."""

    failures: int
    at: float


class Accounts:
    """For one thread, the one that may spend the time: a check takes some 0.4 s."""

    def __init__(
        self, attempts: Attempts, now: Callable[[], datetime], clock: Callable[[], float]
    ) -> None:
        """`now`: trusted time, for what is kept; `clock`: monotonic seconds, for waits."""
        self._attempts, self._now, self._clock = attempts, now, clock
        self._tries: dict[str, _Tries] = {}

    def prepare(self) -> None:
        """Spend the time of one check beforehand, so that the first unknown number takes no two."""
        _verifier_of_nobody()

    def closed_until(self) -> float | None:
        """Return until when nobody may try, in monotonic seconds; None: anybody may."""
        tries = self._of(_EVERYBODY)
        if tries.failures and self._clock() - tries.at >= CALM_S:
            self._forget(_EVERYBODY)
            return None
        return self._later(tries.at + terminal_wait_after(tries.failures))

    def check(self, officers: Iterable[Officer], number: str, pin: str) -> PinCheck:
        """Compare once. What cannot be kept is counted in memory, and the check goes on."""
        known = next((one for one in officers if one.number == number), None)
        key = number if known else _bucket(number)
        self.prepare()
        if (until := self.closed_until()) is not None:
            return PinCheck(None, Notice.TERMINAL_SLOWED, until)
        if (until := self._waits(key)) is not None:
            return PinCheck(None, _waiting(self._of(key).failures), until)
        self._count(key)
        try:
            right, duress = _compare(pin, known.pin_verifier if known else _verifier_of_nobody())
        except (ValueError, MemoryError):
            log.warning("an account's PIN cannot be checked: import the officers anew")
            return PinCheck(None, Notice.FAULT)
        if right and known is not None and not known.suspended:
            self._forget(key)
            return PinCheck(known, known=True, duress=duress)
        self._count(_EVERYBODY)
        waits = [until for until in (self._waits(key), self.closed_until()) if until]
        locked = self._of(key).failures >= len(DELAYS_S)
        return PinCheck(
            None,
            Notice.NUMBER_LOCKED if locked else Notice.WRONG,
            max(waits, default=None),
            counted=True,
            known=known is not None,
        )

    def _waits(self, key: str) -> float | None:
        tries = self._of(key)
        return self._later(tries.at + wait_after(tries.failures))

    def _later(self, until: float) -> float | None:
        return until if until > self._clock() else None

    def _of(self, key: str) -> _Tries:
        if key not in self._tries:
            failures, ago = 0, 0.0
            try:
                failures, last_at = self._attempts.of(key)
                # A time to come was kept by a clock that was ahead: the wait begins anew.
                ago = max((self._now() - last_at).total_seconds(), 0.0) if last_at else 0.0
            except StoreError as error:
                log.warning("wrong PINs cannot be looked up: %s", error)
            self._tries[key] = _Tries(failures, self._clock() - ago)
        return self._tries[key]

    def _count(self, key: str) -> None:
        self._tries[key] = _Tries(self._of(key).failures + 1, self._clock())
        try:
            self._attempts.failed(key, self._now())
        except StoreError as error:
            log.warning("a wrong PIN cannot be kept, and is counted until the restart: %s", error)

    def _forget(self, key: str) -> None:
        self._tries[key] = _Tries(0, self._clock())
        try:
            self._attempts.clear(key)
        except StoreError as error:
            log.warning("wrong PINs cannot be forgotten: %s", error)


def _waiting(failures: int) -> Notice:
    return Notice.NUMBER_LOCKED if failures >= len(DELAYS_S) else Notice.SLOWED


def _bucket(number: str) -> str:
    """Return where tries of a number that nobody has are counted: one of 256 places."""
    digest = hashlib.sha256(number.encode(errors="replace")).hexdigest()
    return f"?{digest[:2]}"


@cache  # for as long as the process runs: whoever starts another desk waits no second time
def _verifier_of_nobody() -> str:
    """Return the verifier of a PIN that nobody can type."""
    return pin_verifier(secrets.token_hex(16))


def _compare(pin: str, verifier: str) -> tuple[bool, bool]:
    """Return whether the PIN opens the screen, and whether as one under duress.

    Both comparisons are made, whatever the first one says, and what is no PIN takes as long.
    """
    good = PIN.fullmatch(pin) is not None
    right = pin_matches(pin if good else "none", verifier)
    duress = pin_matches(duress_pin(pin) if good else "none", verifier)
    return good and (right or duress), good and duress
