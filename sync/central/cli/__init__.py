"""`gapura central`: the data centre. One file a subcommand, imported when it is called."""

from __future__ import annotations

from sync.command_line.output import examples
from sync.command_line.subcommands import Subcommands

SUBCOMMANDS = {
    "status": "What waits, what ends soon, how the fleet is.",
    "init": "Make a data centre: its home, its keys, its offline keys.",
    "operator": "Who may work here: add, passphrase, reset, suspend, reinstate, list.",
    "person": "One person: enrol a photograph, show, correct, forget.",
    "import": "Enrol a folder or a CSV of photographs, with a report.",
    "list": "Watch-lists: propose to create, change, end, fill; show.",
    "proposals": "What waits for a second operator.",
    "approve": "Approve another operator's proposal.",
    "reject": "Reject a proposal.",
    "publish": "Publish what was approved.",
    "delegate": "Roles for new collections, with the offline keys.",
    "checkpoint": "Places with terminals: add, change, list.",
    "token": "A one-time ticket for a new terminal.",
    "terminals": "The fleet: who is stale, and why.",
    "terminal": "Approve, check or revoke a terminal.",
    "visitors": "Expected visitors of a checkpoint: import, list, status.",
    "officers": "Officers of a checkpoint.",
    "results": "What the terminals sent: list, export, show.",
    "verifications": "Whom terminals compared 1:1, and who was let in.",
    "audit": "The audit log: verify, list, export.",
    "reenrol": "Move lists to another model.",
    "bundle": "Carry packages and results on a USB stick.",
    "backup": "Encrypted backups, and the key that opens them.",
    "restore": "Make a data centre of a backup.",
    "release": "Software of terminals: which may run, and which shall.",
    "keys": "All keys: how old, until when; renew, replace; custodians elsewhere.",
    "address": "Where terminals find the data centre; how it moves.",
    "certificate": "A new TLS certificate for the server.",
    "clock": "Whether this machine's clock is signed with; confirm it.",
    "serve": "Answer the terminals: a keeper and gateways.",
    "keeper": "Hold the keys, for gateways of this machine.",
    "gateway": "Answer the network, and ask the keeper.",
    "owners": "Give the home to two users: keeper and gateway.",
    "front": "A configuration of HAProxy, to stand before the server.",
}

command = Subcommands(
    "sync.central.cli",
    SUBCOMMANDS,
    name="central",
    help="The data centre: persons, lists, terminals, results.",
    epilog=examples(
        "gapura central init --home /srv/gapura --host centre.example \\",
        "  --offline /media/a --offline /media/b --offline /media/c",
        "gapura central operator add sari --home /srv/gapura",
        "gapura central import photographs/ --home /srv/gapura --operator sari",
    ),
)
