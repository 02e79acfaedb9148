"""What a kiosk signed is held against what came; who carries it can hide nothing of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from models.networks import expected_networks
from sync.central.registry import audit, callers, intake, terminal_reports, terminals
from sync.central.registry.database import Registry
from sync.central.registry.received import Received
from sync.central.registry.schema import Terminal, TerminalReport
from sync.central.registry.terminal_reports import OVERDUE_AFTER, SILENT_AFTER, ReportView
from sync.protocol.envelope.random_values import random_id
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.signed_reports import Network, ReportBody, sign_report
from sync.protocol.wire import SignedReport
from sync.software import software
from tests.fakes.heartbeats import heartbeat
from tests.present import present
from tests.sync.central.registry.shift_rows import add_terminal

MINUTE = timedelta(minutes=1)
GOOD = tuple(Network(name=name, sha256=each) for name, each in expected_networks().items())


class Gate:
    """A terminal: its kiosk signs, its agent carries what a test lets it carry."""

    def __init__(self, registry: Registry, now: datetime) -> None:
        self.registry, self.now, self.key = registry, now, SigningKey.generate()
        self.series, self.sequence, self.number = random_id(), 0, 0
        with registry.transaction() as session:
            self.terminal_id = add_terminal(session, now, kiosk_key=self.key.public)

    def report(self, **said: Any) -> SignedReport:
        self.sequence += 1
        well: dict[str, Any] = {
            "terminal_id": self.terminal_id,
            "series": self.series,
            "sequence": self.sequence,
            "at": self.now,
            "number": self.number,
            "software": software(),
            "networks": GOOD,
        }
        return sign_report(ReportBody(**(well | said)), self.key)

    def beat(
        self, report: SignedReport | None, after: timedelta = MINUTE, **more: Any
    ) -> dict[str, str]:
        """Send a heartbeat with this report. Return what operators read then."""
        self.now += after
        with self.registry.transaction() as session:
            at = more.pop("at", self.now)
            beat = heartbeat(at, report=report, kiosk_seen_at=self.now, **more)
            callers.keep_heartbeat(session, self.terminal_id, beat, self.now)
        return self.troubles()

    def troubles(self) -> dict[str, str]:
        return {each.code: each.text for each in self._status().troubles}

    def view(self) -> ReportView:
        return present(self._status().report)

    def _status(self) -> terminals.TerminalStatus:
        with self.registry.session() as session:
            (found,) = (
                each
                for each in terminals.fleet(session, self.now)
                if each.terminal_id == self.terminal_id
            )
        return found

    def bring(self, *numbers: int) -> None:
        """Results of these numbers arrive."""
        rows = [
            Received(
                result_id=random_id(),
                terminal_id=self.terminal_id,
                type="alert",
                subject_id=random_id(),
                list_id="dpo",
                person_id=None,
                at=self.now,
                sealed=b"sealed",
                series=self.series,
                number=number,
            )
            for number in numbers
        ]
        with self.registry.transaction() as session:
            intake.take(session, self.terminal_id, rows, (), self.now)

    def noted(self) -> list[tuple[str, Any]]:
        """What is new on the audit log, and nothing is noted twice."""
        with self.registry.transaction() as session:
            before = len(list(audit.entries(session)))
            terminal_reports.note(session, self.now)
            new = list(audit.entries(session))[before:]
            terminal_reports.note(session, self.now)
            assert len(list(audit.entries(session))) == before + len(new)
            return [(row.action, row.details) for row in new]


@pytest.fixture
def gate(registry: Registry, now: datetime) -> Gate:
    return Gate(registry, now)


def test_a_terminal_with_which_all_is_well_has_no_troubles(gate: Gate) -> None:
    gate.number = 2
    gate.bring(1, 2)
    for _ in range(40):
        assert gate.beat(gate.report()) == {}
    assert (gate.view().number, gate.view().not_here) == (2, 0)
    (noted,) = gate.noted()
    runs = {"software": software(), "networks": expected_networks()}
    assert noted == ("terminal-runs", runs)


def test_an_agent_that_swallows_the_newest_results_shows_though_no_later_one_comes(
    gate: Gate,
) -> None:
    """Finding 8: the newest number was in nothing that the kiosk signed but the results."""
    gate.bring(1, 2)
    gate.number = 5
    assert gate.beat(gate.report()) == {}, "they may be on their way"
    assert gate.view().not_here == 3
    for _ in range(29):
        gate.number += 1
        assert gate.beat(gate.report()) == {}
    gate.number = 5
    told = gate.beat(gate.report())
    assert told == {"overdue": "its kiosk made 3 results that did not arrive for 30 min: 3-5"}
    assert ("results-overdue", {"first": 3}) in gate.noted()
    gate.bring(3, 4)
    told = gate.beat(gate.report())
    assert told == {"overdue": "its kiosk made 1 result that did not arrive for 31 min: 5"}
    gate.bring(5)
    assert gate.beat(gate.report()) == {}
    gate.number = 6
    assert gate.beat(gate.report()) == {}, "that one is new"
    assert "overdue" in gate.beat(gate.report(), OVERDUE_AFTER)


def test_a_terminal_that_was_away_is_given_time_to_bring_what_it_made(gate: Gate) -> None:
    assert gate.beat(gate.report()) == {}
    gate.number = 900
    assert gate.beat(gate.report(at=gate.now + timedelta(days=3)), timedelta(days=3)) == {}
    gate.bring(*range(1, 901))
    assert gate.beat(gate.report(at=gate.now + OVERDUE_AFTER), OVERDUE_AFTER) == {}


def test_an_older_report_is_refused_and_told(gate: Gate) -> None:
    gate.number = 1
    old = gate.report()
    assert gate.beat(old) == {}
    gate.number = 9
    assert gate.beat(gate.report()) == {}
    told = gate.beat(old)
    assert told["report-refused"].startswith("1 report was refused, last ")
    assert told["report-refused"].endswith("an older one was sent again")
    assert gate.view().number == 9, "nothing of it was believed"
    assert ("terminal-report-refused", {"at_least": 1}) in gate.noted()
    gate.beat(old)
    assert "2 reports were refused" in gate.troubles()["report-refused"]
    assert gate.noted() == [], "each tenfold is noted once"
    assert "report-refused" not in gate.beat(gate.report(), terminal_reports.SHOWN_FOR)


def test_the_same_report_again_is_no_news_and_no_fault(gate: Gate) -> None:
    report = gate.report()
    assert gate.beat(report) == gate.beat(report) == {}


def test_a_heartbeat_that_was_overtaken_tells_of_no_replay(gate: Gate) -> None:
    first, second = gate.report(), gate.report()
    assert gate.beat(second) == {}
    assert gate.beat(first, at=gate.now - MINUTE) == {}


@pytest.mark.parametrize("of", ["another terminal", "another key", "changed"])
def test_what_the_kiosk_did_not_sign_is_refused_and_told(
    gate: Gate, registry: Registry, of: str
) -> None:
    if of == "another terminal":
        forged = Gate(registry, gate.now).report()
    elif of == "another key":
        kiosk, gate.key = gate.key, SigningKey.generate()
        forged, gate.key = gate.report(), kiosk
    else:
        forged = gate.report()
        body = forged.body.replace(GOOD[0].name, "blind")
        assert body != forged.body
        forged = forged.model_copy(update={"body": body})
    told = gate.beat(forged)
    assert told["report-refused"].endswith("not signed by its kiosk")
    assert "report-refused" in gate.beat(gate.report()), "for a week, whatever comes next"


def test_heartbeats_without_a_new_report_show(gate: Gate) -> None:
    last = gate.report()
    assert gate.beat(last) == {}
    for _ in range(4):
        assert gate.beat(None) == gate.beat(last) == {}
    told = gate.beat(None, 2 * MINUTE)
    assert told == {"report-silent": "the newest report that its kiosk signed is 11 min old"}
    assert ("terminal-report-silent", {}) in gate.noted()
    assert gate.beat(gate.report()) == {}


def test_reports_that_are_kept_back_and_come_one_by_one_show(gate: Gate) -> None:
    """An agent may hoard them: each is newer than the last, and says what was long ago."""
    hoarded = [gate.report(at=gate.now + n * MINUTE) for n in range(3)]
    assert gate.beat(hoarded[0]) == {}
    gate.now += 5 * SILENT_AFTER
    for report in hoarded[1:]:
        assert set(gate.beat(report)) == {"report-silent"}


def test_a_kiosk_that_never_reports_shows(gate: Gate) -> None:
    assert gate.beat(None) == {}
    told = gate.beat(None, SILENT_AFTER)
    assert told == {"report-silent": "no report that its kiosk signed has come yet"}


def test_a_silent_terminal_is_silent_and_nothing_more(gate: Gate) -> None:
    assert gate.beat(gate.report()) == {}
    gate.now += timedelta(hours=1)
    assert set(gate.troubles()) == {"silent"}


def test_what_a_database_that_began_anew_had_made_is_known_to_be_lost(gate: Gate) -> None:
    gate.bring(1, 2)
    gate.number = 4
    old = gate.report()
    assert gate.beat(old) == {}
    before = gate.series
    gate.series, gate.sequence, gate.number = random_id(), 0, 0
    assert gate.beat(gate.report()) == {
        "lost": "its database began anew, and 2 results of before never arrived: 3-4"
    }
    assert gate.view().not_here == 2
    gate.beat(old)
    assert gate.troubles()["report-refused"].endswith("an older one was sent again")
    now, gate.series = gate.series, before
    gate.bring(3, 4)
    gate.series = now
    assert "lost" not in gate.beat(gate.report())


def test_a_terminal_with_another_model_is_told_in_one_line(gate: Gate) -> None:
    recogniser, *rest = GOOD
    other = Network(name=recogniser.name, sha256="0badc0de" * 8)
    told = gate.beat(gate.report(networks=(other, *rest)))
    text = f"{recogniser.name} is 0badc0de for {recogniser.sha256[:8]}"
    assert told == {"model": f"it recognises with other networks than expected: {text}"}
    told = gate.beat(gate.report(networks=tuple(rest)))
    assert f"{recogniser.name} is none for {recogniser.sha256[:8]}" in told["model"]
    strange = Network(name="blind", sha256="1" * 64)
    told = gate.beat(gate.report(networks=(*GOOD, strange)))
    assert "blind is 11111111 for none" in told["model"]
    assert gate.beat(gate.report(networks=())) == {}, "its camera has not begun"
    assert gate.beat(gate.report()) == {}


def test_a_terminal_with_another_gapura_is_told_in_one_line(gate: Gate) -> None:
    told = gate.beat(gate.report(software="gapura 0.1.9"))
    assert told == {"software": f"its kiosk runs gapura 0.1.9; this data centre is {software()}"}
    told = gate.beat(gate.report(), software="gapura 0.1.9")
    assert told["software"].startswith("its agent runs gapura 0.1.9; ")


def test_a_terminal_of_an_older_gapura_is_served_and_shown_as_such(
    registry: Registry, now: datetime
) -> None:
    older = Gate(registry, now)
    with registry.transaction() as session:
        session.get_one(Terminal, older.terminal_id).kiosk_key = None
    for _ in range(20):
        told = older.beat(None, software="gapura 0.1.9")
    assert set(told) == {"unsigned", "software"}
    older.beat(older.report(number=99))
    with registry.session() as session:
        assert session.get(TerminalReport, older.terminal_id) is None, "nobody could prove it"


def test_of_a_revoked_terminal_nothing_more_is_noted(gate: Gate) -> None:
    gate.beat(gate.report())
    with gate.registry.transaction() as session:
        session.get_one(Terminal, gate.terminal_id).state = "revoked"
    assert gate.noted() == []
