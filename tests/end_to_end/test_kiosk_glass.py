"""A real `gapura kiosk`, with hands and a keyboard outside of the process: findings 14 and 15."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from edge_app.ui.window.scanner import PAUSE_S
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.edge_app.terminal.terminal_fixtures import OBAMA, Centre, Person, mirror, provision
from tests.end_to_end.system import GAPURA, environment
from tests.fakes import glass
from tests.fakes.glass import ALT, CONTROL, Glass
from tests.present import present
from tests.waiting import PATIENCE_S, until

pytestmark = pytest.mark.slow  # each opens a kiosk with its models
HAND_S = 4 * PAUSE_S  # between two keys: what is faster is a reader's
STEP = 40  # pixels from one touch to the next: no button is smaller


@contextlib.contextmanager
def kiosk(weights: Path, *arguments: object) -> Iterator[tuple[subprocess.Popen[str], Glass]]:
    """A kiosk whose window is painted, and its screen."""
    port = glass.free_port()
    settings = environment(QT_QPA_PLATFORM=glass.platform(port), GAPURA_WEIGHTS=str(weights))
    with subprocess.Popen(
        [*GAPURA, "kiosk", *map(str, arguments)], env=settings, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            for line in present(process.stderr):
                if "window painted" in line:
                    break
            with Glass(port) as screen:
                yield process, screen
        finally:
            process.kill()


def terminal(folder: Path, *, sign_in: bool) -> TerminalState:
    """A terminal that serves a list, at a checkpoint without officers."""
    now = datetime.now(UTC)
    centre = Centre(folder / "centre", now, expires_at=now + timedelta(days=300), sign_in=sign_in)
    centre.checkpoint("list-dpo")
    centre.snapshot(1, Person(OBAMA, "Obama", [np.eye(128, dtype=np.float32)[0]]))
    state = provision(folder / "terminal", centre)
    mirror(centre, state, now)
    return state


def press_all(screen: Glass) -> None:
    """What closes programs, at a hand's pace, and in the middle of a reader's code."""
    for sign, held in product("qwcdQ", ([CONTROL], [CONTROL, ALT])):
        screen.key(sign, held, HAND_S)
    for key, alt in product((glass.F4, glass.F11, glass.ESCAPE), ([], [ALT])):
        screen.key(key, alt, HAND_S)
    for sign in "3171":
        screen.key(sign)
        screen.key("q", [CONTROL])
    screen.type("011708450001")


def serves(state: TerminalState) -> bool:
    """Whether the kiosk says that it serves what it holds: by then it knows who may work."""
    if not state.spool.exists():
        return False
    with Spool(state.spool) as spool:
        seen = read_kiosk_status(spool)
    held = seen.status.collections if seen is not None and seen.status is not None else ()
    return [one.state for one in held] == ["serving"]


def rows(state: TerminalState) -> list[tuple[str, str, str]]:
    """Who did what to what, by the terminal's own audit chain."""
    done = subprocess.run(
        [*GAPURA, "provision", "audit", "--state", str(state.root), "--json"],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(row["actor"], row["action"], row["subject"]) for row in found if "actor" in row]


def touched_everywhere(state: TerminalState, weights: Path) -> set[str]:
    """Return what touches all over the screen changed, twice, by nobody who signed in."""
    with kiosk(weights, "--state", state.root, "--source", "none") as (process, screen):
        until(lambda: serves(state))
        for x in [*range(0, 1280, STEP)] * 3:
            for y in range(0, 800, STEP):
                screen.touch(x, y)
            assert screen.picture().any()  # it comes after all touches were taken
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    found = rows(state)
    assert ("kiosk", "kiosk-started", "") in found
    return {subject for _, action, subject in found if action == "setting-changed"}


def test_no_key_closes_a_terminal_s_kiosk(weights: Path, tmp_path: Path) -> None:
    """Finding 14: Ctrl+Q closed it for whoever plugged a keyboard in, also by a QR code."""
    state = terminal(tmp_path, sign_in=True)
    with kiosk(weights, "--state", state.root, "--source", "none") as (process, screen):
        press_all(screen)
        before = screen.picture()
        language = (1210, 38)
        screen.touch(*language)
        until(lambda: (screen.picture() != before).any(), "an answer to a touch after the keys")
        assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    assert {actor for actor, _, _ in rows(state)} == {"kiosk"}


def test_the_same_keys_close_a_kiosk_where_no_lane_depends_on_it(weights: Path) -> None:
    """So keys do arrive, and the test above can fail."""
    with kiosk(weights, "--source", "scene") as (process, screen):

        def press() -> None:
            with contextlib.suppress(OSError):  # it goes in the middle
                screen.key("q", [CONTROL], HAND_S)

        until(lambda: process.poll() is not None, "its end", press)
        assert process.returncode == 0


def test_a_checkpoint_without_officers_lets_nobody_work(weights: Path, tmp_path: Path) -> None:
    """Finding 15: whoever stood there decided. The language alone is anybody's."""
    assert touched_everywhere(terminal(tmp_path, sign_in=True), weights) <= {"language"}


def test_where_the_signed_setting_opens_it_the_same_touches_work(
    weights: Path, tmp_path: Path
) -> None:
    """So touches do arrive, and the test above can fail."""
    assert len(touched_everywhere(terminal(tmp_path, sign_in=False), weights)) > 3
