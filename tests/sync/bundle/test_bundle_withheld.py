"""No key on a stick for a terminal whose word of what it booted is not good."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.errors import CentralError
from sync.central.exchange.bundle import write_bundle
from sync.central.registry import attestations
from sync.central.registry.attestation_policy import AttestationPolicy
from sync.central.registry.schema import Checkpoint, Terminal, TerminalTpm
from sync.protocol.bundle import Stick
from sync.protocol.wire import Attested, TpmKeys
from tests.sync.bundle.sticks import Gate
from tests.sync.central.releases.registry_rows import NOW


def ask(centre: Centre, policy: AttestationPolicy) -> None:
    with centre.registry.transaction() as session:
        row = session.get_one(Checkpoint, "gate-a")
        row.settings = {**row.settings, "attestation": policy}


def judge(centre: Centre, gate: Gate, verdict: Attested, at: datetime) -> None:
    """What a heartbeat brought at some time, of a TPM that was approved."""
    with centre.registry.transaction() as session:
        if attestations.brought(session, gate.terminal_id) is None:
            keys = TpmKeys(endorsement=bytes(64), attestation=bytes(64))
            attestations.bring(session, gate.terminal_id, keys)
            session.flush()
            attestations.approve(session, gate.terminal_id, b"credential", b"", "sari", NOW)
        row = session.get_one(TerminalTpm, gate.terminal_id)
        row.verdict, row.judged_at, row.detail = verdict.value, at, "what it booted"


def test_a_stick_has_keys_for_whom_the_policy_gives_them(
    centre: Centre, gate: Gate, stick: Path
) -> None:
    place = stick / Stick(centre.centre_id).keys_of(gate.terminal_id)
    ask(centre, "required")
    with pytest.raises(CentralError, match="no TPM that was approved"):
        write_bundle(centre, "gate-a", stick, "sari", NOW)
    ask(centre, "if-present")
    assert write_bundle(centre, "gate-a", stick, "sari", NOW).withheld == ()
    assert place.exists()

    judge(centre, gate, Attested.IMAGE, NOW)
    with centre.registry.session() as session:
        before = session.get_one(Terminal, gate.terminal_id).lease_until
    with pytest.raises(CentralError, match="gets no new keys: what it booted"):
        write_bundle(centre, "gate-a", stick, "sari", NOW + timedelta(days=1))
    with centre.registry.session() as session:
        assert session.get_one(Terminal, gate.terminal_id).lease_until == before

    judge(centre, gate, Attested.GOOD, NOW)
    write_bundle(centre, "gate-a", stick, "sari", NOW + timedelta(days=1))
    with pytest.raises(CentralError, match="has not said what it booted since"):
        write_bundle(centre, "gate-a", stick, "sari", NOW + timedelta(days=40))
