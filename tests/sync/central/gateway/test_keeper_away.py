"""Keeper and gateway started each alone: one of them away, and back."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.protocol.wire import ResultsBatch
from tests.end_to_end.system import environment
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.gateway.conftest import ROOT, House, founded, problem
from tests.sync.central.gateway.test_events import listening
from tests.sync.central.gateway.test_results import alert, stored
from tests.waiting import PATIENCE_S, until


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with founded(tmp_path_factory.mktemp("apart")) as centre:
        yield centre


@contextmanager
def started(
    name: str, centre: Centre, log: Path, *options: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A process, and the line that says that it answers."""
    command = [sys.executable, "-m", "edge_app.cli", "central", name, "--home", str(centre.home)]
    with (
        log.open("ab") as told,
        subprocess.Popen(
            [*command, *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=told, text=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line, log.read_text()
            yield process, line
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(PATIENCE_S)


@pytest.mark.slow
def test_without_a_keeper_terminals_are_told_to_come_again(centre: Centre, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with started("gateway", centre, log, "--bind", "127.0.0.1:0") as (process, line):
        house = House(centre, tmp_path, line.split()[-1], process)
        gate = house.gate()
        refusal = gate.post("/v1/heartbeat", heartbeat())
        assert (problem(refusal), refusal.headers["retry-after"]) == ("busy", "1")
        assert problem(gate.enrol(house.token())) == "busy"
        with started("keeper", centre, log) as (keeper, said):
            assert said.startswith("answering at ")
            until(lambda: gate.post("/v1/heartbeat", heartbeat()).status_code == 200)
            batch = ResultsBatch(results=(gate.sealed(alert()),))
            with listening(house, gate) as heard:
                heard.get(timeout=PATIENCE_S)
                keeper.kill()
                keeper.wait()
                until(lambda: gate.post("/v1/results", batch).status_code == 429)
                with started("keeper", centre, log):
                    until(lambda: gate.post("/v1/results", batch).status_code == 200)
                    # Its state may have changed meanwhile: it must prove itself again.
                    while heard.get(timeout=PATIENCE_S) is not None:
                        pass
        assert len(stored(house, gate)) == 1
        assert process.poll() is None
    assert process.returncode == 0
    assert " ERROR " not in log.read_text()


WAITS = """
import socket
from pathlib import Path
from sync.central.gateway.server import run
with socket.socket(socket.AF_UNIX) as listening:
    listening.bind("gateway.sock")
    run(Path("keeper.sock"), Path("tls"), listening, lambda: print("ready"), patience_s=1e6)
print("ended")
"""


def test_a_gateway_that_waits_for_its_keeper_ends_when_told(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WAITS]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, text=True) as process:
        until(lambda: signal.SIGTERM in caught_by(process.pid))
        process.send_signal(signal.SIGTERM)
        assert process.communicate()[0] == "ended\n"
    assert process.returncode == 0


def caught_by(pid: int) -> set[int]:
    """Return the signals for which a process has a handler (`SigCgt` of proc(5))."""
    told = Path(f"/proc/{pid}/status").read_text().split("SigCgt:")[1].split()[0]
    return {number for number in range(1, 65) if int(told, 16) >> (number - 1) & 1}


@pytest.mark.slow
def test_two_keepers_on_one_home_are_one_too_many(centre: Centre, tmp_path: Path) -> None:
    with started("keeper", centre, tmp_path / "log"):
        command = [sys.executable, "-m", "edge_app.cli", "central", "keeper"]
        done = subprocess.run(
            [*command, "--home", str(centre.home)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.strip().endswith("another keeper answers here")
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--socket", "nowhere/keeper.sock"], "nowhere: No such file or directory"),
        (["--socket", f"{'a' * 120}.sock"], "its path is too long"),
        (["--gateway-user", "nobody-of-that-name"], "this machine has no such user"),
    ],
)
def test_a_keeper_that_cannot_answer_says_so_in_one_line(
    centre: Centre, options: list[str], told: str
) -> None:
    command = [sys.executable, "-m", "edge_app.cli", "central", "keeper", *options]
    command += ["--home", str(centre.home)]
    done = subprocess.run(
        command, cwd=centre.home, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 2, done.stderr
    (line,) = done.stderr.strip().splitlines()
    assert told in line
