"""A kiosk without camera and models: the real store, outbox and activation; it alerts all the time.

Writes down, each line on the disk before the next deed:
`served <version> <persons> <digest of their ids>` for each list that the lane would search,
`alert <id>` and `answer <id>` when the store has written them.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import threading
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from edge_app.domain import Answer, Decision
from edge_app.terminal.terminal import Terminal
from models.images import read_image
from sync.terminal.state import TerminalState
from tests.end_to_end.fake_lane import FakeLane, alert_of

PAUSE_S = 0.04


def digest(persons: Iterable[str]) -> str:
    """What stands for a set of persons."""
    return hashlib.sha256(" ".join(sorted(persons)).encode()).hexdigest()[:16]


class Journal:
    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def write(self, line: str) -> None:
        os.write(self._handle, f"{line}\n".encode())
        os.fsync(self._handle)


class RecordingLane(FakeLane):
    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal

    def replace_lists(self, lists: Any) -> None:
        for one in lists:
            persons = one.gallery.reference_ids()
            said = f"{one.watch_list.version} {len(persons)} {digest(persons)}"
            self._journal.write(f"served {said}")
        super().replace_lists(lists)


def main(state: str, journal: str, *pictures: str) -> None:
    told = Journal(Path(journal))
    captured = [read_image(Path(each)) for each in pictures]
    chosen = random.Random(os.getpid())  # noqa: S311  no secret
    ending = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ending.set())
    terminal = Terminal(TerminalState(Path(state)))
    lane = RecordingLane(told)
    terminal.start(cast("Any", lane))
    store = terminal.store
    try:
        while not ending.wait(PAUSE_S):
            for one in lane.lists:
                persons = sorted(one.gallery.reference_ids())
                if not persons:  # the first version of a list may have nobody yet
                    continue
                alerts = [
                    alert_of(one, chosen.choice(persons), chosen.choice(captured))
                    for _ in range(chosen.randint(1, 3))
                ]
                for alert in alerts:
                    store.raised(alert)
                answered = [alert for alert in alerts if chosen.random() < 0.5]
                for alert in answered:
                    store.answered(Decision(alert.alert_id, Answer.CONFIRMED, datetime.now(UTC)))
                while store.unwritten and not ending.wait(0.002):
                    pass
                if store.unwritten:
                    break  # nobody was told that they are safe
                for alert in alerts:
                    told.write(f"alert {alert.alert_id}")
                for alert in answered:
                    told.write(f"answer {alert.alert_id}")
    finally:
        terminal.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
