"""The whole way to the data centre: each of its addresses, then a signed question to one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from urllib.parse import urlsplit

from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.findings import Finding
from sync.terminal.addresses import CentreAddresses
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.check.centre import TIMEOUTS, look_at_centre
from sync.terminal.check.keys import look_at_authority
from sync.terminal.check.known import Known
from sync.terminal.check.network import Way, look_at_way
from sync.terminal.check.probes import Probe
from sync.terminal.clock import TrustedClock
from sync.terminal.connection import Connection
from sync.terminal.errors import StateError
from sync.terminal.state import TerminalConfig, TerminalState

Fact = Callable[[str], str | None]  # Spool.fact


def link_probe(known: Known) -> Probe:
    """Return the probe of the way to the data centre."""
    return Probe(
        "the way to the data centre",
        lambda: look_at_link(known.state, known.config, known.fact, known.clock(), known.system),
    )


def look_at_link(
    state: TerminalState,
    config: TerminalConfig,
    fact: Fact,
    clock: TrustedClock,
    system: Callable[[], datetime],
) -> tuple[Finding, ...]:
    """Return what is in the way to the data centre; one good address of several is enough.

    What is wrong with a key is another matter (keys.py): without the agent's, nobody is asked
    anything, and the way is looked at all the same. `clock`: the terminal's, for this look alone;
    `system`: the machine's.
    """
    keyring = CentreKeyring(config, fact, lambda _: None)
    authority = b"\n".join(keyring.authorities)
    if not authority:
        if lost := look_at_authority(state):
            return lost
        authority = state.authority.read_bytes()
    urls = CentreAddresses(config.url, fact, lambda _: None).known
    ways = [Way(url, config.proxy, authority, clock.certain) for url in urls]
    with ThreadPoolExecutor(len(ways)) as pool:  # each layer of each way has its own end
        seen = list(pool.map(look_at_way, ways))
    url = next((url for url, wrong in zip(urls, seen, strict=True) if not wrong), None)
    if url is None:
        return tuple(finding for wrong in seen for finding in wrong)
    try:
        key = SigningKey(state.credential("agent.key"))
    except StateError:
        return ()
    with Connection(
        url,
        config.centre_id,
        authority,
        key,
        clock.certain,
        clock.signing_time,
        proxy=config.proxy,
        timeouts=TIMEOUTS,
    ) as connection:
        return look_at_centre(
            connection,
            urlsplit(url).hostname or url,
            config.terminal_id,
            keyring.statements,
            system,
            clock.adopt_for_signing,
        )
