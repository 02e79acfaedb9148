"""`gapura central keys`: the keys that sign what terminals trust."""

from __future__ import annotations

from datetime import datetime
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

KINDS = ("online", "targets", "root")  # sync.central.releases.keys.KINDS

offline_option = click.option(
    "--offline",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The stick with the offline keys.",
)


@click.group(
    epilog=examples(
        "gapura central keys show --home /srv/gapura",
        "gapura central keys renew --offline /media/stick --operator sari --home /srv/gapura",
    )
)
def command() -> None:
    """Signing keys: until when they count, another term, new ones in place of stolen ones."""


@command.command("show", epilog=examples("gapura central keys show --home /srv/gapura --json"))
@home_option
@json_option
def show(home: Path, as_json: bool) -> None:
    """Say until when everything counts that only the stick can renew, and which roles there are."""
    from sync.central.releases import keys

    with open_centre(home) as centre:
        terms, roles = keys.terms(centre), keys.roles(centre)
    ends = {
        "root": (terms.root, "keys renew"),
        "targets": (terms.targets, "keys renew"),
        "certificate": (terms.certificate, "certificate renew"),
        "authority": (terms.authority, "terminals are provisioned anew"),
    }
    at = now()
    if as_json:
        found: dict[str, Any] = {name: iso_time(until) for name, (until, _) in ends.items()}
        print_json({**found, "roles": roles})
        return
    for name, (until, act) in ends.items():
        click.echo(f"{name:12} until {local_time(until)}, {_left(until, at)}; then: {act}")
    click.echo(f"one key each: {', '.join(roles)}")


@command.command(
    "replace",
    epilog=examples("gapura central keys replace list-dpo --offline /media/stick …"),
)
@click.argument("role", metavar="ROLE")
@offline_option
@operator_option
@home_option
def replace(role: str, offline: Path, operator: str, home: Path) -> None:
    """Make a new key for one collection (list-dpo, visitors-gate-1, checkpoints).

    For a stolen or lost one: the old key counts no more as soon as terminals hear of it.
    """
    from sync.central.releases import keys

    with open_as_operator(home, operator) as centre:
        keys.replace(centre, role, offline, operator, now())
    click.echo(f"{role}: has a new key; the old one counts no more")


@command.command(
    "rotate",
    epilog=examples("gapura central keys rotate online --offline /media/stick --operator sari …"),
)
@click.argument("kind", type=click.Choice(KINDS))
@offline_option
@operator_option
@home_option
def rotate(kind: str, offline: Path, operator: str, home: Path) -> None:
    """Make new keys in place of the old ones.

    online: snapshot and timestamp, when the server was broken into. targets, root: on the stick,
    when a copy of it was lost. The old files are removed from this stick; destroy other copies.
    """
    from sync.central.releases import keys

    with open_as_operator(home, operator) as centre:
        keys.rotate(centre, kind, offline, operator, now())
    click.echo(f"{kind}: has new keys; the old ones count no more")


@command.command(
    "renew", epilog=examples("gapura central keys renew --offline /media/stick --operator sari …")
)
@offline_option
@operator_option
@home_option
def renew(offline: Path, operator: str, home: Path) -> None:
    """Sign root and targets for another term with the same keys: twice a year, with the stick."""
    from sync.central.releases import keys

    with open_as_operator(home, operator) as centre:
        keys.renew(centre, offline, operator, now())
        terms = keys.terms(centre)
    name, until = terms.soonest()
    click.echo(f"renewed; {name} ends first, {local_time(until)}")


@command.command(
    "reset-time",
    epilog=examples("gapura central keys reset-time --offline /media/stick --operator sari …"),
)
@offline_option
@operator_option
@home_option
def reset_time(offline: Path, operator: str, home: Path) -> None:
    """Make terminals forget the time that they took from this data centre.

    After its clock was wrong, or the key of its statements was stolen: put the clock right first.
    """
    from sync.central.releases import keys

    with open_as_operator(home, operator) as centre:
        epoch = keys.reset_time(centre, offline, operator, now())
    click.echo(
        f"epoch {epoch} of the data centre's time begins; terminals take it up by themselves"
    )


def _left(until: datetime, at: datetime) -> str:
    days = (until - at).days
    return f"{days} days left" if days >= 0 else "over"
