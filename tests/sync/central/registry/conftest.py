"""A registry with three operators and a checkpoint, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sync.central.photographs.enroller import Enroller
from sync.central.registry import checkpoints
from sync.central.registry.database import Registry, open_registry
from sync.central.registry.lists import ListSettings
from sync.central.registry.migrations import migrate
from sync.central.registry.schema import Operator
from sync.central.storage.blobs import Blobs, open_blobs
from sync.protocol.content import Agreement, Phrase
from sync.protocol.envelope.random_values import random_key
from sync.protocol.envelope.vault import Vault

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def vault() -> Vault:
    return Vault(random_key())


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return open_blobs(str(tmp_path / "blobs"))


@pytest.fixture
def registry(database_url: str) -> Iterator[Registry]:
    migrate(database_url)
    registry = open_registry(database_url)
    with registry.transaction() as session:
        for name in ("sari", "budi", "tono"):
            session.add(
                Operator(operator_id=name, name=name, verifier="-", suspended=False, created_at=NOW)
            )
        checkpoints.put(
            session, "gate-1", "Gerbang 1", checkpoints.Settings(), True, False, "sari", NOW
        )
    yield registry
    registry.close()


@pytest.fixture(scope="session")
def enroller(weights: Path) -> Iterator[Enroller]:  # noqa: ARG001  they must be there
    with Enroller() as enroller:
        yield enroller


@pytest.fixture
def described() -> ListSettings:
    return ListSettings(
        name="DPO",
        owner="Polri",
        category=Phrase(id="Buron", en="Wanted"),
        colour="#c0392b",
        priority=1,
        instruction=Phrase(id="Minta dokumen.", en="Ask for a document."),
        target_fpir=0.001,
        officers=2,
        agreement=Agreement(number="PKS-12/2026", starts=date(2026, 1, 1), ends=date(2027, 12, 31)),
        checkpoints=("gate-1",),
    )
