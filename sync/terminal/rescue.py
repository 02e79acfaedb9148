"""What waits in a broken terminal is brought home from its disk, by the one that took its place.

Each result is sealed to the data centre, and signed by the kiosk that made it. So whoever can read
the disk can carry it, and nobody can read it. The new terminal signs what it carries: the broken
one's own key may be sealed to a machine that no longer starts.

Nothing is written on the old disk: its spool is copied and opened beside.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from models.regular_file import open_regular
from sync.protocol.beneath import Beneath
from sync.protocol.bundle import RESULTS_FILE, RescuedBatch, Stick
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.wire import ResultsBatch
from sync.terminal.bundle import ON_THE_STICK, batches
from sync.terminal.errors import StateError
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState

_OF_THE_SPOOL = ("", "-wal")  # what of it holds rows; its index is made anew
_ROOM = 16 * 2**20  # bytes beside the copy: what SQLite and its reserve take


@dataclass(frozen=True, slots=True)
class Rescued:
    """What lies on the stick now of a broken terminal."""

    terminal_id: str
    results: int


def rescue(state: TerminalState, broken: TerminalState, folder: Path) -> Rescued:
    """Put what waits in the folder of a broken terminal on the stick mounted at `folder`.

    Raise StateError (also where it is of another data centre, or cannot be read), StickRefused,
    OSError.
    """
    own, old = state.config(), broken.config()
    if old.centre_id != own.centre_id:
        raise StateError(f"{broken.root} is of another data centre than this terminal", "config")
    if old.terminal_id == own.terminal_id:
        raise StateError(
            f"{broken.root} is this very terminal: `gapura provision bundle` brings its results",
            "config",
        )
    stick, key = Stick(own.centre_id), SigningKey(state.credential("agent.key"))
    with tempfile.TemporaryDirectory(prefix="gapura-rescue-") as beside:
        copy = Path(beside) / "spool.db"
        _copy(broken.spool, copy)
        with Spool(copy) as spool, Beneath(folder) as medium:
            place = stick.rescued_of(old.terminal_id)
            medium.require(int(spool.waiting_bytes() * ON_THE_STICK))
            medium.make_folder(place)
            medium.sweep(place)
            written: set[str] = set()
            count = 0
            for number, batch in enumerate(batches(spool)):
                name = f"{number:06}.json"
                signed = RescuedBatch.signed(
                    key, old.terminal_id, own.terminal_id, ResultsBatch(results=batch)
                )
                medium.write(f"{place}/{name}", signed.to_json())
                written.add(name)
                count += len(batch)
            for name in medium.files(place, RESULTS_FILE):
                if name not in written:
                    medium.remove(f"{place}/{name}")
    return Rescued(old.terminal_id, count)


def _copy(spool: Path, copy: Path) -> None:
    """Copy the spool of a disk that a stranger may have prepared. Raise StateError."""
    try:
        for end in _OF_THE_SPOOL:
            source = spool.with_name(f"{spool.name}{end}")
            try:
                handle = open_regular(source)
            except FileNotFoundError:
                if end:
                    continue
                raise
            with os.fdopen(handle, "rb") as file:
                needed = os.fstat(handle).st_size + _ROOM
                if needed > shutil.disk_usage(copy.parent).free:
                    raise StateError(
                        f"{copy.parent}: {needed / 1e6:.0f} MB are needed for a copy of the"
                        " spool; make room, or set TMPDIR to a folder with room",
                        "full",
                    )
                with copy.with_name(f"{copy.name}{end}").open("wb") as out:
                    shutil.copyfileobj(file, out)
    except OSError as error:
        raise StateError(f"{spool}: {error.strerror}: no result of it can be read") from error
