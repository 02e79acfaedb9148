"""The terminal looked at from the glass: all but the network, which link_trial.py has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.roles import Action, may
from edge_app.desk.session.views import SessionView
from sync.protocol.finding_table import Severity
from sync.protocol.findings import Finding, merged


class CheckState(Enum):
    """Where a check stands."""

    NONE = "none"  # this kiosk is no provisioned terminal
    IDLE = "idle"  # nobody asked yet
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # by a fault of ours


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the last check found that is to be mended, the worst first."""

    state: CheckState
    findings: tuple[Finding, ...] = ()


class CheckDesk:
    """From the window's thread, but for what the pool does."""

    def __init__(
        self,
        look: Callable[[], tuple[Finding, ...]] | None,
        session: Callable[[], SessionView],
        readers: ReaderPool,
    ) -> None:
        """Look at nothing yet. `look` ends by itself; None: there is no terminal."""
        self._look, self._session = look, session
        self._view = CheckView(CheckState.NONE if look is None else CheckState.IDLE)
        self._commands = readers.queue(on_fault=self._fail)

    def view(self) -> CheckView:
        """Return what the last check found."""
        return self._view

    def test(self) -> None:
        """Look now; return at once."""
        free = self._view.state not in (CheckState.NONE, CheckState.RUNNING)
        if free and may(self._session().role, Action.TEST_TERMINAL):
            self._view = CheckView(CheckState.RUNNING)
            self._commands.submit(self._run)

    def _run(self) -> None:
        if self._look is None:
            return
        found = merged(self._look())
        wrong = tuple(each for each in found if each.severity is not Severity.NOTE)
        self._view = CheckView(CheckState.DONE, wrong)

    def _fail(self) -> None:
        self._view = CheckView(CheckState.FAILED)
