"""A task of the agent: a step again and again, with backoff and jitter when it fails."""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections.abc import Callable

from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    stop_when_event_set,
    wait_random_exponential,
)

from sync.logs import describe_fault
from sync.protocol.errors import SyncError

log = logging.getLogger(__name__)


class Loop(threading.Thread):
    """Runs `step`, which returns the seconds to wait before the next, unless it is woken."""

    def __init__(
        self,
        name: str,
        step: Callable[[], float],
        failed: Callable[[SyncError], None],
        stopping: threading.Event,
        longest: float = 60.0,
        patience: float = 300.0,
    ) -> None:
        """Run nothing yet.

        `failed` judges each SyncError; then the next try waits up to `longest` seconds. A step that
        neither ends nor hears anything for `patience` seconds hangs.
        """
        super().__init__(name=name, daemon=True)
        self._step, self._failed, self._stopping = step, failed, stopping
        self._patience = patience
        self._since: float | None = None  # when the step began or heard something; None: it waits
        self._wake = threading.Event()
        self._retry = threading.Event()
        self._retrying = Retrying(
            wait=wait_random_exponential(multiplier=0.5, max=longest, min=0.1),
            stop=stop_when_event_set(stopping),
            retry=retry_if_exception_type(SyncError),
            sleep=self._pause,
            before_sleep=self._judge,
            reraise=True,
        )
        self.fault: BaseException | None = None  # a bug: the agent ends, and is started again
        self.ended = 0  # steps, well or not

    @property
    def hangs(self) -> bool:
        """Return whether the step has done nothing for too long; to wait is no hanging."""
        since = self._since
        return since is not None and time.monotonic() - since > self._patience

    def note_bytes(self) -> None:
        """Note that the step goes on: a large package takes its time."""
        if self._since is not None:
            self._since = time.monotonic()

    def wake(self) -> None:
        """Do the step now; a backoff goes on."""
        self._wake.set()

    def retry_now(self) -> None:
        """Do the step now and end a backoff: what was in the way is gone."""
        self._wake.set()
        self._retry.set()

    def run(self) -> None:
        """Run until `stopping` is set, or the step fails with something that is no SyncError."""
        try:
            while not self._stopping.is_set():
                self._wake.clear()
                with contextlib.suppress(SyncError):  # stopped while it failed
                    self._wake.wait(self._retrying(self._timed_step))
        except BaseException as error:  # noqa: BLE001  the agent's main thread reports it
            log.error("the loop %s ended: %s", self.name, describe_fault(error))
            self.fault = error
            self._stopping.set()

    def _timed_step(self) -> float:
        self._since = time.monotonic()
        try:
            return self._step()
        finally:
            self._since = None
            self.ended += 1

    def _pause(self, seconds: float) -> None:
        self._retry.wait(seconds)
        self._retry.clear()

    def _judge(self, state: RetryCallState) -> None:
        error = state.outcome.exception() if state.outcome is not None else None
        if isinstance(error, SyncError):
            self._failed(error)
