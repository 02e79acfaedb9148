"""A bare device becomes a terminal: keys made here, a ticket, an operator's word.

1. Keys are made, or those of an earlier try are kept.
2. What the ticket says to trust is written.
3. The public halves go to the data centre with the token.
4. terminal.json is written last: from then on the device is a terminal.

Interrupted anywhere, the same is done again: the same keys and token give the same terminal.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from models.whole_file import sync_folder, write_whole
from sync.protocol import ticket as tickets
from sync.protocol.beneath import Beneath
from sync.protocol.bundle import SignedEnrolment, Stick
from sync.protocol.confirmation import confirmation
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.random_values import random_key
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import PackageError
from sync.protocol.signs import hidden_sign, plain
from sync.protocol.ticket import Ticket
from sync.protocol.wire import EnrolReply, EnrolRequest, ProblemCode, TicketFault, TpmKeys
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.connection import Connection
from sync.terminal.errors import RequestRefused, StateError, TicketRefused, TpmFailed
from sync.terminal.state import TerminalConfig, TerminalState, proxy_address
from sync.terminal.tpm import find_tpm
from sync.terminal.wiping import OURS

log = logging.getLogger(__name__)

MAKERS: dict[str, Callable[[], bytes]] = {
    "agent.key": lambda: SigningKey.generate().raw,
    "kiosk.key": lambda: SealingKey.generate().seed,
    "kiosk-signing.key": lambda: SigningKey.generate().raw,
    "store.key": random_key,
}


def read_ticket(data: bytes, name: str = "this") -> Ticket:
    """Read a ticket, or its QR code's bytes; `name`: its file's. Raise TicketRefused."""
    try:
        return tickets.read(data)
    except tickets.TicketCut as error:
        raise TicketRefused(
            "cut", f"{name} is no whole ticket: {error}; copy it again, or ask for a new one"
        ) from error
    except tickets.TicketAltered as error:
        raise TicketRefused(
            "altered", f"{name} is not as it was made: {error}; ask the data centre for a new one"
        ) from error
    except PackageError as error:
        raise TicketRefused(
            "none",
            f"{name} is no ticket of a data centre ({error}); `gapura central token` makes one",
        ) from error


def lane_of(given: Ticket, lane: str | None) -> str:
    """Return the lane that a terminal becomes: the ticket's, or where it names none, `lane`.

    Raise TicketRefused: the two differ; StateError: neither says it.
    """
    if given.lane is None:
        if lane is None:
            raise StateError("this ticket names no lane: say which (--lane)", "config")
        return lane
    if lane not in (None, given.lane):
        raise TicketRefused(
            "lane",
            f"the ticket is for lane {plain(given.lane)}, not {plain(lane or '')}; leave out"
            " --lane, or ask for another ticket",
        )
    return given.lane


def make_credentials(state: TerminalState, names: Iterable[str] = tuple(MAKERS)) -> None:
    """Make the private keys that are missing: 0600, on the disk before anyone hears of them."""
    for name in names:
        make_credential(state, name)


def make_credential(state: TerminalState, name: str) -> None:
    """Make the private key `name` of MAKERS, unless it is there."""
    path = state.credentials / name
    if path.exists():
        return
    beside = path.with_name(f".{name}")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(MAKERS[name]())
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    sync_folder(state.credentials)


def enrol(
    state: TerminalState,
    ticket: Ticket,
    lane: str,
    bandwidth: int | None = None,
    proxy: str | None = None,
    stick: Path | None = None,
) -> EnrolReply:
    """Make `state` a terminal. `stick`: where it asks to be one, in place of the network.

    Given again with a stick, it asks the same once more.

    Raise StateError (provisioned already, no lane's name, no proxy's address), Unreachable,
    RequestRefused.
    """
    if not 1 <= len(lane) <= 200 or hidden_sign(lane):
        raise StateError("a lane's name has 1 to 200 signs that show", "config")
    proxy = proxy_address(proxy) if proxy is not None else None
    again = stick is not None and resume(state, ticket, lane) is not None
    if state.config_file.exists() and not again:
        raise StateError(
            f"{state.root} holds terminal {state.config().terminal_id} already; "
            "start `gapura agent`, which waits for its approval too; only if it is to become"
            " another terminal, `gapura provision wipe` makes it bare",
            "busy",
        )
    refuse_others_folder(state)
    state.prepare()
    make_credentials(state)
    key = SigningKey(state.credential("agent.key"))
    state.credential("store.key")
    config, request = described(
        ticket,
        lane,
        key.public,
        SealingKey(state.credential("kiosk.key")).public,
        SigningKey(state.credential("kiosk-signing.key")).public,
        tpm_keys(),
    )
    config = config.model_copy(update={"bandwidth": bandwidth, "proxy": proxy})
    if stick is None:
        reply = ask_centre(config, ticket, key, request)
    else:
        reply = ask_by_stick(config, key, request, stick)
    if not again:
        become(state, ticket, config)
    return reply


def tpm_keys() -> TpmKeys | None:
    """Return the public keys of this machine's TPM; None: there is none, or it does not answer."""
    tpm = find_tpm()
    try:
        return None if tpm is None else tpm.keys()
    except TpmFailed as error:
        log.warning("the TPM is left out: %s", error)
        return None


def described(
    ticket: Ticket,
    lane: str,
    signing_key: bytes,
    sealing_key: bytes,
    kiosk_key: bytes,
    tpm: TpmKeys | None = None,
) -> tuple[TerminalConfig, EnrolRequest]:
    """Return what a terminal with these public keys is, and what it asks the data centre with."""
    words = confirmation(ticket.digest, signing_key, sealing_key, kiosk_key)
    config = TerminalConfig(
        terminal_id=fingerprint(signing_key)[:32],
        checkpoint_id=ticket.checkpoint_id,
        lane=lane,
        centre_id=ticket.centre_id,
        url=ticket.url,
        statements_key=ticket.statements_key,
        kiosk_key=kiosk_key,
        words=words,
    )
    request = EnrolRequest(
        token=ticket.token,
        signing_key=signing_key,
        sealing_key=sealing_key,
        lane=lane,
        kiosk_key=kiosk_key,
        ticket=ticket.digest,
        tpm=tpm,
    )
    return config, request


def become(state: TerminalState, ticket: Ticket, config: TerminalConfig) -> None:
    """Write what the ticket says to trust, and last of all what the terminal is. Raise OSError."""
    write_whole(state.trusted_root, ticket.root)
    write_whole(state.authority, ticket.ca)
    state.write_config(config)


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


def refuse_others_folder(state: TerminalState) -> None:
    """Raise StateError for a folder with other folders in it: a home, or a data centre's.

    A file may lie there: the ticket was brought.
    """
    ours = {*OURS, state.credentials.name, state.reports.name, "lost+found"}
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


def ask_centre(
    config: TerminalConfig, ticket: Ticket, key: SigningKey, request: EnrolRequest
) -> EnrolReply:
    """Bring the public keys and the ticket's token to the data centre; `key` signs.

    Raise TicketRefused, StateError (it enrolled another one), Unreachable, RequestRefused.
    """
    reply = _post(config, ticket, key, request)
    if (reply.terminal_id, reply.checkpoint_id) != (config.terminal_id, config.checkpoint_id):
        raise StateError("the data centre enrolled another terminal than this one; ask there")
    return reply


def ask_by_stick(
    config: TerminalConfig, key: SigningKey, request: EnrolRequest, folder: Path
) -> EnrolReply:
    """Leave the public keys and the ticket's token on the stick mounted at `folder`; `key` signs.

    The answer is a later stick's: the first one with a lease for it. Raise StickRefused.
    """
    places = Stick(config.centre_id)
    with Beneath(folder) as medium:
        medium.make_folder(places.enrolments)
        medium.sweep(places.enrolments)
        signed = SignedEnrolment.signed(key, request)
        medium.write(places.enrolment_of(config.terminal_id), signed.to_json())
    return EnrolReply(
        terminal_id=config.terminal_id, checkpoint_id=config.checkpoint_id, approved=False
    )


def _post(
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
                raise _refused(error, ticket) from error
            if error.problem is not ProblemCode.CLOCK:
                raise
            clock.adopt_for_signing(error.at)  # this device's clock was never set
            return connection.post("/v1/enrol", request, EnrolReply).body


def _refused(error: RequestRefused, ticket: Ticket) -> TicketRefused:
    if error.ticket is TicketFault.LANE:
        text = "the ticket is for another lane; ask the data centre for one of this lane"
        return TicketRefused("lane", text)
    if error.ticket is TicketFault.ALTERED:
        text = "the ticket is not as it was made; ask the data centre for a new one"
        return TicketRefused("altered", text)
    if error.ticket is TicketFault.USED:
        text = "the ticket was used by another device; ask the data centre for a new one"
        return TicketRefused("used", text)
    if error.ticket is TicketFault.OVER:
        text = "the ticket has ended, or was withdrawn; ask the data centre for a new one"
        return TicketRefused("over", text)
    # An older data centre says no more than the time, which this device may never have been set to.
    ended = ticket.expires_at < error.at
    return TicketRefused(
        "over" if ended else "used",
        f"the ticket {'has ended' if ended else 'was used, or withdrawn'}; "
        "ask the data centre for a new one",
    )
