"""The lease: whether the data centre lets this terminal hold lists, and the time that it states."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from edge_app.terminal.audit_events import AuditEvents
from edge_app.terminal.facts import Facts
from sync.protocol.wire import Lease
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig
from sync.terminal.statements import kept_lease

MAX_SILENCE = timedelta(minutes=5)  # without a lease for longer, the data centre is unreachable
FACTS = ("lease", "lease.nonce", "clock.proven", "clock.seen", "clock.offset")

log = logging.getLogger(__name__)


def open_clock(facts: Facts, system: Callable[[], datetime]) -> TrustedClock:
    """Return the trusted clock, where the last run left it. `system`: the system's clock."""
    return TrustedClock(
        ClockState.of_facts(facts.get), lambda state: facts.update(state.facts()), system
    )


class LeaseKeeper:
    """Takes each newer lease from the spool, and sets the trusted clock by it.

    `poll` on one thread; the rest from any.
    """

    def __init__(
        self,
        config: TerminalConfig,
        keyring: CentreKeyring,
        facts: Facts,
        spool: Spool,
        clock: TrustedClock,
        audit: AuditEvents,
    ) -> None:
        """Know no lease yet."""
        self._config, self._facts, self._spool, self._audit = config, facts, spool, audit
        self._keyring = keyring
        self.clock = clock
        self.lease: Lease | None = None
        self._polled = False

    def poll(self) -> None:
        """Adopt the lease of an earlier run, or what the agent brought since. Raise SyncError."""
        for fact in (self._facts.get, self._spool.fact):
            lease = kept_lease(fact, self._keyring.statements, self._config.terminal_id)
            if lease is not None and (self.lease is None or lease.at > self.lease.at):
                self.lease = lease
                log.debug("a lease was accepted: until %s", lease.until.isoformat())
                self._facts.update({name: fact(name) for name in ("lease", "lease.nonce")})
                # What comes between two polls was given just now: it may set a wrong clock back.
                before = self.clock.now()
                self.clock.adopt(lease.at, fresh=self._polled)
                self._audit.clock_moved(self.clock.now() - before)
        self._polled = True

    @property
    def revoked(self) -> bool:
        """Return whether the data centre has revoked this terminal. Raise SyncError."""
        return self._spool.fact("revoked") is not None

    def may_serve(self) -> bool:
        """Return whether this terminal may hold lists now. Raise SyncError."""
        return self.lease is not None and not self.revoked and not self.is_over

    @property
    def is_over(self) -> bool:
        """Return whether there was a lease, and its time is over."""
        return self.lease is not None and self.clock.now() >= self.lease.until

    @property
    def contact_at(self) -> datetime | None:
        """Return when the data centre last gave its word; None: not yet."""
        return self.lease.at if self.lease is not None else None

    @property
    def unreachable(self) -> bool:
        """Return whether no lease came for longer than MAX_SILENCE."""
        return self.lease is None or self.clock.now() - self.lease.at > MAX_SILENCE
