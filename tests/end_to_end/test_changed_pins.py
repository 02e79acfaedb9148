"""An officer's new PIN, from the kiosk where it was typed through the data centre to the next one.

Real: server with gateway and keeper, agents, terminals with their stores, sessions, the full price
of a PIN.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.session import Session
from edge_app.desk.session.views import Notice, SessionState
from edge_app.store.chain import entries, verify
from edge_app.terminal.terminal import Terminal
from sync.central.registry import audit, officers, proposals
from sync.central.registry.officers import ChangeOfficers
from sync.central.releases.delegation import delegate
from sync.protocol.content import Officer, OfficerRole
from sync.protocol.envelope import passphrases
from sync.protocol.roles import Collection, CollectionKind
from sync.terminal.state import TerminalState
from tests.end_to_end.fake_lane import FakeLane
from tests.end_to_end.system import APPROVES, CHECKPOINT, PROPOSES, DataCentre, agent
from tests.waiting import PATIENCE_S, until

NUMBER, OLD, NEW, RESET = "1001", "246810", "702946", "385017"


class Gate:
    """A kiosk without camera, with whoever signs in there."""

    def __init__(self, state: TerminalState) -> None:
        self.terminal = Terminal(state)
        store = self.terminal.store
        self.readers = ReaderPool(store.writer.every)
        self.session = Session(
            self.terminal.database,
            self.terminal.officers,
            self.terminal.clock.now,
            store.writer.queue("the session"),
            self.readers,
            store,
        )
        self.terminal.start(cast("Any", FakeLane()))
        self.readers.start()
        until(lambda: not self.session.view().accounts_missing)

    def knows(self, pin: str) -> bool:
        """Whether it is the officer's here: a sign-in that is too early counts as a wrong try."""
        return any(
            passphrases.pin_matches(pin, one.pin_verifier) for one in self.session._officers or ()
        )

    def takes(self, pin: str) -> bool:
        """Whether a sign-in with it succeeds."""
        self.session.lock()
        self.session.forget_notice()
        self.session.sign_in(NUMBER, pin)
        view = until(
            lambda: v if (v := self.session.view()).state is not SessionState.CHECKING else None
        )
        assert view.officer is not None or view.notice is Notice.WRONG, view
        return view.officer is not None

    def actions(self) -> list[tuple[str, Any]]:
        """What the chain says of PINs."""
        rows = entries(self.terminal.database)
        return [(row.action, row.details.get("cause")) for row in rows if "pin-" in row.action]

    def stop(self) -> None:
        self.readers.stop()
        self.terminal.stop()


@contextlib.contextmanager
def gate(state: TerminalState) -> Iterator[Gate]:
    made = Gate(state)
    try:
        yield made
    finally:
        made.stop()


@contextlib.contextmanager
def gate_with_accounts(state: TerminalState) -> Iterator[Gate]:
    """Without a network, once it has brought the accounts."""
    with contextlib.ExitStack() as opened:
        with agent(state):
            made = opened.enter_context(gate(state))
        yield made


def account(pin: str, reset_at: datetime) -> Officer:
    return Officer(
        number=NUMBER,
        name="Sari Wulandari",
        role=OfficerRole.OFFICER,
        pin_verifier=passphrases.pin_verifier(pin),
        pin_reset_at=reset_at,
    )


@pytest.fixture
def centre(
    tmp_path: Path, pin_cost: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> Iterator[DataCentre]:
    for name, value in pin_cost.items():  # the keeper takes no verifier that is cheaper
        monkeypatch.setattr(passphrases, name, value)
    with DataCentre(tmp_path) as made:
        now = datetime.now(UTC)
        with made.centre.registry.transaction() as session:
            officers.store(session, made.centre.vault, CHECKPOINT, [account(OLD, now)])
        delegate(
            made.centre, made.offline, [Collection(CollectionKind.OFFICERS, CHECKPOINT).name], now
        )
        made.publish()
        made.start()
        yield made


def said(centre: DataCentre) -> list[str]:
    """What the data centre's audit log says of PINs."""
    with centre.centre.registry.session() as session:
        return [row.action for row in audit.entries(session) if "officer-pin" in row.action]


@pytest.mark.slow
def test_a_pin_changed_at_one_kiosk_counts_at_the_next_and_a_reset_at_both(
    centre: DataCentre, tmp_path: Path
) -> None:
    first, second = (centre.provision(tmp_path / name) for name in ("one", "two"))
    with gate_with_accounts(first) as one:  # without a network from here on
        assert one.takes(OLD)
        assert one.session.change_pin(OLD, NEW).result(PATIENCE_S).why is None
        assert one.takes(NEW)
        assert not one.takes(OLD)
    with gate(first) as one:  # after a restart, and still without
        assert one.takes(NEW)
        assert said(centre) == []
        with agent(second), gate(second) as two:
            assert two.takes(OLD)
            with agent(first):
                until(lambda: said(centre), "the change at the data centre")
                until(lambda: two.knows(NEW), "the change at the other kiosk")
                assert two.takes(NEW)
                assert not two.takes(OLD)
                until(lambda: ("pin-settled", "taken") in one.actions(), one.actions)
                assert one.takes(NEW)
                assert said(centre) == ["officer-pin-changed"]
                # Two operators give the officer another.
                registry, vault = centre.centre.registry, centre.centre.vault
                now = datetime.now(UTC)
                made = ChangeOfficers(checkpoint_id=CHECKPOINT, officers=(account(RESET, now),))
                with registry.transaction() as session:
                    number = proposals.propose(session, vault, made, PROPOSES, now)
                with registry.transaction() as session:
                    proposals.approve(session, vault, number, APPROVES, now)
                for each in (one, two):
                    until(partial(each.knows, RESET), "what operators set")
                    assert each.takes(RESET)
                    assert not each.takes(NEW)
        assert verify(one.terminal.database).broken is None
