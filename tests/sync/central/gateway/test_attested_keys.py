"""Keys of lists for what was released: a real keeper, and what TPMs in software say of a boot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sync.central.exchange.tpm_credentials import make_credential
from sync.central.registry import attestations, terminals
from sync.central.registry.attestation_policy import AttestationPolicy
from sync.central.registry.schema import AuditEntry, Checkpoint
from sync.protocol.wire import (
    Attestation,
    Attested,
    KeysReply,
    KeysRequest,
    Lease,
    Quote,
    QuoteWish,
    RefreshReply,
    RefreshRequest,
    Statement,
)
from sync.terminal.tpm import Tpm
from tests.fakes.heartbeats import heartbeat
from tests.fakes.released_boots import ReleaseDesk
from tests.fakes.software_tpm import SoftwareTpm, is_missing, shows, software_tpm
from tests.present import present
from tests.sync.central.gateway.conftest import Gate, House, founded, problem, running
from tests.waiting import until

pytestmark = pytest.mark.slow

GOOD = {"pcr7": "our keys", "pcr11": "gapura 0.3.0"}
BOOTS = {"0.3.0": {11: (shows("gapura 0.3.0"),), 12: (bytes(32).hex(),)}}


@dataclass
class Released:
    """A data centre, and its release custodians."""

    house: House
    desk: ReleaseDesk

    def ask(self, policy: AttestationPolicy) -> None:
        with self.house.centre.registry.transaction() as session:
            row = session.get_one(Checkpoint, "gate-1")
            row.settings = {"lease_days": 3, "attestation": policy}


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Released]:
    if lacks := is_missing():
        pytest.skip(f"there is no {lacks}")
    folder = tmp_path_factory.mktemp("released")
    with founded(folder) as centre:
        desk = ReleaseDesk(centre, folder / "offline", folder / "custodians")
        with running(centre, folder / "offline") as house:
            until(lambda: house.head("cekal"), "the list")
            yield Released(house, desk)


@pytest.fixture
def tpm(released: Released, tmp_path: Path) -> Iterator[SoftwareTpm]:
    assert released
    with software_tpm(tmp_path / "tpm") as made:
        made.boot(**GOOD)
        yield made


def lease(gate: Gate, quote: Quote | None = None) -> Lease:
    sent = heartbeat().model_copy(update={"quote": quote})
    answer = Statement.from_json(gate.post("/v1/heartbeat", sent).content)
    return Lease.from_json(gate.opened(answer, "lease"))


def said(gate: Gate, quote: Quote | None = None) -> Attestation:
    return present(lease(gate, quote).attestation)


def asked(gate: Gate) -> QuoteWish:
    return present(said(gate).wish)


def keys_of(gate: Gate) -> tuple[int, str]:
    """How many keys it gets with `/v1/refresh`, and how `/v1/keys` ends."""
    packages = present(gate.house.head("cekal")).packages
    new = RefreshRequest(metadata={"root": 1}, packages=())
    refreshed = RefreshReply.from_json(gate.post("/v1/refresh", new).content)
    answer = gate.post("/v1/keys", KeysRequest(packages=(packages[0].package_id,)))
    if answer.status_code == 200:
        assert KeysReply.from_json(answer.content).keys
        return len(refreshed.keys), "given"
    return len(refreshed.keys), problem(answer)


def enrolled(house: House, tpm: Tpm | None) -> Gate:
    """A terminal that an operator approved, with its TPM."""
    gate = Gate(house)
    keys = tpm.keys() if tpm is not None else None
    assert gate.enrol(house.token(), tpm=keys).status_code == 200
    if keys is not None:
        made = make_credential(keys)
        with house.centre.registry.transaction() as session:
            attestations.approve(
                session, gate.terminal_id, made.blob, made.secret, "sari", datetime.now(UTC)
            )
    house.set_state(gate, "active")
    until(lambda: gate.post("/v1/heartbeat", heartbeat()).status_code == 200)
    return gate


def trouble(gate: Gate) -> str:
    """What the fleet's page says of it."""
    with gate.house.centre.registry.session() as session:
        fleet = terminals.fleet(session, datetime.now(UTC))
    (found,) = [each for each in fleet if each.terminal_id == gate.terminal_id]
    return next((each.text for each in found.troubles if each.code == "attestation"), "")


def test_who_booted_what_was_released_gets_keys_and_nobody_elses_word_counts(
    released: Released, tpm: SoftwareTpm, tmp_path: Path
) -> None:
    released.ask("if-present")
    released.desk.release(BOOTS)
    here = Tpm(tpm.way)
    gate = enrolled(released.house, here)
    before = lease(gate)
    assert present(before.attestation).verdict is Attested.WAITING
    assert before.until - before.at <= timedelta(minutes=10)
    assert keys_of(gate) == (0, "attestation")

    wish = present(present(before.attestation).wish)
    unproven = here.quote(wish.model_copy(update={"credential": None}))
    told = said(gate, unproven)
    assert (told.verdict, told.withheld) == (Attested.UNPROVEN, True)
    assert "not in the TPM that was approved" in trouble(gate)

    good = here.quote(present(told.wish))
    after = lease(gate, good)
    assert present(after.attestation).verdict is Attested.GOOD
    assert present(present(after.attestation).wish).credential is None, "it was opened"
    assert after.until - after.at == timedelta(days=3)
    assert keys_of(gate) == (1, "given")
    assert trouble(gate) == ""

    with software_tpm(tmp_path / "other") as other:
        other.boot(**GOOD)
        theirs = Tpm(other.way).quote(asked(gate))
    mine = here.quote(asked(gate))
    for quote, verdict, word in [
        (good, Attested.NONCE, "answers another question"),
        (theirs, Attested.SIGNATURE, "not signed by the TPM"),
        (mine.model_copy(update={"message": mine.message[:-1]}), Attested.FORM, "cut"),
        (mine.model_copy(update={"message": mine.message * 10}), Attested.FORM, "longer than"),
    ]:
        told = said(gate, quote)
        assert (told.verdict, told.withheld) == (verdict, True)
        assert word in trouble(gate)
        assert keys_of(gate) == (0, "attestation")
    for size, word in [(3000, "invalid"), (1 << 20, "too-large")]:
        huge = mine.model_copy(update={"message": bytes(size)})
        assert (
            problem(gate.post("/v1/heartbeat", heartbeat().model_copy(update={"quote": huge})))
            == word
        )
    assert said(gate, here.quote(asked(gate))).verdict is Attested.GOOD
    assert said(gate, here.quote(asked(gate))).withheld is False


def test_another_boot_than_what_was_released_gets_no_keys_and_its_word_says_which(
    released: Released, tpm: SoftwareTpm
) -> None:
    released.ask("required")
    here = Tpm(tpm.way)
    gate = enrolled(released.house, here)
    released.desk.release({"0.3.0": {}})
    assert said(gate, here.quote(asked(gate))).verdict is Attested.NO_VALUES
    released.desk.release(BOOTS)
    held = lease(gate, here.quote(asked(gate)))
    assert present(held.attestation).verdict is Attested.GOOD
    for measured, verdict, word in [
        (GOOD | {"pcr11": "altered"}, Attested.IMAGE, "not released (PCR 11)"),
        (GOOD | {"pcr12": "init=/bin/sh"}, Attested.IMAGE, "not released (PCR 12)"),
        (GOOD | {"pcr7": "their keys"}, Attested.SECURE_BOOT, "Secure Boot"),
    ]:
        tpm.boot(**measured)
        refused = lease(gate, here.quote(asked(gate)))
        told = present(refused.attestation)
        assert (told.verdict, told.withheld) == (verdict, True)
        assert refused.until == held.until, "it ends when it would have ended"
        assert word in trouble(gate)
        assert keys_of(gate) == (0, "attestation")
    with released.house.centre.registry.session() as session:
        rows = session.query(AuditEntry).filter_by(
            action=attestations.CHANGED, subject=gate.terminal_id
        )
        verdicts = [row.details["verdict"] for row in rows]
    assert verdicts == ["no-values"], "one within ten minutes: it fills no audit log"


def test_without_a_tpm_the_policy_decides(released: Released) -> None:
    gate = enrolled(released.house, None)
    released.ask("none")
    plain = lease(gate)
    assert plain.attestation is None
    assert keys_of(gate) == (1, "given")
    released.ask("if-present")
    told = said(gate)
    assert (told.verdict, told.withheld, told.wish) == (Attested.NO_TPM, False, None)
    assert keys_of(gate) == (1, "given")
    assert trouble(gate) == ""
    released.ask("required")
    last = lease(gate)
    assert present(last.attestation).withheld
    assert last.until - last.at <= timedelta(days=3)
    assert lease(gate).until == last.until, "it is not prolonged"
    assert keys_of(gate) == (0, "attestation")
    assert "no TPM" in trouble(gate)
