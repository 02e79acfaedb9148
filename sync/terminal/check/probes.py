"""Many looks at once, each on a thread of its own, and an end however long one of them takes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TypeVar

from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found

WITHIN_S = 18.0  # of the whole check

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Probe:
    """One look: `name` says in English what is looked at."""

    name: str
    look: Callable[[], Iterable[Finding]]


def look_at_all(
    probes: Sequence[Probe],
    tell: Callable[[int, int, str], object] = lambda *_: None,
    within_s: float = WITHIN_S,
) -> tuple[Finding, ...]:
    """Return what all probes find, in their order; one that is late is a finding itself.

    `tell` gets each step: done, in all, what is still looked at. Raise what a probe fails with.
    """
    came: SimpleQueue[tuple[int, tuple[Finding, ...] | BaseException]] = SimpleQueue()

    def look(place: int, probe: Probe) -> None:
        try:
            came.put((place, tuple(probe.look())))
        except BaseException as error:  # noqa: BLE001  raised where it is waited for
            came.put((place, error))

    ends = time.monotonic() + within_s
    for place, probe in enumerate(probes):
        threading.Thread(target=look, args=(place, probe), name=probe.name, daemon=True).start()
    results: dict[int, tuple[Finding, ...]] = {}
    while len(results) < len(probes):
        late = [probe.name for place, probe in enumerate(probes) if place not in results]
        tell(len(results), len(probes), late[0])
        try:
            place, result = came.get(timeout=max(0.0, ends - time.monotonic()))
        except Empty:
            break
        if isinstance(result, BaseException):
            raise result
        results[place] = result
    return tuple(
        finding
        for place, probe in enumerate(probes)
        for finding in results.get(place, (found(FindingCode.UNFINISHED, what=probe.name),))
    )


def within(seconds: float, call: Callable[[], Result]) -> Result:
    """Return what `call` does, which may hang for ever. Raise TimeoutError, what it raises."""
    came: SimpleQueue[tuple[bool, object]] = SimpleQueue()

    def run() -> None:
        try:
            came.put((True, call()))
        except BaseException as error:  # noqa: BLE001  raised below
            came.put((False, error))

    threading.Thread(target=run, name="a bounded call", daemon=True).start()
    try:
        good, result = came.get(timeout=seconds)
    except Empty:
        raise TimeoutError from None
    if not good:
        raise result  # type: ignore[misc]
    return result  # type: ignore[return-value]
