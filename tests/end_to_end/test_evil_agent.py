"""A broken-in agent between a real kiosk and a real data centre hides nothing, unseen."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import cv2
import pytest

from sync.central.registry import intake, terminals
from sync.central.registry.schema import ResultIntake, TerminalReport
from sync.central.registry.terminal_reports import OVERDUE_AFTER, ReportView
from sync.protocol.envelope.signatures import SigningKey
from sync.protocol.signed_reports import ReportBody, open_report, sign_report
from sync.protocol.wire import Heartbeat, SignedReport
from sync.terminal.agent import Agent
from sync.terminal.errors import Unreachable
from sync.terminal.kiosk_status import read_kiosk_status
from sync.terminal.spool import Spool
from sync.terminal.state import TerminalState
from sync.terminal.wake import Waker
from tests.end_to_end.system import IMPATIENT, ROOT, DataCentre, environment, picture
from tests.present import present
from tests.waiting import until

# Writes its status, and the report in it, as fast as it can and not every ten seconds.
HASTY_KIOSK = """
import sys
from datetime import timedelta
from edge_app.terminal import status
from tests.end_to_end import light_kiosk
status.STATUS_INTERVAL = timedelta(0)
light_kiosk.main(*sys.argv[1:])
"""


def persistently(send: Callable[[], object]) -> None:
    """Do it as the agent's loops do: by the next address where one does not answer."""

    def sent() -> bool:
        try:
            send()
        except Unreachable:
            return False
        return True

    until(sent, "the data centre's answer")


class EvilAgent:
    """All that the agent has: its key, the spool, the network. It sends when a test says so."""

    def __init__(self, centre: DataCentre, state: TerminalState) -> None:
        self.centre, self.state = centre, state
        self.agent = Agent(state, IMPATIENT)
        self._honest = self.agent._heartbeats.heartbeat

    def beat(self, tamper: Callable[[Heartbeat], Heartbeat] = lambda said: said) -> dict[str, str]:
        """Send a heartbeat, and hand its lease on. Return what operators read then."""
        self.agent._heartbeats.heartbeat = lambda: tamper(self._honest())  # type: ignore[method-assign]
        persistently(self.agent._heartbeats.send)
        Waker(self.state.kiosk_socket).send()
        return self.troubles()

    def carry(self, report: SignedReport | None) -> dict[str, str]:
        """Send a heartbeat with this in place of the kiosk's newest report."""
        return self.beat(lambda said: said.model_copy(update={"report": report}))

    def refresh(self) -> None:
        persistently(self.agent._mirror.refresh)
        Waker(self.state.kiosk_socket).send()

    def deliver(self, number: int) -> None:
        """Send results until that one has come; the kiosk makes more all the time."""
        while self.came() < number:
            batch = self.agent._uploader._next()
            assert batch is not None
            persistently(partial(self.agent._uploader._send, batch))

    def came(self) -> int:
        """The highest number that the data centre has."""
        with self.centre.centre.registry.session() as session:
            brought = session.get(ResultIntake, self.state.config().terminal_id)
            held = [] if brought is None else [*brought.series.values()]
        return max((last for each in held for _, last in intake.runs_of(each)), default=0)

    def newest(self) -> SignedReport | None:
        """The kiosk's, as it lies in the spool."""
        with Spool(self.state.spool) as spool:
            seen = read_kiosk_status(spool)
        return seen.status.report if seen is not None and seen.status is not None else None

    def made(self) -> int:
        """The number of the newest result that the kiosk has told of."""
        report = self.newest()
        return self.read(report).number if report is not None else 0

    def read(self, report: SignedReport) -> ReportBody:
        config = self.state.config()
        return open_report(report, config.terminal_id, present(config.kiosk_key))

    def status(self) -> terminals.TerminalStatus:
        with self.centre.centre.registry.session() as session:
            found = {each.terminal_id: each for each in terminals.fleet(session, datetime.now(UTC))}
        return found[self.state.config().terminal_id]

    def troubles(self) -> dict[str, str]:
        """What operators read, but that its list is young: what the kiosk said may be older."""
        told = {each.code: each.text for each in self.status().troubles}
        return {code: text for code, text in told.items() if code != "behind"}

    def view(self) -> ReportView:
        return present(self.status().report)

    def pass_time(self, gone: timedelta) -> None:
        """Let what the data centre noted of its reports be so much older."""
        with self.centre.centre.registry.transaction() as session:
            row = session.get_one(TerminalReport, self.state.config().terminal_id)
            for name in ("at", "received_at", "owed_since"):
                if (noted := getattr(row, name)) is not None:
                    setattr(row, name, noted - gone)

    def forget_refusals(self) -> None:
        with self.centre.centre.registry.transaction() as session:
            session.get_one(TerminalReport, self.state.config().terminal_id).refused_at = None


@contextmanager
def kiosk(state: TerminalState, folder: Path) -> Iterator[None]:
    """A real one, without camera and models: it raises alerts of its list all the time."""
    cv2.imwrite(str(folder / "face.jpg"), picture(1, 112))
    arguments = [str(state.root), str(folder / "kiosk.journal"), str(folder / "face.jpg")]
    with (folder / "kiosk.log").open("ab") as told:
        running = subprocess.Popen(
            [sys.executable, "-c", HASTY_KIOSK, *arguments],
            stdout=told,
            stderr=told,
            env=environment(),
            cwd=ROOT,
        )
    try:
        yield
        assert running.poll() is None, (folder / "kiosk.log").read_text()
    finally:
        running.terminate()
        running.wait()


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DataCentre]:
    with DataCentre(tmp_path_factory.mktemp("centre")) as made:
        made.add(made.people([1, 2]))
        made.publish()
        made.start()
        yield made


@pytest.fixture(scope="module")
def evil_agent(centre: DataCentre, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvilAgent]:
    """The agent of a terminal that works: results came, and the first report says so."""
    folder = tmp_path_factory.mktemp("terminal")
    state = centre.provision(folder / "state")
    found = EvilAgent(centre, state)
    with kiosk(state, folder):
        until(found.newest, "a first report")
        found.beat()
        found.refresh()
        found.deliver(until(found.made, "alerts of the kiosk"))
        assert found.beat() == {}
        yield found
    found.agent._close()


@pytest.fixture
def evil(evil_agent: EvilAgent) -> EvilAgent:
    """It, as if nothing that an earlier test sent had been refused."""
    evil_agent.forget_refusals()
    return evil_agent


@pytest.mark.slow
def test_results_that_it_swallows_show_though_no_later_one_comes(evil: EvilAgent) -> None:
    evil.deliver(evil.made())
    until(lambda: evil.made() > evil.came(), "results that it keeps back")
    assert evil.beat() == {}, "they may be on their way"
    assert evil.view().not_here > 0
    evil.pass_time(OVERDUE_AFTER)
    told = evil.beat()
    assert set(told) - {"report-silent"} == {"overdue"}
    assert "did not arrive for 30 min" in told["overdue"]
    evil.deliver(evil.made())
    newest = evil.made()
    until(lambda: evil.made() > newest, "another report")
    assert "overdue" not in evil.beat()


@pytest.mark.slow
def test_an_older_report_that_hides_them_is_told(evil: EvilAgent) -> None:
    old = present(evil.newest())
    evil.beat()
    until(lambda: evil.made() > evil.read(old).number, "a report of more")
    evil.beat()
    number = evil.view().number
    told = evil.carry(old)
    assert "an older one was sent again" in told["report-refused"]
    assert evil.view().number == number > evil.read(old).number


@pytest.mark.slow
def test_no_report_at_all_is_told(evil: EvilAgent) -> None:
    until(lambda: evil.beat() is not None and evil.view(), "a report")
    evil.pass_time(timedelta(minutes=12))
    assert "12 min old" in evil.carry(None)["report-silent"]


@pytest.mark.slow
def test_a_report_of_another_terminal_is_told(
    evil: EvilAgent, centre: DataCentre, tmp_path: Path
) -> None:
    other = centre.provision(tmp_path / "other")
    own = evil.read(present(evil.newest()))
    theirs = own.model_copy(update={"terminal_id": other.config().terminal_id})
    report = sign_report(theirs, present(other.kiosk_signing_key()))
    assert "not signed by its kiosk" in evil.carry(report)["report-refused"]


@pytest.mark.slow
def test_a_report_that_it_signs_itself_or_changes_is_told(evil: EvilAgent) -> None:
    said = evil.read(present(evil.newest()))
    better = said.model_copy(update={"sequence": said.sequence + 1000, "number": 0})
    own = SigningKey(evil.state.credential("agent.key"))
    before = evil.view()
    assert "not signed by its kiosk" in evil.carry(sign_report(better, own))["report-refused"]
    report = present(evil.newest())
    blind = report.body.replace("gapura", "blind")
    assert blind != report.body
    changed = report.model_copy(update={"body": blind})
    assert "not signed by its kiosk" in evil.carry(changed)["report-refused"]
    assert evil.view().software == before.software
    assert evil.view().number >= before.number


@pytest.mark.slow
def test_it_gets_its_leases_whatever_it_carries(evil: EvilAgent) -> None:
    """A lane does not close because its agent lies; operators are told, and fetch it."""
    evil.carry(SignedReport(body="", signature=bytes(64)))
    lease = evil.status().lease_until
    assert lease is not None
    assert lease > datetime.now(UTC) + timedelta(hours=1)
