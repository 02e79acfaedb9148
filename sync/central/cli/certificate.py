"""`gapura central certificate`: the server's TLS certificate."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.media import media, offline_option, refuse_lagging
from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.central.cli.typed import Host
from sync.command_line.output import busy, examples


@click.group(
    epilog=examples("gapura central certificate renew --offline /media/stick --operator sari")
)
def command() -> None:
    """Renew the server's TLS certificate."""


@command.command(
    "renew",
    epilog=examples("gapura central certificate renew --offline /media/stick --operator sari"),
)
@offline_option
@click.option(
    "--host", "hosts", multiple=True, type=Host(), metavar="NAME", help="Other names than it had."
)
@click.option(
    "--force",
    is_flag=True,
    help="Although active terminals use a name that goes, or lack the new authority.",
)
@operator_option
@home_option
def renew(
    offline: tuple[Path, ...], hosts: tuple[str, ...], force: bool, operator: str, home: Path
) -> None:
    """Sign a new certificate with the newest authority; restart `serve` then.

    Refused when active terminals would find nobody: move them first, with `central address`.
    """
    from sync.central.bootstrap import renew_certificate
    from sync.central.exchange.addresses import stranded
    from sync.central.registry import audit
    from sync.central.releases.centre_keys import present_keys

    with open_as_operator(home, operator) as centre:
        lost = stranded(centre, hosts or centre.hosts)
        if lost and not force:
            urls = ", ".join(sorted(set(lost.values()))) or "names that it has now"
            raise click.ClickException(
                f"{len(lost)} active terminals use {urls}, and would find nobody; keep the name "
                "beside the new one, and move them with `gapura central address`"
            )
        if len(present_keys(centre).authorities) > 1:
            refuse_lagging(centre, force, "--force")
        with busy("signing"):
            renew_certificate(centre, media(offline), hosts, now())
        with centre.registry.transaction() as session:
            audit.append(session, now(), operator, "certificate-renewed", centre.centre_id)
    click.echo(f"{centre.server_certificate}: renewed; restart `serve`, or the gateway, now")
