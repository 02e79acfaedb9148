"""The lease: whether the data centre lets this terminal hold lists, and the time that it states.

The kiosk believes no lease that the agent could have kept for later: each answers a nonce of the
kiosk's own, once, and counts from when that nonce was given out. How long it counts is the lease's
`until` less its `at`, by the kiosk's clock: what the data centre's clock shows ends nothing.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from edge_app.terminal.audit_events import AuditEvents
from edge_app.terminal.facts import Facts
from sync.boot import boot_seconds
from sync.protocol.envelope.random_values import random_id
from sync.protocol.errors import SyncError
from sync.protocol.wire import Lease
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.clock import FACT, Adoption, ClockState, TrustedClock
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig
from sync.terminal.statements import LEASE_FACTS, HeldLease, is_revoked, kept_lease

MAX_SILENCE = timedelta(minutes=5)  # without a lease for longer, the data centre is unreachable
NONCE_AGE_S = 300.0  # then another nonce is given out; the one before is good as well
MAX_NONCES = 3  # that are good at once: an answer may be on its way
FACTS = (*LEASE_FACTS, FACT)

log = logging.getLogger(__name__)


def open_clock(
    facts: Facts,
    system: Callable[[], datetime] | None = None,
    elapsed: Callable[[], float] = boot_seconds,
) -> TrustedClock:
    """Return the trusted clock, where the last run left it. `system`, `elapsed`: TrustedClock's."""
    return TrustedClock(
        ClockState.of_facts(facts.get), lambda state: facts.update(state.facts()), system, elapsed
    )


class LeaseNonces:
    """The nonces that leases must echo; each is good for one lease. For one thread but `current`.

    They live as long as the process: what answers an earlier one's is no answer to this one.
    """

    def __init__(self, elapsed: Callable[[], float]) -> None:
        """Give out the first. `elapsed`: seconds that only grow, also while the machine sleeps."""
        self._elapsed = elapsed
        self._given: OrderedDict[str, float] = OrderedDict()
        self.current = ""
        self._give()

    def renew(self) -> None:
        """Give out another nonce where the last has become old."""
        if self._elapsed() - self._given[self.current] > NONCE_AGE_S:
            self._give()

    def use(self, nonce: str) -> float | None:
        """Return the seconds since `nonce` was given out; None: it never was, or was used up.

        Those given out before it are used up too.
        """
        given = self._given.get(nonce)
        if given is None:
            return None
        self._given.clear()
        self._give()
        return self._elapsed() - given

    def _give(self) -> None:
        self.current = random_id()
        self._given[self.current] = self._elapsed()
        while len(self._given) > MAX_NONCES:
            self._given.popitem(last=False)


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
        elapsed: Callable[[], float] = boot_seconds,
    ) -> None:
        """Know no lease yet. `elapsed`: LeaseNonces'."""
        self._config, self._facts, self._spool, self._audit = config, facts, spool, audit
        self._keyring = keyring
        self.clock = clock
        self.nonces = LeaseNonces(elapsed)
        self.held: HeldLease | None = None
        self._polled = self._sure = self._revoked = False
        self._looked_at: Lease | None = None

    @property
    def lease(self) -> Lease | None:
        """Return the lease that was accepted last."""
        return None if self.held is None else self.held.lease

    def poll(self) -> None:
        """Adopt the lease of an earlier run, or what the agent brought since. Raise SyncError."""
        self.clock.forget(self._keyring.time_epoch)
        if not self._polled:
            self.held = self._kept(self._facts.get)
            self._looked_at = self.lease
        brought = {name: self._spool.fact(name) for name in LEASE_FACTS}
        offered = self._kept(brought.get)
        if offered is not None and offered.lease != self._looked_at:
            self._looked_at = offered.lease
            self._consider(offered.lease, brought)
        self.nonces.renew()
        self._polled = True

    def _kept(self, fact: Callable[[str], str | None]) -> HeldLease | None:
        return kept_lease(fact, self._keyring.statements, self._config.terminal_id)

    def _consider(self, lease: Lease, brought: Mapping[str, str | None]) -> None:
        """Count by `lease`, if it may count; `brought`: the facts that it was read from."""
        before = self.clock.now()
        if lease.carried and lease.epoch < self._keyring.time_epoch:
            log.info("a stick's lease of an earlier epoch of the data centre's time is left")
            return
        if lease.kiosk_nonce:
            age = self.nonces.use(lease.kiosk_nonce)
            if age is None:
                log.info("a lease that answers no nonce of this process is left")
                return
            adopted = self.clock.adopt(lease.at, age)
            held = HeldLease(lease, self.clock.now() - timedelta(seconds=age))
        elif lease.kiosk_nonce is None or lease.carried:
            # Of an older data centre, or of a stick. What comes between two polls was given just
            # now, as far as an older one can say so: it may set a wrong clock back.
            fresh = self._polled and not lease.carried
            adopted = self.clock.adopt(lease.at, fresh=fresh)
            held = HeldLease(lease, min(lease.at, self.clock.now()))
            known = self.held  # one taken later than now was so in an earlier epoch of the time
            if known is not None and known.taken <= before and held.ends <= known.ends:
                return
        else:
            return
        self.held, self._sure = held, adopted is not Adoption.DOUBTED
        log.debug("a lease was accepted: until %s", held.ends.isoformat())
        self._facts.update({**brought, LEASE_FACTS[2]: held.taken.isoformat()})
        if adopted is Adoption.DOUBTED:
            log.info("a lease states a time that nothing else confirms: it is not believed")
            self._audit.clock_doubted(self.clock.doubt)
        else:
            self._audit.clock_moved(self.clock.now() - before)

    @property
    def revoked(self) -> bool:
        """Return whether the data centre has revoked this terminal, as was last read.

        An agent that makes its spool unreadable ends no lease later by it: `poll` tells of that.
        """
        with suppress(SyncError):
            self._revoked = self._spool.fact("revoked") is not None
        return self._revoked

    @property
    def is_revoked_for_good(self) -> bool:
        """Return whether the data centre signed that it revoked this terminal. Raise SyncError.

        The agent's word is enough to stop and to wipe; for what cannot be undone it is not.
        """
        return is_revoked(self._spool.fact, self._keyring.statements, self._config.terminal_id)

    def may_serve(self) -> bool:
        """Return whether this terminal may hold lists now."""
        return self.held is not None and not self.is_over and not self.revoked

    def must_wipe(self) -> bool:
        """Return whether what is held must be destroyed now, and not only left.

        A lease ends for certain by a clock that it, or one after it, confirmed since the start.
        """
        return (self.is_over and self._sure and self.clock.confirmed) or self.revoked

    @property
    def is_over(self) -> bool:
        """Return whether there was a lease, and its time is over. It waits for nobody."""
        held = self.held
        return held is not None and self.clock.now() >= held.ends

    @property
    def contact_at(self) -> datetime | None:
        """Return when the data centre last gave its word; None: not yet."""
        return self.held.taken if self.held is not None else None

    @property
    def unreachable(self) -> bool:
        """Return whether no lease came for longer than MAX_SILENCE."""
        held = self.held
        return held is None or self.clock.now() - held.taken > MAX_SILENCE
