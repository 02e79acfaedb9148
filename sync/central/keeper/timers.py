"""Periodic work, done by one worker of all: publishing, fresh timestamps, deleting old rows.

Whoever holds the registry's lock `timers` does it; when that process ends, another one takes over.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Self

from sync.central.backup.journal import Journal
from sync.central.centre import Centre
from sync.central.clock import now
from sync.central.errors import CentralError
from sync.central.registry import (
    intake,
    nonces,
    published,
    question_counts,
    result_retention,
    terminal_reports,
    visitors,
)
from sync.central.registry.locks import PUBLISHING, TIMERS
from sync.central.storage import disk_room
from sync.central.timekeeping.clock_guard import ClockDoubtful
from sync.logs import describe_fault
from sync.protocol.errors import SyncError
from sync.protocol.jakarta import jakarta_day
from sync.protocol.signing import WINDOW
from sync.repeated_lines import RepeatedLines

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)

PUBLISH_INTERVAL_S = 0.25  # what was approved, and agreements that ended
JOURNAL_INTERVAL_S = 1.0  # the copy of the audit log
REFRESH_INTERVAL_S = 3600.0  # the timestamp is valid for a day
PURGE_INTERVAL_S = 60.0  # nonces that are too old to be repeated; a look at the disks
FORGET_INTERVAL_S = 3600.0  # visitors whose day is over
SWEEP_INTERVAL_S = 86_400.0  # packages and metadata that nothing names any more
ANNOUNCED_KEPT = timedelta(days=7)  # publications: the last alone is asked for
RETRY_AFTER_S = 10.0  # after a failure
END_TIMEOUT_S = 5.0  # for a publication in progress; killed in it, the next run finishes it


class Timers:
    """Runs the timers in a thread, in a `with` block."""

    def __init__(self, centre: Centre) -> None:
        """Make the timers; nothing runs yet."""
        self._centre = centre
        self._journal = Journal(centre.journal_folder)
        self._ended = threading.Event()
        self._holding = False
        self._work: tuple[tuple[float, Callable[[], object]], ...] = (
            (PUBLISH_INTERVAL_S, self._publish),
            (JOURNAL_INTERVAL_S, self._keep_journal),
            (REFRESH_INTERVAL_S, self._refresh),
            (PURGE_INTERVAL_S, self._watch_disks),
            (PURGE_INTERVAL_S, self._purge),
            (PURGE_INTERVAL_S, self._note_results),
            (FORGET_INTERVAL_S, self._forget),
            (FORGET_INTERVAL_S, self._erase_results),
            (SWEEP_INTERVAL_S, self._sweep),
        )
        self._due = [0.0] * len(self._work)
        self._thread = threading.Thread(target=self._run, name="timers", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._holding:  # else it waits for a lock that another process will not give up
            self._thread.join(END_TIMEOUT_S)

    def _run(self) -> None:
        while not self._ended.is_set():
            try:
                with self._centre.registry.lock(TIMERS):
                    self._holding = True
                    self._turn()
            except CentralError as error:
                repeated.warn(error)
                self._ended.wait(RETRY_AFTER_S)

    def _turn(self) -> None:
        """Do the work until the end, while this process holds the lock."""
        elapsed, self._due = 0.0, [0.0] * len(self._work)
        while not self._ended.wait(PUBLISH_INTERVAL_S):
            elapsed += PUBLISH_INTERVAL_S
            self.work(elapsed)

    def work(self, elapsed: float) -> None:
        """Do what is due after `elapsed` seconds of work; whoever calls it holds the lock."""
        for number, (every, act) in enumerate(self._work):
            if elapsed >= self._due[number]:
                self._due[number] = elapsed + (every if _done(act) else max(every, RETRY_AFTER_S))

    def _publish(self) -> None:
        from sync.central.releases.publish import publish_due

        self._centre.clock.require(logs=True)
        publish_due(self._centre, now())

    def _keep_journal(self) -> None:
        self._journal.follow(self._centre.registry, self._centre.blobs)

    def _refresh(self) -> None:
        from sync.central.publisher import Publisher

        self._centre.clock.require(logs=True)
        publisher = Publisher(self._centre.blobs, self._centre.secrets)
        registry = self._centre.registry
        with registry.lock(PUBLISHING), registry.room_to_erase():  # a small file, which lists need
            publisher.refresh_timestamp(now())

    def _sweep(self) -> None:
        from sync.central.publisher import Publisher

        with self._centre.registry.lock(PUBLISHING):
            Publisher(self._centre.blobs, self._centre.secrets).sweep()

    def _watch_disks(self) -> None:
        self._centre.registry.keep_reserve()
        if said := disk_room.told(self._centre.free_bytes()):
            log.warning("%s", said)

    def _forget(self) -> None:
        self._erase_by_steps(visitors.forget_past)
        registry = self._centre.registry
        with registry.room_to_erase(), registry.transaction() as session:
            question_counts.purge(session, jakarta_day(now()))
            published.forget_announced(session, now() - ANNOUNCED_KEPT)

    def _erase_results(self) -> None:
        vault = self._centre.vault
        self._erase_by_steps(
            lambda session, now, most: result_retention.erase_due(session, vault, now, most)
        )

    def _erase_by_steps(self, erase: Callable[[Any, datetime, int], int]) -> None:
        """Call `erase` with the bytes that it may erase at once, until it returns 0."""
        registry = self._centre.registry
        with registry.room_to_erase():
            self._centre.clock.require(logs=True)  # with a clock that is ahead, all would be over
            erased = -1
            while erased and not self._ended.is_set():
                with registry.transaction() as session:
                    erased = erase(session, now(), registry.erasable_at_once())
                if erased:
                    registry.erase_log()

    def _note_results(self) -> None:
        with self._centre.registry.transaction() as session:
            intake.note(session, now())
            terminal_reports.note(session, now())

    def _purge(self) -> None:
        registry = self._centre.registry
        with registry.room_to_erase():
            # With a clock that was ahead for a moment, requests could be repeated once it is right.
            self._centre.clock.require(logs=True)
            with registry.transaction() as session:
                nonces.purge(session, now() - 2 * WINDOW - timedelta(minutes=1))


def _done(act: Callable[[], object]) -> bool:
    """Do one timer's work; return False where it failed. The other timers go on."""
    try:
        act()
    except ClockDoubtful:  # the guard has told it, once
        return False
    except SyncError as error:
        repeated.warn(error, act.__name__)
        return False
    except Exception as error:  # noqa: BLE001  a timer must not end the others
        repeated.fault(f"a fault in a timer: {describe_fault(error)}")
        return False
    return True
