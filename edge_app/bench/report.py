"""What a bench prints: rows of medians, each beside a baseline of the same run."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from time import perf_counter, sleep

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `ratio` above 1 says that Gapura is better than the baseline."""

    name: str
    value: float
    unit: str
    n: int  # measurements that the value is the median of
    baseline: float | None = None  # in the same unit
    ratio: float | None = None


def report(bench: str, rows: Sequence[Row]) -> str:
    """Return the JSON object that `gapura bench X --json` prints, on one line."""
    return json.dumps(
        {"bench": bench, "machine": machine(), "rows": [asdict(row) for row in rows]},
        ensure_ascii=False,
    )


def table(bench: str, rows: Sequence[Row]) -> Table:
    """Return the same for people."""
    shown = Table(title=f"bench {bench}, {machine()}")
    shown.add_column("figure")
    for heading in ("value", "n", "baseline", "ratio"):
        shown.add_column(heading, justify="right")
    for row in rows:
        shown.add_row(
            row.name,
            f"{row.value:.4g} {row.unit}",
            str(row.n),
            "" if row.baseline is None else f"{row.baseline:.4g} {row.unit}",
            "" if row.ratio is None else f"{row.ratio:.2f}",
        )
    return shown


def short(count: int) -> str:
    """Return a count as it stands in a row's name: 100k, 1m, 12345."""
    for size, unit in ((10**6, "m"), (10**3, "k")):
        if count % size == 0:
            return f"{count // size}{unit}"
    return str(count)


def machine() -> str:
    """Return processor, cores, Python and ONNX Runtime, in one short line."""
    try:
        runtime = f"onnxruntime {version('onnxruntime')}"
    except PackageNotFoundError:
        runtime = "no onnxruntime"
    cores = len(os.sched_getaffinity(0))
    return f"{_processor()}, {cores} cores, Python {platform.python_version()}, {runtime}"


def paired(
    first: Callable[[], object],
    second: Callable[[], object],
    n: int,
    warm_up: int = 5,
    block: int = 1,
    pause_s: float = 0.0,
) -> tuple[float, float]:
    """Return median seconds of `n` calls of each, in turn A B A B: both meet the same disturbances.

    `block` calls of one come before the other's turn, and `pause_s` before each block: threads that
    spin on for a while after a call would take a core from whoever comes next.
    """
    for _ in range(warm_up):
        first()
        second()
    times: tuple[list[float], list[float]] = ([], [])
    for left in range(n, 0, -block):
        for call, taken in zip((first, second), times, strict=True):
            sleep(pause_s)
            for _ in range(min(block, left)):
                start = perf_counter()
                call()
                taken.append(perf_counter() - start)
    return statistics.median(times[0]), statistics.median(times[1])


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()
