"""What is known of a terminal before anything is looked at: read once, and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from sync.boot import Boot
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.terminal.addresses import FACT as ADDRESSES
from sync.terminal.centre_keys import KEPT
from sync.terminal.clock import FACT as CLOCK
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.errors import StateError
from sync.terminal.kiosk_status import KioskSeen, read_kiosk_status
from sync.terminal.lock import is_held
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.wake import Waker

_FACTS = (ADDRESSES, KEPT, CLOCK, "revoked", "lease.wiped", "lease.nonce")


@dataclass(frozen=True, slots=True)
class Known:
    """A terminal's folder, and what agent and kiosk left in it."""

    state: TerminalState
    config: TerminalConfig
    fact: Callable[[str], str | None]
    kiosk: KioskSeen | None  # None: it never wrote, or what it wrote is out of reach
    agent_runs: bool
    kiosk_runs: bool
    wrong: tuple[Finding, ...]  # with what was read
    system: Callable[[], datetime]  # the machine's clock

    def clock(self) -> TrustedClock:
        """Return the terminal's own time, which keeps nothing of what it learns."""
        kept = ClockState.of_facts(self.fact)
        return TrustedClock(kept, lambda _: None, self.system, boot=Boot.read())

    def was_told_time(self) -> bool:
        """Return whether the data centre has ever said what time it is."""
        kept = ClockState.of_facts(self.fact)
        return kept.witnessed or kept.followed


def runs(state: TerminalState) -> tuple[bool, bool]:
    """Return whether an agent and a kiosk have this folder now; neither notices."""
    locks = (state.agent_lock, state.agent_socket), (state.kiosk_lock, state.kiosk_socket)
    agent, kiosk = (
        Waker(socket).is_heard() if (held := is_held(lock)) is None else held
        for lock, socket in locks
    )
    return agent, kiosk


def read_known(
    state: TerminalState, system: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> Known:
    """Read it. Raise StateError: the folder holds no terminal."""
    config, (agent_runs, kiosk_runs) = state.config(), runs(state)
    facts: dict[str, str | None] = {}
    kiosk: KioskSeen | None = None
    wrong: tuple[Finding, ...] = ()
    if state.spool.exists():
        try:
            with Spool(state.spool) as spool:
                facts = {name: spool.fact(name) for name in _FACTS}
                kiosk = read_kiosk_status(spool)
        except StateError as error:
            wrong = (found(FindingCode.SPOOL_UNUSABLE, why=error),)
    return Known(state, config, facts.get, kiosk, agent_runs, kiosk_runs, wrong, system)
