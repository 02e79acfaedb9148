"""What commands share that need the offline keys: the option for the media, their passphrases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sync.central.cli.options import Function, passphrase, passphrases_of_file

if TYPE_CHECKING:
    from sync.central.centre import Centre
    from sync.central.publisher import OfflineKeys

PASSPHRASES_FILE = "GAPURA_OFFLINE_PASSPHRASE_FILE"
SHORTEST = 12  # characters of a passphrase


def offline_option(function: Function) -> Function:
    """Give a command `--offline`; the function's parameter is `offline: tuple[Path, ...]`."""
    return _option(required=True)(function)


def maybe_offline_option(function: Function) -> Function:
    """Give a command `--offline`, which may be left out."""
    return _option(required=False)(function)


def _option(*, required: bool) -> Callable[[Function], Function]:
    return click.option(
        "--offline",
        required=required,
        multiple=True,
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        help="A medium with offline keys; may be repeated. Its passphrase is asked, or read from "
        f"the file in {PASSPHRASES_FILE}: a line a medium, in their order, or one for all.",
    )


def media(folders: Sequence[Path], *, new: bool = False) -> OfflineKeys:
    """Return the media; passphrases are asked for when they are needed. `new`: asked for twice."""
    from sync.central.publisher import OfflineKeys

    def ask(folder: Path) -> str:
        given = passphrases_of_file(PASSPHRASES_FILE)
        if given is None:
            found = passphrase(PASSPHRASES_FILE, f"Passphrase of the keys in {folder}", twice=new)
        elif len(given) == 1:
            found = given[0]
        elif len(given) == len(folders):
            found = given[list(folders).index(folder)]
        else:
            raise click.ClickException(
                f"the file in {PASSPHRASES_FILE} has {len(given)} lines for {len(folders)} media"
            )
        if new and len(found) < SHORTEST:
            raise click.ClickException(f"{folder}: a passphrase has at least {SHORTEST} characters")
        return found

    return OfflineKeys(folders, ask)


def refuse_lagging(centre: Centre, anyway: bool, option: str = "--anyway") -> None:
    """Raise ClickException where terminals have not heard of the newest keys yet."""
    from sync.central.releases.key_inventory import lagging

    if not anyway and (behind := lagging(centre)):
        raise click.ClickException(
            f"{len(behind)} terminals have not heard of the newest keys yet "
            f"({', '.join(each[:8] for each in behind[:5])}): wait for them, or {option}"
        )
