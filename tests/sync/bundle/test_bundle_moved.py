"""A terminal without a network is moved by a stick of the checkpoint where it stands now."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sync.central.centre import Centre
from sync.central.exchange.bundle import write_bundle
from sync.central.exchange.bundle_back import read_bundle
from sync.central.registry import operators, terminal_places
from sync.central.registry.terminal_places import MoveTerminal
from sync.central.releases.publish import publish_due
from sync.protocol.envelope.random_values import random_id
from sync.protocol.wire import Lease, Statement
from sync.terminal.spool import Spool
from tests.sync.bundle.sticks import Gate, results
from tests.sync.central.releases.registry_rows import NOW, add_checkpoint

LATER = NOW + timedelta(hours=1)


def test_the_new_checkpoint_s_stick_says_where_it_stands_and_takes_the_old_lists_away(
    centre: Centre, gate: Gate, stick: Path, tmp_path: Path
) -> None:
    write_bundle(centre, "gate-a", stick, "sari", NOW)
    gate.carry(stick)
    assert len(gate.persons()) > 0
    result = gate.decide()
    add_checkpoint(centre, "gate-b")
    change = MoveTerminal(terminal=gate.terminal_id, checkpoint_id="gate-b", lane="Lajur 7")
    with centre.registry.transaction() as session:
        operators.add(session, "sari", "Sari", random_id(), NOW)
        terminal_places.check_move(session, change)
        terminal_places.move(session, change, "sari", NOW)
    publish_due(centre, NOW)
    (other := tmp_path / "other").mkdir()
    gate.at = LATER
    write_bundle(centre, "gate-b", other, "sari", LATER)
    done = gate.carry(other)
    assert (done.changed, done.exported, done.update_error) == (True, 1, "")
    assert not list(gate.state.targets.rglob("*.snapshot")), "its lists are not this gate's"
    with Spool(gate.state.spool) as spool:
        kept = Statement.from_json(spool.fact("lease") or "")
    before = gate.state.config()
    after = before.moved_by(Lease.from_json(kept.body))
    assert (after.checkpoint_id, after.lane) == ("gate-b", "Lajur 7"), "as its kiosk takes it"
    assert read_bundle(centre, other, "sari", LATER).received == {gate.terminal_id: 1}
    assert results(centre) == [result], "made at the gate before, and taken"
    old = Lease.from_json(kept.body).model_copy(update={"at": NOW - timedelta(days=1)})
    assert after.moved_by(old) == after, "an older stick leads nowhere back"
