"""What a process tells systemd of itself: that it is ready, that it goes on, and a word for people.

The protocol of sd_notify(3), without a library: one datagram to the socket that NOTIFY_SOCKET
names. Where nobody gave one, nobody is told.

Whoever sends nothing but "alive" from a timer of its own is alive while its work hangs. So "goes
on" is sent for progress alone, and systemd starts anew what makes none for `WatchdogSec=`.
"""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable

SEND_INTERVAL_S = 1.0  # between two words at least: a window refreshes more often


class ServiceNotice:
    """For one thread: the one whose hanging must be noticed too."""

    def __init__(
        self, address: str | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Say nothing yet. `address`: of systemd's socket; None: the environment's."""
        self._address = os.environ.get("NOTIFY_SOCKET", "") if address is None else address
        self._clock = clock
        self._due = float("-inf")
        self._ready = False
        self._status = ""

    def tell(self, moved: Callable[[], bool], status: Callable[[], str]) -> None:
        """Say how it is, if it is time to; call it often. Raise nothing for want of a listener.

        `moved`: whether there was progress since it was last asked. The first makes it ready.
        """
        now = self._clock()
        if not self._address or now < self._due:
            return
        self._due = now + SEND_INTERVAL_S
        said = []
        progress, words = moved(), " ".join(status().split())
        if progress:
            said += ["WATCHDOG=1"] if self._ready else ["READY=1", "WATCHDOG=1"]
        if words != self._status:
            said.append(f"STATUS={words}")
        if said and self._send("\n".join(said)):
            self._ready, self._status = self._ready or progress, words

    def tell_ready(self, words: str) -> None:
        """Say once that it answers."""
        self.tell(lambda: True, lambda: words)

    def _send(self, text: str) -> bool:
        address = self._address
        if address.startswith("@"):  # of the abstract name space
            address = f"\0{address[1:]}"
        kind = socket.SOCK_DGRAM | socket.SOCK_NONBLOCK
        try:
            with socket.socket(socket.AF_UNIX, kind) as sender:
                sender.sendto(text.encode(), address)
        except OSError:  # systemd is busy, or gone: the next word is due in a second
            return False
        return True
