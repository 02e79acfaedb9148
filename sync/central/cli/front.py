"""`gapura central front`: a configuration of HAProxy, to stand before `serve`."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option, open_centre
from sync.command_line.output import examples


@click.command(
    epilog=examples(
        "gapura central front --home /srv/gapura --out /etc/haproxy/haproxy.cfg",
        "gapura central serve --home /srv/gapura --bind unix:/run/gapura-front/gateway.sock",
    )
)
@home_option
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where the configuration is written.",
)
@click.option("--bind", help="Where HAProxy answers, as it writes it; *: and the centre's port.")
@click.option(
    "--socket",
    "sockets",
    multiple=True,
    default=["/run/gapura-front/gateway.sock"],
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where `serve --bind unix:…` answers: in a folder with nothing else. May be repeated, for "
    "gateways with keepers of their own on one database.",
)
@click.option(
    "--user",
    default="haproxy",
    show_default=True,
    help="Whom HAProxy becomes when root starts it; '' for a HAProxy that root does not start.",
)
@click.option("--metrics", metavar="ADDRESS:PORT", help="Where HAProxy shows its own figures.")
def command(
    home: Path,
    out: Path,
    bind: str | None,
    sockets: tuple[Path, ...],
    user: str,
    metrics: str | None,
) -> None:
    """Write a configuration of HAProxy, which ends TLS and slow clients before `serve`.

    HAProxy reads the server's certificate, and its key beside it, when it starts: reload it after
    `certificate renew`.
    """
    from models.whole_file import write_whole
    from sync.central.serving.front import Front, certificate_for, configuration

    places = tuple(dict.fromkeys(each.absolute() for each in sockets))
    if user and len({each.parent for each in places}) > 1:
        raise click.UsageError("sockets are in one folder, which is HAProxy's root directory")
    with open_centre(home) as centre:
        front = Front(
            bind or f"*:{centre.facts.port}",
            certificate_for(centre),
            places,
            user,
            metrics or "",
        )
    write_whole(out, configuration(front).encode())
    for place in places:
        click.echo(f"{out}: `gapura central serve --bind unix:{place}`, then start HAProxy")
