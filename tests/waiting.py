"""Wait for a state that another thread or process brings about; never for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

PATIENCE_S = 120.0  # only a test that fails waits so long, however busy the machine is
PATIENCE_MS = int(PATIENCE_S * 1000)  # for pytest-qt's waitUntil and waitSignal
PAUSE_S = 0.005

Found = TypeVar("Found")


def until(
    reached: Callable[[], Found | None],
    what: str | Callable[[], object] = "it",
    between: Callable[[], object] = lambda: None,
) -> Found:
    """Return what `reached` gives as soon as it is true.

    `between` is called before each further look: where Qt must show something, let it.
    Fail with `what` (its value, if it is a function) after PATIENCE_S.
    """
    ends = time.monotonic() + PATIENCE_S
    while not (found := reached()):
        assert time.monotonic() < ends, f"{what() if callable(what) else what} does not come"
        between()
        time.sleep(PAUSE_S)
    return found
