"""A terminal's audit chain only grows; where it does not, it is told, once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from sync.central.registry import audit, callers, terminal_chains, terminals
from sync.central.registry.callers import HeartbeatOutcome
from sync.central.registry.database import Registry
from sync.central.registry.schema import Terminal
from sync.central.registry.terminal_chains import ACTION, Chain, is_cut
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.signed_reports import ReportBody, sign_report
from sync.protocol.wire import Heartbeat, KioskReport
from sync.software import software
from tests.fakes.heartbeats import heartbeat
from tests.present import present
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
    """A terminal whose heartbeats are kept as the server keeps them; without a key, an older."""

    def __init__(self, registry: Registry, now: datetime, key: SigningKey | None = None) -> None:
        self.registry, self.now, self.key = registry, now, key
        self.series, self.sequence = random_id(), 0
        with registry.transaction() as session:
            public = key.public if key is not None else None
            self.terminal_id = add_terminal(session, now, kiosk_key=public)

    def beat(self, rows: int, head: str | None, sent_ago_s: int = 0) -> None:
        self.now += timedelta(seconds=30)
        kiosk = KioskReport(chain_rows=rows, chain_head=head)
        sent_at = self.now - timedelta(seconds=sent_ago_s)
        self.keep(heartbeat(sent_at, kiosk, kiosk_seen_at=self.now))

    def keep(self, said: Heartbeat) -> HeartbeatOutcome:
        with self.registry.transaction() as session:
            seen = callers.keep_heartbeat(session, self.terminal_id, said, self.now)
        if seen.chain_cut is not None:
            with self.registry.transaction() as session:
                terminal_chains.record_cut(session, self.terminal_id, seen.chain_cut, self.now)
        return seen

    def show(self, known: int, *hashes: str, **more: Any) -> int:
        """Send a report as a kiosk signs it that knows which row the data centre knows last.

        Return how far the data centre knows the chain after it.
        """
        self.now += timedelta(seconds=30)
        self.sequence += 1
        shown: dict[str, Any] = {
            "chain_rows": max(0, known + len(hashes) - 1),
            "chain_head": hashes[-1] if hashes else None,
            "chain_from": known,
            "chain_hashes": hashes,
        }
        body = ReportBody(
            terminal_id=self.terminal_id,
            series=self.series,
            sequence=self.sequence,
            at=self.now,
            number=0,
            software=software(),
            **(shown | more),
        )
        report = sign_report(body, present(self.key))
        return self.keep(heartbeat(self.now, report=report)).chain_rows

    def noted(self) -> list[dict[str, int | str]]:
        with self.registry.session() as session:
            return [row.details for row in audit.entries(session) if row.action == ACTION]

    def troubles(self) -> list[str]:
        with self.registry.session() as session:
            (found,) = terminals.fleet(session, self.now)
        return [each.code for each in found.troubles if each.code != "unsigned"]


@pytest.fixture
def beating(registry: Registry, now: datetime) -> Beating:
    return Beating(registry, now)


@pytest.fixture
def signing(registry: Registry, now: datetime) -> Beating:
    return Beating(registry, now, SigningKey.generate())


def test_a_chain_that_grows_is_no_trouble(beating: Beating) -> None:
    for rows, head in ((3, A), (3, A), (9, B)):
        beating.beat(rows, head)
    assert (beating.troubles(), beating.noted()) == ([], [])


def test_a_terminal_that_cuts_with_every_heartbeat_fills_no_audit_log(beating: Beating) -> None:
    for number in range(60):
        beating.beat(9 - number % 2, A if number % 2 else B)
    assert len(beating.noted()) == audit.TOLD_A_DAY
    assert beating.troubles() == ["chain"]
    beating.now += timedelta(days=1)
    beating.beat(7, C)
    assert len(beating.noted()) == audit.TOLD_A_DAY + 1


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
    with beating.registry.transaction() as session:
        shown = terminal_chains.ShownChain(Chain(4, B), signed=False)
        terminal_chains.record_cut(session, beating.terminal_id, shown, beating.now)
    assert len(beating.noted()) == 1


def test_rows_cut_off_and_more_written_behind_them_are_noticed(signing: Beating) -> None:
    """Finding 18: four of 13 rows are cut, five are written, and 14 are reported."""
    assert signing.show(0, audit.START, *[A] * 12, B) == 13
    assert signing.show(13, B, C) == 14
    assert signing.troubles() == []
    signing.show(14, A, B, C)
    assert signing.troubles() == ["chain"]
    (noted,) = signing.noted()
    assert (noted["rows_before"], noted["rows"]) == (14, 16)


def test_a_kiosk_that_shows_no_hashes_is_followed_no_further(signing: Beating) -> None:
    assert signing.show(0, audit.START, A, B) == 2
    assert signing.show(0, chain_rows=9, chain_head=C) == 2
    assert signing.show(2, B, A, A, A, A, A, A, C) == 9
    assert signing.troubles() == []


def test_many_rows_come_with_several_reports(signing: Beating) -> None:
    assert signing.show(0, audit.START, A, B) == 2
    assert signing.show(2, B, C, A, chain_rows=999, chain_head=C) == 4
    assert signing.show(4, A, B) == 5
    assert signing.troubles() == []


def test_a_kiosk_that_cannot_read_its_chain_proves_nothing_and_cuts_nothing(
    signing: Beating,
) -> None:
    assert signing.show(0, audit.START, A, B) == 2
    assert signing.show(0) == 2
    assert signing.troubles() == []


def test_an_agent_cannot_say_of_a_signing_kiosks_chain_what_it_likes(signing: Beating) -> None:
    """Finding 21: rows and head were believed without a signature."""
    assert signing.show(0, audit.START, A, B) == 2
    for rows, head in ((900, C), (1, A)):
        signing.beat(rows, head)
    with signing.registry.session() as session:
        row = session.get_one(Terminal, signing.terminal_id)
        assert (row.chain_rows, row.chain_head) == (2, B)
    assert (signing.noted(), signing.troubles()) == ([], [])
    assert signing.show(2, B, C) == 3
