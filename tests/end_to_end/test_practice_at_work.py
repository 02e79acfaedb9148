"""A planted alert at a lane at work: switched on, met, answered, and known to nobody else.

Everything is real: data centre, agent, terminal, list, faces, accounts, window; fingers are
QTest's. The one who passes is on no list.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from edge_app.demo.scene import ACTS, SceneSource
from edge_app.demo.system import DemoSystem
from edge_app.domain import Answer, SourceState
from edge_app.store.chain import entries
from edge_app.store.practice import Practice
from edge_app.terminal.provisioned_kiosk import open_terminal
from sync.central.centre import Centre
from sync.central.registry.answers import alerts
from sync.protocol.content import OfficerRole
from tests.end_to_end.test_officer_at_work import Shift, texts

PASSES = tuple(act for act in ACTS if act.portrait == "astronaut.png")


@pytest.fixture
def system(weights: Path) -> Iterator[DemoSystem]:  # noqa: ARG001  needed by it
    with DemoSystem(None, lambda _: None) as running:
        yield running


def sign_in(shift: Shift, account: Any) -> None:
    """Without the keypad."""
    session = shift.desk.session
    session.lock()
    session.sign_in(account.number, account.pin)
    shift.until(lambda: session.view().number == account.number)
    shift.until(lambda: has_shift(shift))


def has_shift(shift: Shift) -> bool:
    """Whether the shift that goes on is on the disk."""
    going = shift.desk.session.view().shift
    return going is not None and bool(going.shift_id)


@pytest.mark.slow
def test_what_an_officer_answers_in_practice_stays_at_the_lane(
    qtbot: QtBot, system: DemoSystem
) -> None:
    accounts = {one.role: one for one in system.accounts}
    officer, supervisor = accounts[OfficerRole.OFFICER], accounts[OfficerRole.SUPERVISOR]
    system.running.stop()
    root = system.running.terminal.state.root
    running = open_terminal(root, lambda: SceneSource(PASSES, seconds=None))
    try:
        shift = Shift(qtbot, running)
        desk = shift.desk
        running.start_sync()
        running.start_lane()
        shift.until(lambda: bool(running.terminal.officers()) and bool(running.lane.view().lists))
        shift.sign_in(officer.number, officer.pin)
        shift.until(lambda: has_shift(shift))
        sign_in(shift, supervisor)
        desk.practice.switch_on()
        shift.until(lambda: desk.practice.view().waiting)
        first = desk.practice.view().planned[0]
        sign_in(shift, officer)
        Practice(running.terminal.database).put_off(first.practice_id, running.terminal.clock.now())
        shift.until(lambda: running.lane.view().source_state is SourceState.LIVE)

        screen = shift.window.alert_screen
        shift.until(screen.isVisible)
        assert not running.lane.view().open_alerts
        front = desk.practice.front()
        assert front is not None
        assert front[0].alert.candidate.reference.name in texts(screen)
        for key in (screen.answers.answers[Answer.CONFIRMED], screen.reasons.reasons[0]):
            shift.until(lambda key=key: key.isVisible() and key.property("armed"))
            shift.touch(key)
        page = shift.window.practice.page
        shift.until(page.isVisible)
        revealed = desk.practice.revealed
        assert revealed is not None
        assert revealed.right is first.genuine
        shift.until(lambda: desk.practice.view().own.genuine + desk.practice.view().own.others == 1)

        def put_away() -> bool:
            """Touch again: the first touches within a change of layout do nothing."""
            if page.isVisible():
                shift.touch(page.button)
            return page.isHidden()

        shift.until(put_away)

        assert running.lane.view().counts.alerts == 0
        database = running.terminal.database
        for table in ("alerts", "results", "escalations", "case_steps"):
            assert not database.rows(f"SELECT 1 FROM {table}"), table  # noqa: S608  fixed names
        noted = {row.action for row in entries(database) if row.actor == officer.number}
        assert not noted & {"alert-answered", "escalated"}
        shift.end()
        with Centre.open(system.centre.home) as centre, centre.registry.session() as session:
            assert list(alerts(session, centre.vault)) == []
    finally:
        running.stop()
