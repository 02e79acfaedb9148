"""Networks that one meets at a gate: the real agent, a real server, a bad cable between them.

What a network does may delay; it loses, doubles and forges nothing, and the agent says in words
what is wrong.
"""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import psycopg
import pytest

from edge_app.demo.cable import Cable
from edge_app.terminal.terminal import Terminal
from sync.protocol.envelope.random_values import random_id
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.timeouts import Timeouts
from tests.end_to_end.outbox import Outbox
from tests.end_to_end.system import HOST, DataCentre, ListedCentre, agent, held, members
from tests.fakes.network import (
    CorruptingCable,
    FlappingCable,
    PortalCable,
    SlowCable,
    StalledCable,
)
from tests.fakes.proxies import SayingProxy

# The private cluster that other tests use; skipped with a reason where there is none.
from tests.sync.central.conftest import postgresql as postgresql
from tests.waiting import until


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ListedCentre]:
    """Served; a list of four, of which each test may remove and add."""
    with ListedCentre(tmp_path_factory.mktemp("network")) as made:
        made.persons = made.people(range(40))
        made.add(made.persons[:4])
        made.last = 3
        made.publish()
        made.start()
        yield made


@pytest.fixture
def state(centre: ListedCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TerminalState:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    return centre.provision(tmp_path / "terminal")


@contextmanager
def kiosk(state: TerminalState) -> Iterator[Terminal]:
    terminal = Terminal(state)
    try:
        yield terminal
    finally:
        terminal.stop()


@contextmanager
def through(state: TerminalState, cable: Cable) -> Iterator[Cable]:
    """The terminal's only way to the data centre is `cable`."""
    with cable:
        config = state.config()
        url = f"https://{HOST}:{cable.port}"
        state.write_config(config.model_copy(update={"url": url}))
        try:
            yield cable
        finally:
            state.write_config(config)


def serves(terminal: Terminal, centre: ListedCentre) -> bool:
    found = held(terminal)
    return found is not None and (found.version, found.state) == (centre.version(), "serving")


def standing(state: TerminalState, terminal: Terminal) -> Callable[[], str]:
    """What the list waits for, for a test that fails."""
    return lambda: f"the list ({says(state)}, {held(terminal)})"


def is_delivered(centre: DataCentre, state: TerminalState) -> bool:
    return not Outbox(centre, state).waiting()


def changed(centre: ListedCentre) -> frozenset[str]:
    """One more on the list; who is on it now."""
    centre.last += 1
    centre.add([centre.persons[centre.last]])
    centre.publish()
    return frozenset(centre.persons[: centre.last + 1])


def says(state: TerminalState) -> tuple[str, str]:
    """The agent's code for the screen and its words."""
    with Spool(state.spool) as spool:
        status = spool.status("agent")
    return (status.value["error"], status.value["text"]) if status else ("", "")


def test_pulled_and_plugged_again(centre: ListedCentre, state: TerminalState) -> None:
    outbox = Outbox(centre, state)
    with through(state, Cable(centre.port)) as cable, agent(state), kiosk(state) as terminal:
        until(lambda: serves(terminal, centre), standing(state, terminal))
        cable.pull()
        waiting, persons = outbox.put(30), changed(centre)
        until(lambda: says(state)[0] == "unreachable", "the status")
        assert not outbox.delivered()
        terminal.sync.poll()
        assert members(terminal) < persons  # what was served is served on
        cable.plug()
        until(lambda: not outbox.waiting(), "the last result")
        until(lambda: serves(terminal, centre), "the new version")
        assert members(terminal) == persons
    assert outbox.delivered().keys() == waiting


@pytest.mark.slow
def test_two_kilobytes_a_second(centre: ListedCentre, state: TerminalState) -> None:
    outbox = Outbox(centre, state)
    with kiosk(state) as terminal:
        with agent(state):
            until(lambda: serves(terminal, centre), standing(state, terminal))
        persons = changed(centre)
        with through(state, SlowCable(centre.port, 2000)), agent(state, Timeouts()):
            waiting = outbox.put(5)
            until(lambda: serves(terminal, centre), "the delta")
            assert members(terminal) == persons
            until(lambda: not outbox.waiting(), "the last result")
    assert outbox.delivered().keys() == waiting


@pytest.mark.slow
def test_every_connection_breaks_after_some_bytes(
    centre: ListedCentre, state: TerminalState, caplog: pytest.LogCaptureFixture
) -> None:
    outbox = Outbox(centre, state)
    with (
        through(state, FlappingCable(centre.port, 5, 100_000)),
        agent(state),
        kiosk(state) as terminal,
    ):
        waiting = outbox.put(40)
        until(lambda: serves(terminal, centre), standing(state, terminal))
        until(lambda: not outbox.waiting(), "the last result")
        assert members(terminal) == frozenset(centre.persons[: centre.last + 1])
    assert outbox.delivered().keys() == waiting
    caplog.clear()  # the kiosk said what it lacked meanwhile


def test_flipped_bits_are_never_accepted(
    centre: ListedCentre, state: TerminalState, caplog: pytest.LogCaptureFixture
) -> None:
    outbox = Outbox(centre, state)
    with through(state, CorruptingCable(centre.port, 6)), agent(state), kiosk(state) as terminal:
        waiting = outbox.put(20)
        for _ in range(40):
            terminal.sync.poll()
            assert members(terminal) in (
                frozenset(),
                frozenset(centre.persons[: centre.last + 1]),
            )
            threading.Event().wait(0.05)
    with agent(state), kiosk(state) as terminal:  # an honest cable again
        until(lambda: serves(terminal, centre), standing(state, terminal))
        until(lambda: not outbox.waiting(), "the last result")
    assert outbox.delivered().keys() == waiting
    caplog.clear()


def test_a_peer_that_hardly_answers_is_given_up(centre: ListedCentre, state: TerminalState) -> None:
    outbox = Outbox(centre, state)
    with (
        through(state, StalledCable(centre.port)) as cable,
        agent(state),
        kiosk(state) as terminal,
    ):
        waiting = outbox.put(3)
        until(lambda: says(state)[0] == "unreachable", "the status")
        cable.carry = partial(Cable.carry, cable)  # type: ignore[method-assign]
        cable._run(cable._drop())
        until(lambda: serves(terminal, centre), standing(state, terminal))
        until(lambda: not outbox.waiting(), "the last result")
    assert outbox.delivered().keys() == waiting


def test_a_captive_portal_is_named_and_recovered_from(
    centre: ListedCentre, state: TerminalState
) -> None:
    outbox = Outbox(centre, state)
    with through(state, PortalCable(centre.port)) as cable, agent(state), kiosk(state) as terminal:
        waiting = outbox.put(3)
        until(lambda: says(state)[0] == "unreachable", lambda: says(state))
        assert f"{cable.port} does not answer" in says(state)[1]
        assert held(terminal) is None
        cable.carry = partial(Cable.carry, cable)  # type: ignore[method-assign]
        until(lambda: serves(terminal, centre), standing(state, terminal))
        until(lambda: not outbox.waiting(), "the last result")
    assert outbox.delivered().keys() == waiting


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 9\r\n\r\n<p>Log in",
        b"<html>what is CONNECT?</html>",
    ],
    ids=["407", "a page", "no HTTP"],
)
def test_a_proxy_that_refuses_is_named_and_recovered_from(
    centre: ListedCentre, state: TerminalState, answer: bytes
) -> None:
    outbox = Outbox(centre, state)
    with SayingProxy(answer) as proxy:
        config = state.config()
        state.write_config(config.model_copy(update={"proxy": f"http://{HOST}:{proxy.port}"}))
        with agent(state), kiosk(state) as terminal:
            waiting = outbox.put(3)
            until(lambda: says(state)[0] == "unreachable", "the status")
            if b"407" in answer:
                until(lambda: "the proxy refuses: 407" in says(state)[1], "its words")
            assert held(terminal) is None
            proxy.answer = None
            until(lambda: serves(terminal, centre), standing(state, terminal))
            until(lambda: not outbox.waiting(), "the last result")
    assert outbox.delivered().keys() == waiting
    assert proxy.passed


@pytest.mark.slow
def test_two_workers_on_postgresql_take_overlapping_results_once(
    postgresql: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    name = f"t{random_id()}"
    with psycopg.connect(postgresql, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    with DataCentre(tmp_path, postgresql.replace("/postgres?", f"/{name}?")) as centre:
        centre.add(centre.people(range(4)))
        centre.publish()
        centre.start(workers=2)
        first, second = (centre.provision(tmp_path / f"terminal{n}") for n in (1, 2))
        put = [Outbox(centre, first).put(80), Outbox(centre, second).put(80)]
        # A backup of the first terminal was brought back beside it: the same results go up twice.
        copy = TerminalState(tmp_path / "copy")
        shutil.copytree(first.root, copy.root)
        with agent(first), agent(second), agent(copy):
            for one in (first, second, copy):
                until(partial(is_delivered, centre, one), "the last result")
        assert Outbox(centre, first).delivered().keys() == put[0]
        assert Outbox(centre, second).delivered().keys() == put[1]
        assert set(centre.received().values()) == {1}
        assert len(centre.received()) == 160
