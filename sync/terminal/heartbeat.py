"""The heartbeat: numbers about the terminal go up, a signed lease and the time come down."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import psutil

from sync.protocol.wire import (
    Attestation,
    Heartbeat,
    KioskReport,
    Lease,
    Quote,
    QuoteWish,
    Statement,
)
from sync.repeated_lines import RepeatedLines
from sync.software import software
from sync.terminal import witness
from sync.terminal.agent_state import AgentState
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.clock import Adoption, TrustedClock
from sync.terminal.connection import Connection
from sync.terminal.errors import StateError, TpmFailed
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.statements import HeldLease, lease_facts, verify_statement
from sync.terminal.tpm import Tpm
from sync.terminal.update_record import read_record

log = logging.getLogger(__name__)
repeated = RepeatedLines(log)


class HeartbeatSender:
    """Sends heartbeats and keeps leases."""

    def __init__(
        self,
        state: TerminalState,
        config: TerminalConfig,
        keyring: CentreKeyring,
        spool: Spool,
        clock: TrustedClock,
        connection: Connection,
        agent_state: AgentState,
        lane_dropped: Callable[[], int] = lambda: 0,
        tpm: Tpm | None = None,
    ) -> None:
        """Send nothing yet. `lane_dropped`: how many datagrams of strangers there were."""
        self._lane_dropped, self._tpm = lane_dropped, tpm
        self._wish: QuoteWish | None = None  # of the last lease, not answered yet
        self._state, self._config, self._spool, self._clock = state, config, spool, clock
        self._keyring = keyring
        self._connection, self._agent_state = connection, agent_state
        self._sent: tuple[object, ...] = ()
        self.adopted = Adoption.OLD  # what became of the time that the last lease stated
        # It is doubted, and the next one may confirm it; or it asks what was booted.
        self.ask_again = False
        self.released = False  # the last lease withholds nothing any more, unlike the one before
        self._withheld = False

    def send(self) -> Lease:
        """Send one and keep the lease. Raise Unreachable, RequestRefused, StateError."""
        asked = self._wish is not None
        heartbeat = self.heartbeat().model_copy(update={"quote": self._quote()})
        begun = time.monotonic()
        reply = self._connection.post("/v1/heartbeat", heartbeat, Statement)
        age = time.monotonic() - begun
        config = self._config
        lease = verify_statement(
            reply.body, Lease, self._keyring.statements, config.terminal_id, reply.nonce
        )
        before, self.adopted = self.adopted, self._clock.adopt(lease.at, age)
        self._take_attestation(lease.attestation)
        doubted = self.adopted is Adoption.DOUBTED and before is not Adoption.DOUBTED
        # The first question is answered at once, each further one with the next heartbeat.
        self.ask_again = doubted or (self._wish is not None and not asked)
        taken = self._clock.now() - timedelta(seconds=age)
        self._spool.put_facts(lease_facts(reply.body, reply.nonce, taken))
        witness.keep(self._spool, lease.audit)
        self._sent = _news(heartbeat)
        log.debug("a lease was accepted: until %s", lease.until.isoformat())
        self._agent_state.record_lease()
        return lease

    def _quote(self) -> Quote | None:
        """Return the TPM's word, where the last lease asked for it. Each wish is answered once."""
        wish, self._wish = self._wish, None
        if wish is None or self._tpm is None:
            return None
        try:
            return self._tpm.quote(wish)
        except TpmFailed as error:
            repeated.warn(f"the data centre is not told what was booted: {error}")
            return None

    def _take_attestation(self, told: Attestation | None) -> None:
        self._wish = told.wish if told is not None and self._tpm is not None else None
        withheld = told is not None and told.withheld
        self.released, self._withheld = self._withheld and not withheld, withheld

    def has_news(self) -> bool:
        """Return whether the data centre would learn something now."""
        return _news(self.heartbeat()) != self._sent

    def heartbeat(self) -> Heartbeat:
        """Return how the terminal is now. Raise StateError."""
        counts, kiosk = self._spool.counts(), read_kiosk_status(self._spool)
        said = kiosk.status if kiosk is not None else None
        return Heartbeat(
            at=self._clock.now(),
            software=software(),
            waiting=counts.waiting,
            refused=counts.refused,
            oldest_waiting=counts.oldest,
            disk_free=shutil.disk_usage(self._state.root).free,
            temperature=_temperature(),
            clock_skew_s=self._clock.skew.total_seconds(),
            update_error=self._agent_state.status.update_error[:2000],
            kiosk_seen_at=kiosk.at if kiosk is not None else None,
            kiosk=said,
            centre_keys=self._keyring.digest,
            address=self._connection.url,
            audit=witness.held(self._spool),
            report=said.report if said is not None else None,
            lane_dropped=self._lane_dropped(),
            software_failed=_software_failed(),
        )


def _news(heartbeat: Heartbeat) -> tuple[object, ...]:
    """Return what makes a heartbeat worth sending at once."""
    kiosk = heartbeat.kiosk or KioskReport()
    return (
        heartbeat.refused,
        heartbeat.update_error,
        heartbeat.kiosk_seen_at is None,
        kiosk.collections,
        kiosk.camera,
        kiosk.update_refused,
        kiosk.store_fault,
        kiosk.fault,
        kiosk.clock_doubt_s,
        kiosk.faults,
        kiosk.silent,
        kiosk.check,
        heartbeat.centre_keys,
        heartbeat.software_failed,
    )


def _software_failed() -> tuple[str, ...]:
    """Return the versions that did not work here, as root noted them."""
    try:
        return read_record().failed
    except StateError as error:
        log.info("%s", error)
        return ()


def _temperature() -> float | None:
    """Return degrees Celsius of the hottest sensor, where the machine has one."""
    read: Callable[[], dict[str, list[Any]]] | None = getattr(psutil, "sensors_temperatures", None)
    try:
        sensors = read() if read is not None else {}
    except OSError:
        return None
    found = [float(each.current) for sensor in sensors.values() for each in sensor if each.current]
    return max(found, default=None)


def lease_ended(held: HeldLease | None, now: datetime) -> bool:
    """Return whether lists may no longer be served.

    A terminal that never had a lease holds none.
    """
    return held is not None and now >= held.ends
