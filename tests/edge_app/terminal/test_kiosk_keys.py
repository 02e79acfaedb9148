"""The kiosk goes by the data centre's keys as the offline role names them, old and new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from models.embedder import unit_rows
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from sync.terminal.spool import Spool
from tests.edge_app.terminal.terminal_fixtures import (
    CENTRE,
    NOW,
    STATEMENTS,
    Centre,
    Person,
    PolledTerminal,
    mirror,
)
from tests.fakes.offline_acts import renew


@pytest.fixture
def polled(tmp_path: Path) -> Iterator[PolledTerminal]:
    centre = Centre(tmp_path / "centre")
    centre.checkpoint("list-dpo")
    face = unit_rows(np.random.default_rng(1).standard_normal((1, 128), np.float32))
    centre.snapshot(1, Person("p" * 32, "Contoh", [face[0]]))
    made = PolledTerminal(tmp_path / "terminal", centre)
    yield made
    made.terminal.stop()


def bring(polled: PolledTerminal, lease: dict[str, str]) -> None:
    with Spool(polled.state.spool) as spool:
        spool.put_facts(lease)
    polled.terminal.sync.poll()


def test_a_kiosk_that_slept_through_a_change_of_keys_serves_again(polled: PolledTerminal) -> None:
    polled.poll()
    assert polled.version() == 1
    new = SigningKey.generate()
    polled.restart(NOW + timedelta(days=40))  # its lease has ended
    polled.terminal.sync.poll()
    assert polled.terminal.collections.served() == ()
    polled.centre.now = polled.now
    renew(polled.centre.publisher, polled.centre.folder / "stick", polled.now)
    polled.centre.publish_keys(new.public)
    mirror(polled.centre, polled.state, None)
    polled.terminal.sync.poll()  # the keys are taken, though nothing may be served
    bring(polled, polled.centre.lease(polled.now - timedelta(minutes=1)))  # of the old key: void
    assert polled.terminal.collections.served() == ()
    bring(polled, polled.centre.lease(polled.now, key=new))
    mirror(polled.centre, polled.state, None)
    polled.terminal.sync.poll()
    assert len(polled.terminal.collections.served()) == 1


def test_a_lease_of_the_old_key_counts_as_long_as_it_is_named(polled: PolledTerminal) -> None:
    polled.poll()
    new = SigningKey.generate()
    polled.centre.publish_keys(new.public, STATEMENTS.public)
    polled.poll()
    polled.restart(NOW + timedelta(hours=1))
    polled.terminal.sync.poll()
    assert len(polled.terminal.collections.served()) == 1
    polled.centre.publish_keys(new.public)
    polled.poll()
    polled.restart(NOW + timedelta(hours=2))
    polled.terminal.sync.poll()
    assert polled.terminal.collections.served() == ()
    bring(polled, polled.centre.lease(polled.now, key=new))
    assert len(polled.terminal.collections.served()) == 1


def test_results_are_sealed_to_the_key_that_the_offline_role_names(polled: PolledTerminal) -> None:
    polled.poll()
    assert polled.terminal.database.fact("centre") == CENTRE.public
    new = SealingKey.generate()
    polled.centre.publish_keys(STATEMENTS.public, sealing=new.public)
    polled.poll()
    assert polled.terminal.database.fact("centre") == new.public
