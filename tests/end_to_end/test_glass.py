"""A bare device becomes a lane at the glass: a ticket before the camera, a touch, six words.

Data centre, agent and, at the end, kiosk are real processes; the window is a real one off screen.
"""

from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from edge_app.desk.setup.setup_desk import SetupDesk, SetupStage
from edge_app.pipeline.sources import open_source
from edge_app.ui.look.theme import STEP_GUARD_S
from edge_app.ui.setup.window import SetupWindow
from edge_app.ui.window.application import application
from models.images import decode_image
from sync.central.exchange.ticket_sheet import sheet
from sync.central.exchange.tickets import ticket
from sync.central.registry import terminals
from sync.central.registry.enrolments import token_index
from sync.central.registry.schema import Token
from sync.protocol.envelope import passphrases
from sync.protocol.ticket import Ticket
from sync.terminal.state import TerminalState
from tests.end_to_end.system import (
    APPROVES,
    CHECKPOINT,
    COLLECTION,
    GAPURA,
    PROPOSES,
    DataCentre,
    environment,
    process,
)
from tests.waiting import until

LANE = "Lajur 2"


def ticketed(house: DataCentre, lane: str | None = LANE) -> Ticket:
    centre = house.centre
    with centre.registry.transaction() as session:
        token, expires_at = terminals.issue_token(
            session, centre.vault, CHECKPOINT, PROPOSES, datetime.now(UTC), lane=lane
        )
        made = ticket(centre, CHECKPOINT, token, expires_at, house.url, lane)
        terminals.bind_ticket(session, centre.vault, token, made.digest)
    return made


def held_before_camera(made: Ticket, folder: Path) -> Path:
    """A folder of pictures, in place of a camera: nothing yet, and then the sheet, held near."""
    folder.mkdir()
    page = decode_image(sheet(made.to_json(), ("x",), ".png"), "sheet")[200:1500, 60:1180]
    near = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    image = np.full((720, 1280, 3), 90, np.uint8)
    cv2.imwrite(str(folder / "1.png"), image)
    image[20 : 20 + near.shape[0], 300 : 300 + near.shape[1]] = near
    cv2.imwrite(str(folder / "2.png"), image)
    return folder


@contextmanager
def at_the_glass(state: TerminalState, camera: Path) -> Iterator[SetupWindow]:
    """The window of a bare device, as `gapura kiosk` shows it."""
    application()
    desk = SetupDesk(state, lambda: open_source(str(camera)))
    window = SetupWindow(desk, clock=CLOCK)
    window.resize(1280, 800)
    window.show()
    desk.start()
    try:
        yield window
    finally:
        window.leave()
        desk.stop()


@contextmanager
def agent(state: TerminalState, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    running = process("agent", "--state", state.root, log=log)
    try:
        yield running
    finally:
        running.terminate()
        assert running.wait(30) == 0, log.read_text()


class Clock:
    """The window's; a test does not wait until a double tap is over."""

    ahead = 0.0

    def __call__(self) -> float:
        return time.monotonic() + self.ahead


CLOCK = Clock()


def agree(window: SetupWindow) -> None:
    """A finger on "yes", once it has stood there for a moment."""
    window.refresh()
    CLOCK.ahead += STEP_GUARD_S
    QTest.mouseClick(window.screen_.primary, Qt.MouseButton.LeftButton)


def stage(window: SetupWindow) -> SetupStage:
    window.refresh()
    return window.screen_.setup.view().stage


def words_of(window: SetupWindow) -> str:
    """The six words on the glass, without their numbers."""
    window.refresh()
    return " ".join(label.text().partition(" ")[2] for label in window.screen_.words)


def reach(window: SetupWindow, wanted: SetupStage) -> None:
    def now() -> object:
        return window.screen_.setup.view()

    until(lambda: stage(window) is wanted, now, between=QApplication.processEvents)


@pytest.mark.slow
def test_a_ticket_a_touch_and_six_words_open_the_lane(
    tmp_path: Path, qtbot: QtBot, pin_cost: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    for name, value in pin_cost.items():  # the data centre's process pays it, too
        monkeypatch.setattr(passphrases, name, value)
    state = TerminalState(tmp_path / "terminal")
    state.root.mkdir()
    with DataCentre(tmp_path) as house, agent(state, tmp_path / "agent.log"):
        house.add(house.people({1}))
        house.publish()
        house.start()
        made = ticketed(house)
        camera = held_before_camera(made, tmp_path / "camera")
        with at_the_glass(state, camera) as window:
            reach(window, SetupStage.CONFIRM)
            assert LANE in window.screen_.place.text()
            agree(window)
            reach(window, SetupStage.WORDS)
            read = words_of(window)
            with house.centre.registry.session() as session:
                (row,) = terminals.fleet(session, datetime.now(UTC))
            assert (row.words, row.lane, row.state) == (read, LANE, "pending")
            assert row.terminal_id[:8] in window.screen_.place.text()

        # The power goes; the words are there again, and nothing is asked for a second time.
        with at_the_glass(state, camera) as window:
            reach(window, SetupStage.WORDS)
            assert words_of(window) == read
            with house.centre.registry.transaction() as session:
                terminals.approve(session, row.terminal_id, APPROVES, datetime.now(UTC))
            with qtbot.waitSignal(window.approved, timeout=60_000):
                pass
        assert not state.approval_awaited.exists()
        assert serves(state, camera)
    held = (tmp_path / "terminal").rglob("*")
    token = made.token.encode()
    assert not any(token in file.read_bytes() for file in held if file.is_file())


def serves(state: TerminalState, camera: Path) -> bool:
    """Whether the kiosk of the new terminal comes to serve its list."""
    ended = subprocess.run(
        [
            *GAPURA,
            *("kiosk", "--state", str(state.root), "--source", str(camera)),
            *("--headless", "--seconds", "30", "--json"),
        ],
        capture_output=True,
        text=True,
        check=False,
        env=environment(),
    )
    assert ended.returncode == 0, ended.stderr
    collections = json.loads(ended.stdout)["collections"]
    return any(
        (each["collection"], each["state"]) == (COLLECTION, "serving") for each in collections
    )


@pytest.mark.slow
@pytest.mark.parametrize("problem", ["used", "over", "no-lane", "unreachable"])
def test_what_is_wrong_with_a_ticket_stands_at_the_glass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: str
) -> None:
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    state = TerminalState(tmp_path / "terminal")
    state.root.mkdir()
    with DataCentre(tmp_path) as house, agent(state, tmp_path / "agent.log"):
        house.publish()
        house.start()
        made = ticketed(house, None if problem == "no-lane" else LANE)
        with house.centre.registry.transaction() as session:
            row = session.get_one(Token, token_index(house.centre.vault, made.token))
            if problem == "used":
                row.terminal_id = "f" * 32
            if problem == "over":
                row.expires_at = datetime.now(UTC)
        if problem == "unreachable":
            house.stop()
        with at_the_glass(state, held_before_camera(made, tmp_path / "camera")) as window:
            if problem != "no-lane":
                reach(window, SetupStage.CONFIRM)
                agree(window)

            def told() -> bool:
                window.refresh()
                return window.screen_.setup.view().problem == problem

            until(told, between=QApplication.processEvents)
            assert window.screen_.notice.isVisible()
        assert not state.config_file.exists()
        assert not state.approval_awaited.exists()
