"""A provisioned terminal, all but camera and screen: its files opened, its parts put together."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import partial

import numpy as np

from edge_app.desk.centre_questions import Questions
from edge_app.desk.help import lane_link
from edge_app.desk.help.lane_link import LaneLink
from edge_app.desk.technician.acceptance import AcceptedPlace
from edge_app.lists.collections import HeldCollections
from edge_app.lists.package_store import PackageStore
from edge_app.lists.rosters import Visitors
from edge_app.lists.terminal_model import TerminalModels
from edge_app.pipeline.live import LiveLane
from edge_app.store.alerts import AlertStore
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from edge_app.store.outgoing import Outgoing
from edge_app.store.results import Origin
from edge_app.terminal import lease, mirror
from edge_app.terminal.agent_link import SpooledLink
from edge_app.terminal.agent_watch import AgentWatch
from edge_app.terminal.asked_check import AskedCheck
from edge_app.terminal.audit_events import AuditEvents
from edge_app.terminal.check import look_at_machine
from edge_app.terminal.facts import Facts
from edge_app.terminal.lease import LeaseKeeper
from edge_app.terminal.mirror import MirrorFollower
from edge_app.terminal.report_signer import ReportSigner
from edge_app.terminal.software_wait import SoftwareWait
from edge_app.terminal.status import TerminalStatus
from edge_app.terminal.store_key import open_store, replace_store_key
from edge_app.terminal.sync_thread import SyncThread
from models.manifest import load_manifest
from sync.boot import boot_seconds
from sync.protocol.acceptance import sign_acceptance
from sync.protocol.content import Officer
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.wire import Receipt
from sync.protocol.zones import Zone
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.lock import only_one
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.statements import verify_statement
from sync.terminal.wake import Waker


class Terminal:
    """Owns store and spool; `start` and `stop` once."""

    def __init__(
        self,
        state: TerminalState,
        system: Callable[[], datetime] | None = None,
        elapsed: Callable[[], float] = boot_seconds,
    ) -> None:
        """Open store, spool and keys. Raise StateError, StoreError, EnvelopeError, OSError.

        `system`, `elapsed`: TrustedClock's.
        """
        self.state, self.config = state, state.config()
        state.require_kiosk_places()
        state.prepare()
        models = TerminalModels.of(load_manifest())
        key, agent = SealingKey(state.credential("kiosk.key")), Waker(state.agent_socket)
        wake_agent, self.agent_runs = agent.send, agent.is_heard
        with contextlib.ExitStack() as opened:
            opened.enter_context(only_one(state.kiosk_lock, "a kiosk"))
            self.database = open_store(state)
            opened.callback(self.database.close)
            self.spool = opened.enter_context(Spool(state.spool))
            signing = state.kiosk_signing_key()
            facts = Facts(self.database, (*lease.FACTS, *mirror.FACTS, *lane_link.FACTS))
            self.clock = lease.open_clock(facts, system, elapsed)
            keyring = CentreKeyring(self.config, facts.get, facts.update)
            origin = Origin(self.config.terminal_id, self.config.lane, models.current.model_id)
            outgoing = Outgoing(
                self.database,
                self.spool,
                origin,
                wake_agent,
                lambda statement: verify_statement(
                    statement, Receipt, keyring.statements, self.config.terminal_id, None
                ),
                signing,
            )
            self.store = AlertStore(self.database, self.clock.now, outgoing)
            audit = AuditEvents(AuditLog(self.database, self.clock.now))
            self._lease = keeper = LeaseKeeper(
                self.config, keyring, facts, self.spool, self.clock, audit, elapsed
            )
            self.collections = _open_collections(state, self.config, models, key, self.database)
            follower = MirrorFollower(
                state,
                self.config.checkpoint_id,
                keyring,
                facts,
                self.collections,
                outgoing.seal_to,
            )
            self._mirror = follower
            signer = None
            if signing is not None:
                signer = ReportSigner(self.database, outgoing, signing, self.clock.now)
            self._agent = AgentWatch(self.spool, agent)
            self.agent_link = SpooledLink(self.spool, self.clock.now, wake_agent)
            self.status = TerminalStatus(
                state,
                self.database,
                self.spool,
                self.store,
                keeper,
                follower,
                self._agent,
                wake_agent,
                signer,
            )
            self.accepted: AcceptedPlace | None = None  # None: this kiosk signs nothing
            if signing is not None:
                sign = partial(sign_acceptance, key=signing)
                config = self.config
                self.accepted = AcceptedPlace(
                    config.terminal_id, config.checkpoint_id, config.lane, sign
                )
            check = AskedCheck(partial(look_at_machine, state), Waker(state.kiosk_socket).send)
            self.status.check = check.report
            self.status.software = self.software = SoftwareWait(
                self.database,
                self.store.writer.queue("software").submit,
                AuditLog(self.database, self.clock.now),
                self.clock.now,
                lambda: follower.checkpoint.software if follower.checkpoint is not None else None,
            )
            self.sync = SyncThread(
                state,
                keeper,
                follower,
                self.status,
                self.store,
                facts,
                audit,
                lambda: replace_store_key(state, self.database),
                check,
            )
            self.questions = Questions(
                self.spool,
                self.config.terminal_id,
                models.current.model_id,
                key,
                lambda: follower.sealing_key,
                self.clock.now,
                wake_agent,
                signing,
            )
            self.link = LaneLink(
                self.spool,
                self.config.terminal_id,
                self.config.centre_id,
                key,
                signing,
                lambda: follower.sealing_key,
                lambda: keyring.statements,
                facts,
                self.clock.shared,
                wake_agent,
                lambda: keyring.time_epoch,
            )
            self._opened = opened.pop_all()

    def start(self, lane: LiveLane) -> None:
        """Serve `lane` from now on; once."""
        self.store.start()
        self._agent.start()
        self.sync.start(lane)

    def stop(self) -> None:
        """End the threads, write what waits, close the files; also before `start`."""
        self.sync.stop()
        self._agent.stop()
        self.store.close()
        self._opened.close()

    def officers(self) -> tuple[Officer, ...] | None:
        """Return who may sign in; empty: nobody yet; None: the configuration asks for no accounts.

        A checkpoint whose officers have not arrived lets nobody work: only its signed
        configuration can say that nobody signs in. From any thread.
        """
        checkpoint = self._mirror.checkpoint
        if checkpoint is not None and not checkpoint.sign_in:
            return None
        if self._lease.is_over:  # whatever keeps the sync from leaving them
            return ()
        return tuple(one for held in self.collections.officers() for one in held.officers)

    def zone(self) -> Zone:
        """Return the zone of the gate, whose midnight turns its day; from any thread."""
        return self._mirror.zone

    def manifests(self) -> tuple[Visitors, ...]:
        """Return who is expected; from any thread."""
        return () if self._lease.is_over else self.collections.visitors()


class _HeldVersions:
    """What was held last, in the kiosk's own database."""

    def __init__(self, database: StoreDatabase) -> None:
        self._database = database

    def read(self, collection: str) -> bytes | None:
        return self._database.fact(f"held {collection}") or None

    def write(self, collection: str, data: bytes) -> None:
        self._database.put_fact(f"held {collection}", data)


def _open_collections(
    state: TerminalState,
    config: TerminalConfig,
    models: TerminalModels,
    key: SealingKey,
    database: StoreDatabase,
) -> HeldCollections:
    """Return the collections of a terminal, none of them held yet."""
    packages = PackageStore(state.targets, state.content_keys, config.terminal_id, key)
    rng = np.random.default_rng()
    return HeldCollections(packages, models, rng, _HeldVersions(database))
