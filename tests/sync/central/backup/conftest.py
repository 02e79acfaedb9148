"""A data centre with a published list, on each database, and where it is restored to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from sync.central.backup.recovery_key import RecoveryKey, read_recovery_key
from sync.central.backup.restoring import RestoreTarget
from sync.central.centre import Centre
from sync.central.errors import NoSuchBlob
from sync.protocol.envelope.random_values import random_id
from sync.protocol.wire import CentreKeys
from sync.terminal.errors import TargetMissing
from sync.terminal.updater import Updater
from tests.sync.central.releases.registry_rows import (
    one_list,
)
from tests.sync.central.releases.terminal_view import view


class Seen:
    """A terminal's TUF client: it remembers which versions it has seen."""

    def __init__(self, folder: Path, centre: Centre) -> None:
        self._metadata, self._targets = folder / "metadata", folder / "targets"
        for place in (self._metadata, self._targets):
            place.mkdir(parents=True)
        self._root = centre.blobs.get("tuf/metadata/1.root.json", 2**20)
        self.keys: CentreKeys | None = None  # as the last look found them

    def persons(self, centre: Centre, now: datetime) -> set[str]:
        """Who is on the list, after a look at that data centre. Raise UpdateRefused."""

        def fetch(path: str, offset: int) -> Iterator[bytes]:
            try:
                yield centre.blobs.get(f"tuf/{path}", 2**24)[offset:]
            except NoSuchBlob as error:
                raise TargetMissing(path) from error

        self.keys = None
        updater = Updater(self._metadata, self._targets, self._root, fetch, now)
        updater.refresh()
        self.keys = updater.centre_keys()
        head = updater.head("list-cekal")
        assert head is not None
        for package in head.packages:
            updater.fetch_target(package.path)
        found = view(centre, "list-cekal")
        assert found.version == head.version
        return set(found.entries)


@dataclass
class BackedUp:
    """A data centre, and what its operators keep elsewhere."""

    centre: Centre
    stick: Path
    key: RecoveryKey
    key_file: Path


@pytest.fixture
def office(tmp_path: Path, database_url: str) -> Iterator[BackedUp]:
    stick = tmp_path / "stick"
    with one_list(tmp_path / "home", stick, database_url) as centre:
        (key_file,) = stick.glob("gapura-recovery-*.key")
        yield BackedUp(centre, stick, read_recovery_key(key_file), key_file)


@pytest.fixture
def elsewhere(
    tmp_path: Path, database_url: str, request: pytest.FixtureRequest
) -> Callable[[], RestoreTarget]:
    """Where a data centre may be restored to: a home, and an empty database of the same kind."""
    made = 0

    def target() -> RestoreTarget:
        nonlocal made
        made += 1
        home = tmp_path / f"restored{made}"
        if database_url.startswith("sqlite"):
            return RestoreTarget(home)
        cluster: str = request.getfixturevalue("postgresql")
        name = f"t{random_id()}"
        with psycopg.connect(cluster, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return RestoreTarget(home, cluster.replace("/postgres?", f"/{name}?"))

    return target
