"""The bar of a terminal whose parts are processes: what fails is on it, and at the data centre."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.terminal.terminal import Terminal
from edge_app.ui.lane.camera_presenter import camera_state
from edge_app.ui.lane.lists_presenter import STALE_AFTER
from edge_app.ui.text.language import Language
from edge_app.ui.window.status_presenter import StatusView, present_status
from sync.central.registry import terminals
from sync.terminal.state import TerminalState
from tests.end_to_end.system import HOST, ListedCentre, process
from tests.fakes.camera import FakeCamera
from tests.fakes.network import MutedCable
from tests.waiting import until


class Camera(FakeCamera):
    """A camera that goes on by itself at a rate, until it `stops`."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate
        self.stops = threading.Event()
        self._hall = np.random.default_rng(1).integers(90, 160, (240, 320, 3)).astype(np.uint8)

    def read(self) -> tuple[float, np.ndarray] | None:
        while self.stops.is_set():
            if self.closed.wait(0.05):
                return None
        self._hall = np.roll(self._hall, 1, axis=1)  # the same one again would be no camera's
        return None if self.closed.wait(1 / self.rate) else (0.0, self._hall)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ListedCentre]:
    with ListedCentre(tmp_path_factory.mktemp("bar")) as made:
        made.persons = made.people(range(4))
        made.add(made.persons)
        made.publish()
        made.start()
        yield made


@pytest.fixture
def state(centre: ListedCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TerminalState:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return centre.provision(tmp_path / "terminal")


class Bar:
    """A kiosk without a window, and what its bar would say now."""

    def __init__(self, live: LiveLane, agent: subprocess.Popen[bytes]) -> None:
        self.live, self.agent = live, agent

    def status(self) -> StatusView:
        view, now = self.live.view(), datetime.now(UTC)
        camera = camera_state(view, time.monotonic())
        return present_status(view, camera, now, STALE_AFTER, Language.ID)

    def centre_says(self, text: str) -> Callable[[], bool]:
        def said() -> bool:
            shown = self.status().centre
            return shown is not None and shown.text == text

        return said

    def camera_says(self, text: str) -> Callable[[], bool]:
        return lambda: self.status().camera.text == text


@pytest.fixture
def cable(centre: ListedCentre) -> Iterator[MutedCable]:
    with MutedCable(centre.port) as cable:
        yield cable


@pytest.fixture
def camera() -> Camera:
    return Camera(25.0)


@pytest.fixture
def bar(state: TerminalState, cable: MutedCable, camera: Camera, weights: Path) -> Iterator[Bar]:  # noqa: ARG001
    """The agent as a process behind `cable`, the kiosk in this one."""
    state.write_config(state.config().model_copy(update={"url": f"https://{HOST}:{cable.port}"}))
    agent = process("agent", "--state", state.root, log=state.root.with_name("agent.log"))
    terminal = Terminal(state)
    live = LiveLane(open_lane(()), lambda: camera, decorate=terminal.status.decorate)
    try:
        terminal.start(live)
        live.start()
        yield Bar(live, agent)
    finally:
        camera.closed.set()
        live.stop()
        terminal.stop()
        agent.terminate()
        agent.wait()


def troubles(centre: ListedCentre, state: TerminalState) -> set[str]:
    """What an operator reads of the terminal."""
    with centre.centre.registry.session() as session:
        fleet = terminals.fleet(session, datetime.now(UTC))
    own = state.config().terminal_id
    return {trouble.code for row in fleet if row.terminal_id == own for trouble in row.troubles}


@pytest.mark.slow
def test_a_network_that_says_nothing_is_out_and_comes_back(bar: Bar, cable: MutedCable) -> None:
    until(bar.centre_says("Pusat data tersambung"), bar.status)
    cable.muted = True  # no connection breaks: as where a switch has lost its power
    until(bar.centre_says("Pusat data terputus"), bar.status)
    cable.muted = False
    until(bar.centre_says("Pusat data tersambung"), bar.status)
    cable.pull()
    until(bar.centre_says("Pusat data terputus"), bar.status)
    cable.plug()
    until(bar.centre_says("Pusat data tersambung"), bar.status)


@pytest.mark.slow
def test_an_agent_that_was_killed_is_no_connection(bar: Bar) -> None:
    until(bar.centre_says("Pusat data tersambung"), bar.status)
    bar.agent.kill()
    until(bar.centre_says("Pusat data terputus"), bar.status)


@pytest.mark.slow
def test_a_slow_and_a_frozen_camera_are_on_the_bar_and_at_the_data_centre(
    bar: Bar, camera: Camera, centre: ListedCentre, state: TerminalState
) -> None:
    until(bar.camera_says("Kamera bekerja"), bar.status)
    camera.rate = 3.0
    until(bar.camera_says("Lajur terlalu lambat"), bar.status)
    assert bar.status().camera.figure.endswith("gambar per detik")
    until(lambda: "lane-slow" in troubles(centre, state), lambda: troubles(centre, state))
    camera.stops.set()
    until(bar.camera_says("Gambar berhenti"), bar.status)
    until(lambda: "camera" in troubles(centre, state), lambda: troubles(centre, state))
    camera.rate = 25.0
    camera.stops.clear()
    until(bar.camera_says("Kamera bekerja"), bar.status)
    until(
        lambda: not {"camera", "lane-slow"} & troubles(centre, state),
        lambda: troubles(centre, state),
    )
