"""Numbers of results, as runs without a gap: which came, and which are missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MAX_RUNS = 1000  # kept of a series; then the oldest gaps are forgotten

Run = tuple[int, int]  # the first number and the last


def with_runs(runs: Iterable[Run], more: Iterable[Run]) -> list[Run]:
    """Return both together, joined where they touch, sorted."""
    joined: list[Run] = []
    for first, last in sorted((*runs, *more)):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = joined[-1][0], max(joined[-1][1], last)
        else:
            joined.append((first, last))
    over = len(joined) - MAX_RUNS
    return [(joined[0][0], joined[over][1]), *joined[over + 1 :]] if over > 0 else joined


def holds(runs: Sequence[Run], number: int) -> bool:
    """Return whether the number came."""
    return any(first <= number <= last for first, last in runs)


def missing(runs: Sequence[Run]) -> list[Run]:
    """Return the gaps: from number 1 to the last that came."""
    gaps: list[Run] = []
    after = 1
    for first, last in runs:
        if first > after:
            gaps.append((after, first - 1))
        after = last + 1
    return gaps


def count(runs: Iterable[Run]) -> int:
    """Return how many numbers the runs hold."""
    return sum(last - first + 1 for first, last in runs)


def words(runs: Iterable[Run]) -> str:
    """Return `41, 45-46`; of many the first ten."""
    every = [str(first) if first == last else f"{first}-{last}" for first, last in runs]
    return ", ".join(every[:10]) + (", …" if len(every) > 10 else "")
