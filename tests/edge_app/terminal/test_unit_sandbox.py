"""The real processes with the system calls and sockets that their units leave them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sync.terminal.state import TerminalState
from tests.as_unit import within
from tests.edge_app.terminal.test_sync_thread import centre as centre
from tests.edge_app.terminal.test_sync_thread import obama as obama
from tests.edge_app.terminal.test_sync_thread import state as state
from tests.edge_app.terminal.test_watchdogs import manager as manager
from tests.edge_app.terminal.test_watchdogs import running
from tests.edge_app.terminal.test_watchdogs import serving as serving
from tests.end_to_end.system import GAPURA, ROOT
from tests.fakes.service_manager import ServiceManager
from tests.sync.terminal.fake_centre import new_authority
from tests.waiting import until

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("name", "may"), [("kiosk", "no"), ("agent", "yes")])
def test_the_filter_takes_what_it_is_to_take(name: str, may: str) -> None:
    script = """
import os, socket
socket.socket(socket.AF_UNIX).close()
try:
    socket.socket(socket.AF_INET).close()
    print("yes")
except PermissionError:
    print("no")
try:
    os.chown(".", 0, 0)
    print("gives files away")
except PermissionError:
    pass
"""
    command = [*within(name), sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [may]


@pytest.mark.parametrize("source", ["walk", "none"])
def test_a_kiosk_does_its_work_within_its_unit(
    manager: ServiceManager, serving: TerminalState, weights: Path, walk: Path, source: str
) -> None:
    options = ("--state", serving.root, "--source", walk if source == "walk" else source)
    with running(manager, weights, *within("kiosk"), *GAPURA, "kiosk", *options):
        until(lambda: manager.heard("READY=1"), lambda: manager.lines)
        if source == "walk":
            until(lambda: manager.status == "camera ended; 1 lists, 1 open alerts", manager.listen)
        until(manager.fed_again)


def test_an_agent_does_its_work_within_its_unit(
    manager: ServiceManager, serving: TerminalState, weights: Path
) -> None:
    serving.authority.write_bytes(new_authority()[1])
    command = (*within("agent"), *GAPURA, "agent", "--state", serving.root)
    with running(manager, weights, *command):
        until(lambda: manager.heard("READY=1"), lambda: manager.lines)
        until(lambda: manager.status == "unknown, not connected: unreachable", manager.listen)
        until(manager.fed_again)
