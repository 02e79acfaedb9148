"""When an alert may be read on a glass that visitors see: touched first, then turned away. Pure.

With the guidance beside the lane, visitors read this glass. An alert is then a neutral mark, and
nothing else, until the officer has touched it and turned the screen to themselves.
"""

from __future__ import annotations

from enum import Enum

ASKED_S = 20.0  # that the screen asks to be turned, without a touch
OPEN_S = 60.0  # that details stay, without a touch


class Stage(Enum):
    """How much of an alert is shown."""

    OPEN = "open"  # everything: visitors do not see this glass, or it is turned away
    MARK = "mark"  # a neutral mark
    ASKED = "asked"  # the mark was touched: the screen asks to be turned


class Discretion:
    """For the window's thread."""

    def __init__(self) -> None:
        self._stage = Stage.MARK
        self._touched_at = 0.0

    def touched(self, now: float) -> None:
        """Record a touch anywhere: somebody is at it."""
        self._touched_at = now

    def ask(self, now: float) -> None:
        """Ask that the screen be turned: the mark was touched."""
        self._stage, self._touched_at = Stage.ASKED, now

    def open(self, now: float) -> None:
        """Show everything: the screen is turned."""
        if self._stage is Stage.ASKED:
            self._stage, self._touched_at = Stage.OPEN, now

    def close(self) -> None:
        """Show the mark alone."""
        self._stage = Stage.MARK

    def stage(self, visitors_see: bool, waits: bool, now: float) -> Stage:
        """Return how much may be shown; `waits`: an alert, or an answer that may be taken back."""
        if not visitors_see:
            self._stage = Stage.MARK  # once they see it again
            return Stage.OPEN
        limit = ASKED_S if self._stage is Stage.ASKED else OPEN_S
        if not waits or now - self._touched_at > limit:
            self._stage = Stage.MARK
        return self._stage
