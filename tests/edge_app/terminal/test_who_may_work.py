"""Who may work at a terminal: nobody, until accounts are there or the signed configuration says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.protocol import content, package, wire
from tests.edge_app.terminal.terminal_fixtures import Centre, PolledTerminal

OFFICER = content.Officer(
    number="P-1", name="Sari", role=content.OfficerRole.OFFICER, pin_verifier="$argon2id$v=19$x"
)


@pytest.fixture
def hand(tmp_path: Path) -> Iterator[PolledTerminal]:
    made = PolledTerminal(tmp_path / "terminal", Centre(tmp_path / "centre"))
    yield made
    made.terminal.stop()


def test_a_checkpoint_without_officers_lets_nobody_work(hand: PolledTerminal) -> None:
    hand.centre.checkpoint("list-dpo")
    hand.poll()
    assert hand.terminal.officers() == ()


def test_officers_that_have_not_arrived_let_nobody_work(hand: PolledTerminal) -> None:
    hand.centre.checkpoint("list-dpo", "officers-gate")
    hand.poll()
    assert hand.terminal.officers() == ()
    hand.centre.put("officers-gate", 1, {package.OFFICERS: OFFICER.to_json() + b"\n"})
    hand.poll()
    assert hand.terminal.officers() == (OFFICER,)


def test_officers_who_were_taken_away_let_nobody_work(hand: PolledTerminal) -> None:
    hand.centre.checkpoint("officers-gate")
    hand.centre.put("officers-gate", 1, {package.OFFICERS: OFFICER.to_json() + b"\n"})
    hand.poll()
    hand.centre.checkpoint("list-dpo")
    hand.poll()
    assert hand.terminal.officers() == ()


def test_only_the_signed_configuration_opens_a_checkpoint(hand: PolledTerminal) -> None:
    hand.centre.sign_in = False
    hand.centre.checkpoint("list-dpo")
    hand.poll()
    assert hand.terminal.officers() is None
    hand.centre.sign_in = True
    hand.centre.checkpoint("list-dpo")
    hand.poll()
    assert hand.terminal.officers() == ()


@pytest.mark.parametrize("written", [None, True])
def test_a_configuration_that_says_nothing_of_it_asks_for_accounts(written: bool | None) -> None:
    fields = {
        "checkpoint_id": "gate",
        "collections": ["list-dpo"],
        "lease_days": 7,
        "stale_after_hours": 24,
        "outdated_after_hours": 72,
        "centre": "AA==",
    }
    if written is not None:
        fields["sign_in"] = written
    assert wire.CheckpointConfig.from_json(json.dumps(fields).encode()).sign_in
