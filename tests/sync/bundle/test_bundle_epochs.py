"""Sticks that were written while the data centre's clock was wrong, and after it was set right."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.exchange.bundle import write_bundle
from sync.central.releases import keys
from sync.central.releases.keys import Act
from sync.protocol.bundle import Stick
from sync.protocol.wire import Lease, Statement
from sync.terminal.errors import UpdateRefused
from sync.terminal.spool import Spool
from sync.terminal.statements import REVOKED_EPOCH
from tests.sync.bundle.sticks import Gate
from tests.sync.central.releases.registry_rows import NOW

AHEAD = NOW + timedelta(hours=12)  # what the clock showed while it was wrong


@pytest.fixture
def old(centre: Centre, tmp_path: Path) -> Path:
    """A stick of before, whose times have not come."""
    return written(centre, tmp_path / "old", AHEAD)


@pytest.fixture
def new(centre: Centre, old: Path, tmp_path: Path) -> Path:
    """One of after the time was set right."""
    del old
    keys.perform(centre, Act("reset-time"), tmp_path / "offline", "sari", NOW)
    return written(centre, tmp_path / "new", NOW)


def written(centre: Centre, stick: Path, at: datetime) -> Path:
    stick.mkdir()
    write_bundle(centre, "gate-a", stick, "sari", at)
    return stick


def lease_on(centre: Centre, gate: Gate, stick: Path) -> Lease:
    data = (stick / Stick(centre.centre_id).lease_of(gate.terminal_id)).read_bytes()
    return Lease.from_json(Statement.from_json(data).body)


def revoke(gate: Gate, at: datetime, epoch: int) -> None:
    with Spool(gate.state.spool) as spool:
        spool.put_facts({"revoked": at.isoformat(), REVOKED_EPOCH: str(epoch)})


def test_a_lease_on_a_stick_says_of_which_epoch_its_time_is(
    centre: Centre, gate: Gate, old: Path, new: Path
) -> None:
    assert [lease_on(centre, gate, stick).epoch for stick in (old, new)] == [0, 1]


def test_a_stick_of_an_earlier_epoch_revives_no_revoked_terminal(
    gate: Gate, old: Path, new: Path
) -> None:
    gate.carry(new)
    revoke(gate, NOW + timedelta(hours=1), 1)
    gate.at = NOW + timedelta(hours=2)
    with pytest.raises(UpdateRefused, match="before the data centre set its time right"):
        gate.carry(old)
    with Spool(gate.state.spool) as spool:
        assert spool.fact("revoked") is not None


def test_a_terminal_that_was_revoked_at_a_time_that_has_not_come_is_taken_back_by_a_stick(
    gate: Gate, new: Path
) -> None:
    revoke(gate, AHEAD, 0)
    assert gate.carry(new).lease_until is not None
    with Spool(gate.state.spool) as spool:
        assert spool.fact("revoked") is None


def test_a_clock_that_an_old_stick_had_pushed_is_set_right_by_a_new_one(
    centre: Centre, gate: Gate, old: Path, new: Path
) -> None:
    gate.at = AHEAD  # as its own clock says too, at first
    gate.carry(old)
    gate.at = NOW
    done = gate.carry(new)
    assert done.lease_until == lease_on(centre, gate, new).until
    assert len(gate.persons()) == 5
