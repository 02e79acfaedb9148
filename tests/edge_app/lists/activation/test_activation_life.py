"""What is served goes and comes: restarts, leases, clocks, withdrawal, revocation."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from numpy.typing import NDArray

from sync.terminal.spool import Spool
from tests.edge_app.terminal.terminal_fixtures import MODEL, NOW, Person, PolledTerminal, mirror
from tests.present import present


def test_before_the_agent_has_brought_anything_nothing_was_refused(hand: PolledTerminal) -> None:
    with Spool(hand.state.spool) as spool:
        spool.put_facts(hand.centre.lease(NOW))
    hand.poll(carry=False)
    assert present(hand.terminal.status.sync_view).refused == ""
    assert present(hand.terminal.status.sync_view).fault == ""


def test_a_package_that_is_not_here_yet_is_waited_for(hand: PolledTerminal, obama: Person) -> None:
    ref = hand.centre.snapshot(1, obama)
    mirror(hand.centre, hand.state, hand.now)
    sealed = hand.state.content_key(ref.package_id)
    kept = sealed.read_bytes()
    sealed.unlink()
    hand.poll(carry=False)
    (state,) = hand.terminal.status.collections()
    assert (state.state, state.version, state.error) == ("waiting", 0, "")
    sealed.write_bytes(kept)
    hand.poll(carry=False)
    assert hand.version() == 1


def test_a_restart_before_the_new_version_is_here_serves_the_one_before(
    hand: PolledTerminal, obama: Person, templates: dict[str, NDArray[np.float32]]
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    ref = hand.centre.snapshot(2, obama)
    mirror(hand.centre, hand.state, hand.now)
    late = hand.state.targets / ref.path
    kept = late.read_bytes()
    late.unlink()
    hand.restart()
    hand.poll(carry=False)
    assert hand.version() == 1
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    late.write_bytes(kept)
    hand.poll(carry=False)
    assert hand.version() == 2


def test_a_restart_after_a_refused_version_serves_the_one_before(
    hand: PolledTerminal,
    obama: Person,
    templates: dict[str, NDArray[np.float32]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    hand.centre.model = replace(MODEL, model_id="arcface-r100")
    hand.centre.snapshot(2, obama)
    hand.poll()
    hand.restart()
    hand.poll()
    assert "gapura central reenrol" in hand.error()
    assert hand.version() == 1
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    caplog.clear()


def test_a_restart_after_the_list_was_withdrawn_serves_nothing_of_it(
    hand: PolledTerminal, obama: Person
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    hand.centre.checkpoint()
    hand.restart()
    hand.poll()
    assert hand.terminal.collections.served() == ()
    hand.centre.checkpoint("list-dpo")
    hand.restart()
    hand.poll()
    assert hand.version() == 1


def test_a_list_is_served_to_its_last_second(
    hand: PolledTerminal, obama: Person, templates: dict[str, NDArray[np.float32]]
) -> None:
    hand.centre.expires_at = NOW + timedelta(hours=1)
    hand.centre.snapshot(1, obama)
    hand.poll()
    assert hand.found(templates["obama2.jpg"])
    hand.restart(NOW + timedelta(minutes=61))
    hand.poll(carry=False)
    assert hand.found(templates["obama2.jpg"]) == []
    assert hand.terminal.status.collections()[0].state == "expired"
    hand.restart(NOW)  # a clock set back revives nothing
    hand.poll(carry=False)
    assert hand.found(templates["obama2.jpg"]) == []


def test_a_withdrawn_list_is_dropped(hand: PolledTerminal, obama: Person) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    hand.centre.checkpoint()
    hand.poll()
    assert hand.terminal.collections.served() == ()
    assert hand.terminal.status.collections() == ()


def test_a_revoked_terminal_drops_and_wipes_its_lists(hand: PolledTerminal, obama: Person) -> None:
    ref = hand.centre.snapshot(1, obama)
    hand.poll()
    with Spool(hand.state.spool) as spool:
        spool.put_facts({"revoked": NOW.isoformat()})
    hand.poll(carry=False)
    seen = present(hand.terminal.status.sync_view)
    assert (seen.revoked, seen.lease_over) == (True, False)
    assert hand.terminal.collections.served() == ()
    assert not (hand.state.targets / ref.path).exists()
    assert not hand.state.content_key(ref.package_id).exists()
    remembered = (hand.state.kiosk_metadata / "timestamp.json").is_file()
    assert remembered, "which versions were seen is what a rollback would need forgotten"


def test_when_the_lease_ends_lists_are_dropped_and_come_back_with_a_new_one(
    hand: PolledTerminal, obama: Person
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    hand.restart(NOW + timedelta(days=31))
    hand.poll(carry=False)
    assert hand.terminal.collections.served() == ()
    assert list(hand.state.content_keys.iterdir()), "no lease has confirmed this clock"
    seen = present(hand.terminal.status.sync_view)
    assert (seen.revoked, seen.lease_over) == (True, True)
    with Spool(hand.state.spool) as spool:
        spool.put_facts(hand.centre.lease(NOW + timedelta(days=31)))
    hand.poll(carry=False)
    assert hand.version() == 1
    seen = present(hand.terminal.status.sync_view)
    assert (seen.revoked, seen.lease_over) == (False, False)


def test_without_a_lease_nothing_is_served_and_none_can_be_taken_away(
    hand: PolledTerminal, obama: Person
) -> None:
    hand.centre.snapshot(1, obama)
    mirror(hand.centre, hand.state, None)
    hand.poll(carry=False)
    assert hand.terminal.collections.served() == ()
    hand.poll()
    assert hand.version() == 1
    with Spool(hand.state.spool) as spool:  # a thief who removes the lease
        spool.put_facts({"lease": "", "lease.nonce": ""})
    hand.restart(NOW + timedelta(days=31))
    hand.poll(carry=False)
    assert hand.terminal.collections.served() == ()


def test_a_week_without_a_network_what_was_held_is_served_as_stale(
    hand: PolledTerminal, obama: Person, templates: dict[str, NDArray[np.float32]]
) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    hand.restart(NOW + timedelta(days=7))
    hand.poll(carry=False)
    assert hand.found(templates["obama2.jpg"]) == ["Barack Obama"]
    assert hand.terminal.status.collections()[0].state == "stale"
    seen = present(hand.terminal.status.sync_view)
    assert seen.connecting  # it has just started: the agent may reach it yet
    assert seen.contact_at == NOW


def test_a_wrong_clock_ends_with_the_next_lease(hand: PolledTerminal, obama: Person) -> None:
    hand.centre.snapshot(1, obama)
    hand.poll()
    hand.restart(NOW + timedelta(days=4000))
    hand.poll(carry=False)
    assert hand.terminal.collections.served() == ()
    hand.poll(lease_at=NOW + timedelta(minutes=1))
    assert hand.version() == 1
