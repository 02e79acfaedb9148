"""What an officer decides at a gate is seen at the data centre, through every process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from edge_app.demo.centre import CHECKPOINT
from edge_app.demo.system import DemoSystem
from edge_app.store.entries import Verification
from models.networks import expected_networks
from sync.central.centre import Centre
from sync.central.registry import terminals
from sync.central.registry.arrivals import ArrivalState, arrivals
from sync.central.registry.schema import Terminal
from sync.central.registry.verifications import verifications
from sync.protocol.content import Visitor
from sync.protocol.envelope.random_values import random_id
from sync.protocol.jakarta import jakarta_day
from tests.waiting import until


@pytest.fixture(scope="module")
def system(weights: Path) -> Iterator[DemoSystem]:  # noqa: ARG001  needed by it
    with DemoSystem(1, lambda _: None) as running:
        yield running


def expected(system: DemoSystem) -> dict[str, Visitor]:
    held = until(system.running.terminal.collections.visitors)
    return {one.name: one for manifest in held for one in manifest.visitors}


def test_the_terminal_knows_who_works_and_who_is_expected(system: DemoSystem) -> None:
    people = expected(system)
    assert people["Eileen Collins"].template
    assert [name for name, one in people.items() if one.listed_family] == ["Ratna Kusumawati"]
    held = until(system.running.terminal.collections.officers)
    assert {one.number for roster in held for one in roster.officers} == {
        account.number for account in system.accounts
    }


def test_a_visitor_who_is_let_in_has_come_at_the_data_centre(system: DemoSystem) -> None:
    collins = expected(system)["Eileen Collins"]
    verified = Verification(
        random_id(), "1001", "visitor", collins.visitor_id, "yes", True, 0.7, 0.4, True
    )
    system.running.terminal.store.verified(verified, collins.name)
    with Centre.open(system.centre.home) as centre:

        def brought() -> Any:
            with centre.registry.session() as session:
                return list(verifications(session, centre.vault, CHECKPOINT))

        (found,) = until(brought)
        with centre.registry.session() as session:
            day = arrivals(session, centre.vault, CHECKPOINT, jakarta_day(datetime.now(UTC)))
    assert found.verified.verification_id == verified.verification_id
    assert (found.verified.officer, found.verified.live) == ("1001", True)
    came = [each.visitor.name for each in day.expected if each.state is ArrivalState.CAME]
    assert came == ["Eileen Collins"]


def test_the_data_centre_knows_the_terminals_chain_and_what_it_runs(
    system: DemoSystem,
) -> None:
    with Centre.open(system.centre.home) as centre:

        def said() -> Any:
            with centre.registry.session() as session:
                (terminal,) = terminals.fleet(session, datetime.now(UTC))
                row = session.get_one(Terminal, terminal.terminal_id)
                known = row.chain_rows
            whole = terminal.report is not None and terminal.report.networks and known
            return terminal if whole else None

        found = until(said)
        assert found.chain_cut_at is None
        assert found.report.networks == expected_networks(), "what it opened, as it was read"
        codes = {each.code for each in found.troubles}
        assert codes & {"model", "software", "report-silent", "report-refused"} == set()
