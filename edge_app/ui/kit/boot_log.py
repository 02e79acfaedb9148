"""How long a start takes, in the log: from the process' beginning to what is on the screen."""

from __future__ import annotations

import logging
import time

import psutil

log = logging.getLogger(__name__)

SPLASH, WINDOW, PICTURE = "splash", "window", "picture"
_noted: set[str] = set()


def note_painted(what: str) -> None:
    """Log that `what` is painted for the first time in this process, and when."""
    if what not in _noted:
        _noted.add(what)
        seconds = time.time() - psutil.Process().create_time()
        log.info("%s painted %.2f s after the start", what, seconds)
