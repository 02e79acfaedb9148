"""`gapura provision seal`: the terminal's keys open in this machine's TPM alone."""

from __future__ import annotations

from pathlib import Path

import click

from edge_app.commands.state_option import state_option
from sync.command_line.output import busy, examples, json_option, print_json
from sync.counts import number_of
from sync.terminal.state import CREDENTIALS, TerminalState


@click.command(
    "seal",
    epilog=examples(
        "gapura provision seal --state /var/lib/gapura",
        "gapura provision seal --state DIR --tpm2-device /dev/tpmrm0 --store DIR",
    ),
)
@state_option
@click.option(
    "--tpm2-device",
    "device",
    default="auto",
    show_default=True,
    metavar="PATH",
    help="As systemd-creds takes it.",
)
@click.option(
    "--store",
    default=Path("/run/credstore.encrypted"),
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the service manager looks for what is sealed.",
)
@json_option
def seal_command(folder: Path, device: str, store: Path, as_json: bool) -> None:
    """Seal this terminal's keys to the TPM, as root; gapura-seal.service gives it at each start.

    Agent and kiosk must not run. Where there is no TPM the keys stay files of their users, 0600:
    it says so, and ends well.
    """
    from contextlib import ExitStack

    from sync.terminal.lock import only_one
    from sync.terminal.sealed_keys import KeySealer, hand_over, seal_keys

    state, sealer, names = TerminalState(folder), KeySealer(device), tuple(CREDENTIALS)
    state.config()
    if not sealer.has_tpm:
        if as_json:
            print_json({"tpm": False, "sealed": [], "handed_over": 0})
        else:
            click.echo("this machine shows no TPM: the keys stay files of their users (0600)")
        return
    with ExitStack() as alone, busy("sealing"):
        for lock, what in ((state.agent_lock, "an agent"), (state.kiosk_lock, "a kiosk")):
            alone.enter_context(only_one(lock, what))
        sealed = seal_keys(state.credentials, names, sealer)
        handed = hand_over(state.credentials, names, store)
    if as_json:
        print_json({"tpm": True, "sealed": list(sealed), "handed_over": handed})
        return
    now = f"{number_of(len(sealed), 'key')} sealed to the TPM; " if sealed else ""
    click.echo(f"{now}{number_of(handed, 'key')} of this terminal open in this machine alone")
