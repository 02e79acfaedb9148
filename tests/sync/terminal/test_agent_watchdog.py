"""What systemd hears of an agent: ready after its first question; starved where a loop hangs."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.protocol.wire import Lease
from sync.terminal.agent import Agent
from sync.terminal.loop import Loop
from sync.terminal.state import TerminalState
from tests.fakes.service_manager import ServiceManager, service_manager
from tests.sync.terminal.fake_centre import IMPATIENT, FakeCentre
from tests.waiting import until


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ServiceManager]:
    with service_manager(tmp_path) as made:
        monkeypatch.setenv("NOTIFY_SOCKET", made.address)
        yield made


@pytest.fixture
def agent(state: TerminalState, manager: ServiceManager) -> Iterator[Agent]:  # noqa: ARG001
    """Not started yet."""
    made = Agent(state, IMPATIENT)
    thread = threading.Thread(target=made.run)
    made.start = thread.start  # type: ignore[attr-defined]
    yield made
    made.stop()
    thread.join()


def loop(agent: Agent, name: str) -> Loop:
    return next(each for each in agent._loops if each.name == name)


def begin(agent: Agent) -> None:
    agent.start()  # type: ignore[attr-defined]


def test_an_agent_that_asked_for_a_lease_is_ready_and_alive(
    agent: Agent, manager: ServiceManager
) -> None:
    begin(agent)
    until(lambda: manager.heard("READY=1"))
    until(lambda: manager.status == "active, connected", lambda: manager.lines)
    for _ in range(2):
        until(manager.fed_again)


def test_a_dead_network_is_known_and_waited_for(
    agent: Agent, manager: ServiceManager, centre: FakeCentre
) -> None:
    centre.server_close()
    centre.shutdown()
    begin(agent)
    until(lambda: manager.heard("READY=1"))
    until(lambda: manager.status.endswith("not connected: unreachable"), lambda: manager.lines)
    until(manager.fed_again)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["heartbeat", "upload", "local"])
def test_a_loop_that_hangs_starves_the_watchdog(
    agent: Agent, manager: ServiceManager, name: str
) -> None:
    hangs = threading.Event()
    hung = loop(agent, name)
    step = hung._step

    def held() -> float:
        if ready.is_set():
            hangs.wait()
        return step()

    ready = threading.Event()
    hung._step = held
    begin(agent)
    try:
        until(lambda: manager.heard("WATCHDOG=1"))
        ready.set()
        hung._patience = 0.2  # now: steps that only wait for others take longer
        until(lambda: manager.status == f"hangs: {name}", lambda: manager.lines, hung.retry_now)
        assert manager.starves(3.0)
    finally:
        hangs.set()


def test_bytes_that_come_slowly_are_no_hanging(agent: Agent) -> None:
    """A large list over a thin line takes hours."""
    said: list[bool] = []
    one = loop(agent, "refresh")

    def download() -> float:
        one._since = float("-inf")  # it began long ago
        said.append(one.hangs)
        agent._note_bytes()
        said.append(one.hangs)
        agent.stop()
        return 0.0

    one._step = download
    begin(agent)
    until(lambda: len(said) >= 2)
    assert said[:2] == [True, False]


def test_no_lease_no_readiness(
    agent: Agent, manager: ServiceManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answered = threading.Event(), threading.Event()
    send = agent._heartbeats.send

    def slow() -> Lease:
        asked.set()
        answered.wait()
        return send()

    monkeypatch.setattr(agent._heartbeats, "send", slow)
    begin(agent)
    asked.wait()
    assert manager.starves(3.0)
    assert not manager.heard("READY=1")
    answered.set()
    until(lambda: manager.heard("READY=1"))
