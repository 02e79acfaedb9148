"""The root of `gapura agent`: one process, its lock, its signals, its log."""

from __future__ import annotations

import logging
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from sync.logs import setup_logging
from sync.private_memory import warn_of_exposure
from sync.terminal.agent import Agent
from sync.terminal.agent_state import AgentStatus
from sync.terminal.bare_agent import BareAgent
from sync.terminal.lock import only_one
from sync.terminal.state import TerminalState

log = logging.getLogger(__name__)


def run_agent(folder: Path, tell: Callable[[AgentStatus], None]) -> None:
    """Run the agent of the terminal in `folder` until SIGTERM or SIGINT; `tell` gets each status.

    In a bare folder it waits for what the kiosk reads off a ticket, and is a terminal's agent once
    there is one. Raise StateError: no such folder, damaged, or an agent runs there already.
    """
    state = TerminalState(folder)
    bare = state.is_bare
    if not bare:
        state.config()  # before anything is made in a folder that is no terminal's
    setup_logging()
    warn_of_exposure(log)
    with only_one(state.agent_lock, "an agent"):
        if bare:
            waiting = BareAgent(state)
            _end_by_signals(waiting.stop)
            if not waiting.run(time.monotonic):
                return
        moved = True
        while moved:
            agent = Agent(state, on_status=tell)
            _end_by_signals(agent.stop)
            agent.run()
            moved = agent.moved


def _end_by_signals(stop: Callable[[], None]) -> None:
    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  signal's signature
        stop()

    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, end)
