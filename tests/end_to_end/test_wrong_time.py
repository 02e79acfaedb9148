"""A wrong clock anywhere, or a stolen key of the data centre, wipes no terminal and stops none.

The real server, under a wrong clock, beside real agents and kiosks; a thief with `statements.key`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cv2
import pytest
from click.testing import CliRunner

from edge_app.cli import cli
from edge_app.terminal.terminal import Terminal
from sync.central.exchange import statements
from sync.central.registry.schema import Terminal as TerminalRow
from sync.protocol.envelope.random_values import random_id
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.statements import kept_lease, lease_facts
from tests.end_to_end.system import (
    GAPURA,
    ROOT,
    ListedCentre,
    agent,
    environment,
    held,
    members,
    picture,
)
from tests.end_to_end.wrong_clocks import wrong_clock
from tests.present import present
from tests.waiting import until

SHARED = Path("/dev/shm")  # noqa: S108  where faketime notes what its processes share
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
DAY = timedelta(days=1)


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ListedCentre]:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with ListedCentre(tmp_path) as made:
        made.persons = made.people(range(3))
        made.add(made.persons)
        made.publish()
        made.start()
        yield made


def faketime(offset: str) -> list[str]:
    """What stands before a command whose clocks are to be wrong, in one process."""
    if not LIBRARIES:
        pytest.skip("Debian's faketime is not installed: packaging/debian-packages.txt")
    return ["/usr/bin/env", f"LD_PRELOAD={LIBRARIES[0]}", f"FAKETIME={offset}"]


def serves(terminal: Terminal) -> bool:
    found = held(terminal)
    return found is not None and found.state == "serving"


def lease_until(centre: ListedCentre, state: TerminalState) -> datetime | None:
    with centre.centre.registry.session() as session:
        return session.get_one(TerminalRow, state.config().terminal_id).lease_until


def lease_nonce(state: TerminalState, centre: ListedCentre) -> str:
    config = state.config()
    with Spool(state.spool) as spool:
        key = (centre.centre.statements.public,)
        return present(kept_lease(spool.fact, key, config.terminal_id)).lease.nonce


def wiped(state: TerminalState) -> bool:
    return not list(state.content_keys.iterdir()) or not list(state.targets.rglob("*.snapshot"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "wrong_by",
    [
        pytest.param(timedelta(seconds=7), id="+7s"),
        pytest.param(10 * DAY, id="+10d"),
        pytest.param(730 * DAY, id="+730d"),
        pytest.param(-10 * DAY, id="-10d"),
    ],
)
def test_a_data_centre_whose_clock_is_wrong_for_a_while_wipes_nobody(
    centre: ListedCentre, tmp_path: Path, wrong_by: timedelta, caplog: pytest.LogCaptureFixture
) -> None:
    state = centre.provision(tmp_path / "terminal")
    terminal = Terminal(state)
    try:
        with agent(state):
            until(lambda: serves(terminal), "the list")
            before = present(lease_until(centre, state))
            centre.stop()
            centre.start(gapura=[*wrong_clock(tmp_path, wrong_by), *GAPURA])
            ends = time.monotonic() + 7
            while time.monotonic() < ends:
                assert serves(terminal)
                time.sleep(0.2)
            wrong = present(lease_until(centre, state))
            centre.stop()
            centre.start()
            last = lease_nonce(state, centre)
            until(lambda: lease_nonce(state, centre) != last, "a lease of the right clock")
            until(lambda: serves(terminal), "the list")
            assert members(terminal) == frozenset(centre.persons)
            assert not wiped(state)
            assert abs(terminal.clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
            assert terminal.sync._lease.held is not None
    finally:
        terminal.stop()
    if abs(wrong_by) > timedelta(minutes=1):  # less is no jump
        assert abs(wrong - before) < timedelta(hours=1), "it signed no lease"
        assert "nothing is signed" in centre.log.read_text()
    caplog.clear()


@pytest.mark.slow
def test_the_operator_reads_that_nothing_is_signed(centre: ListedCentre) -> None:
    centre.centre.clock.require()

    def said(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*faketime("+10d"), *GAPURA, "central", *arguments]
        return subprocess.run(
            [*command, "--home", str(centre.home)],
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
            cwd=ROOT,
        )

    shown = said("clock", "show", "--json")
    assert shown.returncode == 1
    assert json.loads(shown.stdout)["signed_with"] is False
    assert "10 days ahead" in json.loads(shown.stdout)["reason"]
    assert "nothing is signed" in said("status").stdout
    refused = said("publish")
    assert refused.returncode == 2
    assert len(refused.stderr.strip().splitlines()) == 1
    right = CliRunner().invoke(cli, ["central", "clock", "show", "--home", str(centre.home)])
    assert right.exit_code == 0, right.output


@pytest.mark.slow
def test_a_thief_of_the_statements_key_pushes_no_terminal_out_of_service(
    centre: ListedCentre, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = centre.provision(tmp_path / "terminal")
    terminal = Terminal(state)
    config = state.config()

    def forged(at: datetime, kiosk_nonce: str) -> None:
        """What the agent would keep of it, or an agent that was broken into."""
        nonce = random_id()
        made = statements.lease(
            centre.centre.statements, config.terminal_id, nonce, at, at + 7 * DAY, kiosk_nonce
        )
        with Spool(state.spool) as spool:
            spool.put_facts(lease_facts(made, nonce, at))

    try:
        with agent(state):
            until(lambda: serves(terminal), "the list")
        for _ in range(3):
            forged(datetime(2099, 1, 1, tzinfo=UTC), terminal.sync._lease.nonces.current)
            assert serves(terminal)
        assert terminal.clock.doubt > 365 * DAY
        assert abs(terminal.clock.judged() - datetime.now(UTC)) < timedelta(minutes=1)
        assert not wiped(state)
        terminal.stop()
        terminal = Terminal(state)
        with agent(state):
            until(lambda: serves(terminal) and not terminal.clock.doubt, "a true lease")
            assert abs(terminal.clock.now() - datetime.now(UTC)) < timedelta(minutes=1)
    finally:
        terminal.stop()
    caplog.clear()


@pytest.mark.slow
@pytest.mark.parametrize("counter", ["the system's clock alone", "every clock"])
def test_a_kiosk_started_once_with_a_wrong_clock_loses_nothing(
    centre: ListedCentre, tmp_path: Path, counter: str
) -> None:
    """Case 07: `faketime '+10d' gapura kiosk` without a network, then with the right clock."""
    state = centre.provision(tmp_path / "terminal")
    terminal = Terminal(state)
    try:
        with agent(state):
            until(lambda: serves(terminal), "the list")
    finally:
        terminal.stop()
    centre.stop()
    cv2.imwrite(str(tmp_path / "face.jpg"), picture(1, 112))
    command = [sys.executable, "-m", "tests.end_to_end.light_kiosk", str(state.root)]

    def run(journal: str, *before: str) -> list[str]:
        place = tmp_path / journal
        more = {"FAKETIME_DONT_FAKE_MONOTONIC": "1"} if counter != "every clock" else {}
        with (tmp_path / f"{journal}.log").open("wb") as log:
            running = subprocess.Popen(
                [*before, *command, str(place), str(tmp_path / "face.jpg")],
                stdout=log,
                stderr=log,
                env=environment(**more),
                cwd=ROOT,
            )
            try:
                with Spool(state.spool) as spool:
                    status = present(spool.status("kiosk")).value
                    until(
                        lambda: (
                            present(spool.status("kiosk")).value["lease_nonce"]
                            != status["lease_nonce"]
                        ),
                        "a look of the kiosk",
                    )
                if not before:
                    until(lambda: "served" in place.read_text(), "the list")
                else:
                    time.sleep(3)
            finally:
                running.kill()  # under a clock that stands wrong a thread's timed wait may not end
                running.wait()
                for left in SHARED.glob(f"*faketime_s*_{running.pid}"):
                    left.unlink()  # a faketime that is killed does not
        return place.read_text().splitlines()

    run("wrong", *faketime("+10d"))
    assert not wiped(state)
    assert any(line.startswith("served 1 3 ") for line in run("right"))
