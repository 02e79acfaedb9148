"""Every key of the data centre is replaced, one after the other, while a gate works.

Real processes: the server, the agent, a kiosk without camera that alerts all the time. After each
step somebody comes onto the list, the gate serves the new version, and its alerts arrive. In the
end every alert that the kiosk wrote down is here, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.central.bootstrap import renew_certificate
from sync.central.registry import audit
from sync.central.releases.centre_keys import present_keys
from sync.central.releases.key_inventory import lagging
from sync.central.releases.keys import Act, perform, roles
from sync.central.vault_rotation import rotate_index, rotate_vault
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.errors import EnvelopeError
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.statements import kept_lease
from tests.end_to_end.system import PROPOSES, DataCentre
from tests.sync.test_mixed_versions import change_of_list, processes, received, terminal
from tests.waiting import until


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataCentre]:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with DataCentre(tmp_path) as made:
        yield made


class Rehearsal:
    """The custodians' acts, and what the gate makes of them."""

    def __init__(self, centre: DataCentre, state: TerminalState, journal: Path) -> None:
        self.centre, self.state, self.journal = centre, state, journal
        self.people = 0

    def act(self, verb: str, *subjects: str) -> None:
        act = Act(verb, subjects)
        perform(self.centre.centre, act, self.centre.offline, PROPOSES, datetime.now(UTC))

    def works(self, after: str) -> None:
        """A change reaches the gate, and its alerts the data centre."""
        until(lambda: lagging(self.centre.centre) == [], f"the newest keys, {after}")
        self.people += 1
        change_of_list(self.centre, self.state, self.people)

    def alerts(self) -> set[str]:
        """The alerts that the kiosk has written down."""
        lines = self.journal.read_text().splitlines()
        return {line.split()[1] for line in lines if line.startswith("alert ")}

    def has_lease_of(self, statements_key: bytes) -> bool:
        with Spool(self.state.spool) as spool:
            terminal_id = self.state.config().terminal_id
            return kept_lease(spool.fact, (statements_key,), terminal_id) is not None

    def sealed_to(self, key: SealingKey) -> str | None:
        """The id of a waiting result that `key` alone opens."""
        terminal_id = self.state.config().terminal_id
        with Spool(self.state.spool) as spool:
            for row in spool.waiting(100, 2**24):
                try:
                    key.unseal(row.sealed, f"result {row.result_id} {terminal_id}")
                except EnvelopeError:
                    continue
                return row.result_id
        return None


@pytest.mark.slow
def test_every_key_is_replaced_and_nothing_is_lost(centre: DataCentre, tmp_path: Path) -> None:
    centre.start()
    state = centre.provision(tmp_path / "terminal")
    house, journal = centre.centre, tmp_path / "kiosk.journal"
    with processes(*terminal(state, tmp_path, newer=False), log=tmp_path / "terminal.log"):
        rehearsal = Rehearsal(centre, state, journal)
        rehearsal.works("at the beginning")

        # Statements: the next lease is of the new key; then the old one counts no more.
        first = present_keys(house)
        rehearsal.act("rotate", "statements")
        new = present_keys(house).statements[0]
        assert new != first.statements[0]
        until(lambda: rehearsal.has_lease_of(new), "a lease of the new key")
        rehearsal.works("with a new statements key")
        rehearsal.act("retire", "statements")
        rehearsal.works("without the old statements key")

        # Sealing: what waited, sealed to the old key, is taken; the kiosk goes over to the new one.
        centre.stop()
        waited = rehearsal.alerts()
        until(lambda: len(rehearsal.alerts()) > len(waited) + 10, "alerts that wait")
        waited = rehearsal.alerts()
        rehearsal.act("rotate", "sealing")
        centre.start()
        until(lambda: waited <= centre.received().keys(), "what waited")
        fresh = SealingKey(house.sealing_keys.current())
        found: list[str] = []

        def goes_over() -> bool:
            result_id = rehearsal.sealed_to(fresh)
            found.extend([result_id] if result_id else [])
            return bool(found)

        until(goes_over, "a result that is sealed to the new key")
        until(lambda: received(centre, found[0]), "that result: all before it came before it")
        rehearsal.works("with a new sealing key")
        rehearsal.act("retire", "sealing")
        rehearsal.works("without the old sealing key")

        # The vault, under the server that runs.
        rotate_vault(house, PROPOSES, datetime.now(UTC), lambda *_: None)
        rehearsal.works("with new keys of the vault")

        # The TLS authority: two are pinned, then the certificate is the new one's, then one is.
        rehearsal.act("rotate", "authority")
        rehearsal.works("with two authorities")
        renew_certificate(house, centre.offline, (), datetime.now(UTC))
        centre.stop()
        rotate_index(house, PROPOSES, datetime.now(UTC))  # nobody may be looked up meanwhile
        centre.start()
        rehearsal.works("with a certificate of the new authority")
        rehearsal.act("retire", "authority")
        rehearsal.works("without the old authority")

        # What signs the repository, from the bottom to the top; and the epoch of time.
        for role in roles(house):
            rehearsal.act("replace", role)
        rehearsal.works("with a new key of each role")
        for kind in ("online", "targets", "root"):
            rehearsal.act("rotate", kind)
        rehearsal.act("reset-time")
        rehearsal.act("renew")
        rehearsal.works("with new keys of all")

        last = present_keys(house)
        assert not set(last.statements) & set(first.statements)
        assert not set(last.sealing) & set(first.sealing)
        assert not set(last.authorities) & set(first.authorities)
        written = rehearsal.alerts()
        until(lambda: written <= centre.received().keys(), "every alert")
        with Spool(state.spool) as spool:
            assert spool.counts().refused == 0
    assert set(centre.received().values()) == {1}
    with house.registry.session() as session:
        assert audit.verify(session).broken is None
