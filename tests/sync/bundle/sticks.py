"""A terminal that lives on a stick, with real keys and a real spool."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from sync.central.centre import Centre
from sync.central.publisher import Publisher
from sync.central.registry.schema import ReceivedResult, Terminal
from sync.protocol.content import ListDescription, ReferenceEntry
from sync.protocol.envelope.digests import fingerprint
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.sealing import SealingKey, seal
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.package import DESCRIPTION, REFERENCES, Package
from sync.protocol.result_content import AlertAnswered, ResultBody, ResultContent
from sync.protocol.wire import SealedResult
from sync.terminal.bundle import StickExchange, exchange
from sync.terminal.clock import ClockState, TrustedClock
from sync.terminal.erasure import ErasableKeys
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalConfig, TerminalState
from sync.terminal.updater import FolderFetch, Updater
from tests.sync.central.releases.registry_rows import (
    NOW,
)


@dataclass
class Gate:
    """A terminal at gate-a, with real keys and a real spool."""

    state: TerminalState
    signing: SigningKey
    sealing: SealingKey
    centre_key: bytes  # public
    at: datetime = NOW

    @property
    def terminal_id(self) -> str:
        return fingerprint(self.signing.public)[:32]

    def carry(self, stick: Path) -> StickExchange:
        with Spool(self.state.spool) as spool:
            clock = TrustedClock(
                ClockState.of_facts(spool.fact),
                lambda kept: spool.put_facts(kept.facts()),
                lambda: self.at,
            )
            return exchange(self.state, stick, spool, clock)

    def decide(self, said: ResultBody | None = None) -> str:
        """A result that waits; its id."""
        result_id = random_id()
        body = said or AlertAnswered(alert_id=random_id(), at=self.at, answer="confirmed")
        sealed = seal(
            ResultContent(body=body).to_json(),
            self.centre_key,
            f"result {result_id} {self.terminal_id}",
        )
        with Spool(self.state.spool) as spool:
            spool.put_results(
                [SealedResult(result_id=result_id, created_at=self.at, sealed=sealed)]
            )
        return result_id

    def waiting(self) -> int:
        with Spool(self.state.spool) as spool:
            return spool.counts().waiting

    def persons(self) -> set[str]:
        """On the list, as the kiosk would read it: through TUF, with its own key."""
        own = Updater(
            self.state.kiosk_metadata,
            self.state.targets,
            self.state.trusted_root.read_bytes(),
            FolderFetch(self.state.mirror, self.state.metadata),
            self.at,
            NOW,
        )
        own.refresh()
        head = own.head("list-cekal")
        assert head is not None
        found: set[str] = set()
        for ref in head.packages:
            sealed = ErasableKeys(self.state.content_keys).read(ref.package_id)
            context = f"content-key {ref.package_id} {self.terminal_id}"
            place = own.local_target(ref.path)
            assert place is not None
            key = self.sealing.unseal(sealed, context)
            package = Package(place.open("rb"), key, "list-cekal", ref)
            assert package.json(DESCRIPTION, ListDescription).list_id == "cekal"
            found |= {entry.reference_id for entry in package.lines(REFERENCES, ReferenceEntry)}
            package.close()
        return found


def enrolled(folder: Path, centre: Centre) -> Gate:
    state = TerminalState(folder)
    state.prepare()
    signing, sealing = SigningKey.generate(), SealingKey.generate()
    gate = Gate(state, signing, sealing, centre.sealing.public)
    key = state.credentials / "agent.key"
    key.write_bytes(signing.raw)
    key.chmod(0o600)
    state.trusted_root.write_bytes(Publisher(centre.blobs, centre.secrets).root_bytes())
    state.write_config(
        TerminalConfig(
            terminal_id=gate.terminal_id,
            checkpoint_id="gate-a",
            lane="2",
            centre_id=centre.centre_id,
            url="https://localhost:8443",
            statements_key=centre.statements.public,
        )
    )
    with centre.registry.transaction() as session:
        session.add(
            Terminal(
                terminal_id=gate.terminal_id,
                checkpoint_id="gate-a",
                lane="2",
                signing_key=signing.public,
                sealing_key=sealing.public,
                state="active",
                enrolled_at=NOW,
            )
        )
    return gate


def results(centre: Centre) -> list[str]:
    with centre.registry.session() as session:
        return list(session.scalars(select(ReceivedResult.result_id)))
