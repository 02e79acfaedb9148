"""`gapura provision init`: what is wrong with a ticket is said in one line, and what to do."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.protocol.ticket import Ticket
from sync.terminal.state import TerminalState
from tests.sync.terminal.conftest import centre as centre
from tests.sync.terminal.conftest import state as state
from tests.sync.terminal.conftest import whole as whole
from tests.sync.terminal.whole_centre import WholeCentre

ROOT = Path(__file__).resolve().parents[3]
GAPURA = (sys.executable, "-m", "edge_app.cli")
INIT = (*GAPURA, "provision", "init", "--ticket", "-", "--lane", "Jalur 2")


def init(folder: Path, ticket: bytes, *options: str) -> tuple[int, str]:
    """The exit status, and what stands on stderr; the ticket comes by stdin, as from a pipe."""
    done = subprocess.run(
        [*INIT, "--state", str(folder), *options],
        cwd=ROOT,
        input=ticket,
        capture_output=True,
        check=False,
    )
    return done.returncode, done.stderr.decode()


def changed(**values: object) -> Callable[[Ticket], Ticket]:
    return lambda ticket: ticket.model_copy(update=values)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (changed(token="b" * 26), "the ticket was used, or withdrawn; ask the data centre"),
        (
            changed(token="b" * 26, expires_at=datetime.now(UTC) - timedelta(days=1)),
            "the ticket has ended; ask the data centre for a new one",
        ),
    ],
)
def test_a_ticket_that_is_good_no_more(
    whole: WholeCentre, tmp_path: Path, change: Callable[[Ticket], Ticket], says: str
) -> None:
    status, said = init(tmp_path / "terminal", change(whole.ticket()).to_json())
    assert (status, said.count("\n")) == (2, 1)
    assert says in said
    assert "internet" not in said
    assert "b" * 26 not in said
    assert not TerminalState(tmp_path / "terminal").config_file.exists()


def test_whether_a_ticket_has_ended_the_data_centre_s_clock_says(
    whole: WholeCentre, tmp_path: Path
) -> None:
    """This device's may never have been set."""
    ticket = whole.ticket().model_copy(update={"token": "b" * 26})
    whole.skew = timedelta(days=3)
    _, said = init(tmp_path / "terminal", ticket.to_json())
    assert "the ticket has ended" in said


@pytest.mark.parametrize("left", [0.0, 0.001, 0.5, 0.99])
def test_a_ticket_that_was_cut_is_told_and_leaves_nothing(
    whole: WholeCentre, tmp_path: Path, left: float
) -> None:
    ticket = whole.ticket().to_json()
    status, said = init(tmp_path / "terminal", ticket[: int(left * len(ticket))])
    assert (status, said.count("\n")) == (2, 1)
    assert ("is no whole ticket" if left else "is no ticket of a data centre") in said
    assert not (tmp_path / "terminal").exists()


@pytest.mark.parametrize("other", [{"checkpoint_id": "gate-9"}, {"centre_id": "another"}])
def test_a_ticket_of_another_lane_takes_no_terminal_over(
    whole: WholeCentre, state: TerminalState, other: dict[str, str]
) -> None:
    before = state.config_file.read_bytes()
    ticket = whole.ticket().model_copy(update=other)
    for options in ((), ("--wait",)):
        status, said = init(state.root, ticket.to_json(), *options)
        assert (status, said.count("\n")) == (2, 1)
        assert f"holds terminal {state.config().terminal_id}" in said
    assert "another than it is to become" in said
    assert state.config_file.read_bytes() == before
