"""The stick, as operators and technicians are told of it."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from edge_app import cli
from sync.central.centre import Centre
from sync.central.registry.schema import Terminal
from sync.protocol.bundle import SignedVisit, Stick, Visit
from sync.protocol.envelope.sealing import SealingKey
from sync.protocol.envelope.signatures import SigningKey
from tests.end_to_end.system import GAPURA, environment
from tests.sync.central.cli.conftest import Desk
from tests.sync.central.registry.shift_rows import add_terminal


def test_a_stick_is_written_and_read_by_an_operator_alone(founded: Desk, tmp_path: Path) -> None:
    founded("publish")
    for act in (("write", tmp_path, "--checkpoint", "gate-1"), ("read", tmp_path)):
        assert "--operator" in founded("bundle", *act, status=2)
    told = founded("bundle", "write", tmp_path, "--checkpoint", "gate-1", by="sari", status=2)
    assert "none of its terminals is active" in told
    assert not (tmp_path / "gapura").exists()


def test_a_stick_without_results_is_told_by_the_screen_the_status_and_the_exit_status(
    founded: Desk, tmp_path: Path
) -> None:
    founded("publish")
    usb = tmp_path / "usb"
    usb.mkdir()
    signing = SigningKey.generate()
    with Centre.open(founded.home) as centre:
        stick = Stick(centre.centre_id)
        with centre.registry.transaction() as session:
            terminal_id = add_terminal(session, datetime.now(UTC))
            row = session.get_one(Terminal, terminal_id)
            row.sealing_key = SealingKey.generate().public
            row.signing_key = signing.public
    founded("bundle", "write", usb, "--checkpoint", "gate-1", by="sari")
    told = founded("status")
    assert f"{terminal_id[:8]} gate-1" in told
    assert "its stick has not come back yet" in told

    told = founded("bundle", "read", usb, by="sari", status=1)
    assert "0 results of 0 terminals received" in told
    assert f"terminal {terminal_id[:8]}: it left nothing on the stick" in told
    shown = founded.json("status")
    assert list(shown["empty_sticks"]) == ["gate-1"]
    assert shown["sticks"][terminal_id] == {"back_at": None, "results": 0}
    assert "with nothing of any terminal" in founded("status")

    place = usb / stick.visit_of(terminal_id)
    place.parent.mkdir()
    visit = Visit(at=datetime.now(UTC), results=0)
    place.write_bytes(SignedVisit.signed(signing, terminal_id, visit).to_json())
    told = founded("bundle", "read", usb, by="sari", status=1)
    assert f"terminal {terminal_id[:8]}: no result waited there" in told
    shown = founded.json("status")
    assert shown["empty_sticks"] == {}
    assert shown["sticks"][terminal_id]["back_at"] is not None
    assert "with no results" in founded("status")


def test_the_attacks_of_a_prepared_stick_end_with_one_line(
    founded: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Centre.open(founded.home) as centre:
        root = tmp_path / "usb" / Stick(centre.centre_id).root
        secrets = sorted(centre.secrets.rglob("*"))
    root.mkdir(parents=True)
    (root / "results").symlink_to(founded.home / "secrets")
    told = founded("bundle", "read", tmp_path / "usb", by="sari", status=2)
    assert "results: a link, or no folder" in told
    assert sorted((founded.home / "secrets").rglob("*")) == secrets
    given = ["provision", "bundle", str(tmp_path / "usb"), "--state", str(tmp_path / "none")]
    assert cli.main(given) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_command_itself_follows_no_link_to_the_keys(founded: Desk, tmp_path: Path) -> None:
    """Finding 4: exit status 0, and vault, sealing and statements keys were gone."""
    founded("publish")
    with Centre.open(founded.home) as centre:
        root = tmp_path / "usb" / Stick(centre.centre_id).root
        with centre.registry.transaction() as session:
            terminal_id = add_terminal(session, datetime.now(UTC))
            session.get_one(Terminal, terminal_id).sealing_key = SealingKey.generate().public
    secrets = founded.home / "secrets"
    kept = {path: path.read_bytes() for path in secrets.rglob("*") if path.is_file()}
    root.mkdir(parents=True)
    (root / "metadata").symlink_to(secrets)

    def written() -> subprocess.CompletedProcess[str]:
        given = ["central", "bundle", "write", str(tmp_path / "usb"), "--checkpoint", "gate-1"]
        return subprocess.run(
            [*GAPURA, *given, "--operator", "sari", "--home", str(founded.home)],
            env=environment(GAPURA_PASSPHRASE_FILE=str(tmp_path / "sari.txt")),
            capture_output=True,
            text=True,
            check=False,
        )

    refused = written()
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1), refused.stderr
    assert "a link, or no folder" in refused.stderr
    assert {path: path.read_bytes() for path in secrets.rglob("*") if path.is_file()} == kept
    assert (root / "metadata").is_symlink(), "and nothing of it was removed"
    (root / "metadata").unlink()
    done = written()
    assert done.returncode == 0, done.stderr
    assert (root / "metadata" / "timestamp.json").is_file()
