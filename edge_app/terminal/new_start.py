"""The same command once more, in the place of this process: nothing of it is left.

But what it was given stays open: cage, for one, gives its window's process the end of a pipe, takes
its closing for the end of that process, and waits for it, with a screen that stands still.
"""

from __future__ import annotations

import logging
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

log = logging.getLogger(__name__)

_MAX_FILES = 4096  # a camera or a driver may have left a descriptor that outlives `exec`


def _given() -> tuple[int, ...]:
    """Return the descriptors that outlive `exec`, in order; before this process opened any."""
    found = []
    for place in Path("/proc/self/fd").iterdir():
        number = int(place.name)
        with suppress(OSError):  # the one that listed them
            if number > 2 and os.get_inheritable(number):
                found.append(number)
    return tuple(sorted(found))


_GIVEN = _given()


def start_anew() -> NoReturn:
    """Begin the command of this process anew, with the same arguments, under the same number.

    Whoever watches the process sees no end of it. To be called when all is closed.
    """
    log.info("the kiosk starts anew")
    sys.stdout.flush()
    sys.stderr.flush()
    first = 3
    for kept in _GIVEN:
        os.closerange(first, kept)
        first = kept + 1
    os.closerange(first, _MAX_FILES)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  our own words
