"""Heartbeats of a terminal with which all is well but what a test says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sync.protocol.wire import Heartbeat, KioskReport
from sync.software import software


def heartbeat(
    at: datetime | None = None, kiosk: KioskReport | None = None, **more: Any
) -> Heartbeat:
    """Return a heartbeat of `at`, or of now; the kiosk wrote at the same time."""
    at = at or datetime.now(UTC)
    well: dict[str, Any] = {
        "at": at,
        "software": software(),
        "waiting": 0,
        "refused": 0,
        "oldest_waiting": None,
        "disk_free": 10**10,
        "temperature": None,
        "clock_skew_s": 0.0,
        "kiosk_seen_at": at,
        "kiosk": kiosk or KioskReport(),
    }
    return Heartbeat(**(well | more))
