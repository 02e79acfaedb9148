"""A machine-readable zone that comes a line at a time, from a reader that ends lines with Enter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from edge_app.documents.mrz import Document, MrzFault, begins, read

WAIT_S = 3.0  # for the next line; then those before it are forgotten


@dataclass(frozen=True, slots=True)
class MrzLines:
    """The lines that came so far, the last one at `at_s`. Pure: the clock is the caller's."""

    lines: tuple[str, ...] = field(default=(), repr=False)
    at_s: float = 0.0

    def add(self, text: str, now: float, today: date) -> MrzLines | Document | MrzFault:
        """Return the zone of this text and the lines before; or that more is due; or a fault."""
        alone = read(text, today)
        if isinstance(alone, Document) or not self.lines or self.late(now):
            return self._or_first((text,), alone, now)
        lines = (*self.lines, text)
        return self._or_first(lines, read("\n".join(lines), today), now)

    def late(self, now: float) -> bool:
        """Return whether the next line should have come."""
        return bool(self.lines) and now - self.at_s >= WAIT_S

    @staticmethod
    def _or_first(
        lines: tuple[str, ...], found: Document | MrzFault, now: float
    ) -> MrzLines | Document | MrzFault:
        if isinstance(found, MrzFault) and begins("\n".join(lines)):
            return MrzLines(lines, now)
        return found
