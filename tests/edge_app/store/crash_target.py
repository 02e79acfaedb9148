"""A process that is killed while it keeps alerts, again and again; prints what was lost.

`statement`: before each SQL statement of the work in turn. `moment`: at random moments.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import time
from pathlib import Path

import numpy as np

from edge_app.domain import Answer
from edge_app.store.cases import CaseStep
from edge_app.store.entries import Entry, Escalation
from sync.protocol.envelope.random_values import random_id
from tests.edge_app.store.losses import lost_or_doubled
from tests.edge_app.store.store_fixtures import Kiosk, alert, decision, verification
from tests.fakes.pictures import jpeg

CARD = jpeg(320, 200)


def work(folder: Path, kill_at: int | None, told: int) -> None:
    """Keep alerts, answers and more; `told` hears of each that is safe."""
    with Kiosk(folder) as kiosk:
        count = itertools.count(1)

        def before_statement(_sql: str) -> None:
            if next(count) == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

        if kill_at is not None:
            kiosk.database._database.conn.set_trace_callback(before_statement)
            kiosk.spool._connection.set_trace_callback(before_statement)
        for seed in range(1 if kill_at else 1000):
            one = alert(seed)
            card = CaseStep(random_id(), (one.alert_id,), "photograph", "1001", picture=CARD)
            call = Escalation(one.alert_id, "colleague", "1001")
            end = CaseStep(random_id(), (one.alert_id,), "outcome", "1001", "left")
            given = decision(one, Answer.CONFIRMED, "1001")
            for content in (one, card, call, given, end, verification()):
                kiosk.store._write_with_room(Entry(content, kiosk.clock))
                os.write(told, b".")
                kiosk.store.hand_over()
    os._exit(0)


def killed(folder: Path, kill_at: int | None, after_s: float) -> bool:
    """Whether the child died of the kill; raises SystemExit when something was lost."""
    folder.mkdir()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        work(folder, kill_at, writing)
    os.close(writing)
    first = os.read(reading, 1) if kill_at is None else b""
    if kill_at is None:
        time.sleep(after_s)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    safe = first
    while more := os.read(reading, 65536):
        safe += more
    os.close(reading)
    wrong = lost_or_doubled(folder)
    with Kiosk(folder) as kiosk:
        if len(kiosk.results()) < len(safe):
            wrong.append(f"{len(safe)} were safe, {len(kiosk.results())} are there")
    if wrong:
        raise SystemExit(f"killed at {kill_at or after_s}: {wrong}")
    return os.WIFSIGNALED(status)


def main(kind: str, root: Path) -> None:
    chosen = np.random.default_rng(3)
    if kind == "statement":
        kills = 0
        while killed(root / str(kills), kills + 1, 0):
            kills += 1
    else:
        kills = sum(
            killed(root / str(number), None, chosen.uniform(0, 0.05)) for number in range(20)
        )
    sys.stdout.write(f"{kills} kills\n")


main(sys.argv[1], Path(sys.argv[2]))
