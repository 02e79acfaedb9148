"""Work beside a running lane, which must get the interpreter whenever it wants it.

A nice value does not do it: a thread that is set aside while it holds the interpreter stops all.
Nor need all threads of the process ask for it more often (`sys.setswitchinterval`): there are few,
and those with much to do give it up by themselves.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")

# At a stretch. A frame asks for the interpreter some ten times, and waits as long each time; Python
# takes it away after 0.005 only.
WORK_S = 0.0005


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
