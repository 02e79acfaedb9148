"""How the terminal stands: for the agent, which tells the data centre, and for the screen."""

from __future__ import annotations

import contextlib
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from edge_app.domain import Counts, LaneView, SourceState, SyncView
from edge_app.errors import StoreError
from edge_app.store import chain
from edge_app.store.alerts import AlertStore
from edge_app.store.database import StoreDatabase
from edge_app.terminal.agent_watch import AgentWatch, Link
from edge_app.terminal.lease import LeaseKeeper
from edge_app.terminal.mirror import MirrorFollower
from edge_app.terminal.report_signer import ReportSigner
from edge_app.terminal.software_wait import SoftwareWait
from sync.private_memory import exposure
from sync.protocol.errors import SyncError
from sync.protocol.wire import Attested, CheckReport, HeldCollection, SignedReport
from sync.terminal.kiosk_status import KioskStatus, write_kiosk_status
from sync.terminal.outbox import OutboxCounts
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState

STATUS_INTERVAL = timedelta(seconds=10)  # at most, until numbers that have changed are written
STALE_AFTER = timedelta(hours=24)  # where no configuration says otherwise
DOUBT_STEP = timedelta(minutes=2)  # to which the doubt about a lease's time is rounded
STALLED_S = 300.0  # without a poll that came to its end; a large list takes one minute
FROZEN_S = 3.0  # a camera whose newest picture is older stands still
MAX_TEXT = 2000  # characters of a fault: the field's limit in the heartbeat


class TerminalStatus:
    """Builds both views of the terminal. `write` and `update_view` on one thread; the rest any."""

    def __init__(
        self,
        state: TerminalState,
        database: StoreDatabase,
        spool: Spool,
        store: AlertStore,
        lease: LeaseKeeper,
        mirror: MirrorFollower,
        agent: AgentWatch,
        wake_agent: Callable[[], object],
        signer: ReportSigner | None,
    ) -> None:
        """Write nothing yet. `wake_agent` is called when there is more news than numbers.

        `signer`: None where the kiosk has no signing key; then the chain is told unsigned.
        """
        self._root, self._database, self._spool = state.root, database, spool
        self._lane_name = state.config().lane
        self._store, self._lease, self._mirror = store, lease, mirror
        self._agent, self._wake_agent, self._signer = agent, wake_agent, signer
        self._written: tuple[KioskStatus, datetime] | None = None
        self._report: SignedReport | None = None  # the newest
        self.check: Callable[[], CheckReport | None] = lambda: None  # that was asked for
        self.software: SoftwareWait | None = None  # what is ready here
        self.silence: Callable[[], str] = str  # why no alert is heard; empty: it is
        self.fault = ""  # what went wrong in the last poll; empty: nothing
        self.sync_view: SyncView | None = None  # as of the last poll
        self._viewed_at = time.monotonic()

    def write(self, view: LaneView | None) -> None:
        """Write the kiosk's status for the heartbeat: news at once, numbers now and then.

        Raise StateError.
        """
        now, news = self._lease.clock.now(), self._news(view)
        if self._written is not None:
            before, at = self._written
            if before == news and abs(now - at) < STATUS_INTERVAL:
                return
        write_kiosk_status(self._spool, self._with_numbers(news, view), now)
        if self._written is None or self._written[0] != news:
            self._wake_agent()
        self._written = (news, now)

    def decorate(self, view: LaneView) -> LaneView:
        """Return `view` with how the terminal stands; at once."""
        checkpoint = self._mirror.checkpoint
        view = replace(
            view,
            lane_name=self._lane_name,
            checkpoint_name=checkpoint.name if checkpoint is not None else "",
            zone=self._mirror.zone,
        )
        seen = self.sync_view
        if seen is None:
            return view
        if time.monotonic() - self._viewed_at > STALLED_S:
            seen = replace(seen, fault=seen.fault or "the exchange with the agent stands still")
        lease = self._lease  # no poll is needed to know that it is over
        out, connecting = self._link()
        seen = replace(
            seen,
            unreachable=out,
            connecting=connecting,
            revoked=seen.revoked or lease.is_over,
            lease_over=seen.lease_over or (lease.is_over and not seen.revoked),
            update=self.software.view() if self.software is not None else None,
        )
        confirmed = {"confirmed_at": seen.confirmed_at}
        lists = tuple(one.model_copy(update=confirmed) for one in view.lists)
        opening = view.opening and not (seen.revoked or seen.fault or seen.refused)
        return replace(view, lists=lists, sync=seen, opening=opening)

    def _link(self) -> tuple[bool, bool]:
        """Return whether the data centre is out of reach, and whether that is not known yet.

        The agent's word tells it within seconds; a lease that stays out tells it whatever the agent
        says.
        """
        link, overdue = self._agent.link(), self._lease.unreachable
        out = link is Link.OUT or (overdue and not self._agent.is_opening)
        return out, not out and (overdue or link is Link.CONNECTING)

    def collections(self) -> tuple[HeldCollection, ...]:
        """Return what is held of each collection."""
        confirmed = self._confirmed_at()
        age = None if confirmed is None else self._lease.clock.now() - confirmed
        return self._mirror.collections.states(stale=age is None or age > self._stale_after())

    def update_view(self) -> None:
        """Take the view for the screen anew."""
        self._viewed_at = time.monotonic()
        lease, mirror, checkpoint = self._lease, self._mirror, self._mirror.checkpoint
        out, connecting = self._link()
        if self.software is not None:
            self.software.poll()
        try:
            counts, revoked = self._spool.counts(), lease.revoked
        except SyncError:
            counts, revoked = OutboxCounts(0, 0, 0, None), False
        self.sync_view = SyncView(
            waiting=counts.waiting,
            unwritten=self._store.unwritten,
            contact_at=lease.contact_at,
            unreachable=out,
            connecting=connecting,
            confirmed_at=self._confirmed_at(),
            stale_after=self._stale_after(),
            refused=mirror.refused,
            fault=self._store.fault or self.fault,
            revoked=revoked or lease.is_over,
            outdated_after=timedelta(hours=checkpoint.outdated_after_hours) if checkpoint else None,
            disk_free=self._disk_free(),
            clock_skew=lease.clock.skew,
            clock_confirmed=lease.clock.confirmed,
            clock_doubt=lease.clock.doubt,
            lease_over=lease.is_over and not revoked,
            update=self.software.view() if self.software is not None else None,
            withheld=self._withheld(),
        )

    def _withheld(self) -> str:
        """Return why the last lease withholds new lists; "": it does not, or asked only now."""
        lease = self._lease.lease
        told = None if lease is None else lease.attestation
        if told is None or not told.withheld:
            return ""
        asked_now = told.verdict is Attested.WAITING and self._agent.is_opening
        return "" if asked_now else told.verdict.value

    def _news(self, view: LaneView | None) -> KioskStatus:
        """Return the part of the status whose changes the data centre is told at once."""
        return KioskStatus(
            collections=self.collections(),
            camera=_camera(view),
            faults=tuple(fault.value for fault in view.faults) if view else (),
            silent=self.silence()[:MAX_TEXT],
            update_refused=self._mirror.refused[:MAX_TEXT],
            store_fault=self._store.fault[:MAX_TEXT],
            fault=self.fault[:MAX_TEXT],
            packages=self._mirror.collections.in_use(),
            clock_doubt_s=self._doubt_s(),
            memory_exposed=exposure()[:MAX_TEXT],
            check=self.check(),
        )

    def _with_numbers(self, news: KioskStatus, view: LaneView | None) -> KioskStatus:
        counts = view.counts if view else Counts()
        unsigned: dict[str, object] = {}
        with contextlib.suppress(StoreError):  # `store_fault` says why it cannot be used now
            if self._signer is None:
                rows, head = chain.head(self._database)
                unsigned = {"chain_rows": rows, "chain_head": head}
            else:
                known = self._lease.lease.chain_rows if self._lease.lease is not None else None
                self._report = self._signer.report(known)
        numbers = {
            "unwritten": self._store.unwritten,
            "frames": counts.frames,
            "unproven": self._store.unproven,
            "people": counts.people,
            "captured": counts.captured,
            "alerts": counts.alerts,
            **_pace(view),
            "lease_nonce": self._lease.nonces.current,
            "report": self._report,
            **unsigned,
        }
        return news.model_copy(update=numbers)

    def _doubt_s(self) -> float:
        """Return what the last lease said too much, in seconds; coarse, so that it is no news."""
        return float(round(self._lease.clock.doubt / DOUBT_STEP) * DOUBT_STEP.total_seconds())

    def _stale_after(self) -> timedelta:
        checkpoint = self._mirror.checkpoint
        return timedelta(hours=checkpoint.stale_after_hours) if checkpoint else STALE_AFTER

    def _confirmed_at(self) -> datetime | None:
        """Return when the data centre's word that these are the newest versions was last fresh."""
        accepted, contact = self._mirror.accepted_at, self._lease.contact_at
        if accepted is None or contact is None:
            return None
        clock = self._lease.clock
        return min(clock.now() - (clock.judged() - accepted), contact)

    def _disk_free(self) -> int | None:
        try:
            return shutil.disk_usage(self._root).free
        except OSError:
            return None


def _camera(view: LaneView | None) -> str:
    """Return what the camera does: a SourceState's word, or `frozen`."""
    if view is None:
        return SourceState.STARTING.value
    frame, live = view.frame, view.source_state is SourceState.LIVE
    if live and frame is not None and time.monotonic() - frame.captured_at > FROZEN_S:
        return "frozen"
    return view.source_state.value


def _pace(view: LaneView | None) -> dict[str, float | None]:
    """Return how the lane keeps up, while its camera gives pictures."""
    if view is None or view.source_state is not SourceState.LIVE:
        return {}
    return {
        "frame_rate": round(view.fps, 1),
        "camera_rate": round(view.camera_fps, 1),
        "latency_ms": None if view.latency_ms is None else round(view.latency_ms, 1),
        "read_share": None if view.read_share is None else round(view.read_share, 3),
    }
