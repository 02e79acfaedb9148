"""The kiosk's end of the sync, without a window: what it serves, keeps and says.

One thread looks, when the agent wakes it and otherwise every POLL_INTERVAL_S:
1. The lease: the time it states, and whether lists may be served at all.
2. The mirror, through the kiosk's own client of the update framework; as old as it may be after a
   start without a network.
3. The collections; the lane gets the lists between two shots.
4. Results that wait, alerts whose time is over, the audit chain, and what the agent tells the data
   centre.
"""

from __future__ import annotations

import contextlib
import logging
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from edge_app.desk.centre_questions import Questions
from edge_app.domain import Counts, LaneView, SourceState, SyncView
from edge_app.errors import StoreError, TerminalError
from edge_app.lists.collections import HeldCollections
from edge_app.lists.package_store import PackageStore
from edge_app.lists.rosters import Visitors
from edge_app.lists.terminal_model import TerminalModels
from edge_app.pacing import share_interpreter
from edge_app.pipeline.live import LiveLane
from edge_app.store import chain
from edge_app.store.alerts import AlertStore
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from edge_app.store.outgoing import Outgoing
from edge_app.store.results import Origin
from edge_app.terminal.audit_events import AuditEvents
from models.manifest import load_manifest
from sync.logs import describe_fault
from sync.protocol.content import Officer
from sync.protocol.envelope import SealingKey
from sync.protocol.errors import SyncError
from sync.protocol.roles import Collection, Kind
from sync.protocol.wire import CheckpointConfig, HeldCollection, Lease
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.errors import UpdateRefused
from sync.terminal.kiosk_status import KioskStatus, write_kiosk_status
from sync.terminal.lock import only_one
from sync.terminal.outbox import OutboxCounts
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.statements import kept_lease
from sync.terminal.updater import FolderFetch, Updater
from sync.terminal.wake import Listener, Waker

POLL_INTERVAL_S = 2.0
REFRESH_EVERY = timedelta(minutes=1)  # though nothing has changed: what is held may have expired
STATUS_EVERY = timedelta(seconds=10)
FORGET_EVERY = timedelta(hours=1)
SILENCE = timedelta(minutes=5)  # no lease for longer: the data centre is not reachable
STALE_AFTER = timedelta(hours=24)  # where no configuration says otherwise

OFFLINE = {"expired", "missing"}  # a mirror that nobody renews, or that was wiped

_FACTS = ("lease", "lease.nonce", "accepted", "clock.proven", "clock.seen", "clock.offset")

log = logging.getLogger(__name__)


class _HeldVersions:
    """What was held last, in the kiosk's own database."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def read(self, collection: str) -> bytes | None:
        return self._database.fact(f"held {collection}") or None

    def write(self, collection: str, data: bytes) -> None:
        self._database.put_fact(f"held {collection}", data)


def _holds_officers(collection: str) -> bool:
    return Collection.is_known(collection) and Collection.parse(collection).kind is Kind.OFFICERS


class Terminal:
    """Everything of a provisioned terminal but camera and screen."""

    def __init__(
        self, state: TerminalState, system: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        """Open store, spool and keys. Raises StateError, StoreError, EnvelopeError, OSError."""
        self.state, self.config = state, state.config()
        state.prepare()
        models = TerminalModels.of(load_manifest())
        model_id = models.current.model_id
        sealing_key = SealingKey(state.credential("kiosk.key"))
        self._root = state.trusted_root.read_bytes()
        with contextlib.ExitStack() as opened:
            opened.enter_context(only_one(state.kiosk_store.with_name("kiosk.lock"), "a kiosk"))
            self._database = StoreDatabase(state.kiosk_store, state.credential("store.key"))
            opened.callback(self._database.close)
            self.spool = opened.enter_context(Spool(state.spool))
            self._opened = opened.pop_all()
        self._facts = {name: self._fact(name) for name in _FACTS}
        self._kept = dict(self._facts)
        self.clock = TrustedClock(ClockState.of_facts(self._facts.get), self._keep_clock, system)
        self._agent = Waker(state.agent_socket)
        origin = Origin(self.config.terminal_id, self.config.lane, model_id)
        self._outgoing = Outgoing(self._database, self.spool, origin, self._agent.send)
        self.store = AlertStore(self._database, self.clock.now, self._outgoing)
        self._record = AuditEvents(AuditLog(self._database, self.clock.now))
        self.questions = Questions(
            self.spool,
            self.config.terminal_id,
            model_id,
            sealing_key,
            lambda: self._checkpoint.centre if self._checkpoint else None,
            self.clock.now,
            self._agent.send,
        )
        self.collections = HeldCollections(
            PackageStore(state.targets, state.content_keys, self.config.terminal_id, sealing_key),
            models,
            np.random.default_rng(),
            _HeldVersions(self._database),
        )
        self.lane: LiveLane | None = None
        self._checkpoint: CheckpointConfig | None = None
        self._lease: Lease | None = None
        self._untrusted = ""  # why the mirror's metadata are not believed
        self._looked = self._wiped = False
        self._refused = ""
        self._fault = ""
        self._traits: tuple[object, ...] = ()
        self._refreshed: datetime | None = None
        self._forgot: datetime | None = None
        self._said: tuple[object, datetime] | None = None
        self._view: SyncView | None = None
        self._officers: tuple[Officer, ...] | None = ()
        self._manifests: tuple[Visitors, ...] = ()
        self.looked = threading.Event()  # what was held is served again
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)

    def _fact(self, name: str) -> str | None:
        found = self._database.fact(name)
        return None if found is None else found.decode()

    def _keep_clock(self, state: ClockState) -> None:
        self._facts.update(state.facts())  # to the disk with the next look: no camera waits for it

    # ---- life --------------------------------------------------------------------------------

    def start(self, lane: LiveLane) -> None:
        """Serve `lane` from now on."""
        self.lane = lane
        self._record.started()
        self.store.start()
        self._thread.start()

    def stop(self) -> None:
        """End the threads, write what waits, close the files; also before `start`."""
        self._stopping.set()
        Waker(self.state.kiosk_socket).send()
        if self._thread.is_alive():
            self._thread.join()
            self._record.stopped()
            with contextlib.suppress(StoreError):
                self._record.write()
        self.store.close()
        self._opened.close()

    def _run(self) -> None:
        share_interpreter()
        with contextlib.ExitStack() as listening:
            wait: Callable[[float], object] = self._stopping.wait
            try:
                wait = listening.enter_context(Listener(self.state.kiosk_socket)).wait
            except OSError as error:
                log.warning("nobody can wake the kiosk: %s", error)
            while not self._stopping.is_set():
                self.look()
                self.looked.set()
                wait(POLL_INTERVAL_S)

    # ---- a look --------------------------------------------------------------------------------

    def look(self) -> None:
        """Look once at everything; what fails is told, and what runs goes on."""
        fault = ""
        steps = self._look_at_lease, self._look_at_mirror, self._keep, self._note, self._say
        for step in steps:
            try:
                step()
            except (TerminalError, SyncError, OSError) as error:
                fault = fault or str(error)
            except Exception as error:  # noqa: BLE001  a fault of ours must not end the sync
                log.error("a step of the sync failed: %s", describe_fault(error))
                fault = fault or f"a fault in Gapura: {describe_fault(error)}"
        self._fault = fault
        self._officers, self._manifests = self._accounts(), self.collections.visitors()
        self._view = self._seen()

    def _look_at_lease(self) -> None:
        config = self.config
        for fact in (self._facts.get, self.spool.fact):
            lease = kept_lease(fact, config.statements_key, config.terminal_id)
            if lease is not None and (self._lease is None or lease.at > self._lease.at):
                self._lease = lease
                log.debug("a lease was accepted: until %s", lease.until.isoformat())
                self._facts |= {name: fact(name) for name in ("lease", "lease.nonce")}
                # What comes while we look was given just now: it may also set a wrong clock back.
                before = self.clock.now()
                self.clock.adopt(lease.at, fresh=self._looked)
                self._record.clock_moved(self.clock.now() - before)
        self._looked = True
        if self.may_serve():
            self._wiped = False
        elif not self._wiped:
            self._shut()

    def may_serve(self) -> bool:
        """Whether the data centre lets this terminal hold lists now."""
        lease = self._lease
        if lease is None or self.spool.fact("revoked") is not None:
            return False
        return self.clock.now() < lease.until

    def _shut(self) -> None:
        """Serve nothing, hold nothing; a terminal that had no lease yet has nothing to wipe."""
        self.collections.drop_all()
        self._replace_lists()
        self._traits, self._refused = (), ""
        if self._lease is not None:
            self.state.wipe_lists()
            self.store.forget_references()
            self._record.shut(self.spool.fact("revoked") is not None)
        self._wiped = True

    def _look_at_mirror(self) -> None:
        if not self.may_serve():
            return
        now, traits = self.clock.now(), self._mirror_traits()
        due = self._refreshed is None or abs(now - self._refreshed) >= REFRESH_EVERY
        if due or traits != self._traits or self.collections.incomplete:
            self._refreshed, self._traits = now, traits
            try:
                self._refresh(now)
                self._refused = self._untrusted or self.collections.error
            except SyncError as error:
                absent = isinstance(error, UpdateRefused) and error.kind == "missing"
                self._refused = "" if absent else str(error)  # nothing was brought yet
        self.collections.expire(now)
        self._replace_lists()

    def _mirror_traits(self) -> tuple[object, ...]:
        found: list[object] = []
        for place in (self.state.metadata / "timestamp.json", self.state.content_keys):
            try:
                stat = place.stat()
                found.append((stat.st_ino, stat.st_size, stat.st_mtime_ns))
            except OSError:
                found.append(None)
        return tuple(found)

    def _refresh(self, now: datetime) -> None:
        accepted = self._facts["accepted"]
        updater = Updater(
            self.state.kiosk_metadata,
            self.state.targets,
            self._root,
            FolderFetch(self.state.mirror),
            now,
            datetime.fromisoformat(accepted) if accepted else None,
        )
        updater.refresh()
        refused = updater.refused
        offline = isinstance(refused, UpdateRefused) and refused.kind in OFFLINE
        self._untrusted = "" if refused is None or offline else str(refused)
        if refused is None:
            self._facts["accepted"] = now.isoformat()
        self._checkpoint = updater.checkpoint(self.config.checkpoint_id)
        self._outgoing.seal_to(self._checkpoint.centre)
        self.collections.update(updater, self._checkpoint, now)

    def _replace_lists(self) -> None:
        served = self.collections.served()
        if self.lane is not None and self.lane.lane.lists != served:
            self.lane.lane.replace_lists(served)

    def _keep(self) -> None:
        """Facts to the disk; alerts whose time is over, away."""
        for name, value in list(self._facts.items()):
            if value is not None and value != self._kept.get(name):
                self._database.put_fact(name, value.encode())
                self._kept[name] = value
        now, checkpoint = self.clock.now(), self._checkpoint
        due = self._forgot is None or abs(now - self._forgot) >= FORGET_EVERY
        if checkpoint is not None and due:
            self._forgot = now
            self.store.forget(timedelta(days=checkpoint.results_kept_days))

    def _note(self) -> None:
        """What is in service, and what else there is for the audit chain."""
        self._record.serves(self.collections.versions())
        self._record.write()

    # ---- rosters -------------------------------------------------------------------------------

    @property
    def database(self) -> StoreDatabase:
        """The kiosk's own."""
        return self._database

    def officers(self) -> tuple[Officer, ...] | None:
        """Who may sign in; empty: not arrived; None: the configuration asks for no accounts."""
        return self._officers

    def manifests(self) -> tuple[Visitors, ...]:
        """Who is expected; from any thread."""
        return self._manifests

    def _accounts(self) -> tuple[Officer, ...] | None:
        names = self._checkpoint.collections if self._checkpoint is not None else None
        if names is not None and not any(map(_holds_officers, names)):
            return None
        return tuple(one for held in self.collections.officers() for one in held.officers)

    # ---- what is said --------------------------------------------------------------------------

    def states(self) -> tuple[HeldCollection, ...]:
        """What is held of each collection."""
        return self.collections.states(self._is_stale())

    def _is_stale(self) -> bool:
        confirmed = self._confirmed_at()
        return confirmed is None or self.clock.now() - confirmed > self._stale_after()

    def _stale_after(self) -> timedelta:
        if self._checkpoint is None:
            return STALE_AFTER
        return timedelta(hours=self._checkpoint.stale_after_hours)

    def _confirmed_at(self) -> datetime | None:
        """When the data centre's word that these are the newest versions was last fresh."""
        accepted = self._facts["accepted"]
        if accepted is None or self._lease is None:
            return None
        return min(datetime.fromisoformat(accepted), self._lease.at)

    def _say(self) -> None:
        """The status `kiosk` in the spool, for the heartbeat."""
        lane, now = self.lane, self.clock.now()
        view = lane.view() if lane is not None else None
        telling = KioskStatus(
            collections=self.states(),
            camera=(view.source_state if view else SourceState.STARTING).value,
            update_refused=self._refused[:2000],
            store_fault=self.store.fault[:2000],
            fault=self._fault[:2000],
            packages=self.collections.in_use(),
        )
        said = self._said
        if said is not None and said[0] == telling and abs(now - said[1]) < STATUS_EVERY:
            return
        counts, head = view.counts if view else Counts(), self._chain()
        numbers = {
            "unwritten": self.store.unwritten,
            "people": counts.people,
            "captured": counts.captured,
            "alerts": counts.alerts,
            "chain_rows": head[0] if head else 0,
            "chain_head": head[1] if head else None,
        }
        write_kiosk_status(self.spool, telling.model_copy(update=numbers), now)
        if said is None or said[0] != telling:
            self._agent.send()
        self._said = (telling, now)

    def _chain(self) -> tuple[int, str] | None:
        """Rows and head of the audit chain; None while the store cannot be read."""
        try:
            return chain.head(self._database)
        except StoreError:
            return None

    def _seen(self) -> SyncView:
        try:
            counts, revoked = self.spool.counts(), self.spool.fact("revoked") is not None
        except SyncError:
            counts, revoked = OutboxCounts(0, 0, 0, None), False
        lease, now, checkpoint = self._lease, self.clock.now(), self._checkpoint
        return SyncView(
            waiting=counts.waiting,
            unwritten=self.store.unwritten,
            contact_at=lease.at if lease else None,
            unreachable=lease is None or now - lease.at > SILENCE,
            confirmed_at=self._confirmed_at(),
            stale_after=self._stale_after(),
            refused=self._refused,
            fault=self.store.fault or self._fault,
            revoked=revoked or (lease is not None and now >= lease.until),
            outdated_after=timedelta(hours=checkpoint.outdated_after_hours) if checkpoint else None,
            disk_free=self._disk_free(),
            clock_skew=self.clock.skew,
        )

    def _disk_free(self) -> int | None:
        try:
            return shutil.disk_usage(self.state.root).free
        except OSError:
            return None

    def add_to(self, view: LaneView) -> LaneView:
        """`view` with how the terminal stands; from any thread, at once."""
        seen = self._view
        if seen is None:
            return view
        confirmed = {"confirmed_at": seen.confirmed_at}
        lists = tuple(one.model_copy(update=confirmed) for one in view.lists)
        return replace(view, lists=lists, sync=seen)
