"""A key of the data centre that is gone or damaged is said, and no backup goes without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sync.central.backup import making
from sync.central.cli.list import EXAMPLE
from tests.sync.central.cli.conftest import Desk


def test_ctrl_c_leaves_no_backup_that_was_not_proven(
    founded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(making, "check", interrupted)
    founded("backup", "make", tmp_path / "night.gapura", status=130)
    assert not (tmp_path / "night.gapura").exists()
    assert founded.json("status")["backup"] is None


@pytest.mark.parametrize("name", ["vault.key", "vault.keys", "statements.key", "sealing.key"])
@pytest.mark.parametrize("data", [None, b"", b"x"])
def test_no_backup_is_called_whole_that_lacks_a_key(
    founded: Desk, tmp_path: Path, name: str, data: bytes | None
) -> None:
    """A copy of the database alone, put into a home by hand, made backups that nobody can read."""
    (tmp_path / "dpo.toml").write_text(EXAMPLE)
    founded("list", "create", "dpo", "--from", tmp_path / "dpo.toml", by="sari")
    key = founded.home / "secrets" / name
    key.unlink()
    if data is not None:
        key.write_bytes(data)
        key.chmod(0o600)
    out = tmp_path / "night.gapura"
    for command in (("backup", "make", out), ("status",)):
        said = founded(*command, status=2)
        assert (said.count("\n"), "fault" in said) == (1, False)
        assert name in said
    assert not out.exists()
