"""A shift is long: nothing of a kiosk at work grows, and no case of it is lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.waiting import until

SAMPLE_S = 0.5
MAX_GROWTH_KIB = 16 * 1024  # proportional memory, from the second third to the last
ON_AND_OFF = 2  # threads, and files, that come and go with what is done at a moment


@dataclass(frozen=True, slots=True)
class Sample:
    memory_kib: int
    threads: int
    files: int


def look_at(pid: int) -> Sample | None:
    """What the process holds now; None: it has ended."""
    place = Path(f"/proc/{pid}")
    try:
        rollup = (place / "smaps_rollup").read_text("ascii")
        threads, files = (sum(1 for _ in (place / each).iterdir()) for each in ("task", "fd"))
    except OSError:
        return None
    found = [line.split() for line in rollup.splitlines()]
    memory = next((int(line[1]) for line in found if line[0] == "Pss:"), None)
    return None if memory is None else Sample(memory, threads, files)


def highest(samples: list[Sample]) -> Sample:
    return Sample(
        max(each.memory_kib for each in samples),
        max(each.threads for each in samples),
        max(each.files for each in samples),
    )


@pytest.mark.soak
def test_a_kiosk_that_works_for_long_holds_no_more_than_before(
    tmp_path: Path,
    weights: Path,  # noqa: ARG001  the kiosk needs them
    draw: Callable[[int, int], int],
) -> None:
    journal = tmp_path / "journal"
    kiosk = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "tests.end_to_end.soaking_kiosk",
            str(draw(20 * 60, 30)),
            str(journal),
        ],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    samples: list[Sample] = []
    try:
        until(lambda: journal.exists() or kiosk.poll() is not None, "the first alert")
        while kiosk.poll() is None:
            if (sample := look_at(kiosk.pid)) is not None:
                samples.append(sample)
            with suppress(subprocess.TimeoutExpired):
                kiosk.wait(SAMPLE_S)
        assert kiosk.wait() == 0
    finally:
        kiosk.kill()
        kiosk.wait()
    third = len(samples) // 3
    assert third
    before, after = highest(samples[third : 2 * third]), highest(samples[2 * third :])
    assert after.memory_kib - before.memory_kib <= MAX_GROWTH_KIB
    assert after.threads - before.threads <= ON_AND_OFF
    assert after.files - before.files <= ON_AND_OFF
    told = json.loads(journal.read_text("utf-8"))
    assert told["seen"]
    assert told["kept"] == told["seen"]
