"""The keys and certificates that the ticket and the enrolment left here."""

from __future__ import annotations

import ssl
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from subprocess import CalledProcessError

from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found
from sync.terminal.errors import StateError
from sync.terminal.state import CREDENTIALS, TerminalConfig, TerminalState
from sync.terminal.tls import make_context


def look_at_keys(
    state: TerminalState, config: TerminalConfig, names: Iterable[str] = CREDENTIALS
) -> Iterator[Finding]:
    """Yield what is wrong with the keys `names`: none of them is the network's fault."""
    for name in names:
        try:
            data = state.credential(name)
            if name == "kiosk-signing.key":
                state.kiosk_signing_key()
        except StateError as error:
            yield found(_kind(error), name=name)
        else:
            if name == "agent.key" and _number(data) != config.terminal_id:
                yield found(FindingCode.KEY_DAMAGED, name=name)


def look_at_authority(state: TerminalState) -> tuple[Finding, ...]:
    """Return whether the data centre could be told from another server."""
    try:
        make_context(state.authority.read_bytes(), lambda: datetime.now(UTC))
    except PermissionError:
        return (found(FindingCode.KEY_DENIED, name=state.authority.name),)
    except (OSError, ssl.SSLError, ValueError):
        return (found(FindingCode.AUTHORITY_LOST),)
    return ()


def _kind(error: StateError) -> FindingCode:
    if error.kind == "missing":
        return FindingCode.KEY_MISSING
    if isinstance(error.__cause__, CalledProcessError):
        return FindingCode.KEY_SEALED
    if isinstance(error.__cause__, PermissionError):
        return FindingCode.KEY_DENIED
    if error.kind == "unsafe" and error.__cause__ is None:
        return FindingCode.KEY_OPEN
    return FindingCode.KEY_DAMAGED


def _number(data: bytes) -> str:
    """Return the number of the terminal whose agent has this key."""
    return fingerprint(SigningKey(data).public)[:32]
