"""A list of full size, from the registry to the lane: sealed, fetched, opened, certified.

Times are added up; what else the machine does in between (filling the registry, starting the
server) is not counted. Folders are in memory where there is room. The baseline of the opening is a
device that gets rows and builds the index itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from edge_app.bench.report import Row, short
from edge_app.bench.sync.centre import Advance, MeasuredCentre, folder
from edge_app.bench.sync.listed import fill, templates
from edge_app.bench.sync.seats import Seat, bare_state, connect, mirror_of
from edge_app.demo.centre import CHECKPOINT
from models.gallery import build
from sync.central.centre import Centre
from sync.central.releases.index import TREES
from sync.central.releases.publish import publish_due
from sync.terminal.connection import Connection
from sync.terminal.state import TerminalState

AROUND_S = 4.0  # of the lane before and after the swap
BYTES_EACH = 24_000  # of a reference: thumbnail and row, twice in a package, once in a mirror


def measure(references: int, advance: Advance) -> list[Row]:
    """Return `activate_100k`, of 100,000 references, and its companions."""
    published: list[float] = []

    def prepare(centre: Centre) -> None:
        advance(1, 5, "references are enrolled")
        fill(centre, references - 1)  # one is there
        advance(2, 5, "sealed and published")
        began = time.monotonic()
        publish_due(centre, datetime.now(UTC))
        published.append(time.monotonic() - began)

    with folder(references * BYTES_EACH) as place:
        with MeasuredCentre(place, prepare) as centre:
            advance(3, 5, "fetched")
            (seat,) = centre.seats(1)
            state = bare_state(place / "terminal", centre.address())
            _keep_keys(state, seat)
            with connect(centre.address(), seat, Connection) as connection:
                began = time.monotonic()
                mirror_of(state, connection, CHECKPOINT).refresh()
                fetched = time.monotonic() - began
        advance(4, 5, "opened, certified, swapped under a running lane")
        kiosk = _kiosk(state)
    if kiosk["error"] or kiosk["references"] != references:
        raise RuntimeError(f"{kiosk['references']} references are served: {kiosk['error']}")
    advance(5, 5, "the index built on the device")
    built = _built_here(references)
    opened = kiosk["open_s"] + kiosk["swap_s"]
    name = f"activate_{short(references)}"
    frames = kiosk["during"] + kiosk["after"]
    return [
        Row(name, published[0] + fetched + opened, "s", 1),
        Row(f"{name}_publish", published[0], "s", 1),
        Row(f"{name}_fetch", fetched, "s", 1),
        Row(f"{name}_open", opened, "s", 1, opened + built, 1 + built / opened),
        Row(f"{name}_rss_mb", kiosk["rss_mb"], "MB", 1),
        Row(f"{name}_swap_ms", kiosk["swap_s"] * 1e3, "ms", 1),
        Row(f"{name}_frames_missed", kiosk["missed"], "frames", frames),
        Row(f"{name}_missed_before", kiosk["missed_before"], "frames", kiosk["before"]),
    ]


def _keep_keys(state: TerminalState, seat: Seat) -> None:
    for name, key in (("agent.key", seat.signing), ("kiosk.key", seat.sealing)):
        place = state.credentials / name
        place.touch(mode=0o600)
        place.write_bytes(key)


def _kiosk(state: TerminalState) -> dict[str, Any]:
    module = "edge_app.bench.sync.snapshot_kiosk"
    command = [sys.executable, "-m", module, str(state.root), CHECKPOINT, str(AROUND_S)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    said: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return said


def _built_here(references: int) -> float:
    """Return the seconds to build the index of so many rows, which the kiosk would need besides."""
    rows = templates(references)
    with tempfile.TemporaryDirectory() as name:
        began = time.monotonic()
        build(rows, Path(name) / "index", TREES)
        return time.monotonic() - began
