"""`gapura central terminal`: approve or revoke one."""

from __future__ import annotations

from pathlib import Path

import click

from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.command_line.output import examples


@click.group(epilog=examples("gapura central terminal approve 3f9a02c1 --operator sari --home …"))
def command() -> None:
    """Approve or revoke a terminal."""


@command.command("approve", epilog=examples("gapura central terminal approve 3f9a02c1 …"))
@click.argument("terminal", metavar="ID")
@operator_option
@home_option
def approve(terminal: str, operator: str, home: Path) -> None:
    """Let a terminal receive lists. ID: as its screen shows it; the first digits are enough."""
    from sync.central.registry import terminals

    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        terminal_id = terminals.find_by_prefix(session, terminal)
        key = terminals.approve(session, terminal_id, operator, now())
    click.echo(f"terminal {terminal_id}: approved; its kiosk's key: {key or 'none, older Gapura'}")


@command.command(
    "revoke",
    epilog=examples(
        "gapura central terminal revoke 3f9a02c1 --operator sari --home …",
        "gapura central terminal revoke 3f9a02c1 77b0e5d4 1c0d9e2f aa31b764 --operator sari …",
    ),
)
@click.argument("terminals_", metavar="ID...", nargs=-1, required=True)
@operator_option
@home_option
def revoke(terminals_: tuple[str, ...], operator: str, home: Path) -> None:
    """Give terminals nothing any more; each destroys its lists at its next contact. For good.

    Of more than three within a day, two operators decide.
    """
    from sync.central.registry import proposals, terminals

    number = None
    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        wanted = {terminals.find_by_prefix(session, each): None for each in terminals_}
        if terminals.may_revoke_alone(session, len(wanted), now()):
            for terminal_id in wanted:
                terminals.revoke(session, terminal_id, operator, now())
        else:
            change = terminals.RevokeTerminals(terminals=tuple(wanted))
            number = proposals.propose(session, centre.vault, change, operator, now())
    if number is not None:
        click.echo(
            f"{len(wanted)} terminals: proposal {number} waits for another operator, as more than "
            f"{terminals.REVOKED_ALONE} within a day are for two"
        )
        return
    for terminal_id in wanted:
        click.echo(f"terminal {terminal_id}: revoked")
