"""A terminal's TPM is bound by its approval, and two operators say who must prove what booted."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.central.centre import Centre
from sync.central.registry import attestations
from sync.protocol.envelope.digests import fingerprint, key_digits
from sync.protocol.ticket import Ticket
from sync.protocol.wire import TpmKeys
from sync.terminal.tpm import Tpm
from tests.fakes.software_tpm import is_missing, software_tpm
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.cli.test_cli_central import KIOSK_KEY, enrolled_terminal

COMPARED = ("--kiosk-key", key_digits(KIOSK_KEY))


def waiting(founded: Desk, folder: Path, keys: TpmKeys) -> str:
    """The id of a terminal that waits for its approval, and brought these keys."""
    founded("token", "gate-1", "--out", folder / "ticket.json", by="sari")
    ticket = Ticket.from_json((folder / "ticket.json").read_bytes())
    terminal_id = enrolled_terminal(founded.home, ticket)
    with Centre.open(founded.home) as centre, centre.registry.transaction() as session:
        attestations.bring(session, terminal_id, keys)
    return terminal_id


def is_approved(founded: Desk, terminal_id: str) -> bool:
    with Centre.open(founded.home) as centre, centre.registry.session() as session:
        return attestations.is_approved(session, terminal_id)


def test_an_approval_shows_and_binds_the_tpm(founded: Desk, tmp_path: Path) -> None:
    if lacks := is_missing():
        pytest.skip(f"there is no {lacks}")
    with software_tpm(tmp_path / "tpm") as tpm:
        tpm.boot()
        keys = Tpm(tpm.way).keys()
    terminal_id = waiting(founded, tmp_path, keys)
    digits = fingerprint(keys.endorsement)[:16]
    asked = founded("terminal", "approve", terminal_id[:8], by="budi", status=2)
    assert f"its TPM: {digits}" in asked, "it is shown before anybody is asked"
    assert f"its TPM: {digits}" in founded(
        "terminal", "approve", terminal_id[:8], *COMPARED, by="budi"
    )
    assert is_approved(founded, terminal_id)


def test_without_the_program_nothing_is_approved_but_as_one_without_a_tpm(
    founded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = TpmKeys(endorsement=bytes(64), attestation=bytes(64))
    terminal_id = waiting(founded, tmp_path, keys)
    approve = ("terminal", "approve", terminal_id[:8], *COMPARED)
    with monkeypatch.context() as patched:
        patched.setenv("PATH", str(tmp_path))
        told = founded(*approve, by="budi", status=2)
    assert "apt-get install tpm2-tools" in told
    assert told.count("\n") == 1
    assert founded.json("terminals")["terminals"][0]["state"] == "pending"
    assert "without a TPM" in founded(*approve, "--no-tpm", by="budi")
    assert not is_approved(founded, terminal_id)


def test_two_operators_say_who_must_prove_what_booted_and_the_fleet_says_who_does_not(
    founded: Desk, tmp_path: Path
) -> None:
    terminal_id = waiting(founded, tmp_path, TpmKeys(endorsement=bytes(64), attestation=bytes(64)))
    founded("terminal", "approve", terminal_id[:8], *COMPARED, "--no-tpm", by="budi")
    assert founded.json("terminals")["terminals"][0]["attestation"] is None
    told = founded("checkpoint", "change", "gate-1", "--attestation", "required", by="sari")
    assert "for two" in told
    proposals = founded.json("proposals")["proposals"]
    founded("approve", proposals[-1]["proposal"], by="budi")
    (gate,) = founded.json("checkpoint", "list")["checkpoints"]
    assert gate["attestation"] == "required"
    assert "required" in founded("checkpoint", "list")
    told = founded("checkpoint", "change", "gate-1", "--attestation", "always", by="sari", status=2)
    assert "if-present" in told
    why = "it has no TPM that was approved with it"
    (row,) = founded.json("terminals")["terminals"]
    assert row["attestation"] == {"verdict": "no-tpm", "withheld": True, "text": why}
    assert f"gets no new keys: {why}" in [each["text"] for each in row["troubles"]]
