"""How soon the screen answers a finger, while the lane looks at people.

`python -m edge_app.bench.ui.touch TOUCHES REFERENCES` prints one JSON object: milliseconds of
each touch, with the vision threads at work on eight faces and without them. A touch is counted from
the moment at which the hardware would report it, whatever the window is busy with, until what it
changes is painted: a button's pressed state when the finger comes, the screen in the other language
when it goes.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from edge_app.bench.pipeline import Recording
from edge_app.bench.synthetic import synthetic_list
from edge_app.demo.scene import FPS, SceneSource, crowd
from edge_app.desk.desk import Desk, DeskDependencies, DeskLane, open_desk
from edge_app.domain import LaneView, utc_now
from edge_app.lists.pacing import share_interpreter
from edge_app.pipeline.lane import open_lane
from edge_app.pipeline.live import LiveLane
from edge_app.store.alerts import AlertStore
from edge_app.store.throwaway import throwaway_store
from edge_app.ui.look import theme
from edge_app.ui.screenshots.fake_desk import FakeLane
from edge_app.ui.window.application import application
from edge_app.ui.window.kiosk_window import KioskWindow

FACES = 8
RECORDED = 45  # frames, played again and again
WARM_UP_S = 2.0
WINDOW = (1280, 800)
# Between two touches: longer than between those of a double tap, of which the second does nothing;
# at random, so that they meet every phase of a frame.
REST_S = (theme.STEP_GUARD_S + 0.05, theme.STEP_GUARD_S + 0.25)
TIMEOUT_S = 5.0


class MovingLane(FakeLane):
    """The last view of a lane, delivered as a camera would, with nobody at work behind it."""

    def __init__(self, view: LaneView) -> None:
        super().__init__(view)
        self._began = time.monotonic()

    def view(self) -> LaneView:
        """Return the same picture as a new frame."""
        view, now = super().view(), time.monotonic()
        if view.frame is None:
            return view
        number = view.frame.number + int((now - self._began) * FPS)
        return replace(view, frame=replace(view.frame, number=number, captured_at=now))


class Painted(QObject):
    """Note when `watched` was painted while `wanted()` held."""

    def __init__(self, watched: QPushButton, wanted: Callable[[], bool]) -> None:
        super().__init__()
        self.at: float | None = None
        self._wanted, self._watched = wanted, watched
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 (Qt's name)
        """Let everything pass; the end of the round of painting is the next turn of the loop."""
        if self.at is None and event.type() == QEvent.Type.Paint and self._wanted():
            QTimer.singleShot(0, self._note)
        return bool(super().eventFilter(watched, event))

    def _note(self) -> None:
        if self.at is None:
            self.at = time.monotonic()

    def end(self) -> None:
        """Stop watching."""
        self._watched.removeEventFilter(self)


@cache
def _device() -> QPointingDevice:
    """Return the process's one device: Qt remembers it for longer than Python would."""
    return QTest.createTouchDevice()


class Finger:
    """Touch one button of a window, in the window's own event loop."""

    def __init__(self, window: KioskWindow, button: QPushButton) -> None:
        self._window, self._button, self._device = window, button, _device()

    def touches(self, count: int, rng: random.Random) -> list[float]:
        """Return the milliseconds of `count` touches, two values each.

        Raise RuntimeError for no answer.
        """
        return [ms for _ in range(count) for ms in self._touch(rng)]

    def _touch(self, rng: random.Random) -> tuple[float, float]:
        text = self._button.text()
        down = self._answered(lambda: self._button.isDown(), press=True, rng=rng)
        up = self._answered(lambda: self._button.text() != text, press=False, rng=rng)
        return down, up

    def _answered(self, wanted: Callable[[], bool], press: bool, rng: random.Random) -> float:
        painted, touched = Painted(self._button, wanted), time.monotonic() + rng.uniform(*REST_S)
        sent = False
        while painted.at is None and time.monotonic() < touched + TIMEOUT_S:
            if not sent and time.monotonic() >= touched:
                sent = True
                event = QTest.touchEvent(self._window, self._device)
                where: QPoint = self._button.mapTo(self._window, self._button.rect().center())
                put = event.press if press else event.release
                put(0, where, self._window).commit()
            QApplication.processEvents()
            if not sent:
                time.sleep(max(min(touched - time.monotonic(), 0.001), 0.0))
        painted.end()
        if painted.at is None:
            raise RuntimeError(f"a touch was not answered within {TIMEOUT_S:.0f} s")
        return 1000 * (painted.at - touched)


def touched(lane: DeskLane, count: int, seed: int) -> list[float]:
    """Return the milliseconds of `count` touches of the language button over `lane`."""
    with throwaway_store() as database:
        store = AlertStore(database, utc_now)
        given = DeskDependencies(
            lane=lane,
            store=store,
            database=database,
            now=utc_now,
            officers=lambda: None,
            manifests=None,
            questions=None,
            lane_name="bench",
            terminal_id="",
            reports=Path(),
        )
        return _touched(lane, open_desk(given), count, seed)


def _touched(lane: DeskLane, desk: Desk, count: int, seed: int) -> list[float]:
    window = KioskWindow(lane, desk)
    window.resize(*WINDOW)
    window.show()
    QTest.qWaitForWindowExposed(window)
    QApplication.processEvents()
    try:
        finger = Finger(window, window.status_bar.toggle)
        finger.touches(2, random.Random(seed))  # noqa: S311
        return finger.touches(count, random.Random(seed))  # noqa: S311
    finally:
        window.leave()


def measure(count: int, references: int) -> dict[str, list[float]]:
    """Return the milliseconds with the lane at work, and without."""
    application()
    scene = SceneSource(crowd(FACES))
    source = Recording([scene.draw(i / FPS) for i in range(RECORDED)], FPS)
    live = LiveLane(open_lane((synthetic_list(references),)), lambda: source)
    live.start()
    try:
        live.wait(WARM_UP_S)
        working = touched(live, count, seed=1)
        view = live.view()
    finally:
        live.stop()
    return {"working": working, "alone": touched(MovingLane(view), count, seed=1)}


def main(arguments: list[str]) -> int:
    """Measure and print; return the exit status."""
    share_interpreter()  # as a kiosk does
    count, references = map(int, arguments)
    print(json.dumps(measure(count, references)))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
