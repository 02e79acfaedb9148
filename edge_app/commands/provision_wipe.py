"""`gapura provision wipe`: a terminal becomes a bare device, and its data centre has the proof."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from edge_app.commands.state_option import state_option
from sync.command_line.asking import agreed
from sync.command_line.output import busy, examples
from sync.protocol.errors import EnvelopeError, SyncError
from sync.terminal.errors import StateError
from sync.terminal.lock import only_one
from sync.terminal.sealed_keys import take_back
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.wipe_proof import WipeProof, drop, keep, kept, put_on_stick
from sync.terminal.wiping import wipe


@click.command(
    "wipe",
    epilog=examples(
        "gapura provision wipe --state /var/lib/gapura",
        "gapura provision wipe --state /var/lib/gapura --stick /media/stick",
    ),
)
@state_option
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--stick",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the proof goes without a network; also later, for a wipe that nobody was told of.",
)
@click.option(
    "--kept",
    "releases",
    default=Path("/var/lib/gapura-update"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="As of `gapura provision owners`: its trust in this terminal's releases ends, too.",
)
def wipe_command(folder: Path, yes: bool, stick: Path | None, releases: Path) -> None:
    """Destroy this terminal's keys, then all it holds, results that wait included.

    What was done is signed by the terminal, and the data centre keeps it: over the network, or by a
    stick that `gapura central bundle read` reads. A wipe waits for neither.
    """
    from sync.terminal.update_record import forget_trust

    state = TerminalState(folder)
    if not state.config_file.exists() and not state.credentials.exists():
        left = kept(state)
        if left is None or stick is None:
            where = "" if left is None else "; the proof of its wipe waits for a stick (--stick)"
            raise StateError(f"{folder} holds no terminal{where}", "missing")
        put_on_stick(left, stick)
        drop(state)
        click.echo(f"wiped before; the proof is on {stick}: {_TO_THE_CENTRE}")
        return
    with contextlib.ExitStack() as alone:
        for lock, what in ((state.agent_lock, "an agent"), (state.kiosk_lock, "a kiosk")):
            try:
                alone.enter_context(only_one(lock, what))
            except StateError as error:
                if error.kind == "busy":
                    raise
                # None runs here, or it is out of reach: then the wipe says what is left of it.
        if not yes:
            agreed(f"{_losses(state)}. Wipe the terminal in {folder} for good?")
        terminal_id, proof, unproven = "", None, ""
        with contextlib.suppress(StateError):  # altered, or gone since a wipe that was cut off
            terminal_id = state.config().terminal_id
        try:
            proof = WipeProof.before(state)
        except (SyncError, EnvelopeError, OSError) as error:
            unproven = str(error)
        done = wipe(state)
        take_back()
    forget_trust(terminal_id, releases)
    if proof is None:
        click.echo(f"wiped; nothing proves it to the data centre: {unproven}")
        return
    said = proof.made(done)
    if stick is not None:
        with contextlib.suppress(SyncError):
            put_on_stick(said, stick)
            click.echo(f"wiped; the proof is on {stick}: {_TO_THE_CENTRE}")
            return
        why = f"{stick} does not take it"
    else:
        try:
            with busy("telling the data centre"):
                proof.tell(said)
        except SyncError as error:
            why = str(error)
        else:
            click.echo("wiped; the data centre has the proof")
            return
    place = keep(state, said)
    click.echo(
        f"wiped; the data centre does not know it yet ({why}): the proof lies in {place}, and"
        " `gapura provision wipe --stick` puts it on a stick"
    )


_TO_THE_CENTRE = "`gapura central bundle read` takes it"


def _losses(state: TerminalState) -> str:
    if not state.spool.exists():
        return "No result waits"
    try:
        with Spool(state.spool) as spool:
            return f"{spool.counts().waiting} results have not reached the data centre"
    except StateError:
        return "The spool cannot be read: results that waited are lost"
