"""`gapura central publish`: publish what was approved, without waiting for the server."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option, now, open_centre
from sync.command_line.output import examples, json_option, print_json, progress


@click.command(epilog=examples("gapura central publish --home /srv/gapura"))
@home_option
@json_option
def command(home: Path, as_json: bool) -> None:
    """Publish what is due. A running server does so by itself."""
    from sync.central.releases import keys
    from sync.central.releases.publish import publish_due

    with open_centre(home) as centre, progress(as_json) as advance:
        centre.clock.require()
        done = publish_due(
            centre,
            now(),
            progress=lambda here, total: advance(here, total, "templates indexed"),
        )
        ended = keys.ended(centre, now())
    if as_json:
        print_json(
            {
                "published": done.collections,
                "withdrawn": done.withdrawn,
                "configured": done.configured,
                "finished": done.finished,
                "waiting": done.waiting,
                "failed": done.failed,
                "left_out": done.left_out,
                "bytes": done.bytes,
            }
        )
    else:
        for name, version in done.collections.items():
            without = done.left_out.get(name, 0)
            more = f"; {without} persons have no template of its model" if without else ""
            click.echo(f"{name} is version {version}{more}")
        for name in done.withdrawn:
            click.echo(f"{name} leaves the terminals")
        for name in done.finished:
            click.echo(f"{name}: an interrupted publication was finished")
        for path in done.configured:
            click.echo(f"{path} changed")
        for name in done.waiting:
            click.echo(f"{name} waits for `gapura central delegate`")
        if not done.anything and not done.waiting and not done.failed:
            click.echo("nothing to publish")
    if done.failed:
        name, why = next(iter(done.failed.items()))
        raise click.ClickException(f"{len(done.failed)} not published; {name}: {why}")
    for name, until in ended.items():
        raise click.ClickException(keys.told(name, until))
