"""Calls as frozen values for the screen: this lane's own, and those of other lanes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from edge_app.domain import Image
from sync.protocol.content import Phrase


class CallState(Enum):
    """What became of this lane's own call. Nothing is claimed that no other lane has said."""

    CALLING = "calling"  # on its way
    REACHED = "reached"  # it is on the screen of somebody who works
    COMING = "coming"  # somebody said that they come
    NOBODY = "nobody"  # nobody can be called, or nobody was reached in time
    UNANSWERED = "unanswered"  # it was on somebody's screen until it ended, and nobody answered


@dataclass(frozen=True, slots=True)
class Coming:
    """Who goes there."""

    officer: str  # number; empty: of a terminal without accounts
    lane: str  # where they come from; empty: from here


@dataclass(frozen=True, slots=True)
class OwnCall:
    """The call of this lane that goes on, or that nobody answered."""

    call_id: str
    state: CallState
    reached: int  # lanes with somebody who works there
    coming: tuple[Coming, ...] = ()
    carried: bool = True  # what another lane says can come; not while the agent is down


@dataclass(frozen=True, slots=True)
class LaneCall:
    """A call of another lane."""

    call_id: str
    lane: str
    officer: str  # the caller's number; empty: nobody was signed in
    ago_s: float
    duress: bool  # the officer there is being threatened
    priority: int | None = None  # of the list; None: it is about no alert
    category: Phrase | None = None  # of the list
    face: Image | None = field(default=None, compare=False, repr=False)
    coming: tuple[Coming, ...] = ()
    answered: bool = False  # by who works here
    waits: bool = True  # for who works here: under duress also where another one goes
    sender: str = ""  # the caller's terminal
    alert_id: str | None = None  # whom it is about


@dataclass(frozen=True, slots=True)
class HelpView:
    """All that a screen needs of calls, taken in one moment."""

    own: OwnCall | None = None
    calls: tuple[LaneCall, ...] = ()  # the most pressing first


NO_CALLS = HelpView()
