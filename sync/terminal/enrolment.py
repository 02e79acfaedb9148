"""A bare device becomes a terminal: keys made here, a ticket, an operator's word.

1. Keys are made, or those of an earlier try are kept.
2. What the ticket says to trust is written.
3. The public halves go to the data centre with the token.
4. terminal.json is written last: from then on the device is a terminal.

Interrupted anywhere, the same is done again: the same keys and token give the same terminal.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime

from models.whole_file import write_whole
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.random_values import random_key
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.signs import hidden_sign, plain
from sync.protocol.ticket import TICKET_LIMIT, Ticket
from sync.protocol.wire import EnrolReply, EnrolRequest, ProblemCode
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.connection import Connection
from sync.terminal.errors import RequestRefused, StateError
from sync.terminal.state import TerminalConfig, TerminalState, proxy_address
from sync.terminal.wiping import OURS

MAKERS: dict[str, Callable[[], bytes]] = {
    "agent.key": lambda: SigningKey.generate().raw,
    "kiosk.key": lambda: SealingKey.generate().seed,
    "kiosk-signing.key": lambda: SigningKey.generate().raw,
    "store.key": random_key,
}


def read_ticket(data: bytes, name: str = "this") -> Ticket:
    """Read a ticket; `name`: its file's. Raise StateError: no ticket, or a damaged one."""
    try:
        if len(data) > TICKET_LIMIT:
            raise PackageError("too large")
        return Ticket.from_json(data)
    except PackageError as error:
        raise StateError(
            f"{name} is no ticket of a data centre ({error}); `gapura central token` makes one"
        ) from error


def make_credentials(state: TerminalState) -> None:
    """Make the private keys that are missing: 0600, on the disk before anyone hears of them."""
    for name, make in MAKERS.items():
        path = state.credentials / name
        if path.exists():
            continue
        beside = path.with_name(f".{name}")
        beside.unlink(missing_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    folder = os.open(state.credentials, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def enrol(
    state: TerminalState,
    ticket: Ticket,
    lane: str,
    bandwidth: int | None = None,
    proxy: str | None = None,
) -> EnrolReply:
    """Make `state` a terminal.

    Raise StateError (provisioned already, no lane's name, no proxy's address), Unreachable,
    RequestRefused.
    """
    if not 1 <= len(lane) <= 200 or hidden_sign(lane):
        raise StateError("a lane's name has 1 to 200 signs that show", "config")
    proxy = proxy_address(proxy) if proxy is not None else None
    if state.config_file.exists():
        raise StateError(
            f"{state.root} holds terminal {state.config().terminal_id} already; "
            "start `gapura agent`, which waits for its approval too; only if it is to become"
            " another terminal, `gapura provision wipe` makes it bare",
            "busy",
        )
    _refuse_others_folder(state)
    state.prepare()
    make_credentials(state)
    write_whole(state.trusted_root, ticket.root)
    write_whole(state.authority, ticket.ca)
    key = SigningKey(state.credential("agent.key"))
    sealing = SealingKey(state.credential("kiosk.key"))
    kiosk = SigningKey(state.credential("kiosk-signing.key"))
    state.credential("store.key")
    config = TerminalConfig(
        terminal_id=fingerprint(key.public)[:32],
        checkpoint_id=ticket.checkpoint_id,
        lane=lane,
        centre_id=ticket.centre_id,
        url=ticket.url,
        statements_key=ticket.statements_key,
        bandwidth=bandwidth,
        proxy=proxy,
        kiosk_key=kiosk.public,
    )
    request = EnrolRequest(
        token=ticket.token,
        signing_key=key.public,
        sealing_key=sealing.public,
        lane=lane,
        kiosk_key=kiosk.public,
    )
    reply = _ask(config, ticket, key, request)
    if (reply.terminal_id, reply.checkpoint_id) != (config.terminal_id, config.checkpoint_id):
        raise StateError("the data centre enrolled another terminal than this one; ask there")
    state.write_config(config)
    return reply


def resume(state: TerminalState, ticket: Ticket, lane: str) -> EnrolReply | None:
    """Return the answer to an enrolment that was done before with this ticket's data centre.

    None: the folder holds no terminal yet. Raise StateError: it holds another one, or that of
    another lane. Whether an operator has approved it meanwhile the data centre tells.
    """
    if not state.config_file.exists():
        return None
    config = state.config()
    held = (config.centre_id, config.checkpoint_id, config.lane)
    if held != (ticket.centre_id, ticket.checkpoint_id, lane):
        raise StateError(
            f"{state.root} holds terminal {config.terminal_id} of {config.checkpoint_id}, lane "
            f"{plain(config.lane)}, already: another than it is to become",
            "busy",
        )
    return EnrolReply(
        terminal_id=config.terminal_id, checkpoint_id=config.checkpoint_id, approved=False
    )


def _refuse_others_folder(state: TerminalState) -> None:
    """Raise StateError for a folder with other folders in it: a home, or a data centre's.

    A file may lie there: the ticket was brought.
    """
    ours = {*OURS, state.credentials.name, "lost+found"}
    if not state.root.is_dir():
        return
    others = sorted(
        each.name for each in state.root.iterdir() if each.is_dir() and each.name not in ours
    )
    if others:
        raise StateError(
            f"{state.root} holds other folders ({plain(', '.join(others[:3]))}); a terminal gets "
            "one of its own",
            "config",
        )


def _ask(
    config: TerminalConfig, ticket: Ticket, key: SigningKey, request: EnrolRequest
) -> EnrolReply:
    clock = TrustedClock(ClockState(), lambda _: None)
    with Connection(
        config.url,
        config.centre_id,
        ticket.ca,
        key,
        clock.certain,
        clock.signing_time,
        config.bandwidth,
        config.proxy,
    ) as connection:
        try:
            return connection.post("/v1/enrol", request, EnrolReply).body
        except RequestRefused as error:
            if error.problem is ProblemCode.TOKEN:
                ended = ticket.expires_at < datetime.now(UTC)
                raise StateError(
                    f"the ticket {'has ended' if ended else 'was used, or withdrawn'}; "
                    "ask the data centre for a new one"
                ) from error
            if error.problem is not ProblemCode.CLOCK:
                raise
            clock.adopt_for_signing(error.at)  # this device's clock was never set
            return connection.post("/v1/enrol", request, EnrolReply).body
