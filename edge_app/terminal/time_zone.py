"""The zone in which a terminal shows times: that of its machine, where somebody set one."""

from __future__ import annotations

import os
import time

from sync.protocol.zones import ZONES, Zone


class ShownZone:
    """Shows the gate's time on a machine whose zone nobody set: no gate of Indonesia is in UTC.

    Days of visitors turn at the gate's midnight; a bar in UTC says 16.00 or 17.00 of the day
    before.
    """

    def __init__(self) -> None:
        """Look at the machine's zone, once."""
        self._is_unset = time.timezone == 0 and "TZ" not in os.environ

    def follow(self, zone: Zone) -> None:
        """Show times in `zone` from now on, in the whole process; nothing where one was set."""
        name = ZONES[zone].key
        if self._is_unset and os.environ.get("TZ") != name:
            os.environ["TZ"] = name
            time.tzset()

    def end(self) -> None:
        """Leave the machine's zone as it was: a kiosk that starts anew looks at it again."""
        if self._is_unset and os.environ.pop("TZ", None) is not None:
            time.tzset()
