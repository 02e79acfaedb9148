"""`gapura central clock`: whether this machine's clock is signed with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sync.central.cli.options import (
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
)
from sync.command_line.output import examples, json_option, print_json


@click.group(
    epilog=examples(
        "gapura central clock show --home /srv/gapura",
        "gapura central clock confirm --operator sari --home /srv/gapura",
    )
)
def command() -> None:
    """Say how the data centre's clock stands, confirm it, ask for NTP."""


@command.command("show", epilog=examples("gapura central clock show --json"))
@home_option
@json_option
def show(home: Path, as_json: bool) -> None:
    """Say what the clock shows, and whether anything is signed with it. Exit status 1: no."""
    with open_centre(home) as centre:
        state = centre.clock.state()
    if as_json:
        found: dict[str, Any] = {
            "at": iso_time(state.at),
            "signed_with": not state.reason,
            "reason": state.reason,
            "moved_s": round(state.moved.total_seconds()),
            "ntp": state.ntp.synchronised,
            "max_error_s": state.ntp.max_error_s,
            "needs_ntp": state.needs_ntp,
        }
        print_json(found)
    else:
        click.echo(f"the clock shows {local_time(state.at)}; {state.ntp.words}")
        said = f"it {state.reason}: nothing is signed" if state.reason else "it is signed with"
        click.echo(said)
    if state.reason:
        raise SystemExit(1)


@command.command("confirm", epilog=examples("gapura central clock confirm --operator sari"))
@operator_option
@home_option
def confirm(operator: str, home: Path) -> None:
    """Confirm that the clock is right as it is now, whatever was signed before; it is audited."""
    with open_as_operator(home, operator) as centre:
        before = centre.clock.confirm(operator)
    moved = round(before.moved.total_seconds())
    click.echo(f"the clock is signed with as it is: {local_time(before.at)} ({moved:+d} s)")


@command.command("ntp", epilog=examples("gapura central clock ntp --needed --operator sari"))
@click.option("--needed/--not-needed", required=True, help="Sign nothing without NTP, or do.")
@operator_option
@home_option
def ntp(needed: bool, operator: str, home: Path) -> None:
    """Choose whether anything is signed while no NTP keeps the clock."""
    from sync.central.registry import clock_readings

    with open_as_operator(home, operator) as centre:
        with centre.registry.transaction() as session:
            clock_readings.need_ntp(session, needed, now(), operator)
        state = centre.clock.state()
    click.echo(f"NTP is {'needed' if needed else 'not needed'}; {state.ntp.words}")
