"""What systemd hears of real kiosks; by it, what hangs or died is started anew."""

from __future__ import annotations

import contextlib
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_app.domain import Alert
from edge_app.terminal.terminal import Terminal
from sync.protocol.result_content import AlertRaised
from sync.terminal.state import TerminalState
from tests.edge_app.terminal.terminal_fixtures import Centre, Person, mirror
from tests.edge_app.terminal.test_sync_thread import centre as centre
from tests.edge_app.terminal.test_sync_thread import obama as obama
from tests.edge_app.terminal.test_sync_thread import results
from tests.edge_app.terminal.test_sync_thread import state as state
from tests.end_to_end.system import GAPURA, ROOT, environment
from tests.fakes.service_manager import ServiceManager, service_manager
from tests.fakes.unit_supervisor import supervised
from tests.waiting import PATIENCE_S, until

pytestmark = pytest.mark.slow  # each opens kiosks with their models


@pytest.fixture
def manager(tmp_path: Path) -> Iterator[ServiceManager]:
    with service_manager(tmp_path) as made:
        yield made


@contextlib.contextmanager
def running(
    manager: ServiceManager, weights: Path, *command: object
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [str(one) for one in command],
        cwd=ROOT,
        env=environment(NOTIFY_SOCKET=manager.address, GAPURA_WEIGHTS=str(weights)),
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def serving(state: TerminalState, centre: Centre, obama: Person) -> TerminalState:
    """A terminal that has a list."""
    centre.snapshot(1, obama)
    mirror(centre, state, centre.now)
    return state


def test_a_camera_that_freezes_inside_the_process_starves_the_watchdog(
    manager: ServiceManager, serving: TerminalState, weights: Path
) -> None:
    command = (sys.executable, "-m", "tests.edge_app.terminal.freezing_kiosk", serving.root)
    with running(manager, weights, *command) as process:
        until(lambda: manager.heard("READY=1"), lambda: manager.lines)
        for _ in range(3):
            until(manager.fed_again)
        process.send_signal(signal.SIGUSR1)
        until(lambda: manager.starves(3.0))  # what was read before is analysed
        assert manager.starves(6.0)
        assert process.poll() is None  # all the rest of it goes on
        assert manager.status.startswith("camera live")  # it does not know


def test_a_camera_that_is_away_feeds_it(
    manager: ServiceManager, serving: TerminalState, weights: Path
) -> None:
    options = ("--state", serving.root, "--source", "/dev/video99", "--headless")
    with running(manager, weights, *GAPURA, "kiosk", *options):
        until(lambda: manager.heard("READY=1"), lambda: manager.lines)
        for _ in range(2):
            until(manager.fed_again)
        assert manager.status.startswith("camera lost; 1 lists")


@pytest.mark.parametrize("headless", [(), ("--headless",)], ids=["window", "headless"])
def test_a_desk_without_a_camera_feeds_it(
    manager: ServiceManager, serving: TerminalState, weights: Path, headless: tuple[str, ...]
) -> None:
    options = ("--state", serving.root, "--source", "none", *headless)
    with running(manager, weights, *GAPURA, "kiosk", *options) as process:
        until(lambda: manager.heard("READY=1"), lambda: manager.lines)
        for _ in range(2):
            until(manager.fed_again)
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0


def test_a_killed_kiosk_is_back_with_its_open_case_and_raises_it_once(
    manager: ServiceManager, serving: TerminalState, weights: Path, walk: Path
) -> None:
    """The person who was on the screen walks by again while the case is open."""
    command = (*GAPURA, "kiosk", "--state", serving.root, "--source", walk)
    with running(manager, weights, *command) as process:
        until(lambda: manager.heard("READY=1"), lambda: manager.lines)
        until(lambda: manager.status.endswith("1 open alerts"), lambda: manager.lines)
        until(lambda: serving.spool.exists() and results(serving), "the result of it")
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE_S)
    (raised,) = results(serving)
    manager.lines.clear()
    with running(manager, weights, *command) as process:
        until(lambda: manager.heard("READY=1"), lambda: manager.lines)
        until(lambda: manager.status.startswith("camera ended"), lambda: manager.lines)
        assert manager.status.endswith("1 open alerts")
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE_S) == 0
    assert isinstance(raised.body, AlertRaised)
    assert results(serving) == [raised]
    assert [one.alert_id for one in open_alerts(serving)] == [raised.body.alert_id]


def test_what_its_unit_starts_again_has_its_open_case_and_raises_it_once(
    manager: ServiceManager, serving: TerminalState, weights: Path, walk: Path
) -> None:
    """Killed twice, as the kernel does it where memory is out, while the person walks by."""
    command = (*GAPURA, "kiosk", "--state", serving.root, "--source", walk)
    with supervised("gapura-kiosk.service", manager, *command, GAPURA_WEIGHTS=str(weights)) as unit:
        until(lambda: manager.last_status.endswith("1 open alerts"), lambda: manager.lines)
        until(lambda: serving.spool.exists() and alerts(serving), "the result of it")
        (raised,) = alerts(serving)
        for start in (2, 3):
            killed = time.monotonic()
            unit.process.send_signal(signal.SIGKILL)
            until(lambda start=start: unit.is_ready(start), lambda: manager.lines)  # type: ignore[misc]
            took = time.monotonic() - killed
            until(lambda: manager.last_status.startswith("camera ended"), lambda: manager.lines)
            assert manager.last_status.endswith("1 open alerts")
            sys.stdout.write(f"\nback {took:.1f} s after it was killed\n")
        assert unit.bitten == 0
    assert alerts(serving) == [raised]
    assert [one.alert_id for one in open_alerts(serving)] == [raised]


def test_a_kiosk_whose_camera_freezes_is_started_anew_by_its_unit(
    manager: ServiceManager, serving: TerminalState, weights: Path
) -> None:
    command = (sys.executable, "-m", "tests.edge_app.terminal.freezing_kiosk", serving.root)
    with supervised(
        "gapura-kiosk.service", manager, *command, pace=5.0, GAPURA_WEIGHTS=str(weights)
    ) as unit:
        until(lambda: unit.is_ready(1), lambda: manager.lines)
        unit.process.send_signal(signal.SIGUSR1)
        until(lambda: unit.is_ready(2), lambda: manager.lines)
        assert unit.bitten == 1
        assert unit.starts[0].returncode == -signal.SIGKILL


def alerts(state: TerminalState) -> list[str]:
    """What was raised, as the data centre is told; help is called for them meanwhile."""
    bodies = [each.body for each in results(state)]
    return [body.alert_id for body in bodies if isinstance(body, AlertRaised)]


def open_alerts(state: TerminalState) -> tuple[Alert, ...]:
    terminal = Terminal(state)
    try:
        return terminal.store.open_alerts()
    finally:
        terminal.stop()
