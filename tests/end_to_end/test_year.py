"""A year of a busy gate: nothing grows without a bound, but what is kept for good, and that slowly.

`make year` draws the curves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.end_to_end.curve_picture import draw_curves
from tests.end_to_end.gate_year import GateYear
from tests.end_to_end.lone_centre import FULL, LoneCentre
from tests.end_to_end.simulated_days import SimulatedDays
from tests.end_to_end.test_alone import first_contact

SETTLES = 9  # days until as much goes as comes: results stay a week at a terminal
SETTLES_LATER = {
    "terminal: outgoing, rows": 40,  # NUMBERS_KEPT, after the week
    "terminal: store, bytes": 92,
    "terminal: disk, bytes": 92,
    "terminal: tallies, rows": 92,
    "terminal: shifts, rows": 92,
    "terminal: answered_strengths, rows": 60,  # a row for each strength that there was
    "centre: results, rows": 92,  # verifications, and what is confirmed
    "centre: registry, bytes": 92,
    "centre: disk, bytes": 92,
    "centre: metadata, files": 20,  # VERSIONS_KEPT of each role
    "centre: erased_results, rows": 17,  # each is remembered for a week and a day
    "centre: erased_persons, rows": 368,  # a terminal may hold an alert about them for a year
}
# What is kept for good (sync/central/AUDIT.md), and how much of it a day of this gate may bring.
FOR_GOOD = {
    "terminal: chain, rows": 70,
    "terminal: store, bytes": 30_000,  # the chain
    "terminal: disk, bytes": 32_000,
    "centre: audit, rows": 20,
    "centre: journal, bytes": 6_000,
    "centre: proposals, rows": 2,
    "centre: registry, bytes": 12_000,  # audit log and proposals
    "centre: disk, bytes": 20_000,
}
NOISE = 1.1, 12  # a day has more answers than another one: a share, and rows or files beside it


def rising(name: str, values: list[float]) -> str | None:
    """What is wrong with a curve; None: it is level, rises as slowly as it may, or is too young."""
    settled = SETTLES_LATER.get(name, SETTLES)
    if 2 * settled >= len(values):
        return None
    rest = values[settled:]
    before, after = rest[: len(rest) // 2], rest[len(rest) // 2 :]
    if name in FOR_GOOD:
        a_day = (max(after) - max(before)) / len(after)
        return f"{a_day:.0f} a day" if a_day > FOR_GOOD[name] else None
    return (
        f"{max(before):.0f}, then {max(after):.0f}"
        if max(after) > max(before) * NOISE[0] + NOISE[1]
        else None
    )


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_a_year_of_a_busy_gate(
    tmp_path: Path,
    draw: Callable[[int, int], int],
    monkeypatch: pytest.MonkeyPatch,
    pytestconfig: pytest.Config,
) -> None:
    length = draw(365, 24)
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with LoneCentre(tmp_path) as centre:
        centre.fill(replace(FULL, confirmed_days=60))
        centre.start()
        state = centre.provision(tmp_path / "terminal")
        first_contact(state)
        centre.stop()
        year = GateYear(centre, state, SimulatedDays(tmp_path / "days", datetime.now(UTC)))
        year.run(length, monkeypatch, tmp_path)
    place = pytestconfig.getoption("curves")
    picture = Path(place) if place else tmp_path / "curves.png"
    draw_curves(year.curves, picture)
    assert picture.stat().st_size > 10_000
    assert len(year.curves["terminal: chain, rows"]) == length
    told = {name: said for name, values in year.curves.items() if (said := rising(name, values))}
    assert told == {}


def test_a_curve_that_rises_is_found() -> None:
    level = [float(day) for day in range(10)] + [10.0, 11.0] * 20
    assert rising("terminal: alerts, rows", level) is None
    rises = [float(day) for day in range(100)]
    assert rising("terminal: alerts, rows", rises) == "53, then 99"
    assert rising("terminal: chain, rows", rises) is None
    assert rising("terminal: chain, rows", [80.0 * each for each in rises]) == "80 a day"
    assert rising("centre: results, rows", rises) is None  # too young to tell
