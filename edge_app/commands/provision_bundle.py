"""`gapura provision bundle`: a USB stick in place of the network."""

from __future__ import annotations

from pathlib import Path

import click

from edge_app.commands.state_option import state_option
from sync.command_line.output import busy, examples, json_option, print_json
from sync.counts import number_of
from sync.protocol.jakarta import jakarta_text
from sync.terminal.bundle import exchange
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.lock import only_one
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState


@click.command(
    "bundle", epilog=examples("gapura provision bundle /media/stick --state /var/lib/gapura")
)
@click.argument("stick", type=click.Path(exists=True, file_okay=False, path_type=Path))
@state_option
@json_option
def bundle_command(stick: Path, folder: Path, as_json: bool) -> None:
    """Take lists, keys and a lease from STICK, and put the results that wait on it.

    Exit status 1 where nothing came of it: nothing on the stick was new, and no result waits.
    """
    state = TerminalState(folder)
    state.config()
    with only_one(state.agent_lock, "an agent"), Spool(state.spool) as spool:
        clock = TrustedClock(
            ClockState.of_facts(spool.fact), lambda kept: spool.put_facts(kept.facts())
        )
        with busy("reading and writing the stick"):
            done = exchange(state, stick, spool, clock)
    if as_json:
        print_json(
            {
                "acknowledged": done.acknowledged,
                "refused": done.refused,
                "lease_until": done.lease_until and done.lease_until.isoformat(),
                "changed": done.changed,
                "update_error": done.update_error,
                "exported": done.exported,
                "software": done.software,
            }
        )
    else:
        lists = "new lists" if done.changed else "no new lists"
        exported = f"{done.exported} on the stick" if done.exported else "none waits for the stick"
        click.echo(f"{lists}; {number_of(done.acknowledged, 'result')} acknowledged, {exported}")
        if done.software:
            click.echo("another version is here; `gapura provision update` takes it when it may")
        if done.lease_until is not None:
            click.echo(f"lists may be served until {jakarta_text(done.lease_until)}")
    if done.update_error:
        raise click.ClickException(done.update_error)
    if done.idle:
        click.echo("nothing came of it: nothing on the stick is new here", err=True)
        raise click.exceptions.Exit(1)
