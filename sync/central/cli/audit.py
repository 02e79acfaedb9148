"""`gapura central audit`: what was done, by whom."""

from __future__ import annotations

import json
from contextlib import ExitStack, closing
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sync.central.cli.options import (
    SECOND_PASSPHRASE_FILE,
    authenticate_operator,
    for_a_person,
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
)
from sync.central.cli.typed import ROW, Day
from sync.command_line.output import busy, examples, json_option, print_json
from sync.protocol.signs import plain

if TYPE_CHECKING:
    from sync.central.registry.witnesses import Testimony


@click.group(epilog=examples("gapura central audit verify --home /srv/gapura"))
def command() -> None:
    """Verify, list or export the audit log."""


@command.command("verify", epilog=examples("gapura central audit verify --json"))
@home_option
@json_option
def verify(home: Path, as_json: bool) -> None:
    """Verify the whole log, also against what terminals hold of it; exit status 2 if it does not.

    Each lease brings a terminal the log's head, signed. A log that was written anew or cut short is
    found by the next terminal's heartbeat.
    """
    from sync.central.registry import audit, witnesses
    from sync.central.registry.errors import RegistryError

    with (
        open_centre(home) as centre,
        centre.registry.session() as session,
        busy("verifying the log"),
    ):
        found, said = audit.verify(session), witnesses.testimony(session)
    if as_json:
        print_json(
            {
                "rows": found.rows,
                "head": found.head,
                "broken": found.broken,
                "witnesses": said.witnesses,
                "witnessed": said.newest,
                "against": [asdict(each) for each in said.against],
            }
        )
    if found.broken is not None:
        raise RegistryError(f"audit row {found.broken} was changed, or is missing")
    if said.against:
        raise RegistryError(against_text(said))
    if not as_json:
        click.echo(f"{found.rows} rows, each as it was written; head {found.head}")
        if said.witnesses:
            click.echo(f"{said.witnesses} terminals witness it, up to row {said.newest}")


def against_text(said: Testimony) -> str:
    """Return what the first terminal holds against the log."""
    first = said.against[0]
    what = "there is no such row" if first.missing else "that row is another one now"
    return (
        f"the audit log was written anew or cut short: {len(said.against)} terminals hold other "
        f"rows, as {first.terminal_id[:8]} row {first.rows}, and {what}"
    )


@command.command(
    "settle", epilog=examples("gapura central audit settle --operator sari --second budi")
)
@click.option("--second", required=True, metavar="ID", help="Another operator, who agrees.")
@operator_option
@home_option
def settle(second: str, operator: str, home: Path) -> None:
    """Let stand what terminals hold against the log, when it is known why: a backup was restored.

    It becomes a row of the log itself. Until then every status says it.
    """
    from sync.central.registry import witnesses

    if second == operator:
        raise click.UsageError("--second is another operator")
    with open_as_operator(home, operator) as centre:
        authenticate_operator(centre, second, SECOND_PASSPHRASE_FILE)
        with centre.registry.transaction() as session:
            count = witnesses.settle(session, operator, second, now())
    click.echo(f"{count} terminals held other rows; it is settled, and row by row on the log")


@command.command(
    "list",
    epilog=examples(
        "gapura central audit list --after 100 --json",
        "gapura central audit list --operator sari --day 2027-01-31",
    ),
)
@click.option("--after", default=0, type=ROW, help="Rows behind that number.")
@click.option("--operator", "actor", metavar="ID", help="What an operator or a terminal did.")
@click.option("--object", "subject", metavar="ID", help="What was done to it; or how it begins.")
@click.option("--day", type=Day(), help="One day, in Jakarta.")
@home_option
@json_option
def list_command(
    after: int,
    actor: str | None,
    subject: str | None,
    day: date | None,
    home: Path,
    as_json: bool,
) -> None:
    """List the rows; with --json one object a line."""
    from sync.central.registry import audit
    from sync.protocol.jakarta import jakarta_midnight

    since = jakarta_midnight(day) if day is not None else None
    until = since + timedelta(days=1) if since is not None else None
    with (
        open_centre(home) as centre,
        centre.registry.session() as session,
        closing(
            audit.entries(session, after, actor=actor, subject=subject, since=since, until=until)
        ) as rows,
    ):
        for row in rows:
            if as_json:
                print_json(
                    {
                        "sequence": row.sequence,
                        "at": iso_time(row.at),
                        "actor": row.actor,
                        "action": row.action,
                        "subject": row.subject,
                        "details": row.details,
                        "hash": row.hash,
                    }
                )
            else:
                details = "  ".join(
                    f"{key}={_value_text(value)}" for key, value in row.details.items()
                )
                line = (
                    row.sequence,
                    local_time(row.at),
                    row.actor,
                    row.action,
                    row.subject,
                    details,
                )
                click.echo(plain("  ".join(map(str, line)).rstrip()))


@command.command(
    "export",
    epilog=examples(
        "gapura central audit export audit.jsonl",
        "gapura central audit export - --syslog --after 1200 | logger --rfc5424=notq",
    ),
)
@click.argument("out", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--syslog", is_flag=True, help="Lines of syslog (RFC 5424) in place of JSON lines.")
@click.option("--after", default=0, type=ROW, help="Rows behind that number.")
@home_option
def export(out: Path, syslog: bool, after: int, home: Path) -> None:
    """Write the log for a SIEM: ids, numbers and codes, nobody's name. - is stdout.

    The number of the last row goes to stderr: begin behind it the next time.
    """
    from models.whole_file import write_whole
    from sync.central.registry import audit
    from sync.central.registry.audit_export import json_line, syslog_line

    last, lines = after, []
    line_of = syslog_line if syslog else json_line
    with (
        open_centre(home) as centre,
        centre.registry.session() as session,
        closing(audit.entries(session, after)) as rows,
        ExitStack() as shown,
    ):
        if str(out) != "-":
            shown.enter_context(busy("exporting the log"))
        for row in rows:
            last = row.sequence
            line = line_of(row, centre.centre_id)
            if str(out) == "-":
                click.echo(line)
            else:
                lines.append(line + "\n")
    if str(out) != "-":
        write_whole(out, "".join(lines).encode("ascii"), 0o600)
    click.echo(f"up to row {last}", err=True)


def _value_text(value: Any) -> str:
    """Return a detail as a person reads it."""
    return for_a_person(value) if isinstance(value, str) else json.dumps(value)
