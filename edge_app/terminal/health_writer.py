"""The kiosk's own word on how it is, for whoever installs software here: kiosk_health.py."""

from __future__ import annotations

from edge_app.domain import LaneView, SourceState, SyncView
from sync.boot import Boot, boot_seconds
from sync.software import software
from sync.terminal.kiosk_health import INTERVAL_S, KioskHealth, write_health
from sync.terminal.state import TerminalState

# An officer is at a case for so long; one that nobody answers at night holds nothing up, and is
# open again after the start.
CASE_S = 600.0
_DELIVERS = (SourceState.LIVE, SourceState.BLACK, SourceState.BLANK, SourceState.NONE)


class HealthWriter:
    """Writes it now and then. For one thread."""

    def __init__(self, state: TerminalState) -> None:
        """Write nothing yet."""
        self._state = state
        self._boot = Boot.read().id or "unknown"
        self._started = self._busy = boot_seconds()
        self._written = float("-inf")
        self._people = 0
        self._cases: tuple[str, ...] = ()
        self._cases_since = self._started

    def write(self, view: LaneView | None, sync: SyncView | None) -> None:
        """Write it, where the last is some seconds old. Raise OSError."""
        now = boot_seconds()
        if view is None or view.tracks or view.counts.people != self._people:
            self._busy = now
        self._people = view.counts.people if view is not None else 0
        cases = tuple(alert.alert_id for alert in view.open_alerts) if view is not None else ()
        if cases != self._cases:
            self._cases, self._cases_since = cases, now
        if cases and now - self._cases_since < CASE_S:
            self._busy = now
        if view is None or sync is None or now - self._written < INTERVAL_S:
            return
        self._written = now
        update = sync.update
        write_health(
            self._state,
            KioskHealth(
                software=software(),
                boot=self._boot,
                boot_s=now,
                started_s=self._started,
                frames=view.counts.frames,
                camera=view.source_state in _DELIVERS,
                contact=not (sync.unreachable or sync.connecting),
                lists=len(view.lists),
                fault=sync.fault[:2000],
                quiet_s=now - self._busy,
                put_off=update.version if update is not None else None,
                put_off_until=update.put_off_until if update is not None else None,
            ),
        )
