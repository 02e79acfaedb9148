"""The same command once more, in the place of this process: nothing of it is left."""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn

log = logging.getLogger(__name__)

_MAX_FILES = 4096  # a camera or a driver may have left a descriptor that outlives `exec`


def start_anew() -> NoReturn:
    """Begin the command of this process anew, with the same arguments, under the same number.

    Whoever watches the process sees no end of it. To be called when all is closed.
    """
    log.info("the kiosk starts anew")
    sys.stdout.flush()
    sys.stderr.flush()
    os.closerange(3, _MAX_FILES)
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606  our own words
