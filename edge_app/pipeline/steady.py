"""A fault that comes and goes slowly, so that nothing on a screen flickers."""

from __future__ import annotations

from dataclasses import dataclass

OVER_S = 3.0  # so long not seen any more before it is withdrawn


@dataclass(slots=True)
class Steady:
    """Told once it has been there for `after_s`, and for a while after it has gone."""

    after_s: float
    current: bool = False
    since_s: float | None = None  # when it began to be otherwise

    def update(self, true: bool | None, time_s: float) -> None:
        """Take whether the fault is there now; None: not known, and `current` stays."""
        if true is None or true is self.current:
            self.since_s = None
            return
        if self.since_s is None:
            self.since_s = time_s
        if time_s - self.since_s >= (OVER_S if self.current else self.after_s):
            self.current, self.since_s = true, None
