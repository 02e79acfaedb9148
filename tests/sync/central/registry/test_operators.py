"""Passphrases: changed, reset, counted while they are guessed; refused where they are weak."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from sync.central.registry import audit, operators
from sync.central.registry.database import Registry, open_registry
from sync.central.registry.errors import OperationRefused
from sync.central.registry.passphrases import passphrase_fault
from sync.central.registry.schema import AuditEntry, Operator
from tests.present import present

RIGHT, NEW = "kuda baterai staples benar", "gerimis di atas kebun teh"


@pytest.fixture
def dewi(registry: Registry, now: datetime) -> Registry:
    """A registry with one more operator, who has a passphrase."""
    with registry.transaction() as session:
        operators.add(session, "dewi", "Dewi", RIGHT, now, ("sari", "budi"))
    return registry


def tries(registry: Registry) -> int:
    with registry.session() as session:
        return present(session.get(Operator, "dewi")).tries


def test_guessing_slows_down_and_a_restart_saves_no_try(
    dewi: Registry, database_url: str, now: datetime
) -> None:
    for _ in range(operators.FREE_TRIES):
        with pytest.raises(OperationRefused, match="operator or passphrase is wrong"):
            operators.authenticate(dewi, "dewi", "a wrong passphrase", now)
    again = open_registry(database_url)
    for passphrase in ("a wrong passphrase", RIGHT):
        with pytest.raises(OperationRefused, match="5 wrong passphrases; again in 3 s"):
            operators.authenticate(again, "dewi", passphrase, now)
    assert tries(again) == operators.FREE_TRIES
    with again.session() as session:
        (told,) = operators.sign_in_troubles(session, now)
        rows = session.query(AuditEntry).filter_by(action="operator-refused").count()
    assert (told.operator_id, told.tries, rows) == ("dewi", 5, 5)
    assert operators.authenticate(again, "dewi", RIGHT, now + timedelta(seconds=3)) == "dewi"
    assert tries(again) == 0
    again.close()


def test_tries_at_once_are_counted_each(dewi: Registry, now: datetime) -> None:
    def guess(number: int) -> str:
        try:
            return operators.authenticate(dewi, "dewi", f"wrong passphrase {number}", now)
        except OperationRefused as error:
            return str(error)

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(guess, range(12)))
    assert sum("operator or passphrase" in each for each in told) == operators.FREE_TRIES
    assert tries(dewi) == operators.FREE_TRIES


def test_the_delay_grows_to_an_hour() -> None:
    waits = [operators.delay(count).total_seconds() for count in range(30)]
    assert waits[:8] == [0, 0, 0, 0, 0, 2, 4, 8]
    assert waits == sorted(waits)
    assert waits[-1] == 3600


def test_a_passphrase_is_changed_and_a_lost_one_is_reset(dewi: Registry, now: datetime) -> None:
    with dewi.transaction() as session:
        operators.change_passphrase(session, "dewi", NEW, now)
    with pytest.raises(OperationRefused, match="wrong"):
        operators.authenticate(dewi, "dewi", RIGHT, now)
    assert operators.authenticate(dewi, "dewi", NEW, now) == "dewi"
    with dewi.transaction() as session, pytest.raises(OperationRefused, match="of before"):
        operators.change_passphrase(session, "dewi", NEW, now)
    with dewi.transaction() as session:
        operators.suspend(session, "dewi", now, "sari")
        operators.reset_passphrase(session, "dewi", RIGHT, now, audit.CENTRE)
    with pytest.raises(OperationRefused, match="suspended"):
        operators.authenticate(dewi, "dewi", RIGHT, now)
    with dewi.session() as session:
        assert [each.reset_at for each in operators.sign_in_troubles(session, now)] == [now]
        later = now + operators.RESET_IS_NEWS
        assert [each.reset_at for each in operators.sign_in_troubles(session, later)] in (
            [],
            [None],
        )
        (row,) = session.query(AuditEntry).filter_by(action="passphrase-reset").all()
    assert (row.actor, row.subject) == (audit.CENTRE, "dewi")


@pytest.mark.parametrize(
    "weak",
    [
        "pendek",
        "x" * 300,
        "aaaaaaaaaaaaaaaaaaaa",
        "abcabcabcabcabcabc",
        "123456789012345678",
        "passwordpassword123",
        "qwertyuiopasdfghjkl",
        "indonesia merdeka 1945",
        "bismillah bismillah",
        "sari kebun teh di lembang",
        "Sari Wulandari 1234567",
    ],
)
def test_a_passphrase_that_is_guessed_first_is_refused(weak: str) -> None:
    assert passphrase_fault(weak, "sari", "Sari Wulandari")


@pytest.mark.parametrize("strong", [RIGHT, NEW, "3f9a02c1b7d84e6650aa19c2", "Zq8#rT2!mWx5&Lp9"])
def test_any_other_is_taken(strong: str) -> None:
    assert passphrase_fault(strong, "sari", "Sari Wulandari") == ""
