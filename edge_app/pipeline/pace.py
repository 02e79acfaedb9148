"""Whether a lane keeps up with those who pass: pictures a second, time to a decision, faces read.

A picture, a tick and a figure say nothing of it: a lane that looks at 3 of 30 pictures misses who
walks by, with all its parts at work.
"""

from __future__ import annotations

import statistics
import threading
from collections import deque
from dataclasses import dataclass

from edge_app.domain import Counts, LaneFault
from edge_app.pipeline.steady import Steady

RATE_WINDOW_S = 2.0
MIN_RATE = 8.0  # a second: at 1.4 m/s a face moves by its own width from one picture to the next
SLOW_S = 1.0  # below it, on top of the window, before it is told: seen within 5 s in all
LATE_MS = 1000.0  # from a picture to its decision
LATE_WINDOW_S = 10.0
MIN_DECISIONS = 3  # of which the median counts
LATE_S = 1.0
MIN_READ = 0.6  # of the people: fewer faces that can be compared are told
READ_WINDOW_S = 1800.0
READ_PEOPLE = 40  # the latest of them count
MIN_PEOPLE = 20
JUDGE_INTERVAL_S = 0.25


class Rate:
    """How often something happens; `tick` on one thread, the rest on any."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._ticks: deque[float] = deque(maxlen=600)

    def tick(self, now: float) -> None:
        """Note that it happened."""
        self._ticks.append(now)

    def a_second(self, now: float) -> float:
        """Return how often it happened a second, over the last RATE_WINDOW_S."""
        return sum(now - at <= RATE_WINDOW_S for at in tuple(self._ticks)) / RATE_WINDOW_S


@dataclass(frozen=True, slots=True)
class PaceView:
    """The figures beside the faults; None: not known yet."""

    latency_ms: float | None = None  # the median of the last decisions
    read_share: float | None = None  # of the last people, whose face gave a template, 0..1
    faults: tuple[LaneFault, ...] = ()


class Pace:
    """Judges a lane in seconds of `time.monotonic()`; any thread."""

    def __init__(self) -> None:
        """Start without faults."""
        self._lock = threading.Lock()  # guards all below
        self._decided: deque[tuple[float, float]] = deque(maxlen=200)  # when, milliseconds
        self._passed: deque[tuple[float, int, int]] = deque(maxlen=READ_PEOPLE + 1)
        self._live_since: float | None = None
        self._steady = {
            LaneFault.SLOW: Steady(SLOW_S),
            LaneFault.LATE: Steady(LATE_S),
            LaneFault.UNREAD: Steady(0.0),
        }
        self._judged = float("-inf")
        self._view = PaceView()

    def decided(self, now: float, latency_ms: float) -> None:
        """Note a decision."""
        with self._lock:
            self._decided.append((now, latency_ms))

    def judge(self, now: float, live: bool, rate: float, counts: Counts) -> PaceView:
        """Return how the lane keeps up; `rate`: pictures analysed a second, `live`: they come."""
        with self._lock:
            if now - self._judged >= JUDGE_INTERVAL_S:
                self._judged = now
                self._view = self._judge(now, live, rate, counts)
            return self._view

    def _judge(self, now: float, live: bool, rate: float, counts: Counts) -> PaceView:
        self._live_since = (self._live_since or now) if live else None
        settled = self._live_since is not None and now - self._live_since >= RATE_WINDOW_S
        latency, share = self._latency(now), self._read_share(now, counts)
        self._steady[LaneFault.SLOW].update(rate < MIN_RATE if settled else None, now)
        self._steady[LaneFault.LATE].update(latency is not None and latency > LATE_MS, now)
        self._steady[LaneFault.UNREAD].update(share is not None and share < MIN_READ, now)
        if not live:
            self._steady[LaneFault.SLOW] = Steady(SLOW_S)
        faults = tuple(fault for fault, steady in self._steady.items() if steady.current)
        return PaceView(latency, share, faults)

    def _latency(self, now: float) -> float | None:
        recent = [taken for at, taken in self._decided if now - at <= LATE_WINDOW_S]
        return statistics.median(recent) if len(recent) >= MIN_DECISIONS else None

    def _read_share(self, now: float, counts: Counts) -> float | None:
        """Return the share of the last people whose face was read; None: too few came by."""
        if not self._passed or counts.people != self._passed[-1][1]:
            self._passed.append((now, counts.people, counts.captured))
        recent = [each for each in self._passed if now - each[0] <= READ_WINDOW_S]
        if not recent or (people := counts.people - recent[0][1]) < MIN_PEOPLE:
            return None
        return min((counts.captured - recent[0][2]) / people, 1.0)
