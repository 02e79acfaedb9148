"""A data centre is founded whole or not at all, and guards its secrets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sync.central import bootstrap
from sync.central.bootstrap import renew_certificate
from sync.central.centre import Centre
from sync.central.centre_config import read_config
from sync.central.errors import CentralError
from sync.central.registry import audit

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def found(tmp_path: Path) -> Callable[..., Any]:
    def found(database: Any = None, blobs: Any = None) -> Any:
        home, offline = tmp_path / "home", tmp_path / "stick"
        return bootstrap.create(home, offline, "Uji", ["localhost"], database, blobs, NOW)

    return found


def test_a_new_centre_opens_with_all_its_keys(found: Callable[..., Any], tmp_path: Path) -> None:
    with found() as made, Centre.open(tmp_path / "home") as centre:
        assert centre.centre_id == made.centre_id
        assert centre.url == "https://localhost:8443"
        assert centre.vault.unseal(made.vault.seal(b"x", "a b"), "a b") == b"x"
        assert centre.sealing.public == made.sealing.public
        assert centre.statements.public == made.statements.public
        with centre.registry.session() as session:
            assert audit.verify(session).rows == 2  # it was founded, and whether it needs NTP
    for path in (tmp_path / "home" / "secrets").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0


def test_the_offline_keys_are_on_the_stick_alone(found: Callable[..., Any], tmp_path: Path) -> None:
    found().close()
    names = {path.name.partition(".")[0] for path in (tmp_path / "stick").iterdir()}
    assert {"ca", "root", "targets"} <= names
    at_home = {path.name for path in (tmp_path / "home").rglob("*")}
    assert "ca.key" not in at_home
    assert not any(name.startswith(("root.", "targets.")) for name in at_home if ".pem" in name)


def test_secrets_that_others_may_read_are_refused(
    found: Callable[..., Any], tmp_path: Path
) -> None:
    found().close()
    (tmp_path / "home" / "secrets" / "vault.key").chmod(0o640)
    with pytest.raises(CentralError, match="others may read"):
        Centre.open(tmp_path / "home")


def test_a_failed_founding_leaves_nothing(found: Callable[..., Any], tmp_path: Path) -> None:
    blobs = tmp_path / "blobs"
    blobs.mkdir()
    (blobs / "theirs").write_bytes(b"x")
    with pytest.raises(CentralError, match="blobs already"):
        found(blobs=str(blobs))
    assert not (tmp_path / "home").exists()
    assert list((tmp_path / "stick").iterdir()) == []
    assert [path.name for path in blobs.iterdir()] == ["theirs"]
    found().close()
    with pytest.raises(CentralError, match="not empty"):
        found()


def test_a_database_with_tables_is_refused(found: Callable[..., Any], tmp_path: Path) -> None:
    found().close()
    (tmp_path / "home").rename(tmp_path / "old")
    (tmp_path / "stick").rename(tmp_path / "old-stick")
    with pytest.raises(CentralError, match="tables already"):
        found(database=f"sqlite:///{tmp_path / 'old' / 'registry.sqlite3'}")
    assert not (tmp_path / "home").exists()
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_password_is_not_written_down(
    found: Callable[..., Any], tmp_path: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgresql.replace("gapura@", "gapura:geheim@")
    monkeypatch.setenv("GAPURA_DATABASE", url)
    with found(database=url) as centre, centre.registry.session() as session:
        assert audit.verify(session).rows == 2  # it was founded, and whether it needs NTP
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"geheim" not in path.read_bytes()
    monkeypatch.delenv("GAPURA_DATABASE")
    with Centre.open(tmp_path / "home") as centre, pytest.raises(CentralError, match="password"):
        assert centre.registry


def test_a_certificate_is_renewed_by_the_authority_on_the_stick(
    found: Callable[..., Any], tmp_path: Path
) -> None:
    with found() as centre:
        before = centre.server_certificate.read_bytes()
        with pytest.raises(CentralError):
            renew_certificate(centre, tmp_path, (), NOW + timedelta(days=800))
        renew_certificate(centre, tmp_path / "stick", ("127.0.0.1",), NOW + timedelta(days=800))
        assert centre.server_certificate.read_bytes() != before
    assert read_config(tmp_path / "home").hosts == ("127.0.0.1",)
