"""The kiosk's own word on how it is, for whoever installs software here: kiosk_health.py."""

from __future__ import annotations

from edge_app.domain import LaneView, SourceState, SyncView
from sync.boot import Boot, boot_seconds
from sync.software import software
from sync.terminal.kiosk_health import INTERVAL_S, KioskHealth, write_health
from sync.terminal.state import TerminalState

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

    def write(self, view: LaneView | None, sync: SyncView | None) -> None:
        """Write it, where the last is some seconds old. Raise OSError."""
        now = boot_seconds()
        if view is None or view.tracks or view.open_alerts or view.counts.people != self._people:
            self._busy = now
        self._people = view.counts.people if view is not None else 0
        if view is None or sync is None or now - self._written < INTERVAL_S:
            return
        self._written = now
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
            ),
        )
