"""A terminal whose kiosk and agent are two users' processes, as the units run them."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sync.protocol.envelope.signatures import SigningKey
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.owners import TerminalOwners, give_terminal
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.edge_app.terminal.terminal_fixtures import OBAMA, Centre, Person, mirror, provision
from tests.end_to_end.system import GAPURA, ROOT, environment
from tests.fakes.service_manager import ServiceManager, service_manager
from tests.sync.central.keeper.two_users import reachable
from tests.sync.terminal.fake_centre import new_authority
from tests.waiting import PATIENCE_S, until

KIOSK, AGENT, BOTH = 61001, 61002, 61003  # of nobody

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root starts processes as two users"),
]


@pytest.fixture
def state() -> Iterator[TerminalState]:
    """A terminal of root's that holds a list, in a folder that others can enter."""
    folder = Path(tempfile.mkdtemp(prefix="gapura-users-"))
    folder.chmod(0o711)
    now = datetime.now(UTC)
    try:
        centre = Centre(folder / "centre", now, expires_at=now + timedelta(days=300))
        centre.checkpoint("list-dpo")
        centre.snapshot(1, Person(OBAMA, "Obama", [np.eye(128, dtype=np.float32)[0]]))
        made = provision(folder / "terminal", centre, SigningKey.generate())
        made.authority.write_bytes(new_authority()[1])
        mirror(centre, made, now)
        yield made
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def running(
    user: int, name: str, state: TerminalState, weights: Path, *options: str
) -> Iterator[ServiceManager]:
    """`gapura NAME` as that user, with the umask of the units; it ends in order."""
    own = state.root.parent / name
    own.mkdir()
    os.chown(own, user, user)
    become = [
        "setpriv",
        f"--reuid={user}",
        f"--regid={user}",
        f"--groups={BOTH}",
        "--inh-caps=-all",
    ]
    command = [*become, "sh", "-c", 'umask 0007; exec "$@"', "sh", *GAPURA, name]
    with service_manager(own) as manager:
        os.chown(manager.address, user, user)
        with subprocess.Popen(
            [*reachable(), *command, "--state", str(state.root), *options],
            cwd=ROOT,
            env=environment(
                NOTIFY_SOCKET=manager.address, GAPURA_WEIGHTS=str(weights), HOME=str(own)
            ),
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            try:
                until(
                    lambda: manager.heard("READY=1") or process.poll() is not None,
                    lambda: manager.lines,
                )
                assert process.poll() is None, process.communicate()[1]
                yield manager
                process.send_signal(signal.SIGTERM)
                assert process.wait(PATIENCE_S) == 0, process.communicate()[1]
            finally:
                process.kill()


def serves(state: TerminalState) -> bool:
    with Spool(state.spool) as spool:
        seen = read_kiosk_status(spool)
    held = seen.status.collections if seen is not None and seen.status is not None else ()
    return [one.state for one in held] == ["serving"]


def test_both_work_on_one_folder_and_the_agent_wakes_the_kiosk(
    state: TerminalState, weights: Path
) -> None:
    give_terminal(state, TerminalOwners((KIOSK, KIOSK), (AGENT, AGENT), BOTH))
    with (
        running(KIOSK, "kiosk", state, weights, "--source", "none", "--headless") as kiosk,
        running(AGENT, "agent", state, weights) as agent,
    ):
        until(lambda: serves(state), lambda: kiosk.lines)
        until(lambda: agent.status.endswith("not connected: unreachable"), lambda: agent.lines)
        until(agent.fed_again)
        until(kiosk.fed_again)
        owners = {each.stat().st_uid for each in state.kiosk_store.parent.rglob("*")}
        assert owners == {KIOSK}
        assert {state.kiosk_socket.stat().st_uid, state.agent_socket.stat().st_uid} == {
            KIOSK,
            AGENT,
        }
        for told, keys in (
            (status(state, 0), {"ok"}),
            (status(state, KIOSK), {"another user's", "ok"}),
        ):
            assert told["agent_runs"] is True
            assert set(told["credentials"].values()) == keys
        made = [each for each in state.root.rglob("*") if not each.is_symlink()]
        assert {each.stat().st_mode & 0o002 for each in made} == {0}
    assert status(state, KIOSK)["agent_runs"] is False


def status(state: TerminalState, user: int) -> dict[str, Any]:
    """What `provision status` says to that user."""
    become = [
        "setpriv",
        f"--reuid={user}",
        f"--regid={user}",
        f"--groups={BOTH}",
        "--inh-caps=-all",
    ]
    done = subprocess.run(
        [*reachable(), *become, *GAPURA, "provision", "status", "--state", state.root, "--json"],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    return told
