"""`gapura central terminal`: approve, check, swap or revoke one."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.central.cli.options import home_option, now, open_as_operator, operator_option
from sync.central.cli.terminal_acceptance import acceptance_command
from sync.central.cli.terminal_places import (
    history_command,
    move_command,
    rename_command,
    swap_command,
)
from sync.command_line.asking import agreed
from sync.command_line.output import examples, json_option, print_json, progress
from sync.counts import number_of
from sync.protocol.confirmation import said
from sync.protocol.findings import is_well, of_json, report_json, report_lines
from sync.protocol.signs import plain

if TYPE_CHECKING:
    from sync.central.registry.terminals import Described
    from sync.protocol.wire import CheckReport

ANSWER_INTERVAL_S = 1.0  # between two looks for a terminal's answer


@click.group(epilog=examples("gapura central terminal approve 3f9a02c1 --operator budi"))
def command() -> None:
    """Approve, check, swap, rename, move or revoke a terminal, and see what was done with it."""


command.add_command(swap_command)
command.add_command(rename_command)
command.add_command(move_command)
command.add_command(history_command)
command.add_command(acceptance_command)


@command.command(
    "approve",
    epilog=examples(
        "gapura central terminal approve 3f9a02c1 --operator budi",
        "gapura central terminal approve 3f9a02c1 --operator budi"
        " --words 'gajah payung meja awan tikar obor'",
    ),
)
@click.argument("terminal", metavar="ID")
@click.option(
    "--words",
    metavar="WORDS",
    help="The six words, as the technician reads them; then nobody is asked.",
)
@click.option(
    "--kiosk-key",
    metavar="DIGITS",
    help="In place of the words: the digits of its kiosk's key, where an older Gapura shows none.",
)
@click.option(
    "--older-gapura",
    is_flag=True,
    help="Its kiosk has no key, as before 0.3: nobody signs its questions and results.",
)
@click.option(
    "--no-tpm",
    is_flag=True,
    help="Leave its TPM out: it is never asked what it booted.",
)
@operator_option
@home_option
def approve(
    terminal: str,
    words: str | None,
    kiosk_key: str | None,
    older_gapura: bool,
    no_tpm: bool,
    operator: str,
    home: Path,
) -> None:
    """Let a terminal receive lists. ID: the first 8 digits of its number, or all.

    It shows six words, and asks whether the technician's screen shows the same: have them read
    aloud. Where there are none, as of an older Gapura, the digits of its kiosk's key.
    """
    from sync.central.exchange.tpm_credentials import make_credential
    from sync.central.registry import attestations, terminals

    given = {"--words": words, "--kiosk-key": kiosk_key, "--older-gapura": older_gapura or None}
    if len(several := [name for name, value in given.items() if value is not None]) > 1:
        raise click.UsageError(f"{' and '.join(several)} exclude each other")
    with open_as_operator(home, operator) as centre:
        with centre.registry.session() as session:
            shown = terminals.described(session, terminals.find_by_prefix(session, terminal))
        has_key = shown.kiosk_key is not None and not older_gapura
        if shown.state == "pending" and (has_key or kiosk_key is not None or words is not None):
            _compare(shown, words, kiosk_key)
        tpm = None if no_tpm or shown.state != "pending" else shown.tpm
        credential = None if tpm is None else make_credential(tpm)
        with centre.registry.transaction() as session:
            key = terminals.approve(
                session, shown.terminal_id, operator, now(), older_gapura=older_gapura
            )
            after = terminals.described(session, shown.terminal_id)
            if (after.kiosk_key, after.words) != (shown.kiosk_key, shown.words):
                raise click.ClickException("its keys changed meanwhile: look again")
            if credential is not None:
                attestations.approve(
                    session,
                    shown.terminal_id,
                    credential.blob,
                    credential.secret,
                    operator,
                    now(),
                )
    signs = f"its kiosk's key: {key}" if key else terminals.UNSIGNED
    went = f"; {shown.replaces[:8]}, whose place it takes, is revoked" if shown.replaces else ""
    held = f"; its TPM: {attestations.tpm_digits(tpm)}" if tpm is not None else "; without a TPM"
    click.echo(f"terminal {shown.terminal_id}: approved; {signs}{held}{went}")


def _compare(shown: Described, words: str | None, kiosk_key: str | None) -> None:
    """Return when operator and technician mean the same device. Raise ClickException."""
    if kiosk_key is not None and shown.words:
        raise click.UsageError(
            "this terminal has six words, which say more than its kiosk's key: compare them"
            " (--words, or answer what is asked)"
        )
    given, held = (words, shown.words) if words is not None else (kiosk_key, shown.kiosk_key)
    if given is not None:
        if not held or said(given) != said(held):
            raise click.ClickException(
                f"{shown.text()}, not {plain(given)}: another terminal than the technician's, or a"
                " slip"
            )
        return
    click.echo(shown.text(), err=True)
    if not sys.stdin.isatty():
        needed = "--words" if shown.words else "--kiosk-key"
        raise click.UsageError(f"{needed} is needed where nobody can be asked")
    if shown.words:
        agreed("Does the technician read these six words, in this order?")
    else:
        agreed("Does the technician's screen show this key?")


@command.command(
    "check",
    epilog=examples(
        "gapura central terminal check 3f9a02c1 --operator sari",
        "gapura central terminal check 3f9a02c1 --wait 300 --operator sari --json",
    ),
)
@click.argument("terminal", metavar="ID")
@click.option(
    "--wait",
    type=click.IntRange(1, 3600),
    default=120,
    show_default=True,
    metavar="S",
    help="Seconds to wait for its answer.",
)
@operator_option
@home_option
@json_option
def check(terminal: str, wait: int, operator: str, home: Path, as_json: bool) -> None:
    """Have a terminal look what is wrong with it, and show what it finds, with what to do.

    It looks at all that `gapura provision check` looks at but the network, by which it answers. The
    wish goes with its next lease, within half a minute. Exit status 1: something is wrong there.
    """
    from sync.central.registry import audit, checking, terminals

    with open_as_operator(home, operator) as centre:
        with centre.registry.transaction() as session:
            terminal_id = terminals.find_by_prefix(session, terminal)
            asked_at = checking.ask(session, terminal_id, now())
            audit.append(session, now(), operator, "terminal-check-asked", terminal_id)

        def answer() -> CheckReport | None:
            with centre.registry.session() as session:
                told = checking.answer(session, terminal_id)
            return told if told is not None and told.asked_at >= asked_at else None

        with progress(as_json) as advance:
            ends = time.monotonic() + wait
            while (told := answer()) is None and time.monotonic() < ends:
                advance(0, 0, "waiting for its answer")
                time.sleep(ANSWER_INTERVAL_S)
    if told is None:
        raise click.ClickException(
            f"terminal {terminal_id[:8]} has not answered within {wait} s; `gapura central"
            " terminals` says when it was heard of. The same command waits on"
        )
    read = (of_json(each.model_dump()) for each in told.findings)
    findings = tuple(each for each in read if each is not None)
    newer = len(told.findings) - len(findings)
    if as_json:
        print_json(report_json(findings) | {"unread": newer})
    else:
        for line in report_lines(findings):
            click.echo(line)
        if newer:
            click.echo(f"{number_of(newer, 'finding')} of a newer Gapura, unread: update this one")
        elif is_well(findings):
            click.echo("nothing is wrong")
    if newer or not is_well(findings):
        raise click.exceptions.Exit(1)


@command.command(
    "revoke",
    epilog=examples(
        "gapura central terminal revoke 3f9a02c1 --operator sari",
        "gapura central terminal revoke 3f9a02c1 77b0e5d4 1c0d9e2f aa31b764 --operator sari",
    ),
)
@click.argument("terminals_", metavar="ID...", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
@operator_option
@home_option
def revoke(terminals_: tuple[str, ...], yes: bool, operator: str, home: Path) -> None:
    """Give terminals nothing any more; each destroys its lists at its next contact. For good.

    ID: the first 8 digits of its number, or all. Of more than three within a day, two operators
    decide.
    """
    from sync.central.registry import proposals, terminals

    number = None
    with open_as_operator(home, operator) as centre:
        with centre.registry.session() as session:
            wanted = {terminals.find_by_prefix(session, each): None for each in terminals_}
            shown = [terminals.described(session, each) for each in wanted]
        if not yes:
            for each in shown:
                click.echo(each.text(), err=True)
            agreed("Revoke for good?")
        with centre.registry.transaction() as session:
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
