"""The window shows the time that rows are dated with, in a zone of this country."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtWidgets import QLabel

from edge_app.desk.alerts.views import NO_ALERTS
from edge_app.desk.session.views import OPEN
from edge_app.domain import Counts, LaneView, SourceState
from edge_app.terminal import kiosk
from edge_app.ui.screenshots.fake_desk import FakeLane, fake_desk
from edge_app.ui.window.kiosk_window import KioskWindow
from sync.protocol.zones import Zone

TRUSTED = datetime(2031, 12, 31, 17, 5, tzinfo=UTC)  # years from what this machine's clock shows


class ShownLane(FakeLane):
    """What a window is shown, and what systemd is told of it."""

    lane = SimpleNamespace(counts=Counts())
    capture = SimpleNamespace(turns=0)


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str | None], None]]:
    """Set the machine's zone; None: nobody set one, and it has UTC."""

    def set_zone(name: str | None) -> None:
        monkeypatch.setenv("TZ", name or "UTC0")
        time.tzset()
        if name is None:
            monkeypatch.delenv("TZ")

    yield set_zone
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("set_to", "gate", "shown"),
    [
        (None, "WIB", ("00.05", "1 Jan")),
        (None, "WITA", ("01.05", "1 Jan")),
        (None, "WIT", ("02.05", "1 Jan")),
        ("WITA-8", "WIB", ("01.05", "1 Jan")),
        ("UTC0", "WITA", ("17.05", "31 Des")),
    ],
)
def test_the_bar_shows_the_trusted_time_in_the_zone_of_the_gate(
    zone: Callable[[str | None], None],
    monkeypatch: pytest.MonkeyPatch,
    set_to: str | None,
    gate: Zone,
    shown: tuple[str, str],
) -> None:
    zone(set_to)
    known: list[Zone] = ["WIB"]  # before its configuration has come
    lane = ShownLane(LaneView(None, SourceState.STARTING, "", (), (), Counts(), 0.0, (), 0))
    read: list[str] = []

    def look(window: KioskWindow, *_: object) -> None:
        window.resize(1280, 800)
        window.refresh()
        known.append(gate)
        window.refresh()
        read.extend(label.text() for label in window.status_bar.findChildren(QLabel))

    with fake_desk(lane, OPEN, NO_ALERTS) as desk:

        class SlowKiosk:
            def __init__(self) -> None:
                self.lane = lane

            def now(self) -> datetime:
                return TRUSTED

            def zone(self) -> Zone:
                return known[-1]

            def start(self) -> None:
                pass

            stop = start

            def open_desk(self, *_: object) -> Any:
                return desk

        monkeypatch.setattr(kiosk, "run", look)
        kiosk.show(cast("kiosk.Kiosk", SlowKiosk()))
    assert set(shown) <= set(read)
    assert os.environ.get("TZ") == set_to, "a kiosk that starts anew looks for itself"
