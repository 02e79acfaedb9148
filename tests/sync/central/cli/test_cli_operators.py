"""`gapura central operator`: nobody's lost passphrase ends the data centre."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.sync.central.cli.conftest import SECRETS, Desk

NEW = "gerimis di atas kebun teh"


@pytest.fixture
def desk_with_new(founded: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    (tmp_path / "new.txt").write_text(NEW)
    (tmp_path / "new.txt").chmod(0o600)
    monkeypatch.setenv("GAPURA_NEW_PASSPHRASE_FILE", str(tmp_path / "new.txt"))
    return founded


def test_a_passphrase_is_changed_by_its_owner(desk_with_new: Desk, tmp_path: Path) -> None:
    desk_with_new("operator", "passphrase", by="sari")
    assert "wrong" in desk_with_new("reject", 1, by="sari", status=2)
    (tmp_path / "sari.txt").write_text(NEW)
    assert "no such proposal" in desk_with_new("reject", 1, by="sari", status=2)


@pytest.mark.parametrize("by", ["sari", None])
def test_a_lost_passphrase_is_reset_with_the_offline_keys(
    desk_with_new: Desk, tmp_path: Path, by: str | None
) -> None:
    (tmp_path / "other").mkdir()
    reset = ("operator", "reset", "budi", "--offline")
    assert "needed are" in desk_with_new(*reset, tmp_path / "other", by=by, status=2)
    desk_with_new(*reset, tmp_path / "stick", by=by)
    (tmp_path / "budi.txt").write_text(SECRETS["budi"])
    assert "wrong" in desk_with_new("reject", 1, by="budi", status=2)
    (tmp_path / "budi.txt").write_text(NEW)
    assert "no such proposal" in desk_with_new("reject", 1, by="budi", status=2)
    assert "budi: the passphrase was reset with the offline keys" in desk_with_new("status")
    rows = [json.loads(line) for line in desk_with_new("audit", "list", "--json").splitlines()]
    (row,) = [row for row in rows if row["action"] == "passphrase-reset"]
    assert (row["actor"], row["subject"]) == (by or "centre", "budi")


def test_wrong_tries_are_told_in_status(founded: Desk, tmp_path: Path) -> None:
    (tmp_path / "budi.txt").write_text("something else entirely")
    for _ in range(6):
        founded("reject", 1, by="budi", status=2)
    assert "operator budi: 5 wrong passphrases, locked until" in founded("status")
    (told,) = founded.json("status")["operators"]["told"]
    assert (told["operator"], told["tries"]) == ("budi", 5)
    assert "2 operators; 4 are wise" in founded("status")
