"""The thread that follows the data centre: what it lends, serves, keeps and tells.

One thread polls, when the agent wakes it and otherwise every POLL_INTERVAL_S:
1. The lease: the time it states, and whether lists may be served at all. Without one they are left,
   and wiped only when that is certain. Where it names another place, that is written down.
2. The mirror, through the kiosk's own client of the update framework; as old as it may be after a
   start without a network. The lane gets the lists between two shots.
3. Receipts for results; what the data centre asks for again, or nobody carries, is sent again.
4. Facts to the disk; alerts whose time is over, away, also when the disk takes nothing more.
5. The audit chain: what is in service, and what else the kiosk did.
6. The status, which the agent tells the data centre, and the view for the screen.

Mirror and spool are the agent's, which may have been broken into: a step may fail, or wait for it.
So each step is tried whatever became of the others, and a second thread, which reads nothing of the
agent's, takes from the lane every END_INTERVAL_S what has ended: the lease, or a list's agreement.
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from edge_app.errors import StoreError, TerminalError
from edge_app.lists.served_list import ServedList
from edge_app.pipeline.live import LiveLane
from edge_app.store.alerts import AlertStore
from edge_app.terminal.asked_check import AskedCheck
from edge_app.terminal.audit_events import AuditEvents
from edge_app.terminal.facts import Facts
from edge_app.terminal.health_writer import HealthWriter
from edge_app.terminal.lease import LeaseKeeper
from edge_app.terminal.mirror import MirrorFollower
from edge_app.terminal.status import TerminalStatus
from sync.logs import describe_fault
from sync.protocol.errors import SyncError
from sync.terminal.state import TerminalState
from sync.terminal.wake import Listener, Waker

POLL_INTERVAL_S = 2.0  # where the agent does not wake it
END_INTERVAL_S = 1.0  # between two looks for what has ended
ERASE_INTERVAL = timedelta(hours=1)

log = logging.getLogger(__name__)


class SyncThread:
    """Runs the steps of a poll, each on what it is for. `start` and `stop` once."""

    def __init__(
        self,
        state: TerminalState,
        lease: LeaseKeeper,
        mirror: MirrorFollower,
        status: TerminalStatus,
        store: AlertStore,
        facts: Facts,
        audit: AuditEvents,
        replace_store_key: Callable[[], None],
        check: AskedCheck,
    ) -> None:
        """Run nothing yet; without `start`, `poll` may be called by one thread."""
        self._state, self._lease, self._mirror = state, lease, mirror
        self._status, self._store, self._facts, self._audit = status, store, facts, audit
        self._replace_store_key, self._check = replace_store_key, check
        self._health = HealthWriter(state)
        self.lane: LiveLane | None = None
        self._left = self._wiped = False
        self._unwiped: list[Callable[[], object]] | None = None  # steps of a wipe; None: not begun
        self._replacing = threading.Lock()
        self._erased_at: datetime | None = None
        self._erased_persons: tuple[str, ...] = ()  # of the configuration, at that time
        self.moved = threading.Event()  # the terminal stands elsewhere: it is to start anew
        self.ready = threading.Event()  # what was held before the start is served again
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._ending = threading.Thread(target=self._end_in_time, name="lease", daemon=True)

    def start(self, lane: LiveLane) -> None:
        """Serve `lane` from now on."""
        self.lane = lane
        self._audit.started()
        self._thread.start()
        self._ending.start()

    def stop(self) -> None:
        """End the thread and write its last rows; also before `start`."""
        self._stopping.set()
        Waker(self._state.kiosk_socket).send()
        if self._thread.is_alive():
            self._ending.join()
            self._thread.join()
            self._audit.stopped()
            with contextlib.suppress(StoreError):
                self._audit.write()

    def _run(self) -> None:
        with contextlib.ExitStack() as listening:
            wait: Callable[[float], object] = self._stopping.wait
            try:
                wait = listening.enter_context(Listener(self._state.kiosk_socket)).wait
            except OSError as error:
                log.warning("nobody can wake the kiosk: %s", error)
            while not self._stopping.is_set():
                self.poll()
                self.ready.set()
                wait(POLL_INTERVAL_S)

    def _end_in_time(self) -> None:
        while not self._stopping.wait(END_INTERVAL_S):
            self.leave_what_ended()

    def leave_what_ended(self) -> None:
        """Take from the lane what may be served no longer; from any thread, at once."""
        if self.lane is None:
            return
        with self._replacing:
            lists = self.lane.lane.lists
            if lists and (left := self._not_ended(lists)) != lists:
                log.info("what has ended is served no longer")
                self.lane.lane.replace_lists(left)

    def _not_ended(self, lists: tuple[ServedList, ...]) -> tuple[ServedList, ...]:
        now = self._lease.clock.judged()
        ends = ((one, one.watch_list.expires_at) for one in lists)
        left = tuple(one for one, end in ends if end is None or now < end)
        return () if self._lease.is_over else left

    def poll(self) -> None:
        """Take all steps once; what fails is told, and what runs goes on."""
        fault = ""
        for step in (
            self._read_lease,
            self._heed_lease,
            self._heed_place,
            self._poll_mirror,
            self._follow_results,
            self._write_facts,
            self._erase,
            self._write_audit,
            self._write_status,
        ):
            told = _fault_of(step)
            fault = fault or told
        self._status.fault = fault
        _fault_of(self._status.update_view)
        _fault_of(self._write_health)

    def _read_lease(self) -> None:  # 1
        self._lease.poll()

    def _heed_lease(self) -> None:
        if self._lease.may_serve():
            self._left = self._wiped = False
            self._unwiped = None
        elif self._lease.must_wipe():
            if not self._wiped:
                self._wipe()
        elif not self._left:
            self._mirror.release()
            self._replace_lists()
            self._left = True

    def _heed_place(self) -> None:
        """Write down where the terminal stands now: kiosk and agent start anew with it."""
        lease = self._lease.lease
        if lease is None or not self._lease.may_serve():
            return
        before = self._state.config()
        after = before.moved_by(lease)
        if after == before:
            return
        log.info("the data centre placed this terminal at another lane or checkpoint")
        self._state.write_config(after)
        self._audit.moved(after.checkpoint_id)
        self.moved.set()
        Waker(self._state.agent_socket).send()

    def _wipe(self) -> None:
        """Serve nothing, hold nothing.

        A step that fails keeps no other one from being taken, and is tried again with the next
        poll: the agent could make any of those fail that touch its files.
        """
        self._mirror.release()
        self._replace_lists()
        if self._unwiped is None:
            self._unwiped = [
                self._destroy_keys,
                self._state.wipe_lists,
                self._mirror.drop_all,
                self._store.forget_references,
                self._replace_store_key,
            ]
        failed: Exception | None = None
        for step in tuple(self._unwiped):
            try:
                step()
                self._unwiped.remove(step)
            except (TerminalError, SyncError, OSError) as error:
                failed = failed or error
        if failed is not None:
            raise failed
        self._unwiped = None
        self._audit.wiped(self._lease.revoked)
        self._wiped = True

    def _destroy_keys(self) -> None:
        if self._lease.is_revoked_for_good:
            self._state.destroy_kiosk_keys()

    def _poll_mirror(self) -> None:  # 2
        if self._lease.may_serve():
            self._mirror.poll(self._lease.clock.judged())
            self._replace_lists()
        else:
            self._mirror.poll_keys(self._lease.clock.judged())

    def _replace_lists(self) -> None:
        if self.lane is None:
            return
        with self._replacing:
            served = self._not_ended(self._mirror.collections.served())
            if self.lane.lane.lists != served:
                self.lane.lane.replace_lists(served)

    def _follow_results(self) -> None:  # 3
        lease = self._lease.lease
        self._store.follow(lease.resend if lease is not None else None)
        self._check.follow(lease.check if lease is not None else None)

    def _write_facts(self) -> None:  # 4
        self._facts.write()

    def _erase(self) -> None:
        clock, checkpoint = self._lease.clock, self._mirror.checkpoint
        # Until a lease confirms the clock, by what was counted, which is never ahead: a stranger's
        # face goes in time without a network too, and nothing goes too early.
        now = clock.judged() if clock.confirmed else clock.certain()
        if checkpoint is None:
            return
        due = self._erased_at is None or abs(now - self._erased_at) >= ERASE_INTERVAL
        if due or checkpoint.erased != self._erased_persons:
            kept = timedelta(days=checkpoint.results_kept_days)
            self._store.forget(kept, now, checkpoint.zone)
            self._store.forget_persons(checkpoint.erased)
            self._erased_at, self._erased_persons = now, checkpoint.erased

    def _write_audit(self) -> None:  # 5
        self._audit.serves(self._mirror.collections.versions())
        self._audit.write()

    def _write_status(self) -> None:  # 6
        self._status.write(None if self.lane is None else self.lane.view())

    def _write_health(self) -> None:
        view = None if self.lane is None else self.lane.view()
        self._health.write(view, self._status.sync_view)


def _fault_of(step: Callable[[], object]) -> str:
    """Take a step; return what went wrong, in words; empty: nothing did."""
    try:
        step()
    except (TerminalError, SyncError, OSError) as error:
        return str(error)
    except Exception as error:  # noqa: BLE001  a fault of ours must not end the sync
        log.error("a step of the sync failed: %s", describe_fault(error))
        return f"a fault in Gapura: {describe_fault(error)}"
    return ""
