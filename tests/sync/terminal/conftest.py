from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.protocol.envelope.signatures import SigningKey
from sync.terminal.spool import Spool
from tests.sync.terminal.fake_centre import FakeCentre, new_authority, serving


@pytest.fixture
def key() -> SigningKey:
    return SigningKey.generate()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[FakeCentre]:
    (tmp_path / "tls").mkdir()
    with serving(FakeCentre(tmp_path / "tls", new_authority())) as running:
        yield running


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with Spool(tmp_path / "spool.db") as opened:
        yield opened
