"""What a kiosk in trouble writes into the spool: each matter apart, for the agent to carry on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from edge_app.lists.served_list import ServedList
from edge_app.terminal.terminal import Terminal
from sync.protocol.wire import Attestation, Attested
from sync.terminal.kiosk_status import KioskStatus, read_kiosk_status
from tests.edge_app.terminal.terminal_fixtures import OBAMA, Centre, Person, mirror, provision
from tests.end_to_end.fake_lane import FakeLane, alert_of
from tests.end_to_end.system import picture
from tests.present import present
from tests.waiting import until


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    now = datetime.now(UTC)
    made = Centre(tmp_path / "centre", now, expires_at=now + timedelta(days=9))
    made.checkpoint("list-dpo")
    return made


def status(terminal: Terminal) -> KioskStatus:
    terminal.sync.poll()
    seen = read_kiosk_status(terminal.spool)
    assert seen is not None
    assert seen.status is not None
    return seen.status


def test_a_refused_update_does_not_hide_a_store_that_cannot_be_written(
    centre: Centre, tmp_path: Path, served: ServedList, caplog: pytest.LogCaptureFixture
) -> None:
    person = Person(OBAMA, "Barack Obama", [np.array(served.gallery.matrix[0])])
    terminal = Terminal(provision(tmp_path / "terminal", centre))
    try:
        centre.snapshot(1, person)
        mirror(centre, terminal.state, centre.now)
        terminal.start(FakeLane())  # type: ignore[arg-type]  # no camera, no models
        (one,) = until(lambda: terminal.collections.served(), "the list")
        centre.model = replace(centre.model, model_id="another-model")
        centre.snapshot(2, person)
        mirror(centre, terminal.state, centre.now + timedelta(seconds=1))
        with terminal.database._lock:
            terminal.database._database.execute("PRAGMA query_only = ON")
        terminal.store.raised(alert_of(one, OBAMA, picture(1, 112)))
        until(lambda: terminal.store.fault, "the store's fault")
        found = until(lambda: status(terminal) if status(terminal).update_refused else None)
        assert "another-model" in found.update_refused
        assert "cannot be used" in found.store_fault
        assert found.unwritten == 1
        with terminal.database._lock:
            terminal.database._database.execute("PRAGMA query_only = OFF")
        until(lambda: not terminal.store.unwritten, "the alert on the disk")
        found = until(lambda: status(terminal) if not status(terminal).store_fault else None)
        assert (found.unwritten, "another-model" in found.update_refused) == (0, True)
        caplog.clear()
    finally:
        terminal.stop()


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (None, ""),
        (Attestation(verdict=Attested.GOOD, withheld=False), ""),
        (Attestation(verdict=Attested.NO_TPM, withheld=False), ""),
        (Attestation(verdict=Attested.IMAGE, withheld=True), "image"),
        (Attestation(verdict=Attested.NO_TPM, withheld=True), "no-tpm"),
        # It has only just started, and answers within seconds.
        (Attestation(verdict=Attested.WAITING, withheld=True), ""),
    ],
)
def test_a_lease_that_withholds_new_lists_is_on_the_screen(
    centre: Centre, tmp_path: Path, told: Attestation | None, shown: str
) -> None:
    terminal = Terminal(provision(tmp_path / "terminal", centre))
    try:
        terminal.spool.put_facts(centre.lease(centre.now, attestation=told))
        terminal.sync.poll()
        terminal.status.update_view()
        assert present(terminal.status.sync_view).withheld == shown
    finally:
        terminal.stop()
