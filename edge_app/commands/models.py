"""`gapura models`: the weight files, fetched, listed, verified."""

from __future__ import annotations

from dataclasses import asdict

import click
from rich.table import Table

from models.errors import WeightsError
from models.weights import FileState, fetch, verify, weights_dir
from sync.command_line.output import examples, json_option, print_json, progress
from sync.command_line.tables import print_table


@click.group(
    epilog=examples("gapura models fetch", "gapura models list", "gapura models verify --json")
)
def command() -> None:
    """Fetch, list and verify the weights: networks, and portraits they are proved on."""


@command.command("fetch", epilog=examples("gapura models fetch"))
@json_option
def fetch_command(as_json: bool) -> None:
    """Fetch and verify what is missing; the only command that uses the network."""
    with progress(as_json) as advance:
        states = fetch(progress=advance)
    if as_json:
        _print_states(states)
    else:
        click.echo(f"{len(states)} files in {weights_dir()}, each as the manifest says")


@command.command("list", epilog=examples("gapura models list", "gapura models list --json"))
@json_option
def list_command(as_json: bool) -> None:
    """Show every file: size, licence, what it is for, and whether it is there."""
    states = verify()
    if as_json:
        _print_states(states)
        return
    table = Table(box=None, header_style="bold")
    table.add_column("name", no_wrap=True)
    table.add_column("size", no_wrap=True, justify="right")
    table.add_column("licence", no_wrap=True)
    table.add_column("state", no_wrap=True)
    table.add_column("purpose")
    for entry in states:
        size = f"{entry.size / 1e6:.1f} MB" if entry.size else "-"
        table.add_row(entry.name, size, entry.licence, entry.state, entry.purpose)
    print_table(table)


@command.command("verify", epilog=examples("gapura models verify"))
@json_option
def verify_command(as_json: bool) -> None:
    """Read every file again; exit status 2 and a line for each that is missing or wrong."""
    states = verify()
    if as_json:
        _print_states(states)
    bad = [entry for entry in states if entry.state != "ok"]
    for entry in bad[:-1]:
        click.echo(f"gapura: {_complaint(entry)}", err=True)
    if bad:
        raise WeightsError(_complaint(bad[-1]))
    if not as_json:
        click.echo(f"{len(states)} files in {weights_dir()}, each as the manifest says")


def _complaint(entry: FileState) -> str:
    fault = "is missing" if entry.state == "missing" else "has a wrong sha256"
    return f"{weights_dir() / entry.name}: {fault}; run `gapura models fetch`"


def _print_states(states: tuple[FileState, ...]) -> None:
    print_json({"folder": str(weights_dir()), "files": [asdict(entry) for entry in states]})
