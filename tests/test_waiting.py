"""Tests wait for states, in one place; a sleep needs a reason."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
SLEEPS = {
    "waiting.py": "between two looks",
    "edge_app/desk/test_sounds.py": "nothing tells when the sound device has gone to sleep",
    "edge_app/pipeline/test_live.py": "a camera's and a screen's own pace",
    "edge_app/store/crash_target.py": "kills itself at a random moment",
    "edge_app/store/test_store_shifts.py": "a process that is there until it is killed",
    "edge_app/store/test_writer.py": "nothing more happens, which no state can tell",
    "edge_app/terminal/test_threads.py": "an officer's own pace",
    "end_to_end/test_kills.py": "kills at random moments",
    "end_to_end/test_wrong_time.py": "nothing more happens, which no state can tell",
    "fakes/glass.py": "a scanner's own pace",
    "sync/terminal/test_software_update.py": "kills at random moments",
    "sync/central/gateway/test_front.py": "how long a stranger is borne is measured",
    "end_to_end/lone_machine.py": "power cuts at random moments, and time that is simulated",
    "sync/central/gateway/test_siege.py": "an attacker's and a terminal's own pace",
    "sync/central/releases/killing.py": "kills at random moments",
    "sync/test_private_memory.py": "a process that is there until it is killed",
    "sync/terminal/test_agent.py": "a flood is counted over a time",
    "sync/test_tuf_roundtrip.py": "kills at random moments",
}


def sleeps(source: str) -> Iterator[int]:
    """The lines of the calls of `time.sleep`, also in a program that is written as a text."""
    for number, line in enumerate(source.splitlines(), start=1):
        if "time.sleep(" in line:
            yield number


def loops_that_wait(source: str) -> Iterator[int]:
    """The lines of functions of a module that are named as the one that there is."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef) and node.name in {"until", "wait_until"}:
            yield node.lineno


FILES = {place.relative_to(TESTS).as_posix(): place for place in TESTS.rglob("*.py")}


def test_no_test_sleeps_without_a_reason() -> None:
    found = {
        name: lines
        for name, place in FILES.items()
        if name not in SLEEPS and (lines := list(sleeps(place.read_text("utf-8"))))
    }
    del found[Path(__file__).name]
    assert not found, f"wait for a state, with tests.waiting.until: {found}"


def test_every_reason_is_still_needed() -> None:
    assert [name for name in SLEEPS if not list(sleeps(FILES[name].read_text("utf-8")))] == []


def test_there_is_one_until() -> None:
    found = [n for n, place in FILES.items() if list(loops_that_wait(place.read_text("utf-8")))]
    assert found == ["waiting.py"]
