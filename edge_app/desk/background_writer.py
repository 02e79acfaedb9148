"""The thread that writes what a desk has decided and nobody waits for: settings, single rows."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable

from edge_app.desk.retry_queue import RetryQueue
from edge_app.errors import StoreError
from edge_app.store.audit_log import AuditLog
from edge_app.store.chain import KIOSK
from sync.logs import describe_fault

RETRY_S = 5.0  # until what the disk did not take is tried again

log = logging.getLogger(__name__)


class BackgroundWriter:
    """`later` and `note` return at once; from any thread."""

    def __init__(self, journal: AuditLog) -> None:
        self._journal = journal
        self._wake: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._writes = RetryQueue("a note", lambda: self._wake.put(True))
        self._thread = threading.Thread(target=self._run, name="notebook", daemon=True)

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def stop(self) -> None:
        """Write what waits and end; also before `start`."""
        self._wake.put(False)
        if self._thread.is_alive():
            self._thread.join()

    def later(self, write: Callable[[], object]) -> None:
        """To be called soon; again and again while it raises StoreError."""
        self._writes.put(write)

    def note(self, officer: str, action: str, subject: str = "") -> None:
        """A row on the audit chain; `officer`: their number, empty without accounts."""
        self.later(lambda: self._journal.note(officer or KIOSK, action, subject))

    def _run(self) -> None:
        going = True
        while going:
            with contextlib.suppress(queue.Empty):
                going = self._wake.get(timeout=RETRY_S)
            try:
                self._writes.write()
            except (StoreError, ValueError) as error:
                log.error("a note was not written: %s", describe_fault(error))
