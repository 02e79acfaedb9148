"""`gapura central checkpoint`: places with terminals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

from sync.central.cli.options import (
    Function,
    home_option,
    now,
    open_as_operator,
    open_centre,
    operator_option,
)
from sync.central.cli.tables import Columns, print_rows
from sync.central.registry.attestation_policy import AttestationPolicy
from sync.command_line.output import examples, json_option
from sync.protocol.zones import Zone

HOURS = click.IntRange(1, 8784)
QUESTIONS = click.IntRange(0, 1_000_000)


def settings_options(function: Function) -> Function:
    """Give a command the options of add and change; what is left out stays as it is."""
    options: list[Callable[[Any], Any]] = [
        click.option("--name", help="As officers know it."),
        click.option(
            "--lease-days",
            type=click.IntRange(1, 366),
            help="Without contact for so long, terminals serve no list any more (7).",
        ),
        click.option("--stale-after-hours", type=HOURS, help="Then lists show as stale (24)."),
        click.option(
            "--outdated-after-hours", type=HOURS, help="Then the whole screen says so (72)."
        ),
        # The option's name before 0.2.0, for scripts that operators have.
        click.option("--blind-after-hours", "outdated_after_hours", type=HOURS, hidden=True),
        click.option(
            "--results-kept-days",
            type=click.IntRange(0, 366),
            help="Delivered results, on the terminal (7).",
        ),
        click.option("--questions-per-terminal", type=QUESTIONS, help="1:1 and 1:N, a day (600)."),
        click.option("--questions-per-officer", type=QUESTIONS, help="The same (300)."),
        click.option("--searches-per-terminal", type=QUESTIONS, help="1:N, a day (100)."),
        click.option(
            "--questions-per-person", type=QUESTIONS, help="About one person, a day (10)."
        ),
        click.option(
            "--questions-per-person-month", type=QUESTIONS, help="The same, in 30 days (60)."
        ),
        click.option(
            "--results-a-day",
            type=click.IntRange(1, 10_000_000),
            help="More of one terminal wait until tomorrow (60000).",
        ),
        click.option(
            "--results-mib-a-day",
            type=click.IntRange(1, 10_000_000),
            help="The same, in MiB (4096).",
        ),
        click.option(
            "--verifications-kept-days",
            type=click.IntRange(0, 3660),
            help="Whom terminals compared 1:1, at the data centre (90).",
        ),
        click.option(
            "--zone",
            type=click.Choice(get_args(Zone)),
            help="At its midnight the day of visitors and questions turns (WIB).",
        ),
        click.option(
            "--sign-in/--no-sign-in",
            default=None,
            help="Officers sign in with number and PIN (yes). Without, whoever stands there "
            "decides, and no second officer is asked for.",
        ),
        click.option(
            "--attestation",
            type=click.Choice(get_args(AttestationPolicy)),
            help="Whether terminals must prove by their TPM what they booted, to get new keys of "
            "lists: no (none), those that have one, all (required).",
        ),
        click.option("--verify/--no-verify", default=None, help="1:1 on request (yes)."),
        click.option("--identify/--no-identify", default=None, help="1:N on request (no)."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@click.group(epilog=examples("gapura central checkpoint list --home /srv/gapura"))
def command() -> None:
    """Places with terminals: add, change, list."""


@command.command(
    "add",
    epilog=examples(
        "gapura central checkpoint add gate-1 --name 'Gerbang 1' --operator sari",
        "gapura central checkpoint add ikn-1 --name 'IKN 1' --zone WITA --operator sari",
    ),
)
@click.argument("checkpoint_id", metavar="ID")
@settings_options
@operator_option
@home_option
def add(checkpoint_id: str, operator: str, home: Path, **given: Any) -> None:
    """Add a checkpoint. Rights and settings other than the usual ones are for two operators."""
    _put(checkpoint_id, operator, home, given, new=True)


@command.command(
    "change",
    epilog=examples(
        "gapura central checkpoint change gate-1 --identify --operator sari",
        "gapura central checkpoint change gate-1 --zone WITA --operator sari",
    ),
)
@click.argument("checkpoint_id", metavar="ID")
@settings_options
@operator_option
@home_option
def change(checkpoint_id: str, operator: str, home: Path, **given: Any) -> None:
    """Change what is given; the rest stays. All but the name is a proposal for two operators."""
    _put(checkpoint_id, operator, home, given, new=False)


def _put(
    checkpoint_id: str, operator: str, home: Path, given: dict[str, Any], *, new: bool
) -> None:
    from sync.central.registry import checkpoints, proposals
    from sync.central.registry.errors import Unknown
    from sync.central.registry.schema import Checkpoint

    changes = {key: value for key, value in given.items() if value is not None}
    if not (new or changes):
        raise click.UsageError("say what to change: --name, --lease-days or another option")
    number = None
    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        held = session.get(Checkpoint, checkpoint_id)
        if new and held is not None:
            raise click.ClickException(
                f"{checkpoint_id}: there is such a checkpoint; "
                f"`gapura central checkpoint change {checkpoint_id}` changes it"
            )
        if held is None and not new:
            raise Unknown("checkpoint", checkpoint_id)
        name = changes.pop("name", held.name if held else checkpoint_id)
        verify = changes.pop("verify", held.may_verify if held else True)
        identify = changes.pop("identify", held.may_identify if held else False)
        kept = checkpoints.Settings(**(held.settings if held else {}))
        try:
            settings = checkpoints.Settings(**{**kept.model_dump(), **changes})
        except ValueError as error:
            raise click.ClickException(
                "outdated is later than stale, and both are hours"
            ) from error
        rights = (held.may_verify, held.may_identify) if held else (True, False)
        renamed = held is None or name != held.name
        if renamed:
            checkpoints.put(session, checkpoint_id, name, kept, *rights, operator, now())
        if (settings, verify, identify) != (kept, *rights):
            change = checkpoints.ChangeCheckpoint(
                checkpoint_id=checkpoint_id,
                name=name,
                settings=settings,
                may_verify=verify,
                may_identify=identify,
            )
            number = proposals.propose(session, centre.vault, change, operator, now())
    if renamed or number is None:
        state = "added" if new else "changed" if renamed else "was so already"
        click.echo(f"checkpoint {checkpoint_id}: {state}")
    if number is not None:
        click.echo(
            f"checkpoint {checkpoint_id}: proposal {number} waits for another operator; "
            "rights and settings are for two"
        )


@command.command("list", epilog=examples("gapura central checkpoint list --json"))
@home_option
@json_option
def list_command(home: Path, as_json: bool) -> None:
    """List the checkpoints."""
    from sync.central.registry import checkpoints

    with open_centre(home) as centre, centre.registry.session() as session:
        rows = checkpoints.list_all(session)
    found = [
        {
            "checkpoint": row.checkpoint_id,
            "name": row.name,
            **checkpoints.Settings.model_validate(row.settings).model_dump(),
            "verify": row.may_verify,
            "identify": row.may_identify,
        }
        for row in rows
    ]
    columns: Columns = {
        "checkpoint": lambda row: row["checkpoint"],
        "name": lambda row: row["name"],
        "zone": lambda row: row["zone"],
        "lease": lambda row: f"{row['lease_days']} days",
        "attestation": lambda row: row["attestation"],
        "sign-in": lambda row: "yes" if row["sign_in"] else "no",
        "1:1": lambda row: "yes" if row["verify"] else "no",
        "1:N": lambda row: "yes" if row["identify"] else "no",
    }
    print_rows("checkpoints", found, columns, as_json)
