"""`gapura central backup`: make a backup, prove one, and the key that opens them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.central.cli.options import (
    home_option,
    iso_time,
    local_time,
    now,
    open_as_operator,
    open_centre,
    operator_option,
)
from sync.command_line.output import examples, json_option, print_json, progress

if TYPE_CHECKING:
    from sync.central.backup.contents import Manifest

FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    epilog=examples(
        "gapura central backup key /media/recovery --operator sari --home /srv/gapura",
        "gapura central backup make /mnt/backups/2026-11-25.gapura --home /srv/gapura",
        "gapura central backup verify /mnt/backups/2026-11-25.gapura \\",
        "  --key /media/recovery/gapura-recovery-3f9a02c1.key",
    )
)
def command() -> None:
    """Backups: database, photographs, packages, keys, all in one encrypted file."""


@command.command("make", epilog=examples("gapura central backup make /mnt/2026-11-25.gapura"))
@click.argument("out", type=FILE)
@home_option
@json_option
def make(out: Path, home: Path, as_json: bool) -> None:
    """Write a backup to the new file OUT and prove it; the server may go on.

    It is encrypted to the recovery key: nobody opens it without the file that is kept offline.
    """
    from sync.central.backup.making import make_backup

    with open_centre(home) as centre, progress(as_json) as advance:
        done = make_backup(centre, out, now(), advance)
    if as_json:
        print_json({"path": str(out), "bytes": done.bytes, **_json(done.manifest)})
        return
    click.echo(f"{out}: {done.bytes / 1e6:.1f} MB, read again and whole; {_words(done.manifest)}")
    click.echo(f"copy the journal with it, to another disk: {centre.journal_folder}")


@command.command(
    "verify",
    epilog=examples(
        "gapura central backup verify BACKUP --key /media/recovery/gapura-recovery-3f9a02c1.key"
    ),
)
@click.argument("backup", type=FILE)
@click.option("--key", "key_file", required=True, type=FILE, help="The recovery key's file.")
@json_option
def verify(backup: Path, key_file: Path, as_json: bool) -> None:
    """Read BACKUP to its end and prove every byte of it. Needs no data centre."""
    from sync.central.backup.checking import check
    from sync.central.backup.recovery_key import read_recovery_key

    key = read_recovery_key(key_file)
    with progress(as_json) as advance:
        manifest = check(backup, key, advance).manifest
    if as_json:
        print_json({"path": str(backup), **_json(manifest)})
        return
    click.echo(f"{backup}: whole; {_words(manifest)}")


@command.command(
    "key", epilog=examples("gapura central backup key /media/recovery --operator sari")
)
@click.argument("medium", type=click.Path(exists=True, file_okay=False, path_type=Path))
@operator_option
@home_option
def key(medium: Path, operator: str, home: Path) -> None:
    """Make a new recovery key; its private half is written to MEDIUM and nowhere else.

    Backups that were made before are opened by the key before: keep both.
    """
    from sync.central.backup.recovery_key import make_recovery_key
    from sync.central.registry import audit

    with open_as_operator(home, operator) as centre:
        place = make_recovery_key(centre, medium)
        with centre.registry.transaction() as session:
            audit.append(session, now(), operator, "recovery-key-made", centre.centre_id)
    click.echo(f"{place}: take it away now; without it no backup can be opened")


def _words(manifest: Manifest) -> str:
    rows = sum(manifest.rows.values())
    return (
        f"{manifest.name} of {local_time(manifest.made_at)}: {rows} rows, {manifest.blobs} blobs, "
        f"audit row {manifest.audit}"
    )


def _json(manifest: Manifest) -> dict[str, object]:
    found = manifest.model_dump(
        mode="json", include={"centre_id", "rows", "blobs", "gone", "audit"}
    )
    return {**found, "made_at": iso_time(manifest.made_at), "head": manifest.head}
