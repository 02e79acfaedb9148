"""Facts are changed in memory at once, and on the disk with the next write."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from edge_app.store.database import StoreDatabase
from edge_app.terminal.facts import Facts
from tests.edge_app.store.store_fixtures import STORE_KEY


@pytest.fixture
def database(tmp_path: Path) -> Iterator[StoreDatabase]:
    made = StoreDatabase(tmp_path / "store.db", STORE_KEY)
    yield made
    made.close()


def test_what_was_written_is_there_after_a_restart(database: StoreDatabase) -> None:
    facts = Facts(database, ("lease", "accepted"))
    facts.update({"lease": "until May"})
    assert facts.get("lease") == "until May"
    assert Facts(database, ("lease",)).get("lease") is None
    facts.write()
    again = Facts(database, ("lease", "accepted"))
    assert (again.get("lease"), again.get("accepted")) == ("until May", None)


def test_only_what_has_changed_is_written(
    database: StoreDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = Facts(database, ("lease", "accepted"))
    facts.update({"lease": "until May", "accepted": "today"})
    facts.write()
    written: list[str] = []
    monkeypatch.setattr(database, "put_fact", lambda name, _: written.append(name))
    facts.update({"accepted": "tomorrow"})
    facts.write()
    facts.write()
    assert written == ["accepted"]


def test_a_fact_that_the_disk_refused_is_written_with_the_next_turn(
    database: StoreDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = Facts(database, ("lease",))
    facts.update({"lease": "until May"})

    def full(*_: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patched:
        patched.setattr(database, "put_fact", full)
        with pytest.raises(OSError, match="no room"):
            facts.write()
    facts.write()
    assert Facts(database, ("lease",)).get("lease") == "until May"
