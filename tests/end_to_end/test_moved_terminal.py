"""A terminal that was moved: over its next lease kiosk and agent stand at the other checkpoint."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from edge_app.terminal.terminal import Terminal
from sync.central.registry import checkpoints, proposals, terminal_places
from sync.central.registry.checkpoints import Settings
from sync.central.registry.terminal_places import MoveTerminal
from sync.central.registry.terminals import fleet
from sync.terminal.state import TerminalState
from tests.end_to_end.fake_lane import FakeLane, alert_of
from tests.end_to_end.system import (
    APPROVES,
    CHECKPOINT,
    PROPOSES,
    ListedCentre,
    agent,
    picture,
)
from tests.waiting import until

OTHER = "taman"


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[ListedCentre]:
    with ListedCentre(tmp_path) as made:
        with made.centre.registry.transaction() as session:
            checkpoints.put(
                session,
                OTHER,
                "Taman",
                Settings(),
                may_verify=True,
                may_identify=False,
                operator_id=PROPOSES,
                now=datetime.now(UTC),
            )
        made.persons = made.people(range(3))
        made.add(made.persons)
        made.publish()
        made.start()
        yield made


def move(centre: ListedCentre, state: TerminalState) -> None:
    change = MoveTerminal(terminal=state.config().terminal_id, checkpoint_id=OTHER, lane="Lajur 9")
    registry, vault, now = centre.centre.registry, centre.centre.vault, datetime.now(UTC)
    with registry.transaction() as session:
        number = proposals.propose(session, vault, change, PROPOSES, now)
    with registry.transaction() as session:
        proposals.approve(session, vault, number, APPROVES, now)


@pytest.mark.slow
def test_lists_go_alerts_stay_and_results_of_before_still_count(
    centre: ListedCentre, tmp_path: Path
) -> None:
    state = centre.provision(tmp_path / "terminal")
    terminal, lane = Terminal(state), FakeLane()
    terminal.start(cast("Any", lane))
    with agent(state):
        until(lambda: lane.lists, "the list")
        (held,) = lane.lists
    terminal.store.raised(alert_of(held, centre.persons[0], picture(1)))
    until(lambda: not terminal.store.unwritten, "the alert, with the network away")
    move(centre, state)
    with agent(state) as before:
        until(lambda: terminal.sync.moved.is_set(), "the kiosk hears")
        until(lambda: before.moved, "the agent sees")
    terminal.stop()
    config = state.config()
    assert (config.checkpoint_id, config.lane) == (OTHER, "Lajur 9")

    terminal, lane = Terminal(state), FakeLane()
    terminal.start(cast("Any", lane))
    try:
        with agent(state):
            until(lambda: not list(state.targets.rglob("*.snapshot")), "the list's end on the disk")
            assert lane.lists == ()
            until(lambda: centre.received(), "the alert of before the move")
        assert not terminal.sync.moved.is_set(), "once"
    finally:
        terminal.stop()
    with centre.centre.registry.session() as session:
        (row,) = fleet(session, datetime.now(UTC))
        told = [each.words for each in terminal_places.history(session, row.terminal_id)]
    assert (row.checkpoint_id, row.lane) == (OTHER, "Lajur 9")
    assert told[-1] == f"moved, from {CHECKPOINT} Lajur 1 to {OTHER} Lajur 9"
