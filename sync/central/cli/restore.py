"""`gapura central restore`: a data centre of a backup."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.central.cli.media import maybe_offline_option, media
from sync.central.cli.options import iso_time, local_time, now
from sync.command_line.output import examples, json_option, print_json, progress

if TYPE_CHECKING:
    from sync.central.backup.restoring import Restored

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
# What a person reads of the rows that were lost with the data they speak of.
_LOST = {
    "person-enrolled": "photographs enrolled: import them again",
    "proposal-proposed": "proposals: make them again",
    "proposal-approved": "approvals: propose and approve again",
    "terminal-approved": "terminals approved: approve them again",
    "terminal-enrolled": "terminals enrolled: provision them anew",
    "terminal-renamed": "lanes renamed: `terminal rename` again",
    "terminal-moved": "terminals moved: `terminal move` again, or they go back",
    "token-issued": "tickets issued: make new ones",
    "operator-added": "operators added: add them again",
    "visitors-imported": "imports of visitors: import them again",
    "officer-pin-changed": "PINs that officers changed: their terminals bring them again",
    "checkpoint-changed": "changes of checkpoints: make them again",
    "passphrase-changed": "passphrases changed: change them again, the old ones count now",
    "passphrase-reset": "passphrases reset: reset them again, the old ones count now",
    "role-delegated": "roles: `gapura central delegate`, with the stick",
    "key-replaced": "keys of collections replaced",
}


@click.command(
    epilog=examples(
        "gapura central restore BACKUP --key /media/recovery/gapura-recovery-3f9a02c1.key \\",
        "  --home /srv/gapura --offline /media/stick --journal /mnt/journal",
        "GAPURA_DATABASE=postgresql://gapura:PASSWORD@db/gapura gapura central restore BACKUP \\",
        "  --key /media/recovery/gapura-recovery-3f9a02c1.key --home /srv/gapura --journal journal",
    )
)
@click.argument("backup", type=FILE)
@click.option("--key", "key_file", required=True, type=FILE, help="The recovery key's file.")
@click.option("--home", required=True, type=FOLDER, help="A folder that is not there, or empty.")
@click.option("--journal", type=FOLDER, help="The journal's folder, as new as there is one.")
@click.option("--without-journal", is_flag=True, help="It is lost: all terminals wait.")
@maybe_offline_option
@click.option("--blobs", metavar="ADDRESS", help="A folder or s3://bucket/prefix. Default: in it.")
@json_option
def command(
    backup: Path,
    key_file: Path,
    home: Path,
    journal: Path | None,
    without_journal: bool,
    offline: tuple[Path, ...],
    blobs: str | None,
    as_json: bool,
) -> None:
    """Make a data centre of BACKUP, and say what is lost. All or nothing.

    What took something away after the backup is done again from the journal: terminals revoked,
    persons erased or taken off a list, operators suspended. What gave something is lost and told.
    --offline is needed where keys or roles changed after it.
    """
    from sync.central.backup.recovery_key import read_recovery_key
    from sync.central.backup.restoring import RestoreTarget, restore
    from sync.central.centre_config import DATABASE_VARIABLE

    if (journal is None) != without_journal:
        raise click.UsageError("name the --journal, or say --without-journal")
    target = RestoreTarget(home, os.environ.get(DATABASE_VARIABLE), blobs)
    key = read_recovery_key(key_file)
    held = media(offline) if offline else None
    with progress(as_json) as advance:
        done = restore(backup, key, target, journal, held, now(), advance)
    if as_json:
        print_json(_json(done))
        return
    _print(home, done)


def _print(home: Path, done: Restored) -> None:
    again = done.replayed
    click.echo(f"{home}: {done.manifest.name} as it was {local_time(done.manifest.made_at)}")
    if done.journal is None:
        click.echo(f"no journal: {done.waiting} terminals wait for approval; compare each number")
        click.echo("who was erased, or taken off a list, after the backup is back: look it up")
    else:
        click.echo(f"done again from {done.journal} rows of the journal:")
        click.echo(f"  terminals revoked: {', '.join(x[:8] for x in again.revoked) or 'none'}")
        click.echo(f"  persons erased: {len(again.forgotten)}, taken off a list: {again.removed}")
        click.echo(f"  operators suspended: {', '.join(again.suspended) or 'none'}")
        click.echo(f"  lists ended: {', '.join(again.ended) or 'none'}")
    if again.lost:
        click.echo("lost with the time after the backup:")
    for action, count in sorted(again.lost.items()):
        click.echo(f"  {count} {_LOST.get(action, action)}")
    if again.unknown_terminals:
        told = ", ".join(each[:8] for each in again.unknown_terminals)
        click.echo(f"terminals enrolled after the backup, to be provisioned anew: {told}")
    if done.renewed:
        click.echo(f"replaced once more, as after the backup: {', '.join(done.renewed)}")
    if done.online_due:
        click.echo(
            "due: `gapura central keys rotate online`, with the root keys: the online keys are "
            "those that lay in the backup; `status` says so until then"
        )
    if done.software_due:
        click.echo("terminals find no other software until it is released anew: `release request`")
    if any("sealing" in each for each in done.renewed):
        click.echo("results sealed to keys that were made after the backup cannot be opened: lost")
    for name, why in done.published.failed.items():
        click.echo(f"{name} is not published: {why}")
    click.echo(f"terminals are asked for their results since {local_time(done.results_since)}")
    click.echo("now: `gapura central serve`, then `terminals`, `status`, and a new backup")


def _json(done: Restored) -> dict[str, object]:
    again = done.replayed
    return {
        "made_at": iso_time(done.manifest.made_at),
        "journal_rows": done.journal,
        "revoked": again.revoked,
        "forgotten": again.forgotten,
        "removed": again.removed,
        "suspended": again.suspended,
        "tickets_withdrawn": again.withdrawn,
        "ended": again.ended,
        "lost": dict(again.lost),
        "unknown_terminals": again.unknown_terminals,
        "waiting": done.waiting,
        "renewed": list(done.renewed),
        "online_due": done.online_due,
        "software_due": done.software_due,
        "failed": done.published.failed,
        "results_since": iso_time(done.results_since),
    }
