"""systemd's journal by its own protocol: a record is a set of fields, by which it can be searched.

`journalctl GAPURA_LOGGER=sync.terminal.refresh -p warning` finds lines of one module alone. Where
the journal does not take a record, it goes to the process's stderr, which is the journal's, too.
"""

from __future__ import annotations

import logging
import os
import socket
from collections.abc import Callable
from pathlib import Path

STREAM = "JOURNAL_STREAM"  # by it systemd says whose stderr is the journal's
SOCKET = "/run/systemd/journal/socket"
_PRIORITIES = {"ERROR": 3, "WARNING": 4, "INFO": 6, "DEBUG": 7}  # syslog's


def is_journal(handle: int) -> bool:
    """Return whether what is written to this file descriptor goes to systemd's journal."""
    try:
        found = os.fstat(handle)
    except OSError:
        return False
    return os.environ.get(STREAM) == f"{found.st_dev}:{found.st_ino}"


class JournalHandler(logging.Handler):
    """Sends records. From any thread."""

    def __init__(
        self,
        text: Callable[[logging.LogRecord], str],
        mended: Callable[[logging.LogRecord], logging.LogRecord],
        instead: logging.Handler,
    ) -> None:
        """`text`: a record's, on one line. `mended`: what says that a record cannot be formatted.

        `instead` takes what the journal does not.
        """
        super().__init__()
        self._text, self._mended, self._instead = text, mended, instead
        kind = socket.SOCK_DGRAM | socket.SOCK_NONBLOCK | socket.SOCK_CLOEXEC
        self._socket = socket.socket(socket.AF_UNIX, kind)

    def emit(self, record: logging.LogRecord) -> None:
        """Send the record."""
        try:
            data = self._fields(record)
        except Exception:  # noqa: BLE001  whatever its values raise
            record = self._mended(record)
            data = self._fields(record)
        try:
            self._socket.sendto(data, SOCKET)
        except OSError:  # it is being restarted, or has no room
            self._instead.handle(record)

    def _fields(self, record: logging.LogRecord) -> bytes:
        fields = {
            "MESSAGE": f"{record.name}: {self._text(record)}",
            "PRIORITY": _PRIORITIES.get(record.levelname, 3),
            "GAPURA_LOGGER": record.name,
            "GAPURA_THREAD": record.threadName or "",
            "CODE_FILE": Path(record.pathname).name,
            "CODE_LINE": record.lineno,
        }
        return "".join(f"{name}={value}\n" for name, value in fields.items()).encode()
