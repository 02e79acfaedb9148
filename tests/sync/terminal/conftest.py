from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.protocol.envelope.signatures import SigningKey
from sync.terminal.enrolment import enrol
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from tests.sync.terminal.fake_centre import FakeCentre, new_authority, serving
from tests.sync.terminal.whole_centre import WholeCentre


@pytest.fixture
def key() -> SigningKey:
    return SigningKey.generate()


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[FakeCentre]:
    (tmp_path / "tls").mkdir()
    with serving(FakeCentre(tmp_path / "tls", new_authority())) as running:
        yield running


@pytest.fixture
def whole(centre: FakeCentre, tmp_path: Path) -> WholeCentre:
    return WholeCentre(centre, tmp_path / "centre")


@pytest.fixture
def state(whole: WholeCentre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TerminalState:
    """An approved terminal's folder."""
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    made = TerminalState(tmp_path / "terminal")
    enrol(made, whole.ticket(), "Jalur 2")
    whole.standing = "active"
    return made


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    with Spool(tmp_path / "spool.db") as opened:
        yield opened
