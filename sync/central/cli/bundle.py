"""`gapura central bundle`: a USB stick carries lists to a checkpoint, and results home."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.command_line.output import busy, examples, json_option, print_json, progress
from sync.counts import number_of

_stick = click.argument("stick", type=click.Path(exists=True, file_okay=False, path_type=Path))


@click.group(
    epilog=examples(
        "gapura central bundle write /media/stick --checkpoint gate-1 --operator sari",
        "gapura central bundle read /media/stick --operator sari --home /srv/gapura",
    )
)
def command() -> None:
    """Where there is no network: lists and leases out, results home, on a USB stick."""


@command.command(
    "write",
    epilog=examples("gapura central bundle write /media/stick --checkpoint gate-1 --operator sari"),
)
@_stick
@click.option("--checkpoint", required=True, metavar="ID", help="Whose terminals it is for.")
@operator_option
@home_option
@json_option
def write_command(stick: Path, checkpoint: str, operator: str, home: Path, as_json: bool) -> None:
    """Put a checkpoint's lists, its terminals' keys and their leases on STICK."""
    from sync.central.exchange.bundle import write_bundle

    with open_as_operator(home, operator) as centre, progress(as_json) as advance:
        centre.clock.require()
        done = write_bundle(centre, checkpoint, stick, operator, now(), advance)
    if as_json:
        print_json(
            {
                "checkpoint": done.checkpoint_id,
                "collections": done.collections,
                "terminals": done.terminals,
                "files": done.files,
                "bytes": done.bytes,
                "software": done.software,
                "withheld": done.withheld,
            }
        )
        return
    collections = number_of(len(done.collections), "collection")
    terminals = number_of(len(done.terminals), "terminal")
    click.echo(
        f"{collections} for {terminals} of {done.checkpoint_id}: {done.bytes / 1e6:.1f} MB written"
    )
    for each in done.withheld:
        click.echo(f"not on it: {each}")
    if done.software:
        click.echo(f"with {done.software}, which is planned there")
    elif done.software_left:
        click.echo(f"without {done.software_left}, which is planned there: the stick has no room")


@command.command("read", epilog=examples("gapura central bundle read /media/stick --operator sari"))
@_stick
@operator_option
@home_option
@json_option
def read_command(stick: Path, operator: str, home: Path, as_json: bool) -> None:
    """Take the results on STICK in, and leave receipts on it.

    Exit status 1 where no result came: it says whether terminals had none, or left nothing.
    """
    from sync.central.exchange.bundle_back import read_bundle

    with open_as_operator(home, operator) as centre, busy("reading the stick"):
        done = read_bundle(centre, stick, operator, now())
    if as_json:
        print_json(
            {
                "received": done.received,
                "refused": done.refused,
                "absent": list(done.absent),
                "rescued": done.rescued,
                "wiped": list(done.wiped),
                "enrolled": done.enrolled,
            }
        )
    else:
        brought = [count for count in done.received.values() if count]
        results = number_of(sum(brought), "result")
        click.echo(f"{results} of {number_of(len(brought), 'terminal')} received")
        for terminal_id, count in done.received.items():
            if not count:
                click.echo(f"terminal {terminal_id[:8]}: no result waited there")
        for terminal_id, count in done.rescued.items():
            click.echo(
                f"terminal {terminal_id[:8]}: {number_of(count, 'result')} off the disk of this"
                " broken one"
            )
        for terminal_id, words in done.enrolled.items():
            compared = f"its words: {words}" if words else "it has no words, older Gapura"
            click.echo(
                f"terminal {terminal_id[:8]}: enrolled; {compared}; `terminal approve`, then write"
                " a stick for it"
            )
        for terminal_id in done.wiped:
            click.echo(f"terminal {terminal_id[:8]}: wiped; its signed word of it is kept")
        for terminal_id in done.absent:
            click.echo(
                f"terminal {terminal_id[:8]}: it left nothing on the stick: it was not there, "
                "or an older Gapura had no result"
            )
    if done.refused:
        raise click.ClickException(f"{len(done.refused)} refused; {done.refused[0]}")
    if done.brought_nothing:
        click.echo("no result was on the stick", err=True)
        raise click.exceptions.Exit(1)
