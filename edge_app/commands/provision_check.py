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
    from sync.terminal.check.finding import Severity, merged
    from sync.terminal.check.known import read_known
    from sync.terminal.check.probes import look_at_all

    known = read_known(TerminalState(folder))
    with progress(as_json) as advance:
        findings = merged(look_at_all(all_probes(known), advance))
    wrong = [each for each in findings if each.severity is not Severity.NOTE]
    if as_json:
        rows = [
            {
                "code": each.code.value,
                "severity": each.severity.value,
                "about": dict(each.values),
                "sentence": each.sentence,
                "step": each.step,
            }
            for each in findings
        ]
        print_json({"well": not wrong, "findings": rows})
    else:
        for each in findings:
            click.echo(f"{each.severity.value:10}{each.sentence}\n{'':10}{each.step}")
        if not wrong:
            click.echo("nothing is wrong")
    if wrong:
        raise click.exceptions.Exit(1)
