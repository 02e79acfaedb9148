"""Which expected visitors were let in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from edge_app.store.database import StoreDatabase
from sync.protocol.zones import Zone, gate_midnight
from sync.terminal.spool_file import stamp


class Arrivals:
    """Read from the verifications; for any thread. Every method raises StoreError."""

    def __init__(self, database: StoreDatabase, zone: Callable[[], Zone]) -> None:
        """`zone`: the gate's."""
        self._database, self._zone = database, zone

    def admitted(self, day: date) -> frozenset[str]:
        """Return the visitor ids that were let in on that day, the gate's."""
        return frozenset(self.times(day))

    def times(self, day: date) -> dict[str, datetime]:
        """Return when each of them was let in first."""
        start = gate_midnight(day, self._zone())
        rows = self._database.rows(
            "SELECT visitor_id, min(at) AS at FROM verifications"
            " WHERE admitted AND visitor_id IS NOT NULL AND at >= ? AND at < ?"
            " GROUP BY visitor_id",
            stamp(start),
            stamp(start + timedelta(days=1)),
        )
        return {row["visitor_id"]: datetime.fromisoformat(row["at"]) for row in rows}
