"""The zone in which a terminal shows times: that of its machine, where somebody set one."""

from __future__ import annotations

import os
import time

JAKARTA = "WIB-7"  # as POSIX writes it; it needs no files of zones


def settle_zone() -> None:
    """Show Jakarta's time on a machine whose zone nobody set: no gate of Indonesia is in UTC.

    Days of visitors turn at Jakarta's midnight; a bar in UTC says 17.00 of the day before.
    """
    if time.timezone == 0 and "TZ" not in os.environ:
        os.environ["TZ"] = JAKARTA
        time.tzset()
