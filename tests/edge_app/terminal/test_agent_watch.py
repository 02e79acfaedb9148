"""The agent's word of the data centre: heeded at once, and not after it has fallen silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import pytest

from edge_app.terminal.agent_watch import CONNECTING_S, WORD_AGE_S, AgentWatch, Link
from sync.terminal.agent_state import AgentStatus
from sync.terminal.spool import Spool
from sync.terminal.wake import Listener, Waker


class Watched:
    """A watch over a real spool and socket, with a clock that a test sets."""

    def __init__(self, folder: Path) -> None:
        self.now = 1000.0
        self.spool, self.socket = Spool(folder / "spool.db"), folder / "agent.sock"
        self.watch = AgentWatch(self.spool, Waker(self.socket), lambda: self.now)

    def says(self, **fields: object) -> Link:
        status = AgentStatus(**fields)  # type: ignore[arg-type]
        self.spool.put_status("agent", asdict(status), datetime.now(UTC))
        self.watch.read()
        return self.watch.link()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    made = Watched(tmp_path)
    with made.spool:
        yield made


def test_its_word_is_taken(watched: Watched) -> None:
    with Listener(watched.socket):
        assert watched.says(connected=True) is Link.CONNECTED
        assert watched.says(error="unreachable") is Link.OUT
        assert watched.says(connected=True) is Link.CONNECTED


def test_at_the_start_nothing_is_out_until_it_was_tried_or_the_time_is_over(
    watched: Watched,
) -> None:
    assert watched.watch.link() is Link.CONNECTING
    with Listener(watched.socket):
        assert watched.says() is Link.CONNECTING
        watched.now += CONNECTING_S + 1
        assert watched.says() is Link.OUT


def test_an_agent_that_does_not_run_is_not_believed(watched: Watched) -> None:
    watched.now += CONNECTING_S + 1
    with Listener(watched.socket):
        assert watched.says(connected=True) is Link.CONNECTED
    watched.watch.read()  # it left its last word behind
    assert watched.watch.link() is Link.OUT


def test_a_word_that_cannot_be_read_anew_grows_old(watched: Watched) -> None:
    with Listener(watched.socket):
        assert watched.says(connected=True) is Link.CONNECTED
        watched.now += WORD_AGE_S + 0.1
        assert watched.watch.link() is Link.OUT
