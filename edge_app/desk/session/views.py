"""Who works at the terminal now: frozen values for the screens.

Times named `_at` that are floats are seconds on the kiosk's monotonic clock.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sync.protocol.content import OfficerRole
from sync.protocol.pins import WeakPin


class SessionState(Enum):
    """Where the sign-in stands."""

    WAITING = "waiting"  # nobody is signed in
    CHECKING = "checking"  # a PIN is being compared
    SIGNED_IN = "signed_in"  # also a terminal without accounts
    LOCKED = "locked"  # after idle time or by hand; the shift goes on
    LOCKED_OUT = "locked_out"  # too many wrong tries at this terminal: nobody until `retry_at`


class Notice(Enum):
    """What an officer is told of a try, or of how their session ended."""

    WRONG = "wrong"  # the number or the PIN
    SLOWED = "slowed"  # too soon after wrong tries
    NUMBER_LOCKED = "number_locked"  # five wrong tries: this number waits
    TERMINAL_SLOWED = "terminal_slowed"  # wrong tries with many numbers
    ACCOUNT_GONE = "account_gone"  # removed or suspended while signed in
    NO_ACCOUNTS = "no_accounts"  # nobody can be checked: they have not arrived, or none are used
    SAME_OFFICER = "same_officer"  # a second officer must be another one
    ROLE_MAY_NOT = "role_may_not"  # a second officer whose role does not answer alerts
    HANDED_OVER = "handed_over"  # the shift was ended; the next officer may sign in
    FAULT = "fault"  # the terminal could not check; try again


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An officer whose PIN was right."""

    number: str
    name: str
    role: OfficerRole
    since: datetime  # trusted time, with zone


@dataclass(frozen=True, slots=True)
class ShiftView:
    """The shift that runs at this terminal."""

    shift_id: str
    number: str  # of the officer whose shift it is; a supervisor may stand in
    name: str
    began_at: datetime  # trusted time, with zone
    clock_moved: bool = False  # the trusted time was set meanwhile: its length is not known


@dataclass(frozen=True, slots=True)
class SessionView:
    """All that a screen needs of the session, taken in one moment."""

    state: SessionState
    officer: SignedIn | None = None  # None: nobody, locked, or a terminal without accounts
    open_mode: bool = False  # no accounts are configured: works without sign-in
    accounts_missing: bool = False  # configured, and none has arrived
    notice: Notice | None = None  # of the last try; gone with the next
    retry_at: float | None = None  # until when `notice` keeps from trying; may be over
    warns_in_s: float | None = None  # seconds to the idle lock when under 30; else None
    shift: ShiftView | None = None  # also while locked

    @property
    def role(self) -> OfficerRole | None:
        """Return the officer's role, for `roles.may`; to be asked only where `working`."""
        return self.officer.role if self.officer else None

    @property
    def number(self) -> str:
        """Return the officer's number; empty: nobody is signed in, or there are no accounts."""
        return self.officer.number if self.officer else ""

    @property
    def working(self) -> bool:
        """Return whether the lane may be worked at: by who is signed in, or by anybody."""
        return self.open_mode or self.officer is not None


OPEN = SessionView(SessionState.SIGNED_IN, open_mode=True)  # a terminal without accounts


@dataclass(frozen=True, slots=True)
class SecondCheck:
    """What came of a second officer's number and PIN: an officer, or why not."""

    officer: SignedIn | None
    notice: Notice | None = None
    retry_at: float | None = None


class PinRefusal(Enum):
    """Why an officer's PIN is not changed, besides what is wrong with the PINs themselves."""

    SAME = "same"  # as before
    TOO_OFTEN = "too_often"  # today
    UNSIGNED = "unsigned"  # this kiosk has no key that the data centre would believe


@dataclass(frozen=True, slots=True)
class PinOutcome:
    """What came of changing a PIN; `why` is None where it was changed."""

    why: Notice | WeakPin | PinRefusal | None
    retry_at: float | None = None
