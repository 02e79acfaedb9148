"""The network tried out at the glass: the agent asks the data centre once, now."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from sync.logs import describe_fault
from sync.protocol.errors import SyncError
from sync.protocol.findings import Finding
from sync.terminal.link_trial import LinkTold

POLL_S = 0.25
WAITS_S = 30.0  # for the agent's word: a dead network is told after its timeouts, ten seconds each

log = logging.getLogger(__name__)


class LinkState(Enum):
    """Where a trial stands."""

    NONE = "none"  # this terminal has no data centre
    IDLE = "idle"  # not tried yet
    RUNNING = "running"
    ANSWERED = "answered"
    REFUSED = "refused"  # by the data centre, or by this terminal of what came
    UNREACHABLE = "unreachable"
    SILENT = "silent"  # the agent did not say anything


@dataclass(frozen=True, slots=True)
class LinkView:
    """What the last trial showed."""

    state: LinkState
    seconds: float = 0.0  # of an answer
    error: str = ""  # the code of a refusal
    findings: tuple[Finding, ...] = ()  # what is in the way; none: it is not known


class AgentLink(Protocol):
    """The way to the agent: `LinkTrials`, and a wake-up."""

    def ask(self) -> str:
        """Ask for a trial; return its name. Raise SyncError."""

    def told(self, trial: str) -> LinkTold | None:
        """Return what came of it; None: nothing yet. Raise SyncError."""


class LinkDesk:
    """From the window's thread, but for what the pool does."""

    def __init__(
        self,
        link: AgentLink | None,
        session: Callable[[], SessionView],
        readers: ReaderPool,
        clock: Callable[[], float],
    ) -> None:
        """Try nothing yet. `link`: None where there is no data centre."""
        self._link, self._session, self._clock = link, session, clock
        self._trial, self._until = "", 0.0
        self._view = LinkView(LinkState.NONE if link is None else LinkState.IDLE)
        self._commands = readers.queue(
            self._read, self._fail, POLL_S, lambda: self._view.state is LinkState.RUNNING
        )

    def view(self) -> LinkView:
        """Return what the last trial showed."""
        return self._view

    def test(self) -> None:
        """Ask the data centre now; return at once."""
        idle = self._view.state not in (LinkState.NONE, LinkState.RUNNING)
        if idle and may(self._session().role, Action.TEST_TERMINAL):
            self._trial = ""
            self._view = LinkView(LinkState.RUNNING)
            self._commands.submit(self._ask)

    def _ask(self) -> None:
        if self._link is not None:
            self._until = self._clock() + WAITS_S
            self._trial = self._link.ask()

    def _read(self) -> None:
        if self._link is None or self._view.state is not LinkState.RUNNING or not self._trial:
            return
        try:
            told = self._link.told(self._trial)
        except SyncError as error:
            log.warning("the trial of the network is not read: %s", describe_fault(error))
            told = None
        if told is not None:
            self._view = _judged(told)
        elif self._clock() >= self._until:
            self._fail()

    def _fail(self) -> None:
        if self._view.state is LinkState.RUNNING:
            self._view = LinkView(LinkState.SILENT)


def _judged(told: LinkTold) -> LinkView:
    if not told.error:
        return LinkView(LinkState.ANSWERED, told.seconds)
    if told.error == "unreachable":
        return LinkView(LinkState.UNREACHABLE, findings=told.findings)
    return LinkView(LinkState.REFUSED, error=told.error, findings=told.findings)
