"""`gapura provision`: a bare device becomes a terminal, tells how it is, and is made bare again."""

from __future__ import annotations

import contextlib
import time
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from pydantic import ValidationError

from edge_app.commands.provision_audit import audit_command
from edge_app.commands.provision_bundle import bundle_command
from edge_app.commands.provision_camera import camera_command
from edge_app.commands.provision_check import check_command
from edge_app.commands.provision_owners import owners_command
from edge_app.commands.provision_rescue import rescue_command
from edge_app.commands.provision_seal import seal_command
from edge_app.commands.provision_update import update_command
from edge_app.commands.provision_wipe import wipe_command
from edge_app.commands.state_option import state_option
from sync.command_line.given_file import GivenFile
from sync.command_line.output import examples, json_option, print_json, progress
from sync.private_memory import may_lock, swap
from sync.protocol.envelope.digests import key_digits
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.errors import SyncError
from sync.protocol.jakarta import jakarta_text
from sync.protocol.signs import plain
from sync.protocol.ticket import TICKET_LIMIT
from sync.protocol.wire import ProblemCode
from sync.terminal.agent_state import AgentState
from sync.terminal.centre_keys import CentreKeyring
from sync.terminal.check.known import runs
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.connection import Connection
from sync.terminal.enrolment import enrol, lane_of, read_ticket, resume
from sync.terminal.errors import RequestRefused, StateError, Unreachable
from sync.terminal.heartbeat import HeartbeatSender
from sync.terminal.kiosk_status import KioskStatus, read_kiosk_status
from sync.terminal.lock import only_one
from sync.terminal.refresh import Mirror
from sync.terminal.spool import Spool
from sync.terminal.state import CREDENTIALS, TerminalConfig, TerminalState

POLL_INTERVAL_S = 3.0  # while an operator's approval is waited for


@click.group(
    epilog=examples(
        "gapura provision init --state /var/lib/gapura --ticket stick/ticket.json --lane 2",
        "gapura provision check --state /var/lib/gapura",
        "gapura provision status --state /var/lib/gapura",
    )
)
def command() -> None:
    """Bring a terminal to life, look at it, wipe it: for the technician."""


command.add_command(audit_command)
command.add_command(bundle_command)
command.add_command(camera_command)
command.add_command(check_command)
command.add_command(owners_command)
command.add_command(rescue_command)
command.add_command(seal_command)
command.add_command(update_command)
command.add_command(wipe_command)


@command.command(
    "init",
    epilog=examples(
        "gapura provision init --state /var/lib/gapura --ticket stick/ticket.json --wait",
        "gapura provision init --state /var/lib/gapura --ticket - --lane 2 < ticket.json",
        "gapura provision init --state DIR --ticket stick/ticket.json --stick /media/stick",
    ),
)
@state_option
@click.option(
    "--ticket",
    type=GivenFile(),
    required=True,
    metavar="FILE",
    help="The ticket of the data centre; - reads it from stdin.",
)
@click.option(
    "--lane", metavar="NAME", help="What the lane is called, where the ticket does not say it."
)
@click.option(
    "--bandwidth", type=click.IntRange(2000, 2**31 - 1), metavar="B", help="Bytes a second."
)
@click.option("--proxy", metavar="URL", help="http://host:port of a proxy on the way.")
@click.option(
    "--wait",
    is_flag=True,
    help="Wait until an operator has approved the terminal. Cut off, the same command waits on.",
)
@click.option(
    "--stick",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Without a network: enrol by this stick, which `gapura central bundle read` reads.",
)
@json_option
def init_command(
    folder: Path,
    ticket: Any,
    lane: str | None,
    bandwidth: int | None,
    proxy: str | None,
    wait: bool,
    stick: Path | None,
    as_json: bool,
) -> None:
    """Make keys on this device and enrol it; an operator then approves it by its number.

    Where there is no network, ever, give --stick, and carry it to the data centre and back:
    `gapura provision bundle` then takes lists and a lease from it.
    """
    if stick is not None and wait:
        raise click.UsageError("--wait waits for an answer, and --stick has none: leave out one")
    state = TerminalState(folder)
    with ticket:
        data = ticket.read(TICKET_LIMIT + 1)
    given = read_ticket(data, ticket.name)
    named = lane_of(given, lane)
    reply = resume(state, given, named) if wait else None
    if reply is None:
        reply = enrol(state, given, named, bandwidth, proxy, stick)
    approved = reply.approved
    if wait and not approved:
        click.echo(
            f"terminal {reply.terminal_id} waits for an operator's approval; read aloud: "
            f"{' '.join(state.config().words)}; its kiosk's key: {_kiosk_key(state)}",
            err=True,
        )
        with only_one(state.agent_lock, "an agent"), progress(as_json) as advance:
            _await_approval(state, lambda seconds: advance(seconds, 0, "waiting for approval"))
        approved = True
    if as_json:
        print_json(
            {
                "terminal_id": reply.terminal_id,
                "checkpoint_id": reply.checkpoint_id,
                "approved": approved,
                "kiosk_key": _kiosk_key(state),
                "words": " ".join(state.config().words),
            }
        )
        return
    click.echo(
        f"terminal {reply.terminal_id} at {reply.checkpoint_id}: "
        + ("approved" if approved else "waits for an operator's approval")
        + ("" if stick is None else f", who has the stick read first ({stick})")
        + f"; its words: {' '.join(state.config().words)}; its kiosk's key: {_kiosk_key(state)}"
    )


def _kiosk_key(state: TerminalState) -> str | None:
    """Return what the operator who approves compares; None: enrolled by an older Gapura."""
    public = state.config().kiosk_key
    return key_digits(public) if public is not None else None


def _await_approval(state: TerminalState, advance: Any) -> None:
    config = state.config()
    begun = time.monotonic()
    with Spool(state.spool) as spool:
        clock = TrustedClock(
            ClockState.of_facts(spool.fact), lambda kept: spool.put_facts(kept.facts())
        )
        with Connection(
            config.url,
            config.centre_id,
            state.authority.read_bytes(),
            SigningKey(state.credential("agent.key")),
            clock.certain,
            clock.signing_time,
            config.bandwidth,
            config.proxy,
        ) as connection:
            keyring = CentreKeyring(config, spool.fact, spool.put_facts)
            agent_state = AgentState(
                state, config, keyring, spool, clock, lambda: None, lambda: None
            )
            heartbeats = HeartbeatSender(
                state, config, keyring, spool, clock, connection, agent_state
            )
            checkpoint_id = config.checkpoint_id
            mirror = Mirror(state, checkpoint_id, connection, clock.now, take_keys=keyring.take)
            while True:
                try:
                    heartbeats.send()
                except RequestRefused as error:
                    agent_state.record_failure(error)
                    if error.problem not in (ProblemCode.PENDING, ProblemCode.CLOCK):
                        raise
                except Unreachable as error:
                    agent_state.record_failure(error)
                    # Perhaps it signs with a newer key than the ticket's, which TUF tells of.
                    with contextlib.suppress(SyncError, OSError):
                        mirror.refresh()
                else:
                    agent_state.record_contact()
                    return
                advance(int(time.monotonic() - begun))
                time.sleep(POLL_INTERVAL_S)


@command.command("status", epilog=examples("gapura provision status --state DIR --json"))
@state_option
@json_option
def status_command(folder: Path, as_json: bool) -> None:
    """Say what this terminal is, whether its keys are well, and how it stands."""
    state = TerminalState(folder)
    found = _status(state)
    if as_json:
        print_json(found)
        return
    for name, value in found.items():
        for line in _words(name, value) or ["-"]:
            click.echo(plain(f"{name.replace('_', ' '):16}{line}"))  # the agent wrote some of it
            name = ""


def _words(name: str, value: Any) -> list[str]:
    """Return a line for each fact that says something; times are Jakarta's."""
    if isinstance(value, dict):
        return [
            f"{key.replace('_', ' ')}: {' '.join(_words(key, each))}"
            for key, each in value.items()
            if each != ""
        ]
    if isinstance(value, list):
        return [str(each) for each in value]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, str) and (name.endswith("_at") or name == "last_contact"):
        return [_time(value)]
    return [] if value is None else [str(value)]


def _time(text: str) -> str:
    """Return a time of the spool for a person; as it is where it is none."""
    try:
        return jakarta_text(datetime.fromisoformat(text))
    except (ValueError, OverflowError):
        return text


def _status(state: TerminalState) -> dict[str, Any]:
    if state.root.is_dir() and not state.config_file.exists():
        return {"provisioned": False}
    config = state.config()  # a folder that is not there was mistyped: its error says so
    keys = {}
    for name in CREDENTIALS:
        try:
            state.credential(name)
            keys[name] = "ok"
        except StateError as error:
            denied = isinstance(error.__cause__, PermissionError)
            keys[name] = "another user's" if denied else error.kind
    found: dict[str, Any] = {
        "provisioned": True,
        "terminal_id": config.terminal_id,
        "checkpoint_id": config.checkpoint_id,
        "lane": config.lane,
        "centre_id": config.centre_id,
        "url": config.url,
        "credentials": keys,
        "keys": _where_keys_lie(state),
        "memory": {
            "core dumps": "off, of agent and kiosk",
            "locked": "yes" if may_lock() else "no: give the services LimitMEMLOCK=infinity",
            "swap": swap().words,
        },
        "kiosk_key": _kiosk_key(state),
        "words": " ".join(config.words),
    }
    if state.spool.exists():
        with Spool(state.spool) as spool:
            counts, agent, kiosk = spool.counts(), spool.status("agent"), read_kiosk_status(spool)
            ended, stick = _ended(spool), _stick(spool)
        if ended:
            found |= {"standing": ended}
        found |= {"waiting": counts.waiting, "refused": counts.refused} | stick
        found |= {"agent_runs": runs(state)[0]}
        if agent is not None:
            found |= {"agent": agent.value, "agent_at": agent.at.isoformat()}
        if kiosk is not None:
            lists = [] if ended else _lists(kiosk.status)  # what it said before it was told
            found |= {"kiosk_at": kiosk.at.isoformat(), "lists": lists}
            if kiosk.status is not None:
                exposed = kiosk.status.memory_exposed
                told = (kiosk.status.store_fault, kiosk.status.fault)
                found |= {"kiosk_faults": [each for each in dict.fromkeys(told) if each]}
                found["memory"]["kiosk"] = exposed or "what it holds stays in memory"
    return found


def _where_keys_lie(state: TerminalState) -> str:
    try:
        clear = state.keys_in_clear()
    except PermissionError:
        return "another user's"
    if not clear:
        return "sealed to this machine's TPM"
    return f"{len(clear)} in files of their users alone (0600): who has the disk has them"


def _ended(spool: Spool) -> str:
    """Return why the terminal serves nothing any more; empty where it may."""
    revoked = spool.fact("revoked")
    if revoked is not None:
        return (
            f"revoked, {_time(revoked)}: it serves nothing; wipe it, and enrol it with a new ticket"
        )
    wiped = spool.fact("lease.wiped")
    if wiped is not None and wiped == spool.fact("lease.nonce"):
        return "the lease ended without contact: its lists were wiped, until it has contact again"
    return ""


def _stick(spool: Spool) -> dict[str, Any]:
    """Return what came of the last stick; nothing where there was none."""
    at = spool.fact("stick.at")
    if at is None:
        return {}
    exported, acknowledged = spool.fact("stick.exported"), spool.fact("stick.acknowledged")
    told = "no result waited" if exported == "0" else f"{exported} results were put on it"
    return {"stick_at": at, "stick": f"{told}; it acknowledged {acknowledged}"}


def _lists(status: KioskStatus | None) -> list[str]:
    """Return what the kiosk said last of each collection."""
    return [
        f"{each.collection} {each.version}: {each.state}"
        + (f"; {each.error}" if each.error else "")
        for each in (status.collections if status is not None else ())
    ]


@command.command(
    "set",
    epilog=examples("gapura provision set --state /var/lib/gapura --url https://new.example:9443"),
)
@state_option
@click.option("--url", metavar="URL", help="Where the data centre answers: https://HOST:PORT.")
@click.option("--proxy", metavar="URL", help="http://host:port of a proxy on the way; '' for none.")
@click.option(
    "--bandwidth", type=click.IntRange(2000, 2**31 - 1), metavar="B", help="Bytes a second."
)
def set_command(folder: Path, url: str | None, proxy: str | None, bandwidth: int | None) -> None:
    """Change how this terminal reaches its data centre; its keys, lists and results stay."""
    state = TerminalState(folder)
    before = state.config()
    given = {"url": url, "proxy": proxy, "bandwidth": bandwidth}
    changed: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if not changed:
        raise click.UsageError("say what to change: --url, --proxy or --bandwidth")
    if proxy == "":
        changed["proxy"] = None
    with only_one(state.agent_lock, "an agent"):
        try:
            config = TerminalConfig.model_validate({**before.model_dump(), **changed})
        except ValidationError as error:
            name = error.errors(include_input=False)[0]["loc"][0]
            wanted = "http://HOST:PORT" if name == "proxy" else "https://HOST:PORT"
            raise click.UsageError(f"--{name}: must be {wanted}, without a path") from None
        state.write_config(config)
    click.echo("changed; start the agent again")
