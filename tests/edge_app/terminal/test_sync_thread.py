"""A provisioned terminal at work: a published list alerts, the result waits for the agent."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from edge_app.domain import Answer
from edge_app.lists.served_list import ServedList
from edge_app.terminal.provisioned_kiosk import ProvisionedKiosk, open_terminal
from edge_app.terminal.terminal import Terminal
from sync.protocol.result_content import AlertAnswered, AlertRaised, ResultContent
from sync.terminal.errors import StateError
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.wake import Waker
from tests.edge_app.conftest import Run
from tests.edge_app.terminal.terminal_fixtures import (
    CENTRE,
    OBAMA,
    TERMINAL,
    Centre,
    Person,
    mirror,
    provision,
)
from tests.present import present
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def obama(served: ServedList) -> Person:
    """Of the demo's list: his is the first template."""
    return Person(OBAMA, "Barack Obama", [np.array(served.gallery.matrix[0])])


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    now = datetime.now(UTC)
    made = Centre(tmp_path / "centre", now, expires_at=now + timedelta(days=9))
    made.checkpoint("list-dpo")
    return made


@pytest.fixture
def state(tmp_path: Path, centre: Centre) -> TerminalState:
    return provision(tmp_path / "terminal", centre)


def results(state: TerminalState) -> list[ResultContent]:
    with Spool(state.spool) as spool:
        return [
            ResultContent.from_json(CENTRE.unseal(one.sealed, f"result {one.result_id} {TERMINAL}"))
            for one in spool.waiting(999, 2**30)
        ]


def serves(terminal: ProvisionedKiosk, version: int) -> bool:
    """Whether the lane has a list, and it is of `version`."""
    return [one.version for one in terminal.lane.view().lists] == [version]


def test_a_person_who_was_published_alerts_and_the_result_waits(
    gapura: Callable[..., Any], centre: Centre, state: TerminalState, obama: Person, walk: Path
) -> None:
    centre.snapshot(3, obama)
    mirror(centre, state, centre.now)
    done = gapura("kiosk", "--state", state.root, "--source", walk, "--headless", "--json")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert [held["state"] for held in said["collections"]] == ["serving"]
    (alert,) = said["alerts"]
    assert (alert["list"], alert["version"], alert["reference"]) == ("dpo", 3, OBAMA)
    (result,) = results(state)
    assert isinstance(result.body, AlertRaised)
    assert result.body.alert_id == alert["alert"]
    assert result.body.reference_id == OBAMA
    with Spool(state.spool) as spool:
        seen = read_kiosk_status(spool)
    assert present(present(seen).status).collections[0].version == 3


@pytest.fixture
def running(state: TerminalState, walk: Path) -> Iterator[Callable[..., Any]]:
    opened: list[ProvisionedKiosk] = []

    def run() -> ProvisionedKiosk:
        made = open_terminal(state.root, str(walk))
        opened.append(made)
        made.start()
        return made

    yield run
    for one in opened:
        one.stop()


def test_a_list_is_swapped_while_the_lane_runs(
    running: Callable[..., Any], centre: Centre, state: TerminalState, obama: Person
) -> None:
    terminal = running()
    until(lambda: terminal.lane.view().sync is not None)
    assert terminal.lane.view().lists == ()
    for version in (1, 2):
        centre.snapshot(version, obama)
        mirror(centre, state, centre.now)
        assert Waker(state.kiosk_socket).send()
        until(partial(serves, terminal, version))
    until(lambda: terminal.lane.ended)
    assert terminal.lane.view().counts.frames
    assert terminal.lane.faults == 0
    assert terminal.lane.view().lists[0].confirmed_at is not None


def test_an_open_alert_outlives_the_process_and_can_be_answered(
    running: Callable[..., Any], centre: Centre, state: TerminalState, obama: Person
) -> None:
    centre.snapshot(1, obama)
    mirror(centre, state, centre.now)
    first = running()
    until(lambda: first.lane.view().open_alerts)
    (alert,) = first.lane.view().open_alerts
    first.stop()
    second = running()
    assert alert.alert_id in [one.alert_id for one in second.lane.view().open_alerts]
    second.lane.answer(alert.alert_id, Answer.CONFIRMED)
    assert alert.alert_id not in [one.alert_id for one in second.lane.view().open_alerts]
    second.stop()
    told = [result.body for result in results(state)]
    of_alert = [
        body
        for body in told
        if isinstance(body, AlertRaised | AlertAnswered) and body.alert_id == alert.alert_id
    ]
    assert [body.type for body in of_alert] == ["alert", "answer"]
    assert isinstance(of_alert[1], AlertAnswered)
    assert of_alert[1].answer == "confirmed"


def test_two_kiosks_do_not_run_on_one_folder(state: TerminalState) -> None:
    first = Terminal(state)
    try:
        with pytest.raises(StateError, match="already"):
            Terminal(state)
    finally:
        first.stop()
    Terminal(state).stop()


def test_a_killed_kiosk_loses_no_alert(
    centre: Centre, state: TerminalState, obama: Person, walk: Path, weights: Path
) -> None:
    centre.snapshot(1, obama)
    mirror(centre, state, centre.now)
    command = ["kiosk", "--state", str(state.root), "--source", str(walk), "--headless"]
    process = subprocess.Popen(
        [sys.executable, "-m", "edge_app.cli", *command],
        cwd=ROOT,
        env={**os.environ, "GAPURA_WEIGHTS": str(weights)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        until(lambda: state.spool.exists())
        until(lambda: results(state) or process.poll() is not None)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    (result,) = results(state)
    terminal = Terminal(state)
    try:
        (back,) = terminal.store.open_alerts()
    finally:
        terminal.stop()
    assert isinstance(result.body, AlertRaised)
    assert back.alert_id == result.body.alert_id


@pytest.mark.slow
def test_a_camera_that_delivers_nothing_is_no_success(
    gapura: Callable[..., Any], centre: Centre, state: TerminalState, obama: Person
) -> None:
    centre.snapshot(3, obama)
    mirror(centre, state, centre.now)
    given = ["--state", state.root, "--source", "/dev/video99", "--headless", "--seconds", "1"]
    done = gapura("kiosk", *given, "--json")
    assert done.returncode == 2
    assert "no picture came: /dev/video99: " in done.stderr
    assert "/dev/video99" in json.loads(done.stdout)["camera"]


def test_wrong_uses_of_the_command_are_refused(gapura: Callable[..., Any], tmp_path: Path) -> None:
    for arguments, told in (
        (["--state", tmp_path, "--references", tmp_path], "exclude"),
        (["--headless"], "--state"),
        (["--state", tmp_path, "--json"], "--headless"),
        (["--state", tmp_path, "--headless"], "no provisioned terminal"),
    ):
        done = gapura("kiosk", *arguments)
        assert done.returncode == 2
        assert told in done.stderr
        assert len(done.stderr.splitlines()) == 1


@pytest.mark.slow
def test_the_kiosk_logs_each_step_of_trust_and_no_person(
    gapura: Run, centre: Centre, state: TerminalState, obama: Person, walk: Path
) -> None:
    centre.snapshot(1, obama)
    mirror(centre, state, centre.now)
    chosen = {"GAPURA_LOG": "debug", "GAPURA_LOG_FORMAT": "json"}
    arguments = ["--state", state.root, "--source", walk, "--headless"]
    done = gapura("kiosk", *arguments, env=chosen)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    said = [line["message"] for line in lines if line["level"] == "DEBUG"]
    for step in (
        "a lease was accepted: until ",
        "Updated snapshot v",
        "metadata accepted: root 1, ",
        "has the length and sha256 that the repository vouches for",
        "list-dpo 1: the snapshot's index is certified",
        "list-dpo 1 can be served: 1 references",
    ):
        assert any(step in line for line in said), (step, said)
    assert "Obama" not in done.stderr
