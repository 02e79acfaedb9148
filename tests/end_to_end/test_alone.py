"""72 hours alone: no data centre, drifting clocks, five power cuts, 26,000 passers a day.

Days pass as fast as the work of a real terminal is done (lone_terminal.py). Then the data centre's
machine is started again, and what it holds is compared with what was decided, row by row.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sqlalchemy import distinct, func, select

from edge_app.store.chain import verify
from edge_app.store.database import StoreDatabase
from edge_app.terminal.terminal import Terminal
from edge_app.ui.lane import fault_words
from edge_app.ui.text.language import Language, age, date_and_time, translate
from sync.central.registry import audit, intake
from sync.central.registry.answers import alerts
from sync.central.registry.schema import ErasedResult, ReceivedResult
from sync.central.registry.schema import Terminal as TerminalRow
from sync.protocol.jakarta import JAKARTA
from sync.terminal.loop import Loop
from sync.terminal.state import TerminalState
from tests.end_to_end.lone_centre import FULL, PERSONS, SECOND, SHORT, LoneCentre, Scale
from tests.end_to_end.lone_machine import OFF_S, LoneMachine
from tests.end_to_end.lone_terminal import EACH_S, PASSERS_A_DAY, POLL_INTERVAL_S
from tests.end_to_end.passers import IN_VIEW, listed, stranger
from tests.end_to_end.simulated_days import DAY_S, HOUR_S, SimulatedDays
from tests.end_to_end.system import GAPURA, LIST, ROOT, agent, environment, served
from tests.end_to_end.wrong_clocks import wrong_clock
from tests.present import present
from tests.waiting import until

SEED = 72
CUTS = 5
RETURN_S = 600.0  # within which everything must be there
SLOW_S = 10.0  # an upload of 100 results over 256 KB/s
LONGEST_PAUSE_S = float(signature(Loop.__init__).parameters["longest"].default)
OFF = timedelta(minutes=4)  # that the terminal's clock, and the minutes of a text, may differ


@pytest.fixture
def centre(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LoneCentre]:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    with LoneCentre(tmp_path) as made:
        yield made


def first_contact(state: TerminalState) -> None:
    """The terminal has its lists and accounts, and all is well."""
    terminal = Terminal(state)
    try:
        with agent(state):
            until(lambda: states_of(terminal) == ["serving"] * 3, lambda: states_of(terminal))
    finally:
        terminal.stop()


def states_of(terminal: Terminal) -> list[str]:
    """Of two lists and the officers, after a look."""
    terminal.sync.poll()
    return [each.state for each in terminal.status.collections()]


def store_of(state: TerminalState) -> StoreDatabase:
    """The kiosk's own, as it is, also beside a kiosk that runs."""
    return StoreDatabase(state.kiosk_store, state.credential("store.key"), read_only=True)


def unsettled(state: TerminalState) -> int:
    store = store_of(state)
    try:
        return int(
            store.rows("SELECT count(*) AS n FROM outgoing WHERE settled_at IS NULL")[0]["n"]
        )
    finally:
        store.close()


@pytest.mark.slow
def test_seventy_two_hours_alone(
    centre: LoneCentre, tmp_path: Path, draw: Callable[[Any, Any], Any]
) -> None:
    scale: Scale = draw(FULL, SHORT)
    centre.fill(scale)
    centre.start()
    state = centre.provision(tmp_path / "terminal")
    first_contact(state)
    days = SimulatedDays(tmp_path / "days", datetime.now(UTC))
    chosen = random.Random(SEED)  # noqa: S311  no secret
    with ExitStack() as opened:
        with centre.away():
            machine = opened.enter_context(LoneMachine(state, days, tmp_path, PERSONS, scale.hours))
            step, ends = scale.hours * HOUR_S / 2.4, scale.hours * HOUR_S
            for at in sorted([step, *(chosen.uniform(0.01, 0.85) * ends for _ in range(CUTS))]):
                machine.wait(lambda at=at: days.passed >= at)  # type: ignore[misc]
                if at == step:
                    days.set_system_clock()
                else:
                    machine.cut_power(chosen)
            machine.wait(lambda: machine.lines("over"))
        alone = unsettled(state)

        # The data centre's machine is started again, and somebody is new on a list.
        late = centre.people([PERSONS])
        centre.add(late)
        by, boot = days.true() - datetime.now(UTC), "another-start-of-the-kernel"
        elsewhen = wrong_clock(tmp_path, by, boot)
        returned = days.passed
        centre.start(gapura=[*elsewhen, *GAPURA])
        opened.callback(centre.stop)
        until(lambda: not unsettled(state), lambda: unsettled(state))
        until(lambda: present(served(state)).version == 2, "the newest list")
        took = days.passed - returned
        # Its next heartbeat says no more than that its system clock drifts, and that it has no
        # recogniser (passers.py); on a busy machine also, and truly, that the lane is slow.
        until(
            lambda: troubles_of(centre, elsewhen) <= {"clock", "model", "lane-slow", "lane-late"},
            lambda: troubles_of(centre, elsewhen),
        )
        assert machine.shut_down() == 0
    assert machine.log.read_text() == ""
    lane_never_closed(machine, len(centre.persons))
    ages_were_shown(machine, days, centre.issued, scale)
    strangers_faces_went(machine, days, scale)
    kept = store_rows(state)
    everything_is_at_the_centre(centre, state, machine, kept)
    nothing_of_strangers_is_left(state, days, kept)
    uploads = uploads_to(centre)
    assert LONGEST_PAUSE_S + uploads * SLOW_S <= RETURN_S
    sys.stdout.write(
        f"\n{scale.hours:.0f} h, {days.passers} passers, {len(machine.lines('passed'))} listed,"
        f" {alone} results alone; back: {uploads} uploads, all in {took:.1f} s\n"
    )
    what_is_over_goes(state, days, scale)


def troubles_of(centre: LoneCentre, elsewhen: list[str]) -> set[str]:
    """What operators read of it, at the data centre's time."""
    command = [*elsewhen, *GAPURA, "central", "terminals", "--home", str(centre.home), "--json"]
    said = subprocess.run(command, capture_output=True, check=True, env=environment(), cwd=ROOT)
    (row,) = json.loads(said.stdout)["terminals"]
    return {each["code"] for each in row["troubles"]}


def lane_never_closed(machine: LoneMachine, persons: int) -> None:
    """At each start and all the time it searched both lists, and found who is on them."""
    assert not machine.lines("closed")
    starts = machine.lines("on")
    assert len(starts) == CUTS + 1
    for line in [*starts, *machine.lines("seen")]:
        assert line["lists"].keys() == {LIST, SECOND}
        assert line["references"] >= persons
    passed = {line["passer"]: line["alerts"] for line in machine.lines("passed")}
    (over,) = machine.lines("over")
    assert passed.keys() == {n for n in range(over["passers"]) if listed(n, PERSONS) is not None}
    assert over["passers"] >= 0.99 * PASSERS_A_DAY * (over["passed"] - machine.off_s) / DAY_S
    assert [n for n, found in passed.items() if not found] == [], "nobody listed went by unseen"


def ages_were_shown(
    machine: LoneMachine, days: SimulatedDays, issued: datetime, scale: Scale
) -> None:
    """The officer read how old the lists are, and since when nobody confirms them."""
    over, begun = machine.lines("over")[0]["passed"], days.at(0)
    seen = [line for line in machine.lines("seen") if line["passed"] <= over]
    assert len(seen) >= 0.9 * scale.hours
    moments = [
        date_and_time(each.astimezone(JAKARTA), Language.ID)
        for each in minutes(issued - OFF, begun + OFF)
    ]  # the last word of the data centre was one of these
    for line in seen:
        at = days.at(line["passed"])
        ages = {age(at - each, Language.ID) for each in minutes(issued - OFF, issued + OFF)}
        assert any(line["status"].endswith(each) for each in ages), line
        if at - begun > scale.stale + OFF:
            assert any(said in line["notice"] for said in moments), line
        elif at - issued < scale.stale - OFF:
            assert line["notice"] == "", line
        if at - begun > scale.outdated + OFF:
            assert line["page"].startswith(translate(fault_words.OUTDATED, Language.ID)), line
            assert any(said in line["page"] for said in moments), line
        elif at - issued < scale.outdated - OFF:
            assert line["page"] is None, line
    assert seen[-1]["page"]


def minutes(first: datetime, last: datetime) -> Iterator[datetime]:
    while first < last + timedelta(minutes=1):
        yield first
        first += timedelta(minutes=1)


def strangers_faces_went(machine: LoneMachine, days: SimulatedDays, scale: Scale) -> None:
    """A face that was not the listed person's goes in time, also after a start without a lease."""
    lag = timedelta(hours=scale.dismissed_hours + 1, seconds=CUTS * OFF_S[1]) + OFF
    for line in machine.lines("seen"):
        at = days.at(line["passed"])
        kept = [answered for answered, size in line["dismissed"] if size]
        assert all(at - datetime.fromisoformat(each) < lag for each in kept), line


def store_rows(state: TerminalState) -> dict[str, list[dict[str, Any]]]:
    """Every row of the kiosk's store, by table; the audit chain proven."""
    store = store_of(state)
    try:
        assert verify(store).broken is None
        tables = store.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            row["name"]: store.rows(f"SELECT * FROM {row['name']}")  # noqa: S608  its own names
            for row in tables
        }
    finally:
        store.close()


def everything_is_at_the_centre(
    centre: LoneCentre,
    state: TerminalState,
    machine: LoneMachine,
    kept: dict[str, list[dict[str, Any]]],
) -> None:
    """Each result once, each number, each decision as the officer made it."""
    terminal_id, house = state.config().terminal_id, centre.centre
    with house.registry.session() as session:
        came = Counter(session.scalars(select(ReceivedResult.result_id)))
        came += Counter(session.scalars(select(ErasedResult.result_id)))
        taken = intake.rows(session)[terminal_id]
        found = {each.raised.alert_id: each for each in alerts(session, house.vault)}
        row = session.get_one(TerminalRow, terminal_id)
        assert audit.verify(session).broken is None
    numbers = [row["number"] for row in kept["outgoing"]]
    assert came == Counter(row["result_id"] for row in kept["outgoing"])
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert not any(row["refused"] for row in kept["outgoing"])
    (series,) = taken.series.values()
    assert (intake.missing_of(taken), intake.runs_of(series)) == ([], [(1, len(numbers))])
    assert (series["twice"], taken.refused) == (0, 0)
    assert kept["chain"][present(row.chain_rows) - 1]["hash"] == row.chain_head
    assert row.chain_cut_at is None

    shown = {
        alert_id: (list_id, reference)
        for line in machine.lines("passed")
        for alert_id, list_id, reference in line["alerts"]
    }
    for line in machine.lines("passed"):
        person = centre.persons[present(listed(line["passer"], PERSONS))]
        assert [reference for _, _, reference in line["alerts"]] == [person]
    # One that a power cut kept from being told of: at most what was raised in that moment.
    assert len(found.keys() - shown.keys()) <= CUTS
    decided: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    for line in machine.told():
        if line["kind"] == "answered":
            said = (line["answer"], line["reason"], tuple(line["officers"]))
            decided[line["alert"]] = said
        elif line["kind"] == "undone":
            decided.pop(line["alert"])
    for alert_id in shown.keys() - found.keys():  # what the data centre may not keep, it erased
        assert decided[alert_id][0] == "not_this_person", "an alert is lost"
    for alert_id, alert in found.items():
        if alert_id in shown:
            raised = (alert.raised.list_id, alert.raised.reference_id)
            assert raised == shown[alert_id]
        answer = alert.answered
        if alert_id in decided:
            told = present(answer)
            assert (told.answer, told.reason, told.officers) == decided[alert_id]
        else:  # nobody answered it, within the hour or until the end
            assert answer is None or answer.answer == "unanswered"


def nothing_of_strangers_is_left(
    state: TerminalState, days: SimulatedDays, kept: dict[str, list[dict[str, Any]]]
) -> None:
    """Of 78,000 people stay counts: no row, and no template in any file or cell."""
    of_alerts = {"alerts", "results", "outgoing", "sealed", "escalations", "chain"}
    assert kept.keys() >= of_alerts
    others = {name: len(rows) for name, rows in kept.items() if name not in of_alerts}
    assert sum(others.values()) < 100 + 3 * days.passed / HOUR_S, others
    assert len(kept["results"]) <= len(kept["outgoing"])
    assert len(kept["chain"]) < 3 * len(kept["results"]) + 200
    counted = sum(row["people"] for row in kept["tallies"])
    # What each power cut may take along, and the groups that were left out in the end.
    uncounted = CUTS * IN_VIEW * (POLL_INTERVAL_S / EACH_S + 2) + 4 * IN_VIEW
    assert abs(days.passers - counted) <= uncounted
    strangers = (n for n in range(days.passers) if listed(n, PERSONS) is None)
    beginnings = np.array([stranger(n)[:2] for n in strangers], np.float32)
    known = np.sort(beginnings.view(np.uint64).ravel())
    assert holds(known, b"..." + stranger(7).tobytes() + b"...")
    for file in state.root.rglob("*"):
        if file.is_file():
            assert not holds(known, file.read_bytes()), file
    for name, rows in kept.items():
        cells = [cell for row in rows for cell in row.values()]
        assert not holds(known, b"".join(cell for cell in cells if isinstance(cell, bytes))), name


def holds(known: np.ndarray, data: bytes) -> bool:
    """Whether one of these eight bytes, sorted as numbers, stands in `data`, at any place."""
    for first in range(min(8, len(data) - 7)):
        words = np.frombuffer(data, np.uint64, (len(data) - first) // 8, first)
        places = np.minimum(np.searchsorted(known, words), len(known) - 1)
        if (known[places] == words).any():
            return True
    return False


def uploads_to(centre: LoneCentre) -> int:
    with centre.centre.registry.session() as session:
        query = select(func.count(distinct(ReceivedResult.received_at)))
        return present(session.scalar(query))


def what_is_over_goes(state: TerminalState, days: SimulatedDays, scale: Scale) -> None:
    """What the data centre holds by its receipt is erased here when its time is over."""
    before = store_rows(state)
    settled = {row["result_id"] for row in before["outgoing"] if row["settled_at"]}
    dismissed = {row["alert_id"] for row in before["alerts"] if row["answer"] == "not_this_person"}
    results = {
        row["result_id"]
        for row in before["results"]
        if row["alert_id"] in dismissed and row["result_id"] in settled
    }
    terminal = Terminal(state, days.system, days.elapsed)
    try:
        days.advance((scale.dismissed_hours + 1) * HOUR_S)
        terminal.sync.poll()
    finally:
        terminal.stop()
    kept = store_rows(state)
    assert len(kept["outgoing"]) == len(before["outgoing"]), "the numbers stay"
    queued = {row["queued"] for row in kept["sealed"]}
    assert not results & {row["result_id"] for row in kept["outgoing"] if row["queued"] in queued}
    waits = {row["alert_id"] for row in before["results"] if row["result_id"] not in settled}
    left = {row["alert_id"] for row in kept["alerts"]} & dismissed
    assert left <= waits
    assert not any(row["captured"] for row in kept["alerts"] if row["alert_id"] in left)
