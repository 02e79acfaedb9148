"""Only a terminal that runs what was released gets new keys: a TPM in software, real processes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.central.exchange.tpm_credentials import make_credential
from sync.central.registry import attestations, checkpoints, terminals
from sync.central.registry.attestation_policy import AttestationPolicy
from sync.central.registry.checkpoints import Settings
from sync.central.registry.terminals import TerminalStatus
from sync.protocol.wire import Attested
from sync.terminal.state import TerminalState
from tests.end_to_end.system import APPROVES, CHECKPOINT, DataCentre, agent
from tests.fakes.released_boots import ReleaseDesk
from tests.fakes.software_tpm import SoftwareTpm, is_missing, shows, software_tpm
from tests.present import present
from tests.waiting import until

GOOD = {"pcr7": "our keys", "pcr11": "gapura 0.3.0"}
BOOTS = {"0.3.0": {11: (shows("gapura 0.3.0"),), 12: (bytes(32).hex(),)}}


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DataCentre]:
    if lacks := is_missing():
        pytest.skip(f"there is no {lacks}")
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with DataCentre(tmp_path) as made:
        ReleaseDesk(made.centre, made.offline, tmp_path / "custodians").release(BOOTS)
        made.add(made.people([1]))
        made.publish()
        made.start()
        yield made


@pytest.fixture
def tpm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SoftwareTpm]:
    with software_tpm(tmp_path / "tpm") as made:
        monkeypatch.setenv("TPM2TOOLS_TCTI", made.way)
        yield made


def set_policy(centre: DataCentre, policy: AttestationPolicy) -> None:
    with centre.centre.registry.transaction() as session:
        checkpoints.put(
            session,
            CHECKPOINT,
            "Gerbang",
            Settings(attestation=policy),
            may_verify=True,
            may_identify=True,
            operator_id=APPROVES,
            now=datetime.now(UTC),
        )


def provision(centre: DataCentre, folder: Path) -> TerminalState:
    """A terminal whose TPM, where it brought one, an operator approved."""
    state = centre.provision(folder)
    terminal_id, registry = state.config().terminal_id, centre.centre.registry
    with registry.transaction() as session:
        keys = attestations.brought(session, terminal_id)
        if keys is not None:
            made = make_credential(keys)
            now = datetime.now(UTC)
            attestations.approve(session, terminal_id, made.blob, made.secret, APPROVES, now)
    return state


def seen(centre: DataCentre) -> TerminalStatus:
    with centre.centre.registry.session() as session:
        (found,) = terminals.fleet(session, datetime.now(UTC))
    return found


def verdict(centre: DataCentre) -> Attested | None:
    standing = seen(centre).standing
    return None if standing is None else standing.verdict


def troubles(centre: DataCentre) -> dict[str, str]:
    return {each.code: each.text for each in seen(centre).troubles}


def keys_held(state: TerminalState) -> int:
    return sum(1 for each in state.content_keys.iterdir() if each.suffix == ".key")


@pytest.mark.slow
def test_an_altered_image_gets_no_new_key_and_goes_on_by_what_it_holds(
    centre: DataCentre, tpm: SoftwareTpm, tmp_path: Path
) -> None:
    set_policy(centre, "if-present")
    tpm.boot(**GOOD)
    state = provision(centre, tmp_path / "terminal")
    with agent(state):
        until(lambda: verdict(centre) is Attested.GOOD, "what the TPM says")
        until(lambda: keys_held(state), "the keys")
        assert "attestation" not in troubles(centre)
    ends = present(seen(centre).lease_until)

    tpm.boot(**GOOD | {"pcr11": "gapura 0.3.0, altered"})
    held, version = keys_held(state), centre.version()
    with agent(state) as running:
        until(lambda: verdict(centre) is Attested.IMAGE, "what the TPM says now")
        centre.add(centre.people([2]))
        until(lambda: centre.version() > version, "a publication")
        until(lambda: "attestation" in running.agent_state.status.update_error, "the refusal")
        assert keys_held(state) == held
        assert troubles(centre)["attestation"] == (
            "gets no new keys: what it booted was not released (PCR 11)"
        )
        assert seen(centre).lease_until == ends

    tpm.boot(**GOOD)
    with agent(state):
        until(lambda: verdict(centre) is Attested.GOOD, "what the TPM says at last")
        until(lambda: keys_held(state) > held, "the new key")
        assert present(seen(centre).lease_until) > ends
