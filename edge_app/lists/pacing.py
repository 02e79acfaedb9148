"""Work beside a running lane, which must get the interpreter whenever it wants it.

A nice value does not do it: a thread that is set aside while it holds the interpreter stops all.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

WORK_S = 0.0005  # at a stretch; a frame asks for the interpreter some ten times
# Until Python takes the interpreter from a thread that does not pause; its own is 0.005. Screen,
# vision and recognition ask for it all the time: decisions/0011 has what it costs and gains.
SWITCH_S = 0.0005


def share_interpreter() -> None:
    """Let threads of this process wait a tenth as long for each other; for the roots of a kiosk."""
    sys.setswitchinterval(SWITCH_S)


def paced(
    items: Iterable[T],
    rest: float = 1.0,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[T]:
    """Hand on `items`; after some work on them, sleep `rest` times as long as it took.

    Two cores that a lane keeps busy have half a core to spare, not a whole one.
    """
    begun = clock()
    for item in items:
        yield item
        worked = clock() - begun
        if worked >= WORK_S:
            sleep(worked * rest)
            begun = clock()


@contextmanager
def without_pauses() -> Iterator[None]:
    """Make many objects that stay: the collector looks through none of them, now or later.

    Looking through those of 100,000 references stops every thread for 0.12 s.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # what has gone is freed by its count of references all the same
        if on:
            gc.enable()
