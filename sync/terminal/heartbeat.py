"""The heartbeat: numbers about the terminal go up, a signed lease and the time come down."""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Callable
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import psutil
from pydantic import ValidationError

from sync.protocol.wire import MAX_COLLECTIONS, Heartbeat, HeldCollection, Lease, Statement
from sync.terminal.agent_state import AgentState
from sync.terminal.clock import TrustedClock
from sync.terminal.connection import Connection
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.statements import lease_facts, verified

log = logging.getLogger(__name__)
_MOST = 2**53  # wire.Count
_HEAD = re.compile("[0-9a-f]{64}")


class HeartbeatSender:
    """Sends heartbeats and keeps leases."""

    def __init__(
        self,
        state: TerminalState,
        config: TerminalConfig,
        spool: Spool,
        clock: TrustedClock,
        connection: Connection,
        standing: AgentState,
    ) -> None:
        """Nothing is sent yet."""
        self._state, self._config, self._spool, self._clock = state, config, spool, clock
        self._connection, self._standing = connection, standing
        self._sent: tuple[object, ...] = ()

    def beat(self) -> Lease:
        """Send one and keep the lease. Raises Unreachable, Refused, StateError."""
        heartbeat = self.heartbeat()
        reply = self._connection.post("/v1/heartbeat", heartbeat, Statement)
        config = self._config
        lease = verified(reply.body, Lease, config.statements_key, config.terminal_id, reply.nonce)
        self._clock.adopt(lease.at)
        self._spool.put_facts(lease_facts(reply.body, reply.nonce))
        self._sent = _telling(heartbeat)
        log.debug("a lease was accepted: until %s", lease.until.isoformat())
        self._standing.leased()
        return lease

    def has_news(self) -> bool:
        """Whether the data centre would learn something now."""
        return _telling(self.heartbeat()) != self._sent

    def heartbeat(self) -> Heartbeat:
        """How the terminal is now. Raises StateError."""
        counts, kiosk = self._spool.counts(), self._spool.status("kiosk")
        said: Any = kiosk.value if kiosk is not None and isinstance(kiosk.value, dict) else {}
        rows, head = _chain(said.get("chain"))
        errors = [self._standing.status.update_error, str(said.get("error") or "")]
        return Heartbeat(
            at=self._clock.now(),
            software=_software(),
            collections=_held(said.get("collections")),
            waiting=counts.waiting,
            refused=counts.refused,
            oldest_waiting=counts.oldest,
            disk_free=shutil.disk_usage(self._state.root).free,
            temperature=_temperature(),
            camera=str(said.get("camera") or "")[:40],
            kiosk_seen_at=kiosk.at if kiosk is not None else None,
            clock_skew_s=self._clock.skew.total_seconds(),
            update_error="; ".join(filter(None, errors))[:2000],
            chain_rows=rows,
            chain_head=head,
        )


def _telling(heartbeat: Heartbeat) -> tuple[object, ...]:
    """What makes a heartbeat worth sending at once."""
    return (
        heartbeat.collections,
        heartbeat.refused,
        heartbeat.camera,
        heartbeat.update_error,
        heartbeat.kiosk_seen_at is None,
    )


def _held(said: object) -> tuple[HeldCollection, ...]:
    """What the kiosk says it serves; a line that is none is left out, and the rest counts."""
    held = []
    for line in said if isinstance(said, list) else []:
        try:
            held.append(HeldCollection.model_validate(line))
        except ValidationError:
            log.info("the kiosk's status has a collection that cannot be read")
    return tuple(held[:MAX_COLLECTIONS])


def _chain(said: object) -> tuple[int, str | None]:
    """Rows and head of the kiosk's audit chain, `[rows, head]` in its status; None: not said."""
    match said:
        case [int(rows), str(head)] if 0 <= rows <= _MOST and _HEAD.fullmatch(head):
            return rows, head
        case _:
            return 0, None


def _software() -> str:
    try:
        return f"gapura {version('gapura')}"
    except PackageNotFoundError:  # run from a checkout that nobody installed
        return "gapura, not installed"


def _temperature() -> float | None:
    """Degrees Celsius of the hottest sensor, where the machine has one."""
    read: Callable[[], dict[str, list[Any]]] | None = getattr(psutil, "sensors_temperatures", None)
    try:
        sensors = read() if read is not None else {}
    except OSError:
        return None
    found = [float(each.current) for sensor in sensors.values() for each in sensor if each.current]
    return max(found, default=None)


def lease_ended(lease: Lease | None, now: datetime) -> bool:
    """Whether lists may no longer be served; a terminal that never had a lease holds none."""
    return lease is not None and now >= lease.until
