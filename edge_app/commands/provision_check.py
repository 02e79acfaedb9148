"""`gapura provision check`: what is wrong with this terminal, and what to do about it."""

from __future__ import annotations

from pathlib import Path

import click

from edge_app.commands.state_option import state_option
from sync.command_line.output import examples, json_option, print_json, progress
from sync.terminal.state import TerminalState


@click.command(
    "check",
    epilog=examples(
        "gapura provision check --state /var/lib/gapura",
        "gapura provision check --state /var/lib/gapura --json",
    ),
)
@state_option
@json_option
def check_command(folder: Path, as_json: bool) -> None:
    """Say what is wrong with this terminal, each in a sentence, and what to do about it.

    Looks at keys, the way to the data centre, lists, camera, models, clock, disk, memory and TPM,
    within 20 seconds; agent and kiosk may run. Exit status 1: something is wrong.
    """
    from edge_app.terminal.check import all_probes
    from sync.protocol.findings import is_well, merged, report_json, report_lines
    from sync.terminal.check.known import read_known
    from sync.terminal.check.probes import look_at_all

    known = read_known(TerminalState(folder))
    with progress(as_json) as advance:
        findings = merged(look_at_all(all_probes(known), advance))
    if as_json:
        print_json(report_json(findings))
    else:
        for line in report_lines(findings):
            click.echo(line)
        if is_well(findings):
            click.echo("nothing is wrong")
    if not is_well(findings):
        raise click.exceptions.Exit(1)
