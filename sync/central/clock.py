"""The data centre's time, in one place, so that a test can set it."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """Return the time, with its zone."""
    return datetime.now(UTC)
