"""The stick, as operators and technicians are told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from edge_app import cli
from sync.central.centre import Centre
from sync.protocol.bundle import Stick
from tests.sync.central.cli.conftest import Desk


def test_a_stick_is_written_and_read_by_an_operator_alone(founded: Desk, tmp_path: Path) -> None:
    founded("publish")
    for act in (("write", tmp_path, "--checkpoint", "gate-1"), ("read", tmp_path)):
        assert "--operator" in founded("bundle", *act, status=2)
    told = founded("bundle", "write", tmp_path, "--checkpoint", "gate-1", by="sari", status=2)
    assert "none of its terminals is active" in told
    assert not (tmp_path / "gapura").exists()


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
