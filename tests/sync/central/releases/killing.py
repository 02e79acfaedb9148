"""Publish again and again, be killed at random in it, and look what a terminal would see.

`python -m tests.sync.central.releases.killing HOME TRIALS SEED`: exit status 0 when all is well.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.registry import audit
from sync.central.registry.schema import PublishedMember
from sync.central.releases.publish import publish_due
from tests.sync.central.releases.registry_rows import NOW, enrol, on_list, put_on, take_off
from tests.sync.central.releases.terminal_view import view

LONGEST_S = 0.06  # a little more than a publication takes


def main(home: Path, trials: int, seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  where to kill is no secret
    killed = 0
    with Centre.open(home) as centre:
        enrol(centre, range(trials + 10), size=500)
        put_on(centre, "cekal", range(10))
        publish_due(centre, NOW)
        before = on_list(centre, "cekal")
    for trial in range(trials):
        now = NOW + timedelta(minutes=trial + 1)
        with Centre.open(home) as centre:
            put_on(centre, "cekal", [10 + trial])
            if trial % 3 == 2:
                take_off(centre, "cekal", [10 + trial - 1])
            after = on_list(centre, "cekal")
        killed += publish_and_kill(home, now, rng.uniform(0.0, LONGEST_S))
        with Centre.open(home) as centre:
            seen = set(view(centre, "list-cekal", recorded=False).entries)
            assert seen in (before, after), "a terminal saw half a list"
            publish_due(centre, now + timedelta(seconds=1))
            assert set(view(centre, "list-cekal").entries) == after
            with centre.registry.session() as session:
                assert set(session.scalars(select(PublishedMember.person_id))) == after
                assert audit.verify(session).broken is None
        before = after
    print(json.dumps({"killed": killed}))  # noqa: T201


def publish_and_kill(home: Path, now: Any, delay: float) -> bool:
    """Whether it was killed before its end."""
    child = os.fork()
    if child == 0:
        with Centre.open(home) as centre:
            publish_due(centre, now)
        os._exit(0)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
