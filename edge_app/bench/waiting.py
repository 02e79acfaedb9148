"""Wait for a state that another thread or process brings about."""

from __future__ import annotations

import time
from collections.abc import Callable

POLL_INTERVAL_S = 0.01
PATIENCE_S = 120.0


def wait_until(there: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
    """Wait until `there()`. Raise TimeoutError when it does not come."""
    ends = time.monotonic() + seconds
    while not there():
        if time.monotonic() > ends:
            raise TimeoutError(f"{what} did not come within {seconds:.0f} s")
        time.sleep(POLL_INTERVAL_S)
