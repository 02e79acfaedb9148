"""`gapura central terminal acceptance`: a lane as a technician handed it over, proved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.central.cli.exchanged_files import read_file
from sync.central.cli.options import home_option, local_time, open_centre
from sync.central.cli.tables import print_table
from sync.command_line.output import examples, json_option, print_json
from sync.counts import number_of
from sync.protocol.errors import PackageError
from sync.protocol.findings import of_json, report_json, report_lines
from sync.protocol.signs import plain

if TYPE_CHECKING:
    from sync.protocol.acceptance import AcceptanceBody
    from sync.protocol.findings import Finding


@click.command(
    "acceptance",
    epilog=examples(
        "gapura central terminal acceptance stick/gapura/laporan-pemasangan-lajur-2.json"
        " --home /srv/gapura",
        "gapura central terminal acceptance laporan-pemasangan-lajur-2.json --json",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@home_option
@json_option
def acceptance_command(file: Path, home: Path, as_json: bool) -> None:
    """Prove a technician's acceptance report, the JSON of its two files, and show what it says.

    It is proved by the key with which the terminal's kiosk was approved. Exit status 2: a word was
    changed since, or somebody else signed it.
    """
    from sync.central.registry.schema import Terminal
    from sync.protocol.acceptance import SignedAcceptance, open_acceptance

    try:
        signed = SignedAcceptance.from_json(read_file(file))
    except PackageError as error:
        raise click.ClickException(f"{file}: no acceptance report of a terminal: {error}") from None
    with open_centre(home) as centre, centre.registry.session() as session:
        terminal = session.get(Terminal, signed.terminal_id)
        known = terminal is not None and terminal.kiosk_key is not None
        key = terminal.kiosk_key if terminal is not None else None
        state = terminal.state if terminal is not None else ""
    if not known or key is None:
        raise click.ClickException(
            f"{file}: terminal {signed.terminal_id[:8]} is not one of this data centre's, or has no"
            " kiosk's key: nothing proves the report"
        )
    try:
        body = open_acceptance(signed, key)
    except PackageError as error:
        raise click.ClickException(f"{file}: {error}: ask for the file again") from None
    read = (of_json(each.model_dump()) for each in body.findings)
    findings = tuple(each for each in read if each is not None)
    if as_json:
        said = body.model_dump(mode="json", exclude={"findings"})
        unread = len(body.findings) - len(findings)
        print_json(said | {"state": state} | report_json(findings) | {"unread": unread})
    else:
        _show(body, state, findings)


def _show(body: AcceptanceBody, state: str, findings: tuple[Finding, ...]) -> None:
    place = f"{plain(body.lane)} of {body.checkpoint_id}"
    click.echo(f"terminal {body.terminal_id[:8]} ({state}), {place}: signed by its kiosk")
    click.echo(
        f"handed over {local_time(body.made_at)} by technician {body.technician},"
        f" {plain(body.software)}"
    )
    if body.alert is None:
        click.echo("test alert: none was made with this camera")
    else:
        alert = body.alert
        click.echo(
            f"test alert: {local_time(alert.at)}, score {alert.score:.2f} over"
            f" {alert.threshold:.2f}, {alert.latency_ms:.0f} ms"
        )
    print_table(
        ("step", "state", "checked"),
        ((each.step, each.state, local_time(each.at or body.made_at)) for each in body.steps),
    )
    for line in report_lines(findings):
        click.echo(line)
    if newer := len(body.findings) - len(findings):
        click.echo(f"{number_of(newer, 'finding')} of a newer Gapura, unread: update this one")
