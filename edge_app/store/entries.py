"""What happens at a lane and is to be kept, beside the alerts and the answers themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from edge_app.domain import Alert, Decision
from edge_app.store.cases import CaseStep

Cause = Literal["unanswered", "colleague"]
Method = Literal["visitor", "centre", "document"]
Outcome = Literal["yes", "no", "uncertain", "unknown", "refused", "not_compared"]


@dataclass(frozen=True, slots=True)
class Escalation:
    """Help is wanted for an alert; once for each cause."""

    alert_id: str
    cause: Cause
    officer: str | None  # who called; None: the kiosk did, or nobody is signed in


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """An answer was taken back before it was given, or the decision of a verification."""

    subject: str  # the alert's id, or the verification's
    officer: str | None
    action: Literal["answer-withdrawn", "decision-withdrawn"] = "answer-withdrawn"


@dataclass(frozen=True, slots=True)
class Sighting:
    """The person of an open alert came back."""

    alert_id: str


@dataclass(frozen=True, slots=True)
class MuteEnded:
    """A mute ended before its time; its id is that of the alert which was answered."""

    mute_id: str
    officer: str | None  # who lifted it; None: nobody is signed in, or it was broken
    broken_by: str | None = None  # a far stronger alert of the same pair


@dataclass(frozen=True, slots=True)
class Verification:
    """A person was compared 1:1, or looked at with their document.

    The values are the protocol's (PersonVerified).
    """

    verification_id: str  # random, 32 hexadecimal digits
    officer: str | None
    method: Method
    visitor_id: str | None  # of the manifest
    outcome: Outcome
    admitted: bool
    score: float | None = None
    threshold: float | None = None
    live: bool | None = None  # None: not asked for
    reason: str = ""  # a code of `edge_app.desk.verification.reasons`
    differs: tuple[str, ...] = ()  # in what the document is not as announced
    alert_id: str | None = None  # for whose answer it was made


@dataclass(frozen=True, slots=True)
class PinChange:
    """An officer set another PIN here."""

    number: str
    at: datetime  # trusted time
    verifier: str = field(repr=False)
    replaced: str = field(repr=False)  # the account's verifier as it came from the data centre
    reset_at: datetime | None  # and when operators had set that


@dataclass(frozen=True, slots=True)
class Entry:
    """One of these, and the trusted time at which it was given."""

    content: (
        Alert
        | Decision
        | Escalation
        | Withdrawal
        | Sighting
        | MuteEnded
        | Verification
        | PinChange
        | CaseStep
    )
    at: datetime
    label: str = field(default="", repr=False)  # of a verification: for the history
