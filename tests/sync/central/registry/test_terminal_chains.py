"""A terminal's audit chain only grows; where it does not, it is told, once."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from sync.central.registry import audit, callers, terminal_chains, terminals
from sync.central.registry.database import Registry
from sync.central.registry.terminal_chains import ACTION, Chain, is_cut
from sync.protocol.wire import KioskReport
from tests.fakes.heartbeats import heartbeat
from tests.sync.central.registry.shift_rows import add_terminal

A, B, C = "a" * 64, "b" * 64, "c" * 64


@pytest.mark.parametrize(
    ("before", "after", "cut"),
    [
        (None, Chain(7, A), False),
        (Chain(7, A), Chain(7, A), False),
        (Chain(7, A), Chain(8, B), False),
        (Chain(7, A), Chain(7, B), True),
        (Chain(7, A), Chain(6, A), True),
        (Chain(7, A), Chain(0, audit.START), True),
    ],
)
def test_a_chain_that_is_shorter_or_other_is_cut(
    before: Chain | None, after: Chain, cut: bool
) -> None:
    assert is_cut(before, after) is cut


class Beating:
    """A terminal whose heartbeats are kept as the server keeps them."""

    def __init__(self, registry: Registry, now: datetime) -> None:
        self.registry, self.now = registry, now
        with registry.transaction() as session:
            self.terminal_id = add_terminal(session, now)

    def beat(self, rows: int, head: str | None, sent_ago_s: int = 0) -> None:
        self.now += timedelta(seconds=30)
        kiosk = KioskReport(chain_rows=rows, chain_head=head)
        sent_at = self.now - timedelta(seconds=sent_ago_s)
        said = heartbeat(sent_at, kiosk, kiosk_seen_at=self.now)
        with self.registry.transaction() as session:
            seen = callers.keep_heartbeat(session, self.terminal_id, said, self.now)
        if seen.chain_cut:
            with self.registry.transaction() as session:
                terminal_chains.record_cut(session, self.terminal_id, said, self.now)

    def noted(self) -> list[dict[str, int | str]]:
        with self.registry.session() as session:
            return [row.details for row in audit.entries(session) if row.action == ACTION]

    def troubles(self) -> list[str]:
        with self.registry.session() as session:
            (found,) = terminals.fleet(session, self.now)
        return [each.code for each in found.troubles]


@pytest.fixture
def beating(registry: Registry, now: datetime) -> Beating:
    return Beating(registry, now)


def test_a_chain_that_grows_is_no_trouble(beating: Beating) -> None:
    for rows, head in ((3, A), (3, A), (9, B)):
        beating.beat(rows, head)
    assert (beating.troubles(), beating.noted()) == ([], [])


def test_a_chain_cut_short_is_noted_once_and_stays_a_trouble(beating: Beating) -> None:
    beating.beat(9, A)
    for _ in range(3):
        beating.beat(4, B)
    beating.beat(5, C)
    assert beating.noted() == [{"rows_before": 9, "head_before": A, "rows": 4, "head": B}]
    assert beating.troubles() == ["chain"]


def test_another_head_at_the_same_length_is_noted(beating: Beating) -> None:
    beating.beat(9, A)
    beating.beat(9, B)
    assert [(row["rows"], row["head"]) for row in beating.noted()] == [(9, B)]


def test_a_second_cut_is_noted_too(beating: Beating) -> None:
    for rows in (9, 4, 2):
        beating.beat(rows, A)
    assert [row["rows"] for row in beating.noted()] == [4, 2]


def test_a_heartbeat_that_was_overtaken_cuts_nothing(beating: Beating) -> None:
    beating.beat(9, A)
    beating.beat(8, B, sent_ago_s=60)
    assert (beating.noted(), beating.troubles()) == ([], [])


def test_a_clock_that_was_ahead_hides_no_cut(beating: Beating) -> None:
    beating.beat(9, A, sent_ago_s=-3600)
    beating.beat(4, B)
    assert len(beating.noted()) == 1


def test_a_terminal_that_falls_silent_about_its_chain_is_a_trouble(beating: Beating) -> None:
    beating.beat(0, None)
    assert beating.troubles() == []
    beating.beat(9, A)
    beating.beat(0, None)
    assert (beating.troubles(), beating.noted()) == (["chain-silent"], [])
    beating.beat(4, B)
    assert beating.troubles() == ["chain"]


def test_a_cut_that_two_workers_saw_is_noted_once(beating: Beating) -> None:
    beating.beat(9, A)
    beating.beat(4, B)
    said = heartbeat(beating.now, KioskReport(chain_rows=4, chain_head=B))
    silent = heartbeat(beating.now, KioskReport(chain_rows=0, chain_head=None))
    for later in (said, silent):
        with beating.registry.transaction() as session:
            terminal_chains.record_cut(session, beating.terminal_id, later, beating.now)
    assert len(beating.noted()) == 1


def shown(known: int, *hashes: str) -> KioskReport:
    """What a kiosk shows that knows which row the data centre knows last."""
    return KioskReport(
        chain_rows=known + len(hashes) - 1,
        chain_head=hashes[-1],
        chain_from=known,
        chain_hashes=hashes,
        lease_nonce="0" * 32,
    )


def keep(beating: Beating, report: KioskReport) -> int:
    """Return how far the data centre knows the chain after this heartbeat."""
    beating.now += timedelta(seconds=30)
    said = heartbeat(beating.now, report, kiosk_seen_at=beating.now)
    with beating.registry.transaction() as session:
        outcome = callers.keep_heartbeat(session, beating.terminal_id, said, beating.now)
    if outcome.chain_cut:
        with beating.registry.transaction() as session:
            terminal_chains.record_cut(session, beating.terminal_id, said, beating.now)
    return outcome.chain_rows


def test_rows_cut_off_and_more_written_behind_them_are_noticed(beating: Beating) -> None:
    """Finding 18: four of 13 rows are cut, five are written, and 14 are reported."""
    assert keep(beating, shown(0, audit.START, *[A] * 12, B)) == 13
    assert keep(beating, shown(13, B, C)) == 14
    assert beating.troubles() == []
    keep(beating, shown(14, A, B, C))
    assert beating.troubles() == ["chain"]
    (noted,) = beating.noted()
    assert (noted["rows_before"], noted["rows"]) == (14, 16)


def test_a_kiosk_that_shows_no_hashes_is_followed_no_further(beating: Beating) -> None:
    assert keep(beating, shown(0, audit.START, A, B)) == 2
    silent = KioskReport(chain_rows=9, chain_head=C, lease_nonce="0" * 32)
    assert keep(beating, silent) == 2
    assert keep(beating, shown(2, B, A, A, A, A, A, A, C)) == 9
    assert beating.troubles() == []


def test_many_rows_come_with_several_heartbeats(beating: Beating) -> None:
    assert keep(beating, shown(0, audit.START, A, B)) == 2
    part = shown(2, B, C, A).model_copy(update={"chain_rows": 999, "chain_head": C})
    assert keep(beating, part) == 4
    assert keep(beating, shown(4, A, B)) == 5
    assert beating.troubles() == []


def test_a_terminal_without_a_word_of_its_kiosk_proves_no_chain(now: datetime) -> None:
    assert terminal_chains.proven_chain(None, heartbeat(now, None)) is None
    assert terminal_chains.proven_chain(Chain(7, A), heartbeat(now, None)) is None
