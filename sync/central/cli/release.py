"""`gapura central release`: which software may run on terminals, and which shall."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from sync.central.cli.exchanged_files import parsed, shown_and_agreed, write_file
from sync.central.cli.media import media, offline_option
from sync.central.cli.options import (
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
)
from sync.command_line.output import busy, examples, json_option, print_json
from sync.counts import number_of

THERE = click.Path(exists=True, dir_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    epilog=examples(
        "gapura central release request dist/gapura-terminal*.deb --out r.json --operator sari",
        "gapura central release sign r.json --offline /media/a --out a.json",
        "gapura central release combine r.json a.json b.json --operator sari",
        "gapura central release roll-out 0.4.0 --percent 1 --operator sari",
    )
)
def command() -> None:
    """Software of terminals: which may run (release keys, offline), and which shall.

    Three custodians have a release key each; two of them sign a release, on machines of their own.
    """


@command.command(
    "keys",
    epilog=examples(
        "gapura central keys make software --offline /media/a --out a.json",
        "gapura central release keys --key a.json --key b.json --key c.json \\",
        "  --offline /media/targets --operator sari",
    ),
)
@click.option("--key", "made", multiple=True, required=True, type=THERE, help="Of `keys make`.")
@offline_option
@operator_option
@home_option
def keys_command(
    made: tuple[Path, ...], offline: tuple[Path, ...], operator: str, home: Path
) -> None:
    """Name the three release keys, in place of those before; a targets key signs it.

    What was released counts no more: request and sign it again.
    """
    from sync.central.publisher import read_public_key
    from sync.central.releases.keys import Act, perform
    from sync.protocol.roles import SOFTWARE

    given = tuple(parsed(path, read_public_key) for path in made)
    for path, each in zip(made, given, strict=True):
        if each.role != SOFTWARE:
            raise click.ClickException(f"{path}: a key of {each.role}; `keys make software`")
    with open_as_operator(home, operator) as centre, busy("signing"):
        perform(centre, Act("delegate", (SOFTWARE,)), media(offline), operator, now(), given)
    click.echo("the three release keys are named; two of them sign a release")


@command.command(
    "request",
    epilog=examples(
        "gapura central release request dist/gapura-terminal*.deb --out r.json --operator sari",
        "gapura central release request dist/gapura-terminal*.deb --out r.json --operator sari \\",
        "  --boot dist/gapura_0.4.0.boot.json",
        "gapura central release request --withdraw 0.3.9 --out r.json --operator sari",
    ),
)
@click.argument("packages", nargs=-1, type=THERE, metavar="[PACKAGE.deb]…")
@click.option(
    "--boot",
    "boots",
    multiple=True,
    type=THERE,
    metavar="FILE",
    help="What a version's image measures, gapura_VERSION.boot.json of `make image`: then its "
    "terminals can prove that they booted it.",
)
@click.option("--withdraw", multiple=True, metavar="VERSION", help="May run no more.")
@click.option("--out", required=True, type=FILE, help="The request, for the custodians.")
@operator_option
@home_option
def request_command(
    packages: tuple[Path, ...],
    boots: tuple[Path, ...],
    withdraw: tuple[str, ...],
    out: Path,
    operator: str,
    home: Path,
) -> None:
    """Take in packages, and write what custodians must sign. No terminal sees them yet."""
    from sync.central.publisher import ReadRelease
    from sync.central.releases import software

    if not (packages or withdraw or boots):
        raise click.UsageError("give the packages of a version, --boot, or --withdraw one")
    measured = [parsed(place, software.read_boot) for place in boots]
    with busy("reading the packages"):
        found = [software.read_package(place) for place in packages]
    with open_as_operator(home, operator) as centre, busy("taking the packages in"):
        wanted = software.request(centre, found, withdraw, now(), measured)
    write_file(out, wanted.to_json())
    for line in ReadRelease(wanted).summary():
        click.echo(line)
    click.echo(f"{out}: carry it to the custodians; its hash is {wanted.digest}")


@command.command(
    "sign",
    epilog=examples("gapura central release sign r.json --offline /media/a --out a.json"),
)
@click.argument("request", type=THERE)
@click.option("--yes", is_flag=True, help="Do not ask whether these are the packages.")
@offline_option
@click.option("--out", required=True, type=FILE, help="The signature, for the data centre.")
def sign(request: Path, yes: bool, offline: tuple[Path, ...], out: Path) -> None:
    """Show what would run, and sign it with a custodian's key. No data centre is needed.

    Compare the sha256 with those of the packages as you built or received them.
    """
    from sync.central.publisher import read_release

    read = parsed(request, read_release)
    question = "Are these sha256 those of the packages that you know?"
    shown_and_agreed(request, out, read.summary(), read.request.digest, question, yes=yes)
    with busy("signing"):
        signatures = read.sign(media(offline))
    write_file(out, signatures.to_json())
    made = number_of(len(signatures.signatures), "signature")
    click.echo(f"{out}: {made}; carry it to the data centre")


@command.command(
    "combine",
    epilog=examples("gapura central release combine r.json a.json b.json --operator sari"),
)
@click.argument("request", type=THERE)
@click.argument("signatures", nargs=-1, required=True, type=THERE)
@operator_option
@home_option
def combine(request: Path, signatures: tuple[Path, ...], operator: str, home: Path) -> None:
    """Verify what custodians signed, and publish it if they are enough. Nothing runs it yet."""
    from sync.central.publisher import read_release, read_release_signatures
    from sync.central.releases import software

    read = parsed(request, read_release)
    given = [parsed(path, read_release_signatures) for path in signatures]
    with open_as_operator(home, operator) as centre, busy("publishing"):
        software.combine(centre, read, given, operator, now())
    click.echo("published; `gapura central release roll-out VERSION` lets terminals run it")


@command.command("list", epilog=examples("gapura central release list --json"))
@home_option
@json_option
def list_command(home: Path, as_json: bool) -> None:
    """List what may run, what shall, and what does."""
    from sync.central.publisher import present_software
    from sync.central.registry import roll_outs

    with open_centre(home) as centre:
        present = present_software(centre.blobs, centre.secrets)
        with centre.registry.session() as session:
            plans, runs = roll_outs.plans(session), roll_outs.running(session)
    found: dict[str, Any] = {
        "until": None if present.expires is None else iso_time(present.expires),
        "releases": [
            {
                "version": each.version,
                "distribution": each.distribution,
                "architecture": each.architecture,
                "bytes": sum(present.packages[path].length for path in each.packages),
            }
            for each in present.releases.releases
        ],
        "plans": {
            checkpoint_id: plan.model_dump() if plan else None
            for checkpoint_id, plan in plans.items()
        },
        "running": runs,
    }
    if as_json:
        print_json(found)
        return
    if present.expires is not None:
        click.echo(f"release keys signed what follows, until {local_time(present.expires)}")
    for release in found["releases"]:
        megabytes = release["bytes"] / 1e6
        place = f"{release['distribution']}, {release['architecture']}"
        click.echo(f"may run: {release['version']} on {place}: {megabytes:.1f} MB")
    if not found["releases"]:
        click.echo("nothing is released")
    for checkpoint_id, plan in plans.items():
        click.echo(f"{checkpoint_id}: {roll_outs.words(plan)}")
    for name, count in sorted(runs.items()):
        click.echo(f"{name}: {number_of(count, 'terminal')}")


@command.command(
    "roll-out",
    epilog=examples(
        "gapura central release roll-out 0.4.0 --percent 1 --operator sari",
        "gapura central release roll-out 0.4.0 --from 1 --until 4 --put-off 48 --operator sari",
    ),
)
@click.argument("version", metavar="VERSION")
@click.option(
    "--percent", type=click.IntRange(1, 100), default=100, help="Of the terminals, the first (100)."
)
@click.option("--checkpoint", "wanted", multiple=True, metavar="ID", help="There alone.")
@click.option(
    "--from", "from_hour", type=click.IntRange(0, 23), default=0, help="By the gate's clock."
)
@click.option("--until", "until_hour", type=click.IntRange(0, 23), default=0, help="The same.")
@click.option(
    "--put-off",
    "put_off_hours",
    type=click.IntRange(0, 168),
    default=24,
    metavar="HOURS",
    help="For so long officers may put it off, since it is ready at their lane (24).",
)
@operator_option
@home_option
def roll_out(
    version: str,
    percent: int,
    wanted: tuple[str, ...],
    from_hour: int,
    until_hour: int,
    put_off_hours: int,
    operator: str,
    home: Path,
) -> None:
    """Propose that terminals run a released version; another operator approves it.

    Each goes over at a quiet minute, one lane of a checkpoint at a time, and back by itself where
    the new version does not work. A terminal never goes to a version older than one that worked
    there.
    """
    from sync.central.publisher import present_software
    from sync.central.registry import checkpoints, proposals, roll_outs
    from sync.protocol.wire import SoftwarePlan

    with open_as_operator(home, operator) as centre:
        present = present_software(centre.blobs, centre.secrets)
        if version not in {each.version for each in present.releases.releases}:
            raise click.ClickException(
                f"{version}: no such version is released; `gapura central release list`"
            )
        with centre.registry.transaction() as session:
            ids = wanted or [each.checkpoint_id for each in checkpoints.list_all(session)]
            if not ids:
                raise click.ClickException("there is no checkpoint yet")
            change = roll_outs.RollOut(
                checkpoints=tuple(dict.fromkeys(ids)),
                plan=SoftwarePlan(
                    version=version,
                    percent=percent,
                    from_hour=from_hour,
                    until_hour=until_hour,
                    put_off_hours=put_off_hours,
                ),
            )
            number = proposals.propose(session, centre.vault, change, operator, now())
    click.echo(
        f"proposal {number}: {version} for {number_of(len(change.checkpoints), 'checkpoint')}; "
        "it waits for another operator"
    )


@command.command("stop", epilog=examples("gapura central release stop --operator sari"))
@click.option("--checkpoint", "wanted", multiple=True, metavar="ID", help="There alone.")
@operator_option
@home_option
def stop(wanted: tuple[str, ...], operator: str, home: Path) -> None:
    """Let no further terminal change its software. One operator can do it; what runs stays."""
    from sync.central.registry import checkpoints, roll_outs

    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        ids = wanted or [each.checkpoint_id for each in checkpoints.list_all(session)]
        stopped = roll_outs.stop(session, ids, operator, now())
    click.echo(f"stopped at {number_of(len(stopped), 'checkpoint')}; what runs stays")
