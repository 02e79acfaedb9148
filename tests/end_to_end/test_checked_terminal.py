"""A terminal at work is looked at, with its data centre, agent and kiosk; then things break."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from edge_app.demo.cable import Cable
from edge_app.pipeline.camera_settings import Camera
from edge_app.terminal.camera_file import write_camera
from sync.central.registry import operators, terminals
from sync.protocol.envelope.random_values import random_id
from sync.terminal.state import TerminalState
from tests.end_to_end.system import (
    APPROVES,
    GAPURA,
    HOST,
    PROPOSES,
    ROOT,
    ListedCentre,
    environment,
    process,
    served,
)
from tests.waiting import PATIENCE_S, until


def check(state: TerminalState) -> Any:
    done = subprocess.run(
        [*GAPURA, "provision", "check", "--state", str(state.root), "--json"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode in (0, 1), done.stderr
    said = json.loads(done.stdout)
    wrong = [each["code"] for each in said["findings"] if each["severity"] != "note"]
    assert said["well"] is (not wrong)
    assert done.returncode == (1 if wrong else 0)
    return wrong


def afar(centre: ListedCentre, state: TerminalState) -> tuple[int, list[str]]:
    """The exit status of the operator's command, and what is wrong as it says."""
    home = ("--home", str(centre.home), "--operator", "wati")
    done = subprocess.run(
        [*GAPURA, "central", "terminal", "check", state.config().terminal_id, "--json", *home],
        cwd=ROOT,
        env=environment(GAPURA_PASSPHRASE_FILE=str(centre.home.with_name("secret"))),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_S,
    )
    assert done.returncode in (0, 1), done.stderr
    said = json.loads(done.stdout)
    wrong = [each["code"] for each in said["findings"] if each["severity"] != "note"]
    return done.returncode, wrong


@pytest.fixture
def working(tmp_path: Path, weights: Path) -> Iterator[tuple[ListedCentre, TerminalState, Cable]]:
    with ExitStack() as opened:
        centre = opened.enter_context(ListedCentre(tmp_path / "c"))
        centre.persons = centre.people(range(4))
        centre.add(centre.persons)
        centre.publish()
        secret = random_id()
        handle = os.open(centre.home.with_name("secret"), os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secret)
        with centre.centre.registry.transaction() as session:
            operators.add(session, "wati", "Wati", secret, datetime.now(UTC), (PROPOSES, APPROVES))
        centre.start()
        cable = opened.enter_context(Cable(centre.port))
        state = centre.provision(tmp_path / "terminal", url=f"https://{HOST}:{cable.port}")
        write_camera(state, Camera("none"))
        for name in ("agent", "kiosk"):
            options = ("--headless",) if name == "kiosk" else ()
            running = opened.enter_context(
                process(
                    name,
                    "--state",
                    state.root,
                    *options,
                    log=tmp_path / f"{name}.log",
                    GAPURA_WEIGHTS=str(weights),
                )
            )
            opened.callback(running.terminate)
        until(lambda: (got := served(state)) and got.state == "serving", "the list")
        yield centre, state, cable


@pytest.mark.slow
def test_a_terminal_at_work_is_well_and_what_breaks_is_named(
    working: tuple[ListedCentre, TerminalState, Cable],
) -> None:
    centre, state, cable = working
    assert check(state) == []
    assert afar(centre, state) == (0, [])
    (state.root / "kiosk/camera.json").write_bytes(b"{")
    assert afar(centre, state) == (1, ["kiosk-fault"])
    write_camera(state, Camera("none"))
    cable.pull()
    assert "tls-broken" in check(state)  # and perhaps what the address is that it publishes
    cable.plug()
    centre.stop()
    assert "tls-broken" in check(state)  # the cable leads to nobody
    centre.start()
    until(lambda: check(state) == [], "a terminal that is well again")
    with centre.centre.registry.transaction() as session:
        terminals.revoke(session, state.config().terminal_id, PROPOSES, datetime.now(UTC))
    assert "revoked" in check(state)
