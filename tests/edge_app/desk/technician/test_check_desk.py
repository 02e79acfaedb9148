"""A technician has the terminal looked at, and reads what is to be mended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from edge_app.desk.readers import ReaderPool
from edge_app.desk.session.views import SessionState, SessionView, SignedIn
from edge_app.desk.technician.check import CheckDesk, CheckState
from sync.protocol.content import OfficerRole
from sync.protocol.finding_table import FindingCode
from sync.protocol.findings import Finding, found

FULL = found(FindingCode.DISK_FULL, free=3, least=512)
OFF = found(FindingCode.AGENT_OFF)
NO_TPM = found(FindingCode.TPM_ABSENT)


class Bench:
    """A desk, and the pool that looks."""

    def __init__(
        self, look: Callable[[], tuple[Finding, ...]] | None, role: OfficerRole | None
    ) -> None:
        who = None
        if role is not None:
            who = SignedIn("9001", "Made", role, datetime(2026, 3, 11, tzinfo=UTC))
        session = SessionView(SessionState.SIGNED_IN, who, open_mode=role is None)
        self._pool = ReaderPool()
        self.desk = CheckDesk(look, lambda: session, self._pool)

    def work(self) -> None:
        for queue in self._pool._queues:
            queue.run_pending()


def test_what_is_to_be_mended_is_shown_once_the_worst_first() -> None:
    bench = Bench(lambda: (OFF, NO_TPM, FULL, OFF), OfficerRole.TECHNICIAN)
    assert bench.desk.view().state is CheckState.IDLE
    bench.desk.test()
    assert bench.desk.view().state is CheckState.RUNNING
    bench.work()
    assert bench.desk.view().state is CheckState.DONE
    assert bench.desk.view().findings == (FULL, OFF)  # that there is no TPM is no fault


def test_a_second_touch_while_it_looks_is_nothing_and_the_next_looks_again() -> None:
    looks: list[int] = []

    def look() -> tuple[Finding, ...]:
        looks.append(len(looks))
        return () if len(looks) > 1 else (FULL,)

    bench = Bench(look, OfficerRole.TECHNICIAN)
    bench.desk.test()
    bench.desk.test()
    bench.work()
    assert bench.desk.view().findings == (FULL,)
    bench.desk.test()
    bench.work()
    assert bench.desk.view().findings == ()
    assert len(looks) == 2


def test_a_fault_of_ours_is_told_and_hangs_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def look() -> tuple[Finding, ...]:
        raise KeyError("ours")

    bench = Bench(look, OfficerRole.TECHNICIAN)
    bench.desk.test()
    bench.work()
    assert bench.desk.view().state is CheckState.FAILED
    caplog.clear()


@pytest.mark.parametrize("role", [None, OfficerRole.OFFICER, OfficerRole.SUPERVISOR])
def test_nobody_else_has_it_looked_at(role: OfficerRole | None) -> None:
    bench = Bench(lambda: (FULL,), role)
    bench.desk.test()
    bench.work()
    assert bench.desk.view().state is CheckState.IDLE


def test_where_there_is_no_terminal_there_is_nothing_to_look_at() -> None:
    bench = Bench(None, OfficerRole.TECHNICIAN)
    bench.desk.test()
    bench.work()
    assert bench.desk.view().state is CheckState.NONE
