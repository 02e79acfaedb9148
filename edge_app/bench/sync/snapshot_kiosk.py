"""The kiosk's part of a large snapshot, in a process of its own, while its lane runs.

`python -m edge_app.bench.sync.snapshot_kiosk STATE CHECKPOINT SECONDS` prints a line of JSON: what
was taken, in how many seconds, how much memory, and which frames of the scene were not analysed.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from edge_app.bench.waiting import wait_until
from edge_app.demo.scene import SceneSource, crowd
from edge_app.domain import Frame
from edge_app.lists.collections import HeldCollections
from edge_app.lists.pacing import share_interpreter
from edge_app.lists.package_store import PackageStore
from edge_app.lists.terminal_model import TerminalModels
from edge_app.pipeline.lane import Lane
from edge_app.pipeline.live import LiveLane
from models.engine import FaceEngine, open_detector
from models.manifest import load_manifest
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.terminal.state import TerminalState
from sync.terminal.updater import FolderFetch, Updater


@dataclass(frozen=True, slots=True)
class Activation:
    """What came of it."""

    references: int
    open_s: float  # proven, opened, certified
    swap_s: float  # the lane has the new list
    rss_mb: float  # the most the process had, models and lane included
    before: int  # frames analysed in around_s
    during: int
    after: int
    missed_before: int
    missed: int  # while it was opened, at the swap and after it
    error: str


class _CountingLane(Lane):
    """Remembers which frames it analysed."""

    def __init__(self) -> None:
        super().__init__(open_detector(), FaceEngine(), ())
        self.analysed: list[int] = []

    def analyse(self, frame: Frame) -> None:
        super().analyse(frame)
        self.analysed.append(frame.number)

    def analyse_for(self, seconds: float) -> int:
        """Let it run, on a busy machine until a frame is done; return how many it has analysed."""
        before = len(self.analysed)
        time.sleep(seconds)
        wait_until(lambda: len(self.analysed) > before, "a frame")
        return len(self.analysed)


def main(state: TerminalState, checkpoint_id: str, around_s: float) -> Activation:
    """Serve what the mirror of `state` holds; the lane runs for `around_s` before and after."""
    share_interpreter()  # as a kiosk does
    lane = _CountingLane()
    live = LiveLane(lane, lambda: SceneSource(crowd(1), seconds=None))
    live.start()
    try:
        marks = [lane.analyse_for(around_s)]  # threads, caches and the first template
        marks.append(lane.analyse_for(around_s))
        began = time.monotonic()
        with ThreadPoolExecutor(1) as kiosk:  # as its thread for the sync
            held = kiosk.submit(_activate, state, checkpoint_id).result()
        opened = time.monotonic()
        lane.replace_lists(held.served())
        swapped = time.monotonic()
        marks.append(len(lane.analysed))
        marks.append(lane.analyse_for(around_s))
    finally:
        live.stop()
    first, start, end, last = marks
    return Activation(
        references=sum(len(served.gallery) for served in held.served()),
        open_s=opened - began,
        swap_s=swapped - opened,
        rss_mb=_most_mb(),
        before=start - first,
        during=end - start,
        after=last - end,
        missed_before=_missed(lane.analysed[first:start]),
        missed=_missed(lane.analysed[max(0, start - 1) : last]),
        error=held.error,
    )


class _NoHeldVersions:
    """A store that holds nothing: the bench starts no kiosk again."""

    def read(self, collection: str) -> bytes | None:  # noqa: ARG002
        """Return None."""
        return None

    def write(self, collection: str, data: bytes) -> None:
        """Drop `data`."""


def _activate(state: TerminalState, checkpoint_id: str) -> HeldCollections:
    key = SealingKey(state.credential("kiosk.key"))
    terminal_id = fingerprint(SigningKey(state.credential("agent.key")).public)[:32]
    now = datetime.now(UTC)
    root, fetch = state.trusted_root.read_bytes(), FolderFetch(state.mirror)
    updater = Updater(state.kiosk_metadata, state.targets, root, fetch, now)
    updater.refresh()
    held = HeldCollections(
        PackageStore(state.targets, state.content_keys, terminal_id, key),
        TerminalModels.of(load_manifest()),
        np.random.default_rng(),
        _NoHeldVersions(),
    )
    held.update(updater, updater.checkpoint(checkpoint_id), now)
    return held


def _missed(analysed: list[int]) -> int:
    """Return how many frames between the first and the last are not there."""
    return analysed[-1] - analysed[0] + 1 - len(analysed) if analysed else 0


def _most_mb() -> float:
    """Return the most MB that this process ever had (Linux, /proc)."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024 / 1e6
    return 0.0


if __name__ == "__main__":
    told = asdict(main(TerminalState(Path(sys.argv[1])), sys.argv[2], float(sys.argv[3])))
    sys.stdout.write(json.dumps(told) + "\n")
