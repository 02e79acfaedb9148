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


@command.command("revoke", epilog=examples("gapura central terminal revoke 3f9a02c1 …"))
@click.argument("terminal", metavar="ID")
@operator_option
@home_option
def revoke(terminal: str, operator: str, home: Path) -> None:
    """Give a terminal nothing any more; it wipes itself at its next contact. For good."""
    from sync.central.registry import terminals

    with open_as_operator(home, operator) as centre, centre.registry.transaction() as session:
        terminal_id = terminals.find_by_prefix(session, terminal)
        terminals.revoke(session, terminal_id, operator, now())
    click.echo(f"terminal {terminal_id}: revoked")
