"""A trial of the network, from the kiosk: the wish in the spool, and a wake-up of the agent."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sync.terminal.link_trial import LinkTold, LinkTrials
from sync.terminal.spool import Spool


class SpooledLink:
    """From any thread."""

    def __init__(
        self, spool: Spool, now: Callable[[], datetime], wake_agent: Callable[[], object]
    ) -> None:
        """Ask nothing yet. `now`: trusted time."""
        self._trials, self._wake_agent = LinkTrials(spool, now), wake_agent

    def ask(self) -> str:
        """Ask for a trial; return its name. Raise StateError."""
        trial = self._trials.ask()
        self._wake_agent()
        return trial

    def told(self, trial: str) -> LinkTold | None:
        """Return what came of it; None: nothing yet. Raise StateError."""
        return self._trials.told(trial)
