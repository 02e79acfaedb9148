"""The audit chain: what was written is proven, what was altered is found."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edge_app.errors import StoreError
from edge_app.store import chain
from edge_app.store.audit_log import AuditLog
from edge_app.store.database import StoreDatabase
from edge_app.store.schema import schema
from edge_app.store.settings import Settings
from tests.edge_app.store.store_fixtures import NOW, STORE_KEY

CHANGES = (
    "UPDATE chain SET actor = '2002' WHERE sequence = 7",
    "UPDATE chain SET action = 'signed-out' WHERE sequence = 7",
    "UPDATE chain SET subject = 'x' WHERE sequence = 7",
    "UPDATE chain SET at = replace(at, '08:', '09:') WHERE sequence = 7",
    "UPDATE chain SET details = '{\"n\": 8}' WHERE sequence = 7",
    "UPDATE chain SET details = 'no json' WHERE sequence = 7",
    "UPDATE chain SET hash = replace(hash, substr(hash, 1, 1), 'x') WHERE sequence = 7",
    "DELETE FROM chain WHERE sequence = 7",
    "UPDATE chain SET sequence = sequence + 50 WHERE sequence >= 7",
)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[StoreDatabase]:
    with contextlib.closing(StoreDatabase(tmp_path / "store.db", STORE_KEY)) as opened:
        yield opened


def note(database: StoreDatabase, rows: int) -> None:
    with database.transaction() as db:
        for number in range(1, rows + 1):
            at = NOW + timedelta(seconds=number)
            chain.append(db, at, "1001", "alert-answered", f"{number:032x}", {"n": number})


def tamper(path: Path, change: str) -> None:
    """With a connection of its own, as somebody would who has the key."""
    with contextlib.closing(sqlcipher.connect(str(path / "store.db"))) as thief:
        thief.execute(f"PRAGMA key = \"x'{STORE_KEY.hex()}'\"")
        thief.execute(change)
        thief.commit()


def test_a_chain_of_many_rows_is_proven_to_its_last(database: StoreDatabase) -> None:
    note(database, 2000)
    verdict = chain.verify(database)
    assert (verdict.rows, verdict.broken) == (2000, None)
    assert verdict.last_at == NOW + timedelta(seconds=2000)
    assert (verdict.rows, verdict.head) == chain.head(database)


def test_an_empty_chain_is_whole(database: StoreDatabase) -> None:
    assert chain.verify(database) == chain.ChainVerdict(0, chain.START, None, None)
    assert chain.head(database) == (0, chain.START)


@pytest.mark.parametrize("change", CHANGES)
def test_one_altered_row_is_found(tmp_path: Path, database: StoreDatabase, change: str) -> None:
    note(database, 20)
    whole = chain.head(database)
    tamper(tmp_path, change)
    verdict = chain.verify(database)
    assert (verdict.rows, verdict.broken) == (6, 7)
    assert whole[0] == 20


def test_rows_cut_off_the_end_change_the_head_that_was_told(
    tmp_path: Path, database: StoreDatabase
) -> None:
    note(database, 20)
    told = chain.head(database)
    tamper(tmp_path, "DELETE FROM chain WHERE sequence > 15")
    assert chain.verify(database).broken is None
    assert chain.head(database) != told


def test_what_was_not_committed_left_no_row(database: StoreDatabase) -> None:
    with contextlib.suppress(RuntimeError), database.transaction() as db:
        chain.append(db, NOW, chain.KIOSK, "clock-set")
        raise RuntimeError
    assert chain.head(database) == (0, chain.START)


def test_no_word_about_anybody_gets_onto_the_chain(database: StoreDatabase) -> None:
    journal = AuditLog(database, lambda: NOW)
    for subject, details in (
        ("Budi Santoso", {}),
        ("", {"name": "Budi Santoso"}),
        ("", {"nik": "3171234567890123"}),
        ("", {"officers": ["1001", "Budi Santoso"]}),
        ("", {"reason": "a\nb"}),
    ):
        with pytest.raises(ValueError, match="numbers, ids and codes"):
            journal.note("1001", "person-verified", subject, **details)
    with pytest.raises(ValueError, match="number"):
        journal.note("Budi Santoso", "signed-in")
    assert chain.head(database)[0] == 0


TEXTS = st.from_regex(r"[A-Za-z0-9_.:,/+-]{0,20}", fullmatch=True)
VALUES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, width=64) | TEXTS
DETAILS = st.dictionaries(TEXTS, VALUES.filter(lambda v: v not in {float("inf"), float("-inf")}))


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(subject=TEXTS, details=DETAILS)
def test_whatever_is_noted_verifies_and_reads_back(
    database: StoreDatabase, subject: Any, details: Any
) -> None:
    before = chain.head(database)[0]
    AuditLog(database, lambda: NOW).note("1001", "exported", subject)
    with database.transaction() as db:
        chain.append(db, NOW, "1001", "exported", subject, details)
    assert chain.verify(database).broken is None
    last = list(chain.entries(database, before))[-1]
    assert (last.subject, dict(last.details), last.at) == (subject, details, NOW)


def test_a_setting_is_kept_and_its_change_is_on_the_chain(database: StoreDatabase) -> None:
    kept = Settings(database, AuditLog(database, lambda: NOW))
    assert kept.get("language") is None
    kept.put("language", "id", "3003")
    kept.put("language", "id", "3003")
    kept.put("lane.words", "Lajur dua, sebelah kiri", "3003")
    assert kept.get("lane.words") == "Lajur dua, sebelah kiri"
    first, second = chain.entries(database)
    assert (first.actor, first.action, first.subject) == ("3003", "setting-changed", "language")
    assert first.details == {"value": "id"}
    assert "Lajur" not in str(second.details)


def test_a_store_of_the_release_before_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:
        before.setattr(schema, "_migrations", schema._migrations[:1])
        with contextlib.closing(StoreDatabase(tmp_path / "store.db", STORE_KEY)) as old:
            old.put_fact("lease", b"kept")
            with pytest.raises(StoreError, match="no such table"):
                chain.head(old)
    with contextlib.closing(StoreDatabase(tmp_path / "store.db", STORE_KEY)) as new:
        assert new.fact("lease") == b"kept"
        assert chain.head(new) == (0, chain.START)


def test_the_hashes_from_a_row_on_are_those_of_the_rows(database: StoreDatabase) -> None:
    note(database, 4)
    every = chain.hashes(database, 0, 100)
    assert every[0] == chain.START
    assert (len(every) - 1, every[-1]) == chain.head(database)
    assert chain.hashes(database, 2, 2) == every[2:4]
    assert chain.hashes(database, 0, 2) == every[:2]
    assert chain.hashes(database, 5, 100) == ()
