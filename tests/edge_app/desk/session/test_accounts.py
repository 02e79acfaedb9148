"""Numbers and PINs where the store fails, or an account itself is damaged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from edge_app.desk.session.accounts import CALM_S, FREE, LOCK_S, Accounts
from edge_app.desk.session.views import Notice
from edge_app.errors import StoreError
from tests.fakes.officers import PINS, everybody, officer

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
NOBODYS = "5555"


class Kept:
    """Wrong tries in memory; `broken`: the disk refuses."""

    def __init__(self) -> None:
        self.tries: dict[str, tuple[int, datetime]] = {}
        self.broken = False

    def of(self, number: str) -> tuple[int, datetime | None]:
        self._require()
        return self.tries.get(number, (0, None))

    def failed(self, number: str, at: datetime) -> None:
        self._require()
        self.tries[number] = (self.tries.get(number, (0, at))[0] + 1, at)

    def clear(self, number: str) -> None:
        self._require()
        self.tries.pop(number, None)

    def _require(self) -> None:
        if self.broken:
            raise StoreError("the disk refuses")


class Gate:
    def __init__(self) -> None:
        self.kept, self.clock = Kept(), 1000.0
        self.restart()

    def restart(self) -> None:
        self.accounts = Accounts(self.kept, lambda: NOW, lambda: self.clock)

    def wrong(self, number: str = "1001") -> Any:
        return self.accounts.check(everybody(), number, "000000")

    def right(self, number: str = "1001") -> Any:
        return self.accounts.check(everybody(), number, PINS[number])


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_on_a_broken_disk_the_tries_count_in_memory(
    gate: Gate, caplog: pytest.LogCaptureFixture
) -> None:
    gate.kept.broken = True
    waits = [gate.wrong().retry_at for _ in range(3)]
    assert waits == [None, 1002.0, 1002.0]  # the third came too early, and is no try
    assert gate.kept.tries == {}
    assert "cannot be looked up" in caplog.text
    assert "until the restart" in caplog.text
    caplog.clear()
    gate.clock += 2
    assert gate.right().account is not None  # and the officer is not shut out
    assert "cannot be forgotten" in caplog.text
    caplog.clear()


@pytest.mark.parametrize(
    "cost",
    ["m=1,t=1,p=1", "m=4000000000,t=1,p=1"],
    ids=["less than there is", "more than any machine has"],
)
def test_a_damaged_verifier_is_a_fault_and_no_wrong_try_of_the_officer_s(
    gate: Gate, caplog: pytest.LogCaptureFixture, cost: Any
) -> None:
    verifier = f"$argon2id$v=19${cost}${'A' * 22}${'A' * 43}"
    damaged = officer("1001").model_copy(update={"pin_verifier": verifier})
    found = gate.accounts.check([damaged], "1001", PINS["1001"])
    assert (found.account, found.notice, found.counted) == (None, Notice.FAULT, False)
    assert "import the officers anew" in caplog.text
    assert "1001" not in caplog.text
    caplog.clear()


def test_a_number_s_wait_outlives_the_kiosk(gate: Gate) -> None:
    for _ in range(2):
        gate.wrong()
    gate.kept.tries["1001"] = (5, NOW - timedelta(seconds=60))
    gate.restart()
    found = gate.right()
    assert (found.notice, found.retry_at) == (Notice.NUMBER_LOCKED, 1000.0 - 60 + LOCK_S)
    gate.kept.tries["1001"] = (3, NOW + timedelta(days=1))  # kept by a clock that was ahead
    gate.restart()
    assert gate.right().retry_at == 1004.0


def test_the_terminal_slows_down_for_everybody_and_calms_again(gate: Gate) -> None:
    for number in range(FREE):
        gate.wrong(f"{NOBODYS}{number}")
    assert gate.accounts.closed_until() == 1005.0
    assert (gate.right().notice, gate.right().retry_at) == (Notice.TERMINAL_SLOWED, 1005.0)
    gate.clock += CALM_S
    assert gate.accounts.closed_until() is None
    assert gate.kept.of("*") == (0, None)
    assert gate.right().account is not None
