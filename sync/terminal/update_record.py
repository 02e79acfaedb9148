"""What root keeps of versions here, and where its trust in releases starts: in a folder of its own.

The kiosk's user owns the terminal's folder, and could put anything there.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Annotated

from pydantic import Field

from models.regular_file import open_regular, read_regular
from models.whole_file import write_whole
from sync.protocol.errors import PackageError
from sync.protocol.message import Format, Time, Wire
from sync.protocol.wire import RandomId, SoftwareVersion, Text
from sync.terminal.errors import StateError
from sync.terminal.state import TerminalState
from sync.terminal.updater import MAX_ROOT, is_root

KEPT = Path("/var/lib/gapura-update")
_LIMIT = 1 << 20  # bytes of a file


class Trial(Wire):
    """A version that was begun, and what the one before could do."""

    version: SoftwareVersion
    before: SoftwareVersion
    packages: tuple[str, ...]  # names in root's folder, in dpkg's order
    tries: int = 0  # of dpkg, that failed: a full disk may have room again
    chosen: bool = False  # dpkg ended well: it runs, or should
    tested: bool = False  # it recognises a face
    boot: str = ""  # empty: its choosing was not begun
    boot_s: Annotated[float, Field(ge=0)] = 0.0  # just before it was chosen
    kiosk: bool = False  # one ran
    camera: bool = False
    contact: bool = False
    lists: bool = False


class Ready(Wire):
    """A planned version that is here, and may be taken."""

    version: SoftwareVersion
    at: Time  # since when


class UpdateRecord(Wire):
    """What root knows of versions here."""

    format: Format = 1
    good: SoftwareVersion | None = None  # the newest that worked
    failed: tuple[SoftwareVersion, ...] = ()  # the last ones that did not
    why: Text = ""  # the last of them did not
    trial: Trial | None = None
    ready: Ready | None = None  # until it was taken, or is planned no more


class Trusted(Wire):
    """Where root's trust in releases starts, and of which terminal that was."""

    format: Format = 1
    terminal_id: RandomId
    root: bytes  # the TUF root that came with its ticket


def read_record(kept: Path = KEPT) -> UpdateRecord:
    """Return what is known of versions here. Raise StateError: it cannot be read."""
    place = kept / "record.json"
    try:
        with os.fdopen(open_regular(place), "rb") as file:
            return UpdateRecord.from_json(file.read(_LIMIT))
    except FileNotFoundError:
        return UpdateRecord()
    except (OSError, PackageError) as error:
        raise StateError(f"{place}: {error}", "config") from error


def trust_root(state: TerminalState, kept: Path = KEPT) -> Trusted:
    """Keep the root of trust as the ticket gave it, where the terminal's users cannot change it.

    The first call takes it, by whoever gives the folder to them, or by the first look for another
    version; each later one returns it. Raise StateError: it is no root of trust, another one than
    it was, or of another terminal, which only a wipe makes of this device. Raise OSError.
    """
    terminal_id, root = state.config().terminal_id, _root_of(state)
    place = kept / "trusted.json"
    before = _trusted(place)
    if before is not None:
        if before.terminal_id != terminal_id:
            raise StateError(
                f"{state.config_file} is of another terminal than {place}: it was altered; whoever "
                f"enrolled this device anew without `gapura provision wipe` removes {place}",
                "unsafe",
            )
        if before.root != root:
            raise StateError(
                f"{state.trusted_root} is another root of trust than this terminal was given: it "
                "was altered; wipe it, and enrol it with a new ticket",
                "unsafe",
            )
        return before
    kept.mkdir(mode=0o755, parents=True, exist_ok=True)
    shutil.rmtree(kept / "metadata", ignore_errors=True)
    trusted = Trusted(terminal_id=terminal_id, root=root)
    write_whole(place, trusted.to_json())
    return trusted


def forget_trust(terminal_id: str, kept: Path = KEPT) -> None:
    """Let the next terminal on this device bring its own root of trust. Raise StateError, OSError.

    For a wipe. Another terminal's stays.
    """
    place = kept / "trusted.json"
    before = _trusted(place)
    if before is not None and before.terminal_id == terminal_id:
        place.unlink()


def _root_of(state: TerminalState) -> bytes:
    """Return the root of trust in the terminal's folder, whose owner may put anything there."""
    place = state.trusted_root
    try:
        data = read_regular(place, MAX_ROOT)
    except OSError as error:
        raise StateError(f"{place}: {error.strerror}", "unsafe") from error
    if not is_root(data):
        raise StateError(f"{place} is no root of trust: it was altered", "unsafe")
    return data


def _trusted(place: Path) -> Trusted | None:
    try:
        with os.fdopen(open_regular(place), "rb") as file:
            return Trusted.from_json(file.read(_LIMIT))
    except FileNotFoundError:
        return None
    except (OSError, PackageError) as error:
        raise StateError(f"{place}: {error}", "config") from error
