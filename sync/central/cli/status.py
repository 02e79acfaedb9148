"""`gapura central status`: what waits for somebody, on one screen."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from sync.central.cli.options import home_option, iso_time, local_time, now, open_centre
from sync.command_line.output import examples, json_option, print_json

SOON = timedelta(days=45)  # what ends within it is told


@click.command(epilog=examples("gapura central status --home /srv/gapura --json"))
@home_option
@json_option
def command(home: Path, as_json: bool) -> None:
    """Say what waits for an operator or for the stick, what ends soon, and how the fleet is."""
    from sync.central.registry import lists, operators, proposals, terminals
    from sync.central.releases import delegation, keys
    from sync.central.releases.due import find_due
    from sync.central.template_models import known_models

    at = now()
    with open_centre(home) as centre:
        with centre.registry.session() as session:
            waiting = [row.proposal_id for row in proposals.list_all(session)]
            fleet = terminals.fleet(session, at)
            standings, active = operators.standings(session, at), operators.active(session)
            ends = {
                f"list {each.list_id}": each.described.until
                for each in lists.summaries(session)
                if each.ended_at is None and at < each.described.until <= at + SOON
            }
        due = find_due(centre, known_models(), (), at)
        missing = delegation.missing_roles(centre, at)
        terms = keys.terms(centre)
    for name in ("root", "targets", "certificate"):
        if getattr(terms, name) <= at + SOON:
            ends[name] = getattr(terms, name)
    unpublished = sorted({state.name for state, _ in due.lists} | set(due.over))
    states = Counter(row.state for row in fleet)
    troubled = sum(row.state != "revoked" and bool(row.troubles) for row in fleet)
    if as_json:
        found: dict[str, Any] = {
            "proposals": waiting,
            "unpublished": unpublished,
            "without_role": missing,
            "failed": due.failed,
            "terminals": dict(states),
            "troubled": troubled,
            "questions": {
                row.terminal_id: trouble.text
                for row in fleet
                for trouble in row.troubles
                if trouble.code == "questions"
            },
            "ends": {name: iso_time(until) for name, until in ends.items()},
            "operators": {
                "active": active,
                "told": [
                    {
                        "operator": each.operator_id,
                        "tries": each.tries,
                        "locked_until": iso_time(each.locked_until),
                        "reset_at": iso_time(each.reset_at),
                    }
                    for each in standings
                ],
            },
        }
        print_json(found)
        return
    for number in waiting:
        click.echo(f"proposal {number} waits for another operator")
    for name in unpublished:
        click.echo(f"{name} has changes that are not published yet")
    if missing:
        click.echo(f"{', '.join(missing)}: no role yet; `gapura central delegate`, with the stick")
    for name, why in due.failed.items():
        click.echo(f"{name}: {why}")
    for name, until in sorted(ends.items(), key=lambda each: each[1]):
        click.echo(f"{name}: {'ended' if until <= at else 'ends'} {local_time(until)}")
    if not (waiting or unpublished or missing or due.failed or ends):
        click.echo("nothing waits, nothing ends soon")
    for each in standings:
        if each.tries:
            lock = f", locked until {local_time(each.locked_until)}" if each.locked_until else ""
            click.echo(f"operator {each.operator_id}: {each.tries} wrong passphrases{lock}")
        if each.reset_at:
            click.echo(
                f"operator {each.operator_id}: the passphrase was reset with the offline keys, "
                f"{local_time(each.reset_at)}"
            )
    if active < operators.WISE_OPERATORS:
        click.echo(f"{active} operators; {operators.WISE_OPERATORS} are wise")
    for row in fleet:
        for trouble in row.troubles:
            if trouble.code == "questions":
                click.echo(f"terminal {row.terminal_id[:8]} of {row.checkpoint_id}: {trouble.text}")
    counted = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    click.echo(f"terminals: {counted or 'none'}; {troubled} with trouble")
