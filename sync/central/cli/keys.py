"""`gapura central keys`: the keys of the data centre, and who may replace them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, Literal

import click

from sync.central.cli.exchanged_files import parsed, read_file, shown_and_agreed, write_file
from sync.central.cli.media import (
    maybe_offline_option,
    media,
    offline_option,
    refuse_lagging,
)
from sync.central.cli.options import (
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
)
from sync.command_line.output import busy, examples, json_option, print_json, progress

# sync.central.releases.keys.KINDS and OVERLAPPING
KINDS = ("statements", "sealing", "authority", "online", "targets", "root")
VAULT, INDEX = "vault", "index"  # replaced without the offline keys
OVERLAPPING = ("statements", "sealing", "authority")
ACTS = ("renew", "reset-time", "rotate", "retire", "replace", "delegate", "undelegate")
FILE = click.Path(dir_okay=False, path_type=Path)
THERE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)


token_option = click.option(
    "--token",
    default="",
    metavar="URI",
    help="Make it in a token, which it never leaves: pkcs11:token=T;object=NAME"
    "?module-path=LIBRARY&pin-source=FILE",
)


@click.group(
    epilog=examples(
        "gapura central keys show --home /srv/gapura",
        "gapura central keys renew --offline /media/a --offline /media/b --operator sari",
        "gapura central keys sign-request renew --out request.json --operator sari",
    )
)
def command() -> None:
    """All keys: how old, until when; replace them, at once or with custodians elsewhere.

    An act needs the offline keys. Either their media are here (`--offline`), or: `sign-request`
    here, `sign` on each custodian's machine, `combine` here.
    """


@command.command("show", epilog=examples("gapura central keys show --home /srv/gapura --json"))
@home_option
@json_option
def show(home: Path, as_json: bool) -> None:
    """List every key: since when, until when it counts, and the terminals that lag behind."""
    from sync.central.publisher import present_software
    from sync.central.releases import key_inventory, keys

    with open_centre(home) as centre:
        terms, roles = keys.terms(centre), keys.roles(centre)
        inventory = key_inventory.inventory(centre)
        lagging = key_inventory.lagging(centre)
        software = present_software(centre.blobs, centre.secrets).expires
    ends = {
        "root": (terms.root, "keys renew"),
        "targets": (terms.targets, "keys renew"),
        "certificate": (terms.certificate, "certificate renew"),
        "authority": (terms.authority, "keys rotate authority"),
    }
    if software is not None:
        ends["software"] = (software, "release request")
    at = now()
    if as_json:
        found: dict[str, Any] = {name: iso_time(until) for name, (until, _) in ends.items()}
        found["roles"] = roles
        found["keys"] = [
            {"name": each.name, "ids": each.ids, "since": iso_time(each.since)}
            for each in inventory
        ]
        print_json({**found, "lagging": lagging})
        return
    for name, (until, act) in ends.items():
        click.echo(f"{name:12} until {local_time(until)}, {_left(until, at)}; then: {act}")
    for each in inventory:
        age = f"{(at - each.since).days} days old" if each.since else "of an unknown age"
        click.echo(f"{each.name:28} {age:16} {', '.join(each.ids)}")
    if lagging:
        click.echo(f"not yet at the newest keys: {', '.join(each[:8] for each in lagging)}")


@command.command(
    "replace",
    epilog=examples("gapura central keys replace list-dpo --offline /media/stick --operator sari"),
)
@click.argument("role", metavar="ROLE")
@token_option
@offline_option
@operator_option
@home_option
def replace(role: str, token: str, offline: tuple[Path, ...], operator: str, home: Path) -> None:
    """Make a new key for one collection (list-dpo, visitors-gate-1, checkpoints).

    For a stolen or lost one: the old key counts no more as soon as terminals hear of it.
    """
    from sync.central.releases.keys import Act, perform

    with open_as_operator(home, operator) as centre, busy("making and signing keys"):
        act = Act("replace", (_role(role),), token=token)
        perform(centre, act, media(offline), operator, now())
    click.echo(f"{role}: has a new key; the old one counts no more")


@command.command(
    "rotate",
    epilog=examples(
        "gapura central keys rotate statements --offline /media/b --operator sari",
        "gapura central keys rotate root --offline /media/a --offline /media/b \\",
        "  --offline /media/c --operator sari",
    ),
)
@click.argument("kind", type=click.Choice((VAULT, INDEX, *KINDS)))
@click.option(
    "--at-once", is_flag=True, help="statements: the old key is stolen and counts no more."
)
@maybe_offline_option
@operator_option
@home_option
def rotate(kind: str, at_once: bool, offline: tuple[Path, ...], operator: str, home: Path) -> None:
    """Make new keys in place of the old ones.

    statements, sealing, authority: the old one counts beside the new one until `keys retire`.
    online: snapshot and timestamp, when the server was broken into. targets, root: each on the
    medium that holds the old one; a new, empty medium takes the place of a lost one.
    vault: everything is sealed anew, while the server runs; it needs no medium, and goes on where
    it was when it was interrupted. index: another key by which a NIK is looked up; open tickets
    end. Stop the server for it, and let no import run; started again it goes on too.
    """
    from sync.central.releases.keys import Act, perform
    from sync.central.vault_rotation import rotate_index, rotate_vault

    if bool(offline) is (kind in (VAULT, INDEX)):
        raise click.UsageError("vault and index need no --offline; all others do")
    if at_once and kind != "statements":
        raise click.UsageError("--at-once is for statements")
    if kind == VAULT:
        with open_as_operator(home, operator) as centre, progress(False) as advance:
            changed = rotate_vault(centre, operator, now(), advance)
        click.echo(f"vault: has new keys; {changed} rows and pictures were sealed anew")
        return
    if kind == INDEX:
        with open_as_operator(home, operator) as centre, busy("hashing anew"):
            changed = rotate_index(centre, operator, now())
        click.echo(f"index: has another key; {changed} hashes were made anew, open tickets ended")
        return
    with open_as_operator(home, operator) as centre, busy("making and signing keys"):
        act = Act("rotate", (kind,), at_once)
        perform(centre, act, media(offline), operator, now())
    click.echo(_rotated(kind, at_once))


@command.command(
    "retire",
    epilog=examples("gapura central keys retire sealing --offline /media/b --operator sari"),
)
@click.argument("kind", type=click.Choice(OVERLAPPING))
@click.option("--anyway", is_flag=True, help="Though terminals have not heard of the new key yet.")
@offline_option
@operator_option
@home_option
def retire(kind: str, anyway: bool, offline: tuple[Path, ...], operator: str, home: Path) -> None:
    """End the overlap of a rotation: the older keys count no more, and are destroyed.

    sealing: a result that was sealed to the old key and comes later can never be read.
    """
    from sync.central.releases.keys import Act, perform

    with open_as_operator(home, operator) as centre, busy("signing"):
        refuse_lagging(centre, anyway)
        perform(centre, Act("retire", (kind,)), media(offline), operator, now())
    click.echo(f"{kind}: the older keys count no more")


@command.command(
    "renew", epilog=examples("gapura central keys renew --offline /media/stick --operator sari")
)
@offline_option
@operator_option
@home_option
def renew(offline: tuple[Path, ...], operator: str, home: Path) -> None:
    """Sign root and targets for another term with the same keys: twice a year."""
    from sync.central.releases import keys

    with open_as_operator(home, operator) as centre, busy("signing"):
        keys.perform(centre, keys.Act("renew"), media(offline), operator, now())
        terms = keys.terms(centre)
    name, until = terms.soonest()
    click.echo(f"renewed; {name} ends first, {local_time(until)}")


@command.command(
    "reset-time",
    epilog=examples("gapura central keys reset-time --offline /media/stick --operator sari"),
)
@offline_option
@operator_option
@home_option
def reset_time(offline: tuple[Path, ...], operator: str, home: Path) -> None:
    """Make terminals forget the time that they took from this data centre.

    After its clock was wrong, or the key of its statements was stolen: put the clock right first.
    """
    from sync.central.releases.keys import Act, perform

    with open_as_operator(home, operator) as centre, busy("signing"):
        perform(centre, Act("reset-time"), media(offline), operator, now())
    click.echo("a new epoch of the data centre's time begins; terminals take it up by themselves")


@command.command(
    "make",
    epilog=examples("gapura central keys make root --offline /media/a --out root-a.json"),
)
@click.argument("kind", type=click.Choice(("root", "targets", "authority", "software")))
@token_option
@offline_option
@click.option("--out", required=True, type=FILE, help="What the data centre needs of it; public.")
def make(
    kind: Literal["root", "targets", "authority", "software"],
    token: str,
    offline: tuple[Path, ...],
    out: Path,
) -> None:
    """Make a custodian's new key on his medium, on his machine.

    root, targets, authority: for `sign-request rotate`; software: for `release keys`.
    """
    from sync.central.publisher import make_key
    from sync.central.releases import tls_authorities

    if len(offline) != 1:
        raise click.UsageError("name one medium")
    found = media(offline, new=True)
    with busy("making a key"):
        if kind == "authority":
            data = tls_authorities.make(found, "", now())
        else:
            data = make_key(found, kind, token).to_json()
    write_file(out, data)
    click.echo(f"{offline[0]}: holds a new key; carry {out} to the data centre")


@command.command(
    "sign-request",
    epilog=examples(
        "gapura central keys sign-request renew --out request.json --operator sari",
        "gapura central keys sign-request rotate root --out request.json --operator sari \\",
        "  --key a.json --key b.json --key c.json",
    ),
)
@click.argument("verb", type=click.Choice(ACTS), metavar="ACT")
@click.argument("subjects", nargs=-1, metavar="[WHAT]…")
@click.option("--key", "keys_made", multiple=True, type=THERE, help="What `keys make` wrote.")
@click.option("--at-once", is_flag=True, help="rotate statements: the old key is stolen.")
@click.option("--out", required=True, type=FILE, help="The request, for the custodians.")
@operator_option
@home_option
def sign_request(
    verb: str,
    subjects: tuple[str, ...],
    keys_made: tuple[Path, ...],
    at_once: bool,
    out: Path,
    operator: str,
    home: Path,
) -> None:
    """Write what custodians must sign, and say what it is. Nothing changes yet.

    ACT is renew, reset-time, rotate KIND, retire KIND, replace ROLE, delegate, undelegate.
    """
    from sync.central.publisher import ReadRequest, read_public_key
    from sync.central.releases import delegation, keys

    at = now()
    with open_as_operator(home, operator) as centre, busy("preparing the request"):
        if verb in ("delegate", "undelegate") and not subjects:
            found = delegation.missing_roles if verb == "delegate" else delegation.spent_roles
            subjects = tuple(found(centre, at))
            if not subjects:
                raise click.ClickException("nothing to do")
        _check_subjects(verb, subjects)
        authority = subjects == ("authority",) and verb == "rotate"
        wanted = keys.request(
            centre,
            keys.Act(verb, subjects, at_once),
            at,
            () if authority else tuple(parsed(path, read_public_key) for path in keys_made),
            [read_file(path) for path in keys_made] if authority else (),
        )
    write_file(out, wanted.to_json())
    for line in ReadRequest(wanted).summary():
        click.echo(line)
    click.echo(f"{out}: carry it to the custodians; its hash is {wanted.digest}")


@command.command(
    "sign",
    epilog=examples("gapura central keys sign request.json --offline /media/a --out a.json"),
)
@click.argument("request", type=THERE)
@offline_option
@click.option("--out", required=True, type=FILE, help="The signatures, for the data centre.")
@click.option("--yes", is_flag=True, help="Do not ask whether to sign.")
def sign(request: Path, offline: tuple[Path, ...], out: Path, yes: bool) -> None:
    """Show what a request changes, and sign it: on a custodian's machine, without a network.

    Compare the hash with the one that the data centre's operator reads to you.
    """
    from sync.central.publisher import read_request
    from sync.central.publisher import sign as sign_with

    read = parsed(request, read_request)
    shown_and_agreed(request, out, read.summary(), read.request.digest, "Sign this?", yes=yes)
    with busy("signing"):
        signatures = sign_with(read, media(offline))
    write_file(out, signatures.to_json())
    roles = sorted({each.role for each in signatures.signatures})
    click.echo(f"{out}: {' and '.join(roles)} signed; carry it to the data centre")


@command.command(
    "combine",
    epilog=examples("gapura central keys combine request.json a.json b.json --operator sari"),
)
@click.argument("request", type=THERE)
@click.argument("signatures", nargs=-1, required=True, type=THERE)
@operator_option
@home_option
def combine(request: Path, signatures: tuple[Path, ...], operator: str, home: Path) -> None:
    """Verify what custodians signed, and publish it if they are enough."""
    from sync.central.publisher import read_request, read_signatures
    from sync.central.releases import keys

    read = parsed(request, read_request)
    given = [parsed(path, read_signatures) for path in signatures]
    with open_as_operator(home, operator) as centre, busy("publishing"):
        act = keys.combine(centre, read.request, given, operator, now())
    click.echo(f"{act.text()}: published")


def _check_subjects(verb: str, subjects: tuple[str, ...]) -> None:
    allowed = {"rotate": KINDS, "retire": OVERLAPPING}.get(verb)
    if allowed is not None and (len(subjects) != 1 or subjects[0] not in allowed):
        raise click.UsageError(f"{verb} takes one of: {', '.join(allowed)}")
    if verb == "replace" and len(subjects) != 1:
        raise click.UsageError("replace takes one role")
    if verb in ("renew", "reset-time") and subjects:
        raise click.UsageError(f"{verb} takes nothing more")
    if verb in ("replace", "delegate", "undelegate"):
        for each in subjects:
            _role(each)


def _role(name: str) -> str:
    from sync.central.publisher import is_role

    if not is_role(name):
        raise click.ClickException("a role is named like list-dpo, visitors-gate-1 or checkpoints")
    return name


def _rotated(kind: str, at_once: bool) -> str:
    if kind == "authority":
        return (
            "authority: terminals are told of the new one; when `keys show` names none that lags "
            "behind: `certificate renew`, restart `serve`, then `keys retire authority`"
        )
    if kind in OVERLAPPING and not at_once:
        return f"{kind}: has a new key; the old one counts beside it until `keys retire {kind}`"
    return f"{kind}: has new keys; the old ones count no more"


def _left(until: datetime, at: datetime) -> str:
    days = (until - at).days
    return f"{days} days left" if days >= 0 else "over"
