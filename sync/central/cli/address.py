"""`gapura central address`: where terminals find the data centre, and how it moves."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import (
    home_option,
    now,
    open_as_operator,
    open_centre,
    operator_option,
)
from sync.command_line.output import examples, json_option, print_json
from sync.counts import number_of

_url = click.argument("url", metavar="URL")


@click.group(
    epilog=examples(
        "gapura central address add https://new.example:9443 --operator sari --home /srv/gapura",
        "gapura central address first https://new.example:9443 --operator sari",
        "gapura central address remove https://old.example:8443 --operator sari",
    )
)
def command() -> None:
    """Addresses of the data centre: terminals are told all of them, and use the first that answers.

    To move: add the new address, renew the certificate with both names, serve there, make it the
    first, and remove the old one when `address show` counts nobody on it any more.
    """


@command.command("show", epilog=examples("gapura central address show --home /srv/gapura"))
@home_option
@json_option
def show(home: Path, as_json: bool) -> None:
    """Show the addresses in their order, and how many active terminals use each."""
    from sync.central.exchange import addresses

    with open_centre(home) as centre:
        used = addresses.used(centre)
        rows = {url: used.pop(url, 0) for url in centre.urls}
    if as_json:
        print_json({"addresses": rows, "others": used})
        return
    for url, count in rows.items():
        click.echo(f"{url}: {number_of(count, 'terminal')}")
    for url, count in used.items():
        told = url or "not told (an older Gapura, or not heard of)"
        click.echo(f"{told}: {number_of(count, 'terminal')}")


@command.command(
    "add", epilog=examples("gapura central address add https://new.example:9443 --operator sari")
)
@_url
@operator_option
@home_option
def add(url: str, operator: str, home: Path) -> None:
    """Tell terminals another address, to be tried after those that there are."""
    from sync.central.exchange import addresses

    with open_as_operator(home, operator) as centre:
        addresses.change(centre, (*centre.urls, url), operator, now())
    click.echo(f"{url}: published to all terminals; its name must be in the certificate")


@command.command(
    "first",
    epilog=examples("gapura central address first https://new.example:9443 --operator sari"),
)
@_url
@operator_option
@home_option
def first(url: str, operator: str, home: Path) -> None:
    """Make an address the first: terminals go there at their next look."""
    from sync.central.exchange import addresses

    with open_as_operator(home, operator) as centre:
        addresses.must_be_known(centre, url)
        others = tuple(each for each in centre.urls if each != url)
        addresses.change(centre, (url, *others), operator, now())
    click.echo(f"{url}: terminals go there first")


@command.command(
    "remove",
    epilog=examples("gapura central address remove https://old.example:8443 --operator sari"),
)
@_url
@click.option("--force", is_flag=True, help="Although active terminals use it.")
@operator_option
@home_option
def remove(url: str, force: bool, operator: str, home: Path) -> None:
    """Withdraw an address; refused while active terminals use it."""
    from sync.central.exchange import addresses

    with open_as_operator(home, operator) as centre:
        addresses.must_be_known(centre, url)
        left = addresses.used(centre).get(url, 0)
        if left and not force:
            raise click.ClickException(
                f"{url}: {left} active terminals use it; `address first` moves them, --force does "
                "not wait for them"
            )
        kept = tuple(each for each in centre.urls if each != url)
        addresses.change(centre, kept, operator, now())
    click.echo(f"{url}: withdrawn")
