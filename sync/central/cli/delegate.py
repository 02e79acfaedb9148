"""`gapura central delegate`: give new collections a role, with a targets key; no root key."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.media import media, offline_option
from sync.central.cli.options import home_option, now, open_centre
from sync.command_line.output import busy, examples, json_option, print_json


@click.command(
    epilog=examples(
        "gapura central delegate --home /srv/gapura --offline /media/stick",
        "gapura central delegate --home /srv/gapura --offline /media/stick --undelegate",
    )
)
@home_option
@offline_option
@click.option("--undelegate", is_flag=True, help="Take away the roles of what is over instead.")
@json_option
def command(home: Path, offline: tuple[Path, ...], undelegate: bool, as_json: bool) -> None:
    """Give every collection its role: lists, and all checkpoints' visitors and officers."""
    from sync.central.releases import delegation, keys

    at = now()
    with open_centre(home) as centre, busy("signing"):
        centre.clock.require()
        if undelegate:
            names = delegation.spent_roles(centre, at)
            delegation.undelegate(centre, media(offline), names, at)
        else:
            names = delegation.missing_roles(centre, at)
            delegation.delegate(centre, media(offline), names, at)
        ended = keys.ended(centre, at)
    if as_json:
        print_json({"undelegated" if undelegate else "delegated": names})
    else:
        for name in names:
            click.echo(f"{name}: {'its role is taken away' if undelegate else 'has its role now'}")
        if not names:
            click.echo("nothing to do")
    for name, until in ended.items():
        raise click.ClickException(keys.told(name, until))
