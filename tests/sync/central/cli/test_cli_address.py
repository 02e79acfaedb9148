"""Where terminals find the data centre: first comes what its certificate names."""

from __future__ import annotations

from pathlib import Path

from tests.sync.central.cli.conftest import Desk

OLD, NEW = "https://localhost:8443", "https://new.example:9443"


def test_no_address_comes_first_that_the_certificate_does_not_name(
    founded: Desk, tmp_path: Path
) -> None:
    founded("address", "add", NEW, by="sari")
    for early in (("address", "first", NEW), ("address", "remove", OLD)):
        refused = founded(*early, by="sari", status=2)
        assert refused.startswith(f"gapura: {NEW}: the server's certificate is for localhost; ")
        assert len(refused.splitlines()) == 1
        assert list(founded.json("address", "show")["addresses"]) == [OLD, NEW]
    both = ("--host", "localhost", "--host", "new.example")
    founded("certificate", "renew", "--offline", tmp_path / "stick", *both, by="sari")
    founded("address", "first", NEW, by="sari")
    assert list(founded.json("address", "show")["addresses"]) == [NEW, OLD]
    founded("address", "remove", OLD, by="sari")
    assert list(founded.json("address", "show")["addresses"]) == [NEW]


def test_an_address_of_nobody_is_refused(founded: Desk) -> None:
    for url in ("https://localhost:99999", "https://localhost:0", "https://:8443"):
        refused = founded("address", "add", url, by="sari", status=2)
        assert "the port from 1 to 65535" in refused
    assert list(founded.json("address", "show")["addresses"]) == [OLD]
